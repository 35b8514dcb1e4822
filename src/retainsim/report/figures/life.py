"""The life of one client: how it felt, what the firm saw of that, and what went on behind the firm's back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retainsim.declared import events
from retainsim.declared.codes import FIRM
from retainsim.report.figures import style
from retainsim.report.figures.run import dates_of
from retainsim.report.life import is_hidden
from retainsim.results.movements import KIND, WEEK
from retainsim.results.story import Life, Moment
from retainsim.study.run import Run

PANELS = ("feelings", "grievance", "events")
MARKED = {"fault": [events.FAULT], "late work": [events.LATE], "complaint": [events.COMPLAINS],
          "delegation": [events.RESCUED], "decision": [events.DECIDES], "new supplier": [events.ENDS, events.STARTS]}


def client_life(run: Run, life: Life) -> style.Picture:
    """Feelings above, grievance below them, and a lane for each kind of event."""
    name, now, marks = run.names.name(life.organisation), by_week(life), _marks(life)
    stretches = {"courted": (now.suitor > FIRM, style.VERMILION), "on trial": (now.is_trying > 0, style.ORANGE)}
    stretches = {lane: look for lane, look in stretches.items() if look[0].any()}
    lanes = [*stretches, *marks] or ["nothing"]
    hidden = np.array([is_hidden(moment, week, run.course) for week, moment in enumerate(life.weeks)])

    def draw(layout: style.Layout) -> Figure:
        figure, grid = style.blank(layout, 5.0 + 0.2 * len(lanes) + (0.5 if layout.is_narrow else 0.0), PANELS,
                                   sharex=True, height_ratios=(2.2, 1.1, 0.28 * len(lanes)))
        time = style.Time(grid, len(life.weeks), dates_of(run))
        handles = _draw_weeks(grid, now, hidden, time)
        _draw_lanes(grid[2], stretches, marks, time.unit)
        grid[2].set_yticks(range(len(lanes)), lanes)
        grid[2].set_ylim(len(lanes) - 0.4, -0.6)
        return time.label(figure, "", [*handles, *time.marks], layout)

    return style.Picture(
        "client-life", f"How {name} felt, and what the firm knew",
        " ".join(["At the end of each week.",
                  *(["Shaded where a rival courts it and the firm does not know."] if hidden.any() else []),
                  *(["Grey where it is not the firm's client: then attachment and grievance concern another supplier."]
                    if (now.supplier != FIRM).any() else [])]),
        f"Attachment of {name}, as it is and as the firm believes, courtship by rivals, grievance, and a lane for each "
        "kind of event; this page says the same in words.", draw)


def by_week(life: Life) -> Any:
    """A `Moment` whose fields are arrays of all weeks; courtship is that of rivals alone."""
    now: Any = Moment(*np.array(life.weeks, float).T)
    return now._replace(courtship=np.where(now.suitor > FIRM, now.courtship, np.nan))


def _marks(life: Life) -> dict[str, list[int]]:
    """The weeks of what is marked in a life, by its word; a move is one mark."""
    marks = {"caring visit": [week for week, now in enumerate(life.weeks) if now.is_visited and now.supplier == FIRM],
             **{word: life.events[np.isin(life.events[:, KIND], kinds), WEEK].tolist()
                for word, kinds in MARKED.items()}}
    return {word: list(dict.fromkeys(weeks)) for word, weeks in marks.items() if weeks}


def _draw_weeks(grid: Sequence[Axes], now: Any, hidden: np.ndarray, time: style.Time) -> list[Any]:
    feelings, grievance, _ = grid
    feelings.set_title("from 0 none to 1 full")
    handles: list[Any] = [feelings.plot(time.x, series[time.weeks], color=colour, linestyle=line, label=label)[0]
                          for series, colour, line, label in (
                              (now.attachment, style.BLUE, "-", "attachment as it is"),
                              (now.believed, style.INK, "--", "as the firm believes"),
                              (now.courtship, style.VERMILION, "-.", "courtship of a rival"))
                          if np.isfinite(series).any()]
    feelings.set_ylim(0, 1)
    grievance.set_title("grievance [experience]")
    grievance.plot(time.x, now.grievance[time.weeks], color=style.PURPLE)
    grievance.axhline(0, color=style.PALE, linewidth=0.8)
    for holds, panels, colour, alpha, label in (
            (hidden, grid[:2], style.ORANGE, 0.25, "courted, and the firm does not know"),
            (now.supplier != FIRM, grid, style.GREY, 0.35, "not the firm's client")):
        bands = [axes.axvspan(*span / time.unit, color=colour, alpha=alpha, linewidth=0, label=label)
                 for span in spans(holds) for axes in panels]
        handles += bands[-1:]
    return handles


def _draw_lanes(axes: Axes, stretches: Mapping[str, tuple[np.ndarray, str]], marks: Mapping[str, Sequence[int]],
                unit: int) -> None:
    for place, (holds, colour) in enumerate(stretches.values()):
        bars = [(first / unit, (last - first) / unit) for first, last in spans(holds)]
        axes.broken_barh(bars, (place - 0.3, 0.6), color=colour)
    for place, weeks in enumerate(marks.values(), len(stretches)):
        axes.plot((np.array(weeks) + 0.5) / unit, np.full(len(weeks), place), linestyle="none", color=style.INK,
                  marker=style.MARKERS[place % len(style.MARKERS)], markersize=4.5)


def spans(holds: np.ndarray) -> np.ndarray:
    """The stretches of weeks in which something holds: stretches x (first week, and the week after the last)."""
    return np.flatnonzero(np.diff(holds, prepend=False, append=False)).reshape(-1, 2)

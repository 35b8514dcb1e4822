"""The life of one client: how it felt, what the firm saw of that, and what went on behind the firm's back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from retainsim.report.figures import axis, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class LifeByWeek(NamedTuple):
    """One client week by week; each array has one entry per week, NaN where there is nothing."""

    attachment: np.ndarray  # [0..1]
    believed: np.ndarray  # [0..1]
    courtship: np.ndarray  # [0..1]
    grievance: np.ndarray  # [experience]
    is_ours: np.ndarray  # bool: client of the firm
    is_courted: np.ndarray  # bool
    is_trying: np.ndarray  # bool
    is_known: np.ndarray  # bool: whether the firm knows of the suitor, or that something is wrong


@style.styled
def draw(layout: style.Layout, life: LifeByWeek, events: Mapping[str, Sequence[int]], starts: axis.Starts) -> Figure:
    """Feelings above, grievance below them, and a lane for each kind of event; `events` are weeks by kind."""
    lanes = ["courted", "on trial", *events]
    figure = style.blank(layout.width, 5.0 + 0.2 * len(lanes) + (0.5 if layout.is_narrow else 0.0))
    grid: list[Axes] = figure.subplots(3, 1, sharex=True, height_ratios=(2.2, 1.1, 0.28 * len(lanes))).tolist()
    weeks = len(life.attachment)
    x, marks = axis.set_time(grid, weeks, starts)
    shown = axis.shown_weeks(weeks)
    unit = axis.weeks_per_tick(weeks)
    feelings, grievance, lane = grid
    feelings.set_title("from 0 none to 1 full")
    handles: list[Any] = [feelings.plot(x, series[shown], color=colour, linestyle=line, label=label)[0]
                          for series, colour, line, label in (
                              (life.attachment, style.BLUE, "-", "attachment as it is"),
                              (life.believed, style.INK, "--", "as the firm believes"),
                              (life.courtship, style.VERMILION, "-.", "courtship of a rival"))]
    feelings.set_ylim(0, 1)
    grievance.set_title("grievance [experience]")
    grievance.plot(x, life.grievance[shown], color=style.PURPLE)
    grievance.axhline(0, color=style.PALE, linewidth=0.8)
    behind = life.is_ours & life.is_courted & ~life.is_known
    for first, last in spans(behind):
        for axes in grid[:2]:
            band = axes.axvspan(first / unit, last / unit, color=style.ORANGE, alpha=0.25, linewidth=0,
                                label="courted, and the firm does not know")
    for first, last in spans(~life.is_ours):
        for axes in grid:
            away = axes.axvspan(first / unit, last / unit, color=style.GREY, alpha=0.35, linewidth=0,
                                label="not the firm's client")
    if behind.any():
        handles.append(band)
    if not life.is_ours.all():
        handles.append(away)
    _lanes(lane, lanes, life, events, unit)
    axis.label(figure, weeks, "", [*handles, *marks], layout)
    for axes in grid:
        axes.label_outer()
    return figure


def _lanes(axes: Axes, lanes: Sequence[str], life: LifeByWeek, events: Mapping[str, Sequence[int]], unit: int) -> None:
    """A lane for what lasts, and for each kind of event."""
    for place, known in enumerate((life.is_courted, life.is_trying)):
        bars = [(first / unit, (last - first) / unit) for first, last in spans(known)]
        axes.broken_barh(bars, (place - 0.3, 0.6), color=(style.VERMILION, style.ORANGE)[place])
    for place, weeks in enumerate(events.values(), 2):
        axes.plot((np.array(weeks) + 0.5) / unit, np.full(len(weeks), place), linestyle="none", color=style.INK,
                  marker=style.MARKERS[place % len(style.MARKERS)], markersize=4.5)
    axes.set_yticks(range(len(lanes)), lanes)
    axes.set_ylim(len(lanes) - 0.4, -0.6)


def spans(holds: np.ndarray) -> list[tuple[int, int]]:
    """The stretches of weeks in which something holds: first week, and the week after the last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(int)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))

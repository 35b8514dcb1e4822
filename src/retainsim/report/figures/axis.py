"""Time along the horizontal axis of small figures, and what is marked on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from retainsim.report.figures import style
from retainsim.results.facts import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Formatter

IN_YEARS = 2 * WEEKS_PER_YEAR  # weeks from which time is told in years
MOST_POINTS = 130  # of a line: more cannot be seen
MOST_TICKS = 5
COLOURS = (style.VERMILION, style.INK, style.PURPLE)  # of attackers, three of each with different lines

Starts = Sequence[tuple[str, int]]  # name of an attacker and the week in which it starts


def shown_weeks(weeks: int) -> np.ndarray:
    """The weeks whose values are drawn, the last among them."""
    step = -(-weeks // MOST_POINTS)
    return np.arange(weeks - 1, -1, -step)[::-1]


def weeks_per_tick(weeks: int) -> int:
    """Weeks in a unit of the axis of so many weeks."""
    return WEEKS_PER_YEAR if weeks >= IN_YEARS else 1


def set_time(grid: Sequence[Axes], weeks: int, starts: Starts) -> tuple[np.ndarray, list[Any]]:
    """Where the ends of the shown weeks lie; marks for the attackers' starts are drawn, and come for the legend."""
    from matplotlib.ticker import MaxNLocator

    unit = weeks_per_tick(weeks)
    marks = []
    for axes in grid:
        marks = [axes.axvline(week / unit, color=COLOURS[place // 3 % 3], linestyle=style.LINES[1 + place % 3],
                              linewidth=1.2, label=f"{name} starts (week {week})")
                 for place, (name, week) in enumerate(starts) if week < weeks]
        axes.set_xlim(0, weeks / unit)
        axes.xaxis.set_major_locator(MaxNLocator(MOST_TICKS, integer=True))
        axes.yaxis.set_major_locator(MaxNLocator(MOST_TICKS))
        axes.yaxis.set_major_formatter(thousands())
    return (shown_weeks(weeks) + 1) / unit, marks


def thousands(sign: str = "") -> Formatter:
    """Numbers at an axis with separated thousands; `sign` "+" tells gains from losses."""
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: f"{value:{sign if value else ''},.10g}".replace("-", "−"))


def label(figure: Figure, weeks: int, unit: str, handles: Sequence[Any], layout: style.Layout) -> None:
    """What the axes show, and below it what the lines mean."""
    shown = [axes for axes in figure.axes if axes.get_visible()]
    for axes in shown[-min(layout.columns, len(shown)):]:
        axes.set_xlabel("years" if weeks >= IN_YEARS else "weeks")
    figure.supylabel(unit, fontsize=9)
    legend(figure, handles, layout)


def legend(figure: Figure, handles: Sequence[Any], layout: style.Layout) -> None:
    """What the colours mean: below the panels, or above them where these fill more than a screen."""
    longest = max((len(str(handle.get_label())) for handle in handles), default=1)
    columns = max(1, min(len(handles), round(layout.width * 11 / (longest + 6))))
    place: Any = "outside upper left" if layout.is_narrow else "outside lower left"
    figure.legend(handles=list(handles), loc=place, ncols=columns, handlelength=2.2)

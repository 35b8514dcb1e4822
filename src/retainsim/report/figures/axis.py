"""Axes of small figures: time and what is marked on it, numbers, rows with names, and legends."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from retainsim.report.figures import style
from retainsim.results.facts import WEEKS_PER_YEAR

IN_YEARS = 2 * WEEKS_PER_YEAR  # weeks from which time is told in years
MOST_POINTS = 130  # of a line: more cannot be seen
MOST_TICKS = 5
LINE = 0.16  # height of a line of a name [inches]
COLOURS = (style.VERMILION, style.INK, style.PURPLE)  # of attackers, three of each with different lines

Starts = Mapping[str, int]  # the week in which an attacker starts, by its name


class Time:
    """So many weeks along the axes of a grid of small figures, with marks where attackers start."""

    def __init__(self, grid: Sequence[Axes], weeks: int, starts: Starts) -> None:
        self._grid, self._number = grid, weeks
        self.unit = WEEKS_PER_YEAR if weeks >= IN_YEARS else 1  # weeks in a unit of the axis
        self.weeks = np.arange(weeks - 1, -1, -weeks // MOST_POINTS)[::-1]  # weeks that are drawn, the last too
        self.x = (self.weeks + 1) / self.unit  # where their ends lie
        self.marks: list[Any] = []  # for the legend
        for axes in grid:
            self.marks = [
                axes.axvline(week / self.unit, color=COLOURS[place // 3 % 3], linestyle=style.LINES[1 + place % 3],
                             linewidth=1.2, label=f"{name} starts (week {week})")
                for place, (name, week) in enumerate(starts.items()) if week < weeks]
            axes.set_xlim(0, weeks / self.unit)
            axes.xaxis.set_major_locator(MaxNLocator(MOST_TICKS, integer=True))
            numbers(axes.yaxis, MOST_TICKS)

    def label(self, unit: str, handles: Sequence[Any], layout: style.Layout) -> Figure:
        """The figure, told what its axes show, and below them what the lines mean."""
        figure: Any = self._grid[0].figure
        visible = [axes for axes in figure.axes if axes.get_visible()]
        for axes in visible[-min(layout.columns, len(visible)):]:
            axes.set_xlabel("years" if self._number >= IN_YEARS else "weeks")
        figure.supylabel(unit, fontsize=9)
        return legend(figure, handles, layout)


def numbers(axis: Axis, ticks: int | None = None, sign: str = "") -> None:
    """Numbers at an axis, so many of them, with separated thousands; `sign` "+" tells gains from losses."""
    if ticks:
        axis.set_major_locator(MaxNLocator(ticks))
    axis.set_major_formatter(lambda value, _: f"{value:{sign if value else ''},.10g}".replace("-", "−"))


def named(strategies: Sequence[str], layout: style.Layout) -> list[str]:
    """The names as they stand beside their rows."""
    return [style.shortened(name, 16 if layout.is_narrow else 26) for name in strategies]


def rows(axes: Axes, names: Sequence[str]) -> None:
    """A row for each name, from top to bottom, and lines to read values by."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")


def height(names: Sequence[str]) -> float:
    """The height of a panel [inches] in which the name of each row has room."""
    return max(0.3, LINE * max(name.count("\n") + 1 for name in names)) * len(names) + 0.25


def legend(figure: Figure, handles: Sequence[Any], layout: style.Layout) -> Figure:
    """The figure with what its colours mean: below the panels, or above them where these fill more than a screen."""
    longest = max((len(str(handle.get_label())) for handle in handles), default=1)
    columns = max(1, min(len(handles), round(layout.width * 11 / (longest + 6))))
    place: Any = f"outside {'upper' if layout.is_narrow else 'lower'} left"
    figure.legend(handles=list(handles), loc=place, ncols=columns, handlelength=2.2)
    return figure

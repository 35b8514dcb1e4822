"""One world over time: money and clients, whom the firm won and lost, what the hours went into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from retainsim.report.figures import axis, parts, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

QUARTER = 13  # weeks


@style.styled
def draw_state(layout: style.Layout, cash: np.ndarray, unit: str, floor: float, clients: np.ndarray,
               status: np.ndarray, trials: np.ndarray, starts: axis.Starts, turns: Sequence[tuple[str, int]]) -> Figure:
    """Cash, clients and clients of status week by week.

    `floor` is the cash below which the firm is ruined, `trials` the weeks in which clients began one, `turns` what the
    firm itself went through, with the week.
    """
    figure = style.blank(layout.width, 5.2 if layout.is_narrow else 5.0)
    grid: list[Axes] = figure.subplots(3, 1, sharex=True, height_ratios=(1.2, 1, 1)).tolist()
    x, marks = axis.set_time(grid, len(cash), starts)
    shown, unit_of_time = axis.shown_weeks(len(cash)), axis.weeks_per_tick(len(cash))
    for axes, title, series in zip(grid, (f"cash [{unit}]", "clients", "clients of status"), (cash, clients, status),
                                   strict=True):
        axes.set_title(title)
        axes.plot(x, series[shown], color=style.BLUE)
        for place, (_, week) in enumerate(turns):
            axes.axvline(week / unit_of_time, color=style.INK, linestyle=style.LINES[2 + place % 2], linewidth=1.2)
    for axes, series in ((grid[1], clients), (grid[2], status)):
        axes.set_ylim(0, max(float(series.max()) * 1.08, 1.0))
    handles = [*marks, *(grid[0].plot([], [], color=style.INK, linestyle=style.LINES[2 + place % 2], linewidth=1.2,
                                      label=f"{what} (week {week})")[0] for place, (what, week) in enumerate(turns))]
    if float(cash.min()) < floor / 2:
        handles.append(grid[0].axhline(floor, color=style.PALE, linestyle=":", label="credit line: ruin below it"))
    if len(trials):
        handles += grid[2].plot(trials / unit_of_time, np.zeros(len(trials)), linestyle="none", marker="^",
                                markersize=5, color=style.ORANGE, markeredgecolor=style.INK, markeredgewidth=0.4,
                                clip_on=False, label="a client begins a trial with a rival")
    axis.label(figure, len(cash), "", handles, layout)
    for axes in grid:
        axes.label_outer()
    return figure


@style.styled
def draw_moves(layout: style.Layout, won: np.ndarray, lost: np.ndarray, starts: axis.Starts) -> Figure:
    """Clients won and lost in each quarter; both are one per quarter."""
    figure = style.blank(layout.width, 2.6)
    axes = figure.subplots()
    unit = axis.weeks_per_tick(len(won) * QUARTER)
    _, marks = axis.set_time([axes], len(won) * QUARTER, starts)
    left, width = np.arange(len(won)) * QUARTER / unit, 0.8 * QUARTER / unit
    up = axes.bar(left + width / 2, won, width, color=style.BLUE, label="won")
    down = axes.bar(left + width / 2, -lost, width, color=style.VERMILION, hatch="////", edgecolor="white",
                    label="lost")
    axes.axhline(0, color=style.INK, linewidth=0.8)
    axis.label(figure, len(won) * QUARTER, "clients in a quarter", [up, down, *marks], layout)
    return figure


@style.styled
def draw_hours(layout: style.Layout, jobs: Sequence[str], hours: np.ndarray, starts: axis.Starts) -> Figure:
    """What the hours of a week go into, quarter by quarter; `hours` are jobs x quarters."""
    figure = style.blank(layout.width, 2.8)
    axes = figure.subplots()
    weeks = hours.shape[1] * QUARTER
    _, marks = axis.set_time([axes], weeks, starts)
    edges = np.arange(hours.shape[1] + 1) * QUARTER / axis.weeks_per_tick(weeks)
    bottom, handles = np.zeros(hours.shape[1]), list[Any]()
    for place, job in enumerate(jobs):
        top = bottom + hours[place]
        handles.append(axes.fill_between(
            edges, np.append(bottom, bottom[-1]), np.append(top, top[-1]), step="post",
            color=parts.HOURS.colours[place], hatch=parts.HOURS.hatches[place], edgecolor="white", linewidth=0,
            label=job))
        bottom = top
    axes.set_ylim(0, max(float(bottom.max()) * 1.05, 1.0))
    axis.label(figure, weeks, "hours a week", [*handles, *marks], layout)
    return figure

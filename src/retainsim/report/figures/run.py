"""One world over time: money and clients, clients won and lost, how clients felt, where the hours went."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from retainsim.declared import columns, events, reasons
from retainsim.declared.codes import FIRM
from retainsim.report.figures import style, wholes
from retainsim.report.figures.over_time import attachment_lines
from retainsim.report.run import factor_of
from retainsim.report.words import scale
from retainsim.results.facts import CENTS, ruin_week
from retainsim.results.folder.reader import mean_per_client
from retainsim.results.kpis.kpi import MONEY
from retainsim.results.movements import FROM, KIND, REASON, TO, WEEK, exits, wins
from retainsim.study.run import Run

QUARTER = 13  # weeks


def dates_of(run: Run) -> dict[str, int]:
    """The weeks in which rivals enter, and in which the firm or a rival changes as planned, by what happens."""
    names = run.facts.suppliers
    return {**{f"{names[supplier]} starts": week for week, supplier in run.course.entries},
            **{f"{names[change.supplier]}: {change.words}": change.week for change in run.course.changes}}


def state(run: Run) -> style.Picture:
    """Cash, clients and status clients week by week, and what changed their course."""
    trace = run.trace
    cash, clients, status = trace.series[:, [columns.CASH, columns.CLIENTS, columns.STATUS_CLIENTS]].T
    cash = cash / CENTS
    on_scale = scale(run.scenario.currency or MONEY, [float(cash.max()), float(cash.min())], factor_of(run))
    tries = trace.events[(trace.events[:, KIND] == events.TRIES) & (trace.events[:, FROM] == FIRM)]
    trials = {name: tries[tries[:, TO] == supplier, WEEK] for supplier, name in enumerate(run.facts.suppliers)}
    turns = [(f"strategy becomes {phase.strategy}", phase.week) for phase in run.course.phases[1:]
             if phase.observed]
    if (ruin := ruin_week(trace.series, run.facts)) is not None:
        turns.append(("the firm is ruined", ruin))

    def draw(layout: style.Layout) -> Figure:
        figure, grid = style.blank(layout, 5.2 if layout.is_narrow else 5.0, ("cash", "clients", "status clients"),
                                   sharex=True, height_ratios=(1.2, 1, 1))
        time = style.Time(grid, len(cash), dates_of(run))
        looks = [dict[str, Any](color=style.INK, linestyle=style.LINES[2 + place % 2], linewidth=1.2)
                 for place in range(len(turns))]
        for axes, title, series in zip(grid, (f"cash [{on_scale.unit}]", "clients", "status clients"),
                                       (cash / on_scale.factor, clients, status), strict=True):
            axes.set_title(title)
            axes.plot(time.x, series[time.weeks], color=style.BLUE)
            for (_, week), look in zip(turns, looks, strict=True):
                axes.axvline(week / time.unit, **look)
        for axes, series in ((grid[1], clients), (grid[2], status)):
            axes.set_ylim(0, max(float(series.max()) * 1.08, 1.0))
        handles = [*time.marks, *(grid[0].plot([], [], label=f"{what} (week {week})", **look)[0]
                                  for (what, week), look in zip(turns, looks, strict=True))]
        floor = -run.facts.credit_line / CENTS / on_scale.factor  # cash below which the firm is ruined
        if float(cash.min()) / on_scale.factor < floor / 2:
            handles.append(grid[0].axhline(floor, color=style.PALE, linestyle=":", label="credit line: ruin below it"))
        for place, (name, weeks) in enumerate((name, weeks) for name, weeks in trials.items() if len(weeks)):
            handles += grid[2].plot(weeks / time.unit, np.zeros(len(weeks)), linestyle="none", markersize=5,
                                    marker=style.MARKERS[(2 + place) % len(style.MARKERS)],
                                    color=wholes.RIVALS[place % len(wholes.RIVALS)], markeredgecolor=style.INK,
                                    markeredgewidth=0.4, clip_on=False, label=f"a client begins a trial with {name}")
        return time.label(figure, "", handles, layout)

    return style.Picture(
        "world-state", "Money and clients", "Dashed lines mark what changed the course of this world.",
        f"Lines over time: cash goes from {cash[0]:,.0f} to {cash[-1]:,.0f}, clients from {clients[0]:,.0f} to "
        f"{clients[-1]:,.0f}, status clients from {status[0]:,.0f} to {status[-1]:,.0f}.", draw)


def attachment(run: Run) -> style.Picture:
    """Two lines: what clients feel, and what the firm believes."""
    series = run.trace.series[None, None]  # as if of one strategy and one world
    true, believed = (mean_per_client(series[..., column], series[..., columns.CLIENTS])
                      for column in (columns.ATTACHMENT, columns.BELIEVED))
    return style.Picture(
        "world-attachment", "Attachment of the clients as it is, and as the firm believes (0 none, 1 full)",
        "The firm learns about its clients only from complaints and caring visits; it takes silence for contentment.",
        f"Two lines over time: attachment ends at {_last(true[0])}, the firm believes {_last(believed[0])}.",
        lambda layout: attachment_lines(layout, [run.course.phases[0].strategy], true, believed, [dates_of(run)]))


def moves(run: Run) -> style.Picture:
    """Clients won and lost in each quarter, without those that leave a ruined firm."""
    weeks = -(-len(run.trace.series) // QUARTER) * QUARTER
    leaving = exits(run.trace)
    won, lost = (np.bincount(rows[:, WEEK] // QUARTER, minlength=weeks // QUARTER)
                 for rows in (wins(run.trace), leaving[leaving[:, REASON] != reasons.INSOLVENT]))

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, 2.6)
        time = style.Time([axes], weeks, dates_of(run))
        width = 0.8 * QUARTER / time.unit
        middle = np.arange(len(won)) * QUARTER / time.unit + width / 2
        up = axes.bar(middle, won, width, color=style.BLUE, label="won")
        down = axes.bar(middle, -lost, width, color=style.VERMILION, hatch="////", edgecolor="white", label="lost")
        axes.axhline(0, color=style.INK, linewidth=0.8)
        return time.label(figure, "clients in a quarter", [up, down, *time.marks], layout)

    ruin = ruin_week(run.trace.series, run.facts)
    ruined = "" if ruin is None else "; those that left the ruined firm are not shown"
    return style.Picture(
        "world-moves", "Clients won and lost in each quarter",
        f"A quarter has 13 weeks; lost clients are drawn downwards{ruined}.",
        f"Bars over time: {won.sum():,.0f} clients won, {lost.sum():,.0f} lost.", draw)


def hours(run: Run) -> style.Picture:
    """How people spend their hours, quarter by quarter."""
    weekly = run.trace.series[:, [*range(columns.HUNTING_HOURS, columns.RESCUE_HOURS + 1), columns.DELIVERY_HOURS]]
    means = np.array([weekly[first:first + QUARTER].mean(axis=0) for first in range(0, len(weekly), QUARTER)]).T
    there = wholes.jobs_shown(means)
    means = means[:len(there)]
    levels = np.pad(means, ((1, 0), (0, 1)), "edge")  # the last quarter has a right edge, too
    levels[0] = 0.0
    levels = levels.cumsum(axis=0)

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, 2.8)
        time = style.Time([axes], means.shape[1] * QUARTER, dates_of(run))
        edges = np.arange(levels.shape[1]) * QUARTER / time.unit
        handles = [axes.fill_between(edges, bottom, top, step="post", color=colour, hatch=hatch, edgecolor="white",
                                     linewidth=0, label=job) for job, bottom, top, colour, hatch in zip(
                                         there, levels, levels[1:], wholes.COLOURS_OF_JOBS, style.HATCHES,
                                         strict=False)]
        axes.set_ylim(0, max(float(levels.max()) * 1.05, 1.0))
        return time.label(figure, "hours a week", [*handles, *time.marks], layout)

    return style.Picture(
        "world-hours", "How people spend their hours (mean of each quarter)",
        "Hours used; the rest of the week is administration and waiting.",
        "Stacked areas over time, mean hours a week: "
        + ", ".join(f"{job} {row.mean():,.0f}" for job, row in zip(there, means, strict=True) if row.any()) + ".", draw)


def _last(values: np.ndarray) -> str:
    there = values[np.isfinite(values)]
    return f"{there[-1]:.2f}" if len(there) else "nothing"

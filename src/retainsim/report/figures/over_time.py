"""A results folder over time, strategy by strategy: cash of the worlds, recurring fees by segment, attachment."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from retainsim.report.board import Material
from retainsim.report.figures import style
from retainsim.report.figures.style import BLUE, COLOURS, INK, Layout, Picture, Starts, Time, panels
from retainsim.report.verdict import FEW
from retainsim.report.words import each, factor_of, percent, scale, unit_in
from retainsim.results.folder.reader import Weekly, fan, mean_per_client
from retainsim.results.kpis.kpi import MONEY

OTHERS = "other segments"


def cash(material: Material, weekly: Weekly) -> Picture:
    """A fan for each strategy: 5 % of worlds lie below it, half of them below its line, 95 % below its upper end."""
    fans = fan(weekly.money("cash"))
    on_scale = scale(unit_in(MONEY, material.document), fans.ravel(), factor_of(material.document))
    ruined = np.array([material.document["strategies"][name]["insolvent"]["mean"] for name in material.strategies])
    ends = each(material.strategies, (
        f"{on_scale.quantity(middle)} ({on_scale.number(low)} to {on_scale.number(high)}), ruined in {percent(share)} "
        "of worlds" for (low, middle, high), share in zip(fans[:, :, -1].T, ruined, strict=True)))
    worlds = material.document["replications"]
    caption = (f"Week by week: half of the {worlds:,} worlds lie below the line, and nine of ten within the band; no "
               "single world need follow either. The wider the band, the more luck decides.")
    if worlds == 1:
        caption = "Only one world was played: there is no band, and luck cannot be told from strategy."
    elif worlds < FEW:
        caption += " So few worlds leave gaps: the band is interpolated between them."

    def draw(layout: Layout) -> Figure:
        figure, grid = panels(material.strategies, layout)
        time = Time(grid, fans.shape[2], *material.dates)
        for place, axes in enumerate(grid):
            low, middle, high = fans[:, place, time.weeks] / on_scale.factor
            band = axes.fill_between(time.x, low, high, color=style.SKY, alpha=0.5, linewidth=0,
                                     label="90 % of worlds, week by week")
            handles = [*axes.plot(time.x, middle, color=BLUE, label="median of the worlds, week by week"), band]
            axes.axhline(0, color=style.PALE, linewidth=0.8)
            if ruined.any():
                line = material.entries[place].scenario.firm.credit_line
                floor = axes.axhline(-line / on_scale.factor, color=INK, linestyle=":", linewidth=1.2,
                                     label="credit line: ruin below it")
            if ruined[place]:
                axes.text(0.03, 0.97, f"ruined in {percent(float(ruined[place]))} of worlds", transform=axes.transAxes,
                          va="top", color="#A03000", fontweight="bold", fontsize=8,
                          bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
        return time.label(figure, on_scale.named, [*handles, *time.marks, *([floor] if ruined.any() else [])], layout)

    return Picture("cash", f"Cash by strategy [{on_scale.named}]", caption,
                   f"Median cash over time. At the end: {ends}", draw)


def revenue(material: Material, weekly: Weekly) -> Picture:
    """Stacked areas for each strategy, of the mean over the worlds; the smallest of many segments are one."""
    segments = list(dict.fromkeys(name for scenario in material.scenarios for name in scenario.clients))
    fees = np.array([np.nan_to_num(weekly.money(f"fees_of_{name}").mean(axis=1))  # where a scenario has no such segment
                     for name in segments])  # segment, strategy, week
    on_scale = scale(unit_in(MONEY, material.document), fees.sum(axis=0).ravel(), factor_of(material.document))
    unit = f"{on_scale.named} per week"
    ends = each(material.strategies, (", ".join(f"{name} {on_scale.number(fee)}" for name, fee in
                                                zip(segments, column, strict=True)) for column in fees[:, :, -1].T))
    values = fees / on_scale.factor
    if len(segments) > len(COLOURS):
        order = np.argsort(-values.sum(axis=(1, 2)), kind="stable")
        large, small = np.sort(order[:len(COLOURS) - 1]), order[len(COLOURS) - 1:]
        segments = [*(segments[place] for place in large), OTHERS]
        values = np.append(values[large], values[small].sum(axis=0)[None], axis=0)

    def draw(layout: Layout) -> Figure:
        figure, grid = panels(material.strategies, layout)
        time = Time(grid, values.shape[2], *material.dates)
        for place, axes in enumerate(grid):
            areas = axes.stackplot(time.x, values[:, place, time.weeks], labels=segments, colors=COLOURS,
                                   edgecolor="white", linewidth=0.4)
            for area, hatch in zip(areas, style.HATCHES, strict=False):
                area.set_hatch(hatch)
        grid[0].set_ylim(bottom=0)
        return time.label(figure, unit, [*reversed(areas), *time.marks], layout)

    return Picture(
        "revenue", f"Recurring fees by segment [{unit}]",
        "Mean of all worlds. The fees of segments are stacked; orders are not counted.",
        f"Recurring fees over time by segment. In the last week, in {on_scale.named}: {ends}", draw)


def attachment(material: Material, weekly: Weekly) -> Picture:
    """Two lines for each strategy."""
    clients = weekly.column("clients")
    true, believed = (mean_per_client(weekly.column(name), clients) for name in ("attachment", "believed"))
    ends = each(material.strategies, (
        " against ".join(f"{value:.2f}" if np.isfinite(value) else "unknown" for value in (there[-1], thought[-1]))
        for there, thought in zip(true, believed, strict=True)))
    return Picture(
        "attachment", "Attachment of clients: as it is, and as the firm believes [0 to 1]",
        "Mean of all clients in all worlds. Clients who do not complain look content to the firm: that is the shaded "
        "gap.",
        f"Mean attachment over time, true against believed. In the last week: {ends}",
        lambda layout: attachment_lines(layout, material.strategies, true, believed, material.dates))


def attachment_lines(layout: Layout, titles: Sequence[str], true: np.ndarray, believed: np.ndarray,
                     starts: Sequence[Starts]) -> Figure:
    """Two lines and the gap between them for each title; both are titles x weeks, NaN where there are no clients."""
    figure, grid = panels(titles, layout)
    time = Time(grid, true.shape[1], *starts)
    for axes, real, thought in zip(grid, true[:, time.weeks], believed[:, time.weeks], strict=True):
        gap = axes.fill_between(time.x, real, thought, color=style.ORANGE, alpha=0.4, linewidth=0, hatch="////",
                                edgecolor="white", label="the gap: believed, but not real")
        lines = axes.plot(time.x, real, color=BLUE, label="as it is")
        lines += axes.plot(time.x, thought, color=INK, linestyle="--", label="as the firm believes")
        gaps = (thought - real)[np.isfinite(thought - real)]
        if len(gaps):
            axes.text(0.97, 0.97, f"gap at the end {gaps[-1]:+.2f}".replace("-", "−"), transform=axes.transAxes,
                      ha="right", va="top", fontsize=8)
    grid[0].set_ylim(0, 1)
    return time.label(figure, "0 none … 1 full", [*reversed(lines), gap, *time.marks], layout)

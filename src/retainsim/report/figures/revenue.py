"""Recurring fees over time by segment, for each strategy."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from retainsim.report.figures.axis import Time
from retainsim.report.figures.style import COLOURS, HATCHES, Layout, Picture, panels
from retainsim.report.material import Material
from retainsim.report.quantities import scale
from retainsim.report.words import each
from retainsim.results.folder.weekly import Weekly
from retainsim.results.kpis.kpi import MONEY

OTHERS = "other segments"


def revenue(material: Material, weekly: Weekly) -> Picture:
    """Stacked areas for each strategy, of the mean over the worlds."""
    segments = list(material.scenario.clients)
    fees = np.array([weekly.money(f"fees_of_{name}").mean(axis=1) for name in segments])  # segment, strategy, week
    on_scale = scale(MONEY, fees.sum(axis=0).ravel())
    unit = f"{on_scale.named} per week"
    ends = each(material.strategies, (", ".join(f"{name} {on_scale.number(fee)}" for name, fee in
                                                zip(segments, column, strict=True)) for column in fees[:, :, -1].T))

    def draw(layout: Layout) -> Figure:
        labels, values = _largest(segments, fees / on_scale.factor)
        _, grid = panels(material.strategies, layout)
        time = Time(grid, values.shape[2], material.attackers)
        for place, axes in enumerate(grid):
            areas = axes.stackplot(time.x, values[:, place, time.weeks], labels=labels, colors=COLOURS,
                                   edgecolor="white", linewidth=0.4)
            for area, hatch in zip(areas, HATCHES, strict=False):
                area.set_hatch(hatch)
        grid[0].set_ylim(bottom=0)
        return time.label(unit, [*reversed(areas), *time.marks], layout)

    return Picture(
        "revenue", f"Recurring fees by segment [{unit}]",
        "Mean of all worlds. Fees of each segment lie upon those of the segment below; orders are not counted.",
        f"Recurring fees over time by segment. In the last week, in {on_scale.named}: {ends}", draw)


def _largest(segments: Sequence[str], fees: np.ndarray) -> tuple[list[str], np.ndarray]:
    """As many segments as there are colours; the smallest are told together."""
    if len(segments) <= len(COLOURS):
        return list(segments), fees
    order = np.argsort(-fees.sum(axis=(1, 2)), kind="stable")
    large, small = np.sort(order[:len(COLOURS) - 1]), order[len(COLOURS) - 1:]
    return ([*(segments[place] for place in large), OTHERS],
            np.append(fees[large], fees[small].sum(axis=0)[None], axis=0))

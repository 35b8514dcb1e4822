"""Recurring fees over time by segment, for each strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.report.figures import axis, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OTHERS = "other segments"


@style.styled
def draw(layout: style.Layout, strategies: Sequence[str], segments: Sequence[str], fees: np.ndarray, unit: str,
         starts: axis.Starts) -> Figure:
    """Stacked areas for each strategy; `fees` is segments x strategies x weeks, the mean over the worlds."""
    segments, fees = _largest(segments, fees)
    figure, grid = style.panels(strategies, layout, extra=0.7)
    weeks = fees.shape[2]
    x, marks = axis.set_time(grid, weeks, starts)
    shown = fees[:, :, axis.shown_weeks(weeks)]
    for place, axes in enumerate(grid):
        areas = axes.stackplot(x, shown[:, place], labels=segments, colors=style.COLOURS, edgecolor="white",
                               linewidth=0.4)
        for area, hatch in zip(areas, style.HATCHES, strict=False):
            area.set_hatch(hatch)
    grid[0].set_ylim(bottom=0)
    axis.label(figure, weeks, unit, [*reversed(areas), *marks], layout)
    return figure


def _largest(segments: Sequence[str], fees: np.ndarray) -> tuple[list[str], np.ndarray]:
    """As many segments as there are colours; the smallest are told together."""
    if len(segments) <= len(style.COLOURS):
        return list(segments), fees
    order = np.argsort(-fees.sum(axis=(1, 2)), kind="stable")
    large, small = np.sort(order[:len(style.COLOURS) - 1]), order[len(style.COLOURS) - 1:]
    told = np.append(fees[large], fees[small].sum(axis=0)[None], axis=0)
    return [*(segments[place] for place in large), OTHERS], told

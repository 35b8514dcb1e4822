"""Where lost clients went, and why, for each strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.report.figures import axis, bars, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = (style.VERMILION, style.BLUE, style.SKY, style.YELLOW, style.GREY, style.PURPLE, style.GREEN, style.ORANGE)


@style.styled
def draw(layout: style.Layout, strategies: Sequence[str], destinations: Sequence[str], reasons: Sequence[str],
         exits: np.ndarray) -> Figure:
    """A panel for each destination, a bar for each strategy, a part for each reason.

    `exits` is the mean number per world: strategies x reasons x destinations.
    """
    columns = min(len(destinations), layout.columns)
    rows = -(-len(destinations) // columns)
    names, legend = bars.named(strategies, layout), 1.4 if layout.is_narrow else 0.35
    figure = style.blank(layout.width, rows * (bars.height(strategies, layout) + 0.45) + legend)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel().tolist()
    full = max(float(exits.sum(axis=1).max()), 1.0)
    for place, axes in enumerate(grid):
        axes.set_title(destinations[place])
        parts = bars.stack(axes, names, exits[:, :, place], reasons, COLOURS, style.HATCHES, full, 0)
    for axes in grid[-columns:]:
        axes.set_xlabel("exits per world")
    axis.legend(figure, parts, layout)
    return figure

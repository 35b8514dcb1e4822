"""What became of the largest clients of week 0, for each strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.report.figures import axis, bars, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = (style.GREEN, style.SKY, style.VERMILION, style.ORANGE, style.YELLOW, style.INK, style.GREY)
HATCHES = ("", "----", "////", "\\\\\\\\", "", "", "xxxx")


@style.styled
def draw(layout: style.Layout, strategies: Sequence[str], fates: Sequence[str], number: np.ndarray) -> Figure:
    """A bar for each strategy; `number` is the mean over the worlds: strategies x fates."""
    figure = style.blank(layout.width, bars.height(strategies, layout) + (1.9 if layout.is_narrow else 0.9))
    full = max(float(number.sum(axis=1).max()), 1.0)
    axes = figure.subplots()
    axes.set_xlabel("clients")
    parts = bars.stack(axes, bars.named(strategies, layout), number, fates, COLOURS, HATCHES, full, 2, with_total=False)
    axis.legend(figure, parts, layout)
    return figure

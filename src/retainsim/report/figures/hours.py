"""What the hours of the firm's people go into, for each strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.report.figures import axis, bars, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = (style.VERMILION, style.GREEN, style.SKY, style.GREY, style.YELLOW, style.PURPLE)


@style.styled
def draw(layout: style.Layout, strategies: Sequence[str], jobs: Sequence[str], hours: np.ndarray) -> Figure:
    """A bar for each strategy; `hours` used in a week: strategies x jobs."""
    figure = style.blank(layout.width, bars.height(strategies, layout) + (1.3 if layout.is_narrow else 0.8))
    full = max(float(hours.sum(axis=1).max()), 1.0)
    axes = figure.subplots()
    axes.set_xlabel("hours per week")
    parts = bars.stack(axes, bars.named(strategies, layout), hours, jobs, COLOURS, style.HATCHES, full, 0)
    axis.legend(figure, parts, layout)
    return figure

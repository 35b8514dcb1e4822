"""Attachment of the clients as it is and as the firm believes it to be, for each strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.report.figures import axis, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@style.styled
def draw(layout: style.Layout, strategies: Sequence[str], true: np.ndarray, believed: np.ndarray,
         starts: axis.Starts) -> Figure:
    """Two lines and the gap between them; both are strategies x weeks, NaN where there are no clients."""
    figure, grid = style.panels(strategies, layout, extra=0.7)
    weeks = true.shape[1]
    x, marks = axis.set_time(grid, weeks, starts)
    shown = axis.shown_weeks(weeks)
    for place, axes in enumerate(grid):
        real, seen = true[place, shown], believed[place, shown]
        gap = axes.fill_between(x, real, seen, color=style.ORANGE, alpha=0.4, linewidth=0, hatch="////",
                                edgecolor="white", label="the gap: believed, but not there")
        (there,) = axes.plot(x, real, color=style.BLUE, label="as it is")
        (thought,) = axes.plot(x, seen, color=style.INK, linestyle="--", label="as the firm believes")
        known = np.flatnonzero(np.isfinite(seen - real))
        if len(known):
            last = known[-1]
            axes.text(0.97, 0.97, f"gap at the end {seen[last] - real[last]:+.2f}".replace("-", "−"),
                      transform=axes.transAxes, ha="right", va="top", fontsize=8)
    grid[0].set_ylim(0, 1)
    axis.label(figure, weeks, "0 none … 1 full", [thought, there, gap, *marks], layout)
    return figure

"""Cash over time: where the worlds lie, for each strategy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.report.figures import axis, style
from retainsim.report.quantities import percent

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@style.styled
def draw(layout: style.Layout, strategies: Sequence[str], cash: np.ndarray, unit: str, floor: float,
         ruined: np.ndarray, starts: axis.Starts) -> Figure:
    """A fan for each strategy.

    `cash` is 3 x strategies x weeks: 5 % of worlds lie below the first, half of them below the second, 95 % below the
    third; `floor` is the cash below which the firm is ruined, `ruined` the share of worlds, one per strategy.
    """
    figure, grid = style.panels(strategies, layout, extra=0.7)
    weeks = cash.shape[2]
    x, marks = axis.set_time(grid, weeks, starts)
    low, middle, high = cash[:, :, axis.shown_weeks(weeks)]
    for place, axes in enumerate(grid):
        band = axes.fill_between(x, low[place], high[place], color=style.SKY, alpha=0.5, linewidth=0,
                                 label="90 % of worlds, week by week")
        (line,) = axes.plot(x, middle[place], color=style.BLUE, label="median of the worlds, week by week")
        zero = axes.axhline(0, color=style.PALE, linewidth=0.8)
        if ruined.any():
            zero = axes.axhline(floor, color=style.INK, linestyle=":", linewidth=1.2,
                                label="credit line: ruin below it")
        if ruined[place]:
            axes.text(0.03, 0.97, f"ruined in {percent(float(ruined[place]))} of worlds", transform=axes.transAxes,
                      va="top", color="#A03000", fontweight="bold", fontsize=8,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    axis.label(figure, weeks, unit, [line, band, *marks, *([zero] if ruined.any() else [])], layout)
    return figure

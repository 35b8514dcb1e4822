"""Stacked horizontal bars, one per strategy: who reads them finds each name beside its bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retainsim.report.figures import axis, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer

LINE = 0.16  # height of a line of a name [inches]
LEAST_LABELLED = 0.09  # of the width of the panel: a part that has room for a number


def named(strategies: Sequence[str], layout: style.Layout) -> list[str]:
    """The names as they stand beside their bars."""
    return [style.shortened(name, 16 if layout.is_narrow else 26) for name in strategies]


def height(strategies: Sequence[str], layout: style.Layout) -> float:
    """The height of a panel [inches] in which each name has room."""
    lines = max(name.count("\n") + 1 for name in named(strategies, layout))
    return max(0.3, LINE * lines) * len(strategies) + 0.25


def stack(axes: Axes, names: Sequence[str], values: np.ndarray, labels: Sequence[str], colours: Sequence[str],
          hatches: Sequence[str], full: float, decimals: int, with_total: bool = True) -> list[BarContainer]:
    """The parts of each bar beside each other; `values` is names x parts, `full` the width of the panel."""
    rows = np.arange(len(names))
    before, made = np.zeros(len(names)), []
    for part, label in enumerate(labels):
        made.append(axes.barh(rows, values[:, part], left=before, height=0.7, color=colours[part], label=label,
                              hatch=hatches[part], edgecolor="white", linewidth=0.5))
        for row in rows[values[:, part] > LEAST_LABELLED * full].tolist():
            axes.text(before[row] + values[row, part] / 2, row, f"{values[row, part]:,.{decimals}f}", ha="center",
                      va="center", fontsize=8,
                      bbox={"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1})
        before += values[:, part]
    if with_total:
        for row in rows.tolist():
            axes.text(before[row] + 0.015 * full, row, f"{before[row]:,.{decimals}f}", va="center", fontsize=8,
                      fontweight="bold")
    axes.xaxis.set_major_formatter(axis.thousands())
    axes.set_yticks(rows, list(names))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, full * (1.14 if with_total else 1.0))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    return made

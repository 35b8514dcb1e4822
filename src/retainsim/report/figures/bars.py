"""Horizontal bars, one per row: who reads them finds each name beside its bar."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retainsim.report.figures import axis, style

LINE = 0.16  # height of a line of a name [inches]
LEAST_LABELLED = 0.09  # of the width of the panel: a part that has room for a number


class Look(NamedTuple):
    """How wholes and their parts are shown."""

    unit: str
    legend: tuple[float, float]  # its height in the wide and in the narrow layout [inches]
    colours: Sequence[str]  # one per part
    hatches: Sequence[str] = style.HATCHES
    decimals: int = 0
    has_total: bool = True  # whether it stands beside the bar
    around: float = 0.0  # height of what is around a panel [inches]


def shortened(name: str, layout: style.Layout) -> str:
    """A name as it stands beside its bar."""
    return style.shortened(name, 16 if layout.is_narrow else 26)


def height(names: Sequence[str], layout: style.Layout) -> float:
    """The height of a panel [inches] in which each name has room."""
    lines = max(shortened(name, layout).count("\n") + 1 for name in names)
    return max(0.3, LINE * lines) * len(names) + 0.25


def rows(axes: Axes, names: Sequence[str]) -> None:
    """Rows with these names from top to bottom, and lines to read values by."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")


def stacks(layout: style.Layout, strategies: Sequence[str], panels: Mapping[str, np.ndarray], labels: Sequence[str],
           look: Look) -> Figure:
    """A panel for each title, in it a bar for each strategy; values are strategies x parts, `labels` name the parts."""
    names = [shortened(name, layout) for name in strategies]
    figure, grid = style.panels(list(panels), layout, height(strategies, layout) + look.around,
                                look.legend[layout.is_narrow])
    full = max(1.0, *(float(values.sum(axis=1).max()) for values in panels.values()))
    for axes, values in zip(grid, panels.values(), strict=True):
        before, parts = np.zeros(len(names)), []
        for part, label in enumerate(labels):
            lengths = values[:, part]
            parts.append(axes.barh(range(len(names)), lengths, left=before, height=0.7, color=look.colours[part],
                                   label=label, hatch=look.hatches[part], edgecolor="white", linewidth=0.5))
            for row in np.flatnonzero(lengths > LEAST_LABELLED * full).tolist():
                axes.text(before[row] + lengths[row] / 2, row, f"{lengths[row]:,.{look.decimals}f}", ha="center",
                          va="center", fontsize=8,
                          bbox={"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1})
            before += lengths
        for row, total in enumerate(before if look.has_total else ()):
            axes.text(total + 0.015 * full, row, f"{total:,.{look.decimals}f}", va="center", fontsize=8,
                      fontweight="bold")
        rows(axes, names)
        axes.grid(visible=False, axis="y")
        axes.set_xlim(0, full * (1.14 if look.has_total else 1.0))
        axis.numbers(axes.xaxis)
    for axes in grid[-layout.columns:]:
        axes.set_xlabel(look.unit)
    return axis.legend(figure, parts, layout)

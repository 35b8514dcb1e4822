"""How one strategy differs from each of the others under the same luck, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from retainsim.report.figures import axis, bars, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Bound = float | None


class Panel(NamedTuple):
    """One KPI: the differences to the others, in `unit`, and on which side of 0 it is better to be."""

    kpi: str
    unit: str
    better: str | None
    rows: Sequence[tuple[Bound, Bound, Bound, bool]]  # mean, low, high, None where not known; whether it is clear


@style.styled
def draw(layout: style.Layout, others: Sequence[str], panels: Sequence[Panel]) -> Figure:
    """A panel for each KPI, a dot and an interval for each of the others."""
    from matplotlib.ticker import MaxNLocator

    columns = min(2, layout.columns, len(panels))
    rows = -(-len(panels) // columns)
    figure = style.blank(layout.width, rows * (bars.height(others, layout) + 0.7))
    grid = figure.subplots(rows, columns, sharey=True, squeeze=False).ravel().tolist()
    for axes in grid[len(panels):]:
        axes.set_visible(False)
    for axes, panel in zip(grid, panels, strict=False):
        axes.axvline(0, color=style.INK, linewidth=1)
        for row, (mean, low, high, is_clear) in enumerate(panel.rows):
            if mean is None:
                axes.text(0.5, row, "not known", transform=axes.get_yaxis_transform(), va="center", color=style.PALE)
                continue
            if low is not None and high is not None:
                axes.plot([low, high], [row, row], color=style.BLUE, linewidth=2, solid_capstyle="butt")
            axes.plot(mean, row, "o", color=style.BLUE, markersize=6, markeredgewidth=1.5,
                      markerfacecolor=style.BLUE if is_clear else "white")
        axes.set_title(f"{panel.kpi} [{panel.unit}]" if panel.unit else panel.kpi)
        axes.set_yticks(range(len(others)), bars.named(others, layout))
        axes.set_ylim(len(others) - 0.5, -0.5)
        axes.margins(x=0.08)
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(axis.thousands("+"))
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        if panel.better is not None:
            sides = ("← worse", "better →")
            for x, side, text in zip((0.0, 1.0), ("left", "right"),
                                     sides if panel.better == "higher" else ("← better", "worse →"),
                                     strict=True):
                axes.annotate(text, (x, 0), xycoords="axes fraction", xytext=(0, -20), textcoords="offset points",
                              ha=side, va="top", fontsize=8, color=style.PALE, annotation_clip=False)
    return figure

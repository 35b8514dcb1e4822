"""What is left of the difference between two strategies when a link of the chain of causes is cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from retainsim.report.figures import axis, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Row(NamedTuple):
    """The difference when this link is cut, what is to be read of it, and its interval."""

    name: str
    text: str
    mean: float | None
    low: float | None
    high: float | None


@style.styled
def draw(layout: style.Layout, rows: Sequence[Row], unit: str) -> Figure:
    """A bar for each link; the first row is the difference as it is."""
    from matplotlib.ticker import MaxNLocator

    figure = style.blank(layout.width, (0.44 if layout.is_narrow else 0.34) * len(rows) + 0.7)
    axes = figure.subplots()
    whole = rows[0].mean
    for place, row in enumerate(rows):
        mean = row.mean or 0.0
        axes.barh(place, mean, height=0.62, color=style.GREY if place else style.BLUE)
        if row.low is not None and row.high is not None:
            axes.plot([row.low, row.high], [place, place], color=style.INK, linewidth=1.2)
    left, right = axes.get_xlim()
    for place, row in enumerate(rows):
        axes.text(right, place, f" {row.text}", va="center", fontsize=8, fontweight="normal" if place else "bold")
    axes.axvline(0, color=style.INK, linewidth=1)
    if whole is not None:
        axes.axvline(whole, color=style.BLUE, linewidth=1, linestyle="--")
    axes.set_xlim(left, right)
    axes.set_yticks(range(len(rows)), [style.shortened(row.name, 22 if layout.is_narrow else 52) for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelsize=8 if layout.is_narrow else 9)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(axis.thousands())
    axes.set_xlabel(unit)
    return figure

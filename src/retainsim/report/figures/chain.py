"""The chain of causes: from hours to contact, attachment, exits, new clients and money, under two strategies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retainsim.report.figures import axis, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


LOOKS = ((style.BLUE, ""), (style.ORANGE, "////"))  # colour and hatch of the two strategies


class Row(NamedTuple):
    """One figure of a link under both strategies; NaN where it is not defined. Texts are what is to be read."""

    link: str
    name: str
    values: np.ndarray
    texts: tuple[str, str]


@style.styled
def draw(layout: style.Layout, strategies: tuple[str, str], rows: Sequence[Row]) -> Figure:
    """Two bars per figure, the longer of them as long as the panel is wide: figures of different units."""
    heads = [place for place, row in enumerate(rows) if not place or row.link != rows[place - 1].link]
    figure = style.blank(layout.width, 0.36 * len(rows) + 0.3 * len(heads) + 0.7)
    axes = figure.subplots()
    y, ticks, lowest = 0.0, [], 0.0
    for place, row in enumerate(rows):
        if place in heads:
            y += 0.85
            axes.text(0, y - 0.72, row.link if not place else f"↓ {row.link}", fontweight="bold", va="center")
        known = np.nan_to_num(row.values)
        lengths = known / (np.abs(known).max() or 1.0)
        lowest = min(lowest, lengths.min())
        for length, text, offset, (colour, hatch) in zip(lengths, row.texts, (-0.2, 0.2), LOOKS, strict=True):
            axes.barh(y + offset, length, height=0.36, color=colour, hatch=hatch, edgecolor="white", linewidth=0.5)
            axes.text(max(length, 0.0) + 0.012, y + offset, text, va="center", fontsize=8)
        ticks.append(y)
        y += 1
    axes.set_yticks(ticks, [style.shortened(row.name, 24 if layout.is_narrow else 52) for row in rows])
    axes.tick_params(axis="y", length=0, labelsize=8 if layout.is_narrow else 9)
    axes.set_ylim(y - 0.4, -0.3)
    axes.set_xlim(lowest, 1.45 if layout.is_narrow else 1.15)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=False)
    _legend(figure, strategies, layout)
    return figure


def _legend(figure: Figure, strategies: tuple[str, str], layout: style.Layout) -> None:
    from matplotlib.patches import Patch

    axis.legend(figure, [Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=name)
                         for name, (colour, hatch) in zip(strategies, LOOKS, strict=True)], layout)

"""What a whole is made up of, for each strategy: people's hours by job, the largest clients by fate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retainsim.report.figures import axis, bars, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Look(NamedTuple):
    """How a whole is shown."""

    unit: str
    colours: Sequence[str]  # one per part
    hatches: Sequence[str]
    decimals: int
    has_total: bool  # whether it stands beside the bar
    legend: tuple[float, float]  # its height in the wide and in the narrow layout [inches]


HOURS = Look("hours per week", (style.VERMILION, style.GREEN, style.SKY, style.GREY, style.YELLOW, style.PURPLE),
             style.HATCHES, 0, True, (0.8, 1.3))
FATES = Look("clients", (style.GREEN, style.SKY, style.VERMILION, style.ORANGE, style.YELLOW, style.INK, style.GREY),
             ("", "----", "////", "\\\\\\\\", "", "", "xxxx"), 2, False, (0.9, 1.9))


@style.styled
def draw(layout: style.Layout, look: Look, strategies: Sequence[str], parts: Sequence[str],
         values: np.ndarray) -> Figure:
    """A bar for each strategy; `values` is strategies x parts."""
    figure = style.blank(layout.width, bars.height(strategies, layout) + look.legend[layout.is_narrow])
    full = max(float(values.sum(axis=1).max()), 1.0)
    axes = figure.subplots()
    axes.set_xlabel(look.unit)
    made = bars.stack(axes, bars.named(strategies, layout), values, parts, look.colours, look.hatches, full,
                      look.decimals, look.has_total)
    axis.legend(figure, made, layout)
    return figure

"""Attachment of the clients as it is and as the firm believes it to be."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from retainsim.report.figures.axis import Starts, Time
from retainsim.report.figures.style import BLUE, INK, ORANGE, Layout, Picture, panels
from retainsim.report.material import Material
from retainsim.report.words import each
from retainsim.results.folder.weekly import Weekly, mean_per_client


def attachment(material: Material, weekly: Weekly) -> Picture:
    """Two lines for each strategy."""
    clients = weekly.column("clients")
    true, believed = (mean_per_client(weekly.column(name), clients) for name in ("attachment", "believed"))
    ends = each(material.strategies, (f"{_number(there[-1])} against {_number(thought[-1])}"
                                      for there, thought in zip(true, believed, strict=True)))
    return Picture(
        "attachment", "Attachment of clients: as it is, and as the firm believes [0 to 1]",
        "Mean of all clients in all worlds. Clients who do not complain look content to the firm: that is the shaded "
        "gap.",
        f"Mean attachment over time, true against believed. In the last week: {ends}",
        lambda layout: draw_lines(layout, material.strategies, true, believed, starts=material.attackers))


def draw_lines(layout: Layout, titles: Sequence[str], true: np.ndarray, believed: np.ndarray, *, starts: Starts,
               ) -> Figure:
    """Two lines and the gap between them for each title; both are titles x weeks, NaN where there are no clients."""
    _, grid = panels(titles, layout)
    time = Time(grid, true.shape[1], starts)
    for axes, real, thought in zip(grid, true[:, time.weeks], believed[:, time.weeks], strict=True):
        gap = axes.fill_between(time.x, real, thought, color=ORANGE, alpha=0.4, linewidth=0, hatch="////",
                                edgecolor="white", label="the gap: believed, but not there")
        (line,) = axes.plot(time.x, real, color=BLUE, label="as it is")
        (dashes,) = axes.plot(time.x, thought, color=INK, linestyle="--", label="as the firm believes")
        gaps = (thought - real)[np.isfinite(thought - real)]
        if len(gaps):
            axes.text(0.97, 0.97, f"gap at the end {gaps[-1]:+.2f}".replace("-", "−"), transform=axes.transAxes,
                      ha="right", va="top", fontsize=8)
    grid[0].set_ylim(0, 1)
    return time.label("0 none … 1 full", [dashes, line, gap, *time.marks], layout)


def _number(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "unknown"

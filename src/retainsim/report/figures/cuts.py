"""What is left of the difference between two strategies when a link of the chain of causes is cut."""

from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure

from retainsim.report.figures import axis, bars, style
from retainsim.report.quantities import scale
from retainsim.report.why import footnotes, link_rows, what_is_left
from retainsim.report.words import in_words
from retainsim.results.kpis.dictionary import KPIS


def cuts(document: Mapping[str, Any]) -> style.Picture:
    """A bar for each link; the first row is the difference as it is."""
    raw = [document["difference"], *document["links"]]
    on_scale = scale(KPIS[document["kpi"]].unit, [row["difference"] for row in raw])
    texts = [(name, left) for name, _, _, left in link_rows(document)]

    def draw(layout: style.Layout) -> Figure:
        figure = style.blank(layout.width, (0.44 if layout.is_narrow else 0.34) * len(raw) + 0.7)
        axes = figure.subplots()
        means, lows, highs = (list(map(on_scale.value, (row[bound] for row in raw)))
                              for bound in ("difference", "low", "high"))
        for place, (mean, low, high) in enumerate(zip(means, lows, highs, strict=True)):
            axes.barh(place, mean or 0.0, height=0.62, color=style.GREY if place else style.BLUE)
            if low is not None and high is not None:
                axes.plot([low, high], [place, place], color=style.INK, linewidth=1.2)
        left, right = axes.get_xlim()
        for place, (_, text) in enumerate(texts):
            axes.text(right, place, f" {text}", va="center", fontsize=8, fontweight="normal" if place else "bold")
        axes.axvline(0, color=style.INK, linewidth=1)
        if means[0] is not None:
            axes.axvline(means[0], color=style.BLUE, linewidth=1, linestyle="--")
        axes.set_xlim(left, right)
        bars.rows(axes, [style.shortened(name, 22 if layout.is_narrow else 52) for name, _ in texts])
        axes.tick_params(axis="y", labelsize=8 if layout.is_narrow else 9)
        axes.grid(visible=False, axis="y")
        axis.numbers(axes.xaxis, 5)
        axes.set_xlabel(on_scale.named)
        return figure

    return style.Picture(
        "cuts", in_words(f"{what_is_left(document)} [{on_scale.named}]"),
        "A short bar: this link carries the difference. A bar to the left of 0: without it the other strategy is "
        "ahead. A bar beyond the dashed line: it works against the strategy that is ahead. Lines are 95 % intervals. "
        + " ".join(footnotes(document)),
        "Left of the difference: " + ", ".join(f"{name} {left}" for name, left in texts) + ".", draw)

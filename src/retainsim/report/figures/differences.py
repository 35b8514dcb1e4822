"""How strategies differ under the same luck; the chain of causes of two, and what is left when a link of it is cut."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from retainsim.report.board import Material
from retainsim.report.figures import style
from retainsim.report.lead import against, ranks, scale_of_differences
from retainsim.report.why import chain_rows, footnotes, link_rows, scale_of_gaps, what_is_left
from retainsim.report.words import Document, counted, in_words
from retainsim.results.kpis.dictionary import KPIS

LOOKS = ((style.BLUE, ""), (style.ORANGE, "////"))  # colour and hatch of the two strategies
SIDES = {"higher": ("← worse", "better →"), "lower": ("← better", "worse →")}  # of 0, by what is better


def differences(material: Material) -> style.Picture:
    """A panel for each KPI, a dot and an interval for each of the others."""
    name, *_ = ranks(material.document, material.primary) or material.strategies
    others = [other for other in material.strategies if other != name]
    panels = [(KPIS[kpi], scale_of_differences(material.document, kpi),
               sorted(against(material.document, name, kpi), key=lambda pair: others.index(pair.b)))
              for kpi in material.primary]
    clauses = (f"{kpi.label} [{on_scale.unit}]: " + ", ".join(
        f"{pair.b} {on_scale.number(pair.difference, sign=True)}" for pair in pairs) for kpi, on_scale, pairs in panels)

    def draw(layout: style.Layout) -> Figure:
        titles = [on_scale.title(kpi.label) for kpi, on_scale, _ in panels]
        names = style.named(others, layout)
        figure, grid = style.panels(titles, layout._replace(columns=min(2, layout.columns)),
                                    style.height(names) + 0.7, 0.0, share_x=False)
        for axes, (kpi, on_scale, pairs) in zip(grid, panels, strict=True):
            axes.axvline(0, color=style.INK, linewidth=1)
            for row, pair in enumerate(pairs):
                mean, low, high = map(on_scale.value, (pair.difference, pair.low, pair.high))
                if mean is None:
                    axes.text(0.5, row, "not known", transform=axes.get_yaxis_transform(), va="center",
                              color=style.PALE)
                    continue
                if low is not None and high is not None:
                    axes.plot([low, high], [row, row], color=style.BLUE, linewidth=2, solid_capstyle="butt")
                axes.plot(mean, row, "o", color=style.BLUE, markersize=6, markeredgewidth=1.5,
                          markerfacecolor=style.BLUE if pair.is_clear else "white")
            style.rows(axes, names)
            axes.margins(x=0.08)
            style.numbers(axes.xaxis, 4, "+")
            for x, text in enumerate(SIDES.get(kpi.better or "", ())):
                axes.annotate(text, (x, 0), xytext=(0, -20), ha=("left", "right")[x], va="top", fontsize=8,
                              color=style.PALE, xycoords="axes fraction", textcoords="offset points",
                              annotation_clip=False)
        return figure

    return style.Picture(
        "differences", f"{name} minus each other strategy, in the same worlds",
        f"Dots are mean differences, lines 95 % intervals that hold for all {len(panels)} figures and all pairs of "
        "strategies together; a full dot is more than chance." if material.document["replications"] > 1 else
        "Differences in the one world that was played; they may be chance.",
        f"Mean difference of {name} from each other strategy. " + "; ".join(clauses) + ".", draw)


def chain(document: Document) -> style.Picture:
    """Two bars per figure, the longer of them as long as the panel is wide: figures of different units."""
    strategies = a, b = document["a"], document["b"]
    raw, rows = document["chain"], list(chain_rows(document))
    clauses = (f"{row['link']}, {figure}: {here} against {there} {unit}".rstrip()
               for row, (_, figure, here, there, unit) in zip(raw, rows, strict=True))

    def draw(layout: style.Layout) -> Figure:
        heads = sum(bool(link) for link, *_ in rows)
        figure, (axes,) = style.blank(layout, 0.36 * len(rows) + 0.3 * heads + 0.7)
        ticks: list[float] = []
        y = lowest = 0.0
        for row, (link, _, *texts, _) in zip(raw, rows, strict=True):
            if link:
                y += 0.85
                axes.text(0, y - 0.72, f"↓ {link}" if ticks else link, fontweight="bold", va="center")
            values = np.nan_to_num(np.array([row["a"], row["b"]], float))  # None becomes NaN
            lengths = values / (np.abs(values).max() or 1.0)
            lowest = min(lowest, lengths.min())
            for length, text, offset, (colour, hatch) in zip(lengths, texts, (-0.2, 0.2), LOOKS, strict=True):
                axes.barh(y + offset, length, height=0.36, color=colour, hatch=hatch, edgecolor="white", linewidth=0.5)
                axes.text(max(length, 0.0) + 0.012, y + offset, text, va="center", fontsize=8)
            ticks.append(y)
            y += 1
        axes.set_yticks(ticks, [style.shortened(f"{name} [{unit}]" if unit else name, 24 if layout.is_narrow else 52)
                                for _, name, *_, unit in rows])
        axes.tick_params(axis="y", length=0, labelsize=8 if layout.is_narrow else 9)
        axes.set_ylim(y - 0.4, -0.3)
        axes.set_xlim(lowest, 1.45 if layout.is_narrow else 1.15)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        axes.grid(visible=False)
        return style.legend(figure, [Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=name)
                                    for name, (colour, hatch) in zip(strategies, LOOKS, strict=True)], layout)

    return style.Picture(
        "chain", f"The chain of causes: {a} and {b}",
        "From top to bottom each group brings about the next; the longer bar of each pair fills the width. Means of "
        f"{counted(document['replications'], 'world')}.",
        f"{a} against {b}. " + "; ".join(clauses) + ".", draw)


def cuts(document: Document) -> style.Picture:
    """A bar for each link; the first row is the difference as it is."""
    raw = [document["difference"], *document["links"]]
    on_scale = scale_of_gaps(document, raw)
    texts = [(name, left) for name, _, _, left in link_rows(document)]

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, (0.44 if layout.is_narrow else 0.34) * len(raw) + 0.7)
        for place, row in enumerate(raw):
            mean, low, high = (on_scale.value(row[bound]) for bound in ("difference", "low", "high"))
            axes.barh(place, mean or 0.0, height=0.62, color=style.GREY if place else style.BLUE)
            if low is not None and high is not None:
                axes.plot([low, high], [place, place], color=style.INK, linewidth=1.2)
        left, right = axes.get_xlim()
        for place, (_, text) in enumerate(texts):
            axes.text(right, place, f" {text}", va="center", fontsize=8, fontweight="normal" if place else "bold")
        axes.axvline(0, color=style.INK, linewidth=1)
        if (whole := on_scale.value(raw[0]["difference"])) is not None:
            axes.axvline(whole, color=style.BLUE, linewidth=1, linestyle="--")
        axes.set_xlim(left, right)
        style.rows(axes, [style.shortened(name, 22 if layout.is_narrow else 52) for name, _ in texts])
        axes.tick_params(axis="y", labelsize=8 if layout.is_narrow else 9)
        axes.grid(visible=False, axis="y")
        style.numbers(axes.xaxis, 5)
        axes.set_xlabel(on_scale.named)
        return figure

    return style.Picture(
        "cuts", in_words(f"{what_is_left(document)} [{on_scale.named}]"),
        "A short bar: this link carries the difference. A bar to the left of 0: without it the other strategy is "
        "ahead. A bar beyond the dashed line: it works against the strategy that is ahead. Lines are 95 % intervals "
        f"over {counted(document['replications'], 'world')}. " + " ".join(footnotes(document)),
        "Left of the difference: " + ", ".join(f"{name} {left}" for name, left in texts) + ".", draw)

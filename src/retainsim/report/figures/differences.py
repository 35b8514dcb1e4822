"""How the best strategy differs from each of the others under the same luck, with intervals."""

from matplotlib.figure import Figure

from retainsim.report.board import Material
from retainsim.report.comparison import scale_of_differences
from retainsim.report.figures import style
from retainsim.report.verdict import against, best_by
from retainsim.results.kpis.dictionary import KPIS

SIDES = {"higher": ("← worse", "better →"), "lower": ("← better", "worse →")}  # of 0, by what is better


def differences(material: Material) -> style.Picture:
    """A panel for each KPI, a dot and an interval for each of the others."""
    name = best_by(material.document, material.primary) or material.strategies[0]
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
        "Differences in the one world that was played; nothing is known of chance.",
        f"Mean difference of {name} from each other strategy. " + "; ".join(clauses) + ".", draw)

"""Where the lead changes: the difference along one factor, a map over two."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.tri import Triangulation

from retainsim.report.figures import style
from retainsim.report.lead import are_both_ruined
from retainsim.report.switch import PICTURE as CURVE
from retainsim.report.switch_map import PICTURE as MAP
from retainsim.report.switch_map import MapSheet, verdict
from retainsim.report.words import Document, labelled, scale_of, unit_in
from retainsim.results.kpis.dictionary import KPIS
from retainsim.study.mesh import Mesh, Node, with_centres

A, B, OPEN, LEVEL = style.SKY, style.ORANGE, "#e4e4e4", style.YELLOW
HATCHING = "#8a8a8a"
HATCHES: Mapping[str, str] = {"b": "////", "ruined": "xxxx", "level": "----"}  # for grey print


def curve(document: Document) -> style.Picture:
    """The difference along a factor, from the document that `switch --json` prints."""
    points = document["points"]
    kpi = KPIS[document["kpi"]]
    on_scale = scale_of(unit_in(kpi.unit, document), points, "difference")
    unit = unit_in(document["unit"].replace("1/", "per "), document)
    xs = [point["factor"] for point in points]

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, 3.4)
        mean, low, high = ([point[key] / on_scale.factor for point in points] for key in ("difference", "low", "high"))
        band = axes.fill_between(xs, low, high, color=style.SKY, alpha=0.4, linewidth=0, label="95 % interval")
        line, = axes.plot(xs, mean, color=style.BLUE, marker="o", markersize=3,
                          label=f"{document['a']} − {document['b']}")
        axes.axhline(0, color=style.INK, linewidth=0.8)
        handles: list[Any] = [line, band]
        for crossing in document["crossings"]:
            handles[2:] = [axes.axvline(crossing["at"], color=style.VERMILION, linestyle="--", linewidth=1.2,
                                        label="the lead changes")]
        if ruins := [(x, y) for x, y, point in zip(xs, mean, points, strict=True) if are_both_ruined(point)]:
            handles.append(axes.plot(*zip(*ruins, strict=True), "X", color=style.INK, label="both ruined")[0])
        axes.set_xlim(document["low"], document["high"])
        style.numbers(axes.xaxis, style.MOST_TICKS)
        style.numbers(axes.yaxis, style.MOST_TICKS, "+")
        axes.set_xlabel(_on_axis(document["factor"], unit, layout))
        axes.set_ylabel(on_scale.named)
        return style.legend(figure, handles, layout)

    crossings = ", ".join(f"{crossing['at']:g}" for crossing in document["crossings"])
    return style.Picture(
        CURVE, f"{kpi.label}: {document['a']} minus {document['b']} along {document['factor']} [{on_scale.named}]",
        f"Above 0 {document['a'] if kpi.better == 'higher' else document['b']} is ahead. Dots are the values that were "
        "tried, in the same worlds; between them nothing was played.",
        f"{kpi.label}, {document['a']} minus {document['b']}, along {document['factor']}: "
        f"{f'the lead changes at {crossings}' if crossings else 'the lead does not change'}.", draw)


def lead_map(document: Document) -> style.Picture:
    """Who is ahead over two factors, from the document that `switch --json` prints for two."""
    sheet = MapSheet(document)
    kpi = KPIS[document["kpi"]]

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, 4.6 if layout.is_narrow else 5.4)
        axes.grid(visible=False)
        _regions(axes, document, sheet)
        for line in document["frontier"]:
            axes.plot(*zip(*line, strict=True), color=style.INK, linewidth=2)
        axes.plot(*zip(*sheet.points, strict=True), "o", markersize=1.4 if layout.is_narrow else 2.2, color=style.INK,
                  alpha=0.45, markeredgewidth=0, clip_on=False, zorder=3)
        handles: list[Any] = [Patch(facecolor=colour, hatch=HATCHES.get(state), edgecolor=HATCHING, linewidth=0.4,
                         label=_meaning(document, state))
                   for state, colour in _colours().items() if document["shares"][state]]
        if document["frontier"]:
            handles.append(Line2D([], [], color=style.INK, linewidth=2, label="frontier: mean difference 0"))
        handles.append(Line2D([], [], color=style.INK, alpha=0.6, marker="o", markersize=2.5, linestyle="",
                              label="a place that was played"))
        x, y = document["factors"]
        if sheet.own():
            axes.plot(x["own"], y["own"], "*", color="white", markersize=13, markeredgecolor=style.INK, clip_on=False,
                      zorder=4)
            handles.append(Line2D([], [], color="white", marker="*", markersize=11, markeredgecolor=style.INK,
                                  linestyle="", label="the scenario itself"))
        axes.set_xlim(x["low"], x["high"])
        axes.set_ylim(y["low"], y["high"])
        style.numbers(axes.xaxis, style.MOST_TICKS)
        style.numbers(axes.yaxis, style.MOST_TICKS)
        axes.set_xlabel(_on_axis(x["factor"], sheet.scales[0].unit, layout))
        axes.set_ylabel(_on_axis(y["factor"], sheet.scales[1].unit, layout))
        return style.legend(figure, handles, layout)

    return style.Picture(
        MAP, f"Who is ahead by {kpi.label}: {document['a']} or {document['b']}",
        "In coloured places the 95 % interval of the difference excludes 0, in grey ones it does not; that holds place "
        "by place. Between places that were played values are taken to be straight.",
        " ".join(labelled(sentence).replace("`", "") for sentence in verdict(document)), draw)


def _colours() -> dict[str, str]:
    return {"a": A, "b": B, "open": OPEN, "level": LEVEL, "ruined": "white"}


def _meaning(document: Document, state: str) -> str:
    return {"a": f"{document['a']} is ahead", "b": f"{document['b']} is ahead", "open": "neither by more than chance",
            "level": "level in every world", "ruined": "both ruined"}[state]


def _regions(axes: Axes, document: Document, sheet: MapSheet) -> None:
    """The areas in which each is ahead, on the open band, and over them those in which nobody leads."""
    axes.set_facecolor(OPEN)
    sign = 1 if KPIS[document["kpi"]].better == "higher" else -1
    lead = {node: sorted(sign * point[key] for key in ("low", "high")) for node, point in sheet.points.items()}
    fields: dict[str, dict[Node, float]] = {
        "a": {node: low for node, (low, _) in lead.items()}, "b": {node: -high for node, (_, high) in lead.items()},
        **{state: {node: float(point["ahead"] == state) - 0.5 for node, point in sheet.points.items()}
           for state in ("level", "ruined")}}
    numbers = {node: place for place, node in enumerate(with_centres(fields["a"], sheet.cells))}
    triangles = [[numbers[node] for node in triangle] for triangle in Mesh(sheet.points).triangles(sheet.cells)]
    xs, ys = np.array(list(numbers)).T
    mesh = Triangulation(xs, ys, triangles)
    for state, values in fields.items():
        heights = np.array(list(with_centres(values, sheet.cells).values()))
        if heights.max() > 0:
            area = axes.tricontourf(mesh, heights, levels=[0, heights.max() * 1.01], colors=[_colours()[state]],
                                    hatches=[HATCHES.get(state)])
            area.set_edgecolor(HATCHING)  # the colour of its hatching
            area.set_linewidth(0)


def _on_axis(factor: str, unit: str, layout: style.Layout) -> str:
    """A factor at its axis, broken at its points where there is little room."""
    title = factor if unit in ("", factor) else f"{factor} [{unit}]"
    return style.shortened(title.replace(".", ". "), 44 if layout.is_narrow else 90).replace(". ", ".")

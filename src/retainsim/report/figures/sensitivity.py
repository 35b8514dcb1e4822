"""What moves a figure of a sweep: a bar for each factor, with its interval."""

import re
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from retainsim.report.figures import style
from retainsim.report.sensitivity import METHODS, MOSTLY, PICTURE, figure_in_words
from retainsim.report.words import Document, percent, scale
from retainsim.results.kpis.dictionary import KPIS

MOST = 15  # bars
PARTS = {"sobol": (("total", style.SKY, "in all"), ("first", style.BLUE, "by itself")),
         "morris": (("effect", style.BLUE, "mean effect"),), "given data": (("first", style.BLUE, "by itself"),)}


def influences(document: Document) -> style.Picture:
    """The strongest factors, from the document that `sensitivity --json` prints."""
    rows = document["influences"][:MOST]
    parts = PARTS[document["method"]]
    is_luck = (document["luck"] or 0.0) > MOSTLY
    is_share = document["method"] != "morris"
    on_scale = scale("share" if is_share else KPIS[document["kpi"]].unit, [row[parts[0][0]] for row in rows])
    unit = "% of the variance" if is_share else on_scale.unit

    def draw(layout: style.Layout) -> Figure:
        names = [re.sub(r"([._]) ", r"\1", style.shortened(
            re.sub(r"([._])", r"\1 ", row["factor"]), 22 if layout.is_narrow else 60, 4)) for row in rows]
        figure, (axes,) = style.blank(layout, style.height(names) + 0.9)
        handles: list[Any] = []
        for number, (key, colour, label) in enumerate(parts):
            # What is estimated cannot be negative, though its estimate may.
            low, values, high = ([max(0.0, row[key] + side * row[f"{key}_half_width"]) / on_scale.factor
                                  for row in rows] for side in (-1, 0, 1))
            places = [row + (0.18 if len(parts) > 1 else 0) * (1 if number else -1) for row in range(len(rows))]
            handles.append(axes.barh(places, values, 0.34 if len(parts) > 1 else 0.6, label=label,
                                     color=style.GREY if is_luck else colour, hatch="//" if is_luck and number else ""))
            axes.errorbar(values, places, xerr=[np.subtract(values, low), np.subtract(high, values)], fmt="none",
                          ecolor=style.INK, elinewidth=1)
        style.rows(axes, names)
        axes.set_xlim(left=0)
        if (chance := document["chance"]) is not None:
            handles.append(axes.axvline(chance / on_scale.factor, color=style.VERMILION, linestyle="--", linewidth=1.2,
                                        label="reached by chance alone"))
        style.numbers(axes.xaxis, 5)
        axes.set_xlabel(unit)
        return style.legend(figure, handles, layout) if len(handles) > 1 else figure

    clauses = ", ".join(f"{row['factor']} {on_scale.number(row[parts[0][0]])}" for row in rows)
    return style.Picture(PICTURE, f"What moves {figure_in_words(document)} [{unit}]",
                         f"{METHODS[document['method']]} Lines are 95 % intervals." + is_luck * (
                             f" Grey: {percent(document['luck'])} of it is luck of these worlds, which the lines and "
                             "what chance reaches leave out."),
                         f"{figure_in_words(document)}, by factor: {clauses} {unit}.", draw)

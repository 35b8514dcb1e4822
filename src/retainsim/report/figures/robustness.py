"""Where in a space a statement holds: its points in the order of their differences, and on a map of two factors."""

import numpy as np
from matplotlib.figure import Figure

from retainsim.report.figures import style
from retainsim.report.robustness import PICTURES, in_words
from retainsim.report.words import Document, counted, scale, unit_of
from retainsim.results.kpis.dictionary import KPIS

KINDS = (("shown", style.BLUE, "o"), ("undecided", style.GREY, "D"), ("not shown", style.VERMILION, "s"))
SPREAD = 4.0  # times the middle half of the points: the axis goes no further


def pictures(document: Document) -> list[style.Picture]:
    """The pictures of a page, from the document that `robustness --json` prints."""
    names = _deciding(document)
    return [_points(document), *([_map(document, *names)] if len(names) == 2 else [])]


def _deciding(document: Document) -> list[str]:
    """The two numbers that decide most: those of the rule first, then those with the strongest correlations."""
    division = document["division"]
    questions = [condition[0] for part in division["parts"] for condition in part["conditions"]] if division else []
    return list(dict.fromkeys([*questions, *(row["factor"] for row in document["correlations"])]))[:2]


def _points(document: Document) -> style.Picture:
    rows = sorted((point for point in document["points"] if point["mean"] is not None), key=lambda row: row["mean"])
    statement = document["statement"]
    means = np.array([row["mean"] for row in rows])
    on_scale = scale(unit_of(KPIS[statement["kpi"]].unit), means)
    margin = statement["margin"] / on_scale.factor
    middle = np.percentile(means, (25, 75)) / on_scale.factor
    reach = SPREAD * max(np.ptp(middle), np.abs(middle - margin).max())

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, 3.6)
        handles = []
        for kind, colour, marker in KINDS:
            places = [place for place, row in enumerate(rows) if row["decision"] == kind]
            values = means[places] / on_scale.factor
            ends = np.array([[rows[place]["low"], rows[place]["high"]] for place in places]).reshape(-1, 2)
            axes.vlines(places, *(ends.T / on_scale.factor), color=colour, linewidth=1)
            handles.append(axes.scatter(places, values, s=12, c=colour, marker=marker, label=kind, zorder=3))
        axes.axhline(margin, color=style.INK, linewidth=1)
        low, high = axes.get_ylim()
        if reach > 0:
            axes.set_ylim(max(low, min(middle[0], margin) - reach), min(high, max(middle[1], margin) + reach))
        axes.set_xticks([])
        axes.set_xlabel("points, the smallest difference first")
        style.numbers(axes.yaxis, 5, "+")
        axes.set_ylabel(f"better by [{on_scale.named}]")
        return style.legend(figure, handles, layout)

    counts = ", ".join(f"{sum(row['decision'] == kind for row in rows)} {kind}" for kind, *_ in KINDS)
    return style.Picture(
        PICTURES[0], f"Is {in_words(document)}? {counted(len(rows), 'point')}",
        "Each mark is a point of the space: the mean difference in its own worlds, with its interval over all looks. "
        "The line is the margin. Intervals far beyond the others are cut off.",
        f"{in_words(document)}: {counts}.", draw)


def _map(document: Document, across: str, up: str) -> style.Picture:
    columns = [np.array(document["factors"][name], float) for name in (across, up)]
    is_part = len(document["factors"]) > 2
    decisions = [point["decision"] for point in document["points"]]

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, 3.6 if layout.is_narrow else 4.2)
        handles = []
        for kind, colour, marker in KINDS:
            x, y = (column[[decision == kind for decision in decisions]] for column in columns)
            handles.append(axes.scatter(x, y, s=26, c=colour, marker=marker, label=kind))
        for axis, name in ((axes.xaxis, across), (axes.yaxis, up)):
            axis.set_label_text(style.shortened(name, 40 if layout.is_narrow else 70))
            style.numbers(axis, 5)
        axes.grid(axis="both")
        return style.legend(figure, handles, layout)

    return style.Picture(
        PICTURES[1], f"Where is {in_words(document)}? {across} and {up}",
        f"The two factors that seem to decide most, each in its unit{'; the others vary, too' * is_part}.",
        f"Points by {across} and {up}: {', '.join(f'{decisions.count(kind)} {kind}' for kind, *_ in KINDS)}.", draw)

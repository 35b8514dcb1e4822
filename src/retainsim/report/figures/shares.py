"""How far claims reach: the share of the credible space in which each shows, by its verdict."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from retainsim.report.figures import style
from retainsim.report.judgement import VERDICTS
from retainsim.report.reach import share_bounds
from retainsim.report.words import Document, percent

LOOKS = {"holds": (style.BLUE, "o"), "holds_when": (style.GREEN, "D"), "does_not_hold": (style.VERMILION, "s"),
         "undecided": (style.PALE, "^")}
WORDS = {**VERDICTS, "holds_when": "depends"}
NO_SHARE = "not known"


def shares(documents: Sequence[Document]) -> style.Picture:
    """A row for each claim: a mark of its verdict at its share, on the interval of the share."""
    rows = [(document, share_bounds(document)) for document in documents]

    def draw(layout: style.Layout) -> Figure:
        figure, (axes,) = style.blank(layout, 0.22 * len(rows) + 1.0)
        handles = {}
        for place, (document, bounds) in enumerate(rows):
            colour, marker = LOOKS[document["verdict"]]
            if bounds is None:
                axes.text(0.5, place, NO_SHARE, va="center", color=style.PALE, fontsize=8)
                continue
            share, low, high = (100 * bound for bound in bounds)
            axes.plot([low, high], [place, place], color=colour, linewidth=2, solid_capstyle="butt")
            [handles[document["verdict"]]] = axes.plot(share, place, marker, color=colour, markersize=6,
                                                       label=WORDS[document["verdict"]])
        style.rows(axes, [document["id"] for document, _ in rows])
        axes.set_xlim(-2, 102)
        style.numbers(axes.xaxis, 5)
        axes.set_xlabel("% of the credible space in which it shows")
        return style.legend(figure, [handles[verdict] for verdict in LOOKS if verdict in handles], layout)

    clauses = ", ".join(f"{document['id']} {WORDS[document['verdict']]} "
                        f"({percent(bounds[0]) if bounds else NO_SHARE})" for document, bounds in rows)
    return style.Picture("overview", "How far each claim reaches, by its verdict", "", f"{clauses}.", draw)

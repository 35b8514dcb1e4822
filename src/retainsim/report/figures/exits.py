"""Where lost clients went, and why, for each strategy."""

from __future__ import annotations

from matplotlib.figure import Figure

from retainsim.declared.reasons import NAMES
from retainsim.report.figures import axis, bars, style
from retainsim.report.figures.style import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from retainsim.report.material import Material
from retainsim.report.words import each
from retainsim.results.folder.losses import losses

LOOK = bars.Look("exits per world", (0.35, 1.4), (VERMILION, BLUE, SKY, YELLOW, GREY, PURPLE, GREEN, ORANGE))
LABELS = {"courted": "courted away", "tender": "after a tender of their own", "background": "reasons of their own",
          "insolvent": "the firm's own ruin", "dissolved": "ceased to exist", "none": "no stated reason"}
DESTINATIONS = ("to an attacker", "to other rivals", "to nobody")


def exits(material: Material) -> style.Picture:
    """A panel for each destination, a bar for each strategy, a part for each reason."""
    lost = losses(material.results, material.scenario.rivals, material.attackers)  # strategy, reason, destination
    reasons = [name for name in LABELS if name != "none" or lost[:, NAMES.index(name)].any()]
    places = [place for place in range(len(DESTINATIONS)) if material.attackers or place]
    lost = lost[:, [NAMES.index(name) for name in reasons]][:, :, places]
    destinations = [DESTINATIONS[place] for place in places]
    ends = each(material.strategies, (", ".join(f"{number:.0f} {where}" for number, where in
                                                zip(row, destinations, strict=True)) for row in lost.sum(axis=1)))

    @style.styled
    def draw(layout: style.Layout) -> Figure:
        columns = min(len(destinations), layout.columns)
        rows = -(-len(destinations) // columns)
        row_height = bars.height(material.strategies, layout) + 0.45
        figure = style.blank(layout.width, rows * row_height + LOOK.legend[layout.is_narrow])
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel().tolist()
        full = max(float(lost.sum(axis=1).max()), 1.0)
        for place, axes in enumerate(grid):
            axes.set_title(destinations[place])
            parts = bars.stack(axes, bars.named(material.strategies, layout), lost[:, :, place], LOOK, full,
                               labels=[LABELS[name] for name in reasons])
        for axes in grid[-columns:]:
            axes.set_xlabel(LOOK.unit)
        return axis.legend(figure, parts, layout)

    return style.Picture("exits", "Clients lost: where they went, and why [exits per world]",
                   "Mean of all worlds over the whole time; who came back and left again counts twice.",
                   f"Exits per world by destination and reason: {ends}", draw)

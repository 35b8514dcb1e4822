"""Where lost clients went, and why, for each strategy."""

from retainsim.declared.reasons import NAMES
from retainsim.report.figures import bars, style
from retainsim.report.figures.style import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from retainsim.report.material import Material
from retainsim.report.words import each
from retainsim.results.folder.losses import losses

LOOK = bars.Look("exits per world", (0.35, 1.4), (VERMILION, BLUE, SKY, YELLOW, GREY, PURPLE, GREEN, ORANGE),
                 around=0.45)
LABELS = {"courted": "courted away", "tender": "after a tender of their own", "background": "reasons of their own",
          "insolvent": "the firm's own ruin", "dissolved": "ceased to exist", "none": "no stated reason"}
DESTINATIONS = ("to an attacker", "to other rivals", "to nobody")


def exits(material: Material) -> style.Picture:
    """A panel for each destination, a bar for each strategy, a part for each reason."""
    lost = losses(material.results, material.scenario.rivals, material.attackers)  # strategy, reason, destination
    reasons = [name for name in LABELS if name != "none" or lost[:, NAMES.index(name)].any()]
    places = [place for place in range(len(DESTINATIONS)) if material.attackers or place]
    lost = lost[:, [NAMES.index(name) for name in reasons]]
    panels = {DESTINATIONS[place]: lost[:, :, place] for place in places}
    ends = each(material.strategies, (", ".join(f"{row[place]:.0f} {DESTINATIONS[place]}" for place in places)
                                      for row in lost.sum(axis=1)))
    return style.Picture(
        "exits", "Clients lost: where they went, and why [exits per world]",
        "Mean of all worlds over the whole time; who came back and left again counts twice.",
        f"Exits per world by destination and reason: {ends}",
        lambda layout: bars.stacks(layout, material.strategies, panels, [LABELS[name] for name in reasons], LOOK))

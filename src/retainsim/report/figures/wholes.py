"""What a whole is made up of, strategy by strategy: people's hours, the largest clients by fate, lost clients."""

from collections.abc import Iterable

import numpy as np

from retainsim.declared.jobs import NAMES as JOBS
from retainsim.declared.reasons import NAMES as REASONS
from retainsim.report.figures import bars, style
from retainsim.report.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from retainsim.report.material import Material
from retainsim.report.words import each
from retainsim.results.folder.losses import FATES, losses, mean_fates

HOURS = bars.Look("hours per week", (0.8, 1.3), (VERMILION, GREEN, SKY, GREY, YELLOW, PURPLE))
ACCOUNTS = bars.Look("clients", (0.9, 1.9), (GREEN, SKY, VERMILION, ORANGE, YELLOW, INK, GREY),
                     ("", "----", "////", "\\\\\\\\", "", "", "xxxx"), 2, has_total=False)
EXITS = bars.Look("exits per world", (0.35, 1.4), (VERMILION, BLUE, SKY, YELLOW, GREY, PURPLE, GREEN, ORANGE),
                  around=0.45)
LABELS = {"courted": "courted away", "tender": "after a tender of their own", "background": "reasons of their own",
          "insolvent": "the firm's own ruin", "dissolved": "ceased to exist", "none": "no stated reason"}
DESTINATIONS = ("to an attacker", "to other rivals", "to nobody")


def hours(material: Material) -> style.Picture:
    """What people's time went into."""
    used = np.array([[material.document["strategies"][name][f"hours_{job}"]["mean"] for job in JOBS]
                     for name in material.strategies])
    return style.Picture(
        "hours", "What people's time went into [hours per week]",
        "Hours that were used, mean of all weeks and worlds; what is missing is administration and waiting.",
        "Hours used in a week: " + _parts(material, used, [f"{job} {{:.0f}}" for job in JOBS]),
        lambda layout: bars.stacks(layout, material.strategies, {"": used}, JOBS, HOURS))


def key_accounts(material: Material) -> style.Picture:
    """What became of the largest clients."""
    fates = mean_fates(material.results, material.scenario.rivals, material.attackers)
    return style.Picture(
        "key-accounts", "The five largest clients of week 0: what became of them [clients]",
        "Mean of all worlds, by the first exit of each; \"came back\" is client again in the last week.",
        "Fates of the largest clients: " + _parts(material, fates, [f"{{:.2f}} {fate}" for fate in FATES]),
        lambda layout: bars.stacks(layout, material.strategies, {"": fates}, FATES, ACCOUNTS))


def exits(material: Material) -> style.Picture:
    """A panel for each destination, a bar for each strategy, a part for each reason."""
    lost = losses(material.results, material.scenario.rivals, material.attackers)  # strategy, reason, destination
    reasons = [name for name in LABELS if name != "none" or lost[:, REASONS.index(name)].any()]
    lost = lost[:, [REASONS.index(name) for name in reasons], 0 if material.attackers else 1:]
    places = DESTINATIONS[-lost.shape[2]:]
    return style.Picture(
        "exits", "Clients lost: where they went, and why [exits per world]",
        "Mean of all worlds over the whole time; who came back and left again counts twice.",
        "Exits per world by destination and reason: "
        + _parts(material, lost.sum(axis=1), [f"{{:.0f}} {place}" for place in places]),
        lambda layout: bars.stacks(layout, material.strategies, dict(zip(places, np.moveaxis(lost, 2, 0), strict=True)),
                                   [LABELS[name] for name in reasons], EXITS))


def _parts(material: Material, values: Iterable[np.ndarray], phrases: Iterable[str]) -> str:
    """The parts in words; `phrases` have a place for each value of a row."""
    return each(material.strategies, (", ".join(phrases).format(*row) for row in values))

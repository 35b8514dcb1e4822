"""What a whole is made up of, for each strategy: people's hours by job, the largest clients by fate."""

import numpy as np

from retainsim.declared.jobs import NAMES as JOBS
from retainsim.report.figures import bars, style
from retainsim.report.figures.style import GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from retainsim.report.material import Material
from retainsim.report.words import each
from retainsim.results.folder.losses import FATES as NAMES

HOURS = bars.Look("hours per week", (0.8, 1.3), (VERMILION, GREEN, SKY, GREY, YELLOW, PURPLE))
FATES = bars.Look("clients", (0.9, 1.9), (GREEN, SKY, VERMILION, ORANGE, YELLOW, INK, GREY),
                  ("", "----", "////", "\\\\\\\\", "", "", "xxxx"), 2, has_total=False)


def hours(material: Material) -> style.Picture:
    """What people's time went into."""
    used = np.array([[material.document["strategies"][name][f"hours_{job}"]["mean"] for job in JOBS]
                     for name in material.strategies])
    ends = each(material.strategies, (", ".join(f"{job} {value:.0f}" for job, value in zip(JOBS, row, strict=True))
                                      for row in used))
    return style.Picture(
        "hours", "What people's time went into [hours per week]",
        "Hours that were used, mean of all weeks and worlds; what is missing is administration and waiting.",
        f"Hours used in a week: {ends}",
        lambda layout: bars.stacks(layout, material.strategies, {"": used}, JOBS, HOURS))


def key_accounts(material: Material) -> style.Picture:
    """What became of the largest clients."""
    from retainsim.results.folder.losses import mean_fates

    fates = mean_fates(material.results, material.scenario.rivals, material.attackers)
    ends = each(material.strategies, (", ".join(f"{value:.2f} {fate}" for value, fate in zip(row, NAMES, strict=True))
                                      for row in fates))
    return style.Picture(
        "key-accounts", "The five largest clients of week 0: what became of them [clients]",
        "Mean of all worlds, by the first exit of each; \"came back\" is client again in the last week.",
        f"Fates of the largest clients: {ends}",
        lambda layout: bars.stacks(layout, material.strategies, {"": fates}, NAMES, FATES))

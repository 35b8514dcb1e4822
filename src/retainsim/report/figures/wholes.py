"""What a whole is made up of, strategy by strategy: people's hours, the largest clients by fate, lost clients."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from retainsim.declared.jobs import NAMES as JOBS
from retainsim.declared.reasons import NAMES as REASONS
from retainsim.report.board import Material
from retainsim.report.figures import style
from retainsim.report.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from retainsim.report.words import each
from retainsim.results.folder.reader import FATES, losses, mean_fates

LEAST_LABELLED = 0.09  # of the width of the panel: a part that has room for a number
COLOURS_OF_JOBS = (VERMILION, GREEN, SKY, GREY, YELLOW, PURPLE)
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
        _stacks(material, {"": used}, JOBS, COLOURS_OF_JOBS, unit="hours per week", legend=(0.8, 1.3)))


def key_accounts(material: Material) -> style.Picture:
    """What became of the largest clients."""
    fates = mean_fates(material.results, material.scenario.rivals, material.attackers)
    return style.Picture(
        "key-accounts", "The five largest clients of week 0: what became of them [clients]",
        "Mean of all worlds, by the first exit of each; \"came back\" is client again in the last week.",
        "Fates of the largest clients: " + _parts(material, fates, [f"{{:.2f}} {fate}" for fate in FATES]),
        _stacks(material, {"": fates}, FATES, (GREEN, SKY, VERMILION, ORANGE, YELLOW, INK, GREY), unit="clients",
                hatches=("", "----", "////", "\\\\\\\\", "", "", "xxxx"), legend=(0.9, 1.9), has_total=False,
                decimals=2))


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
        _stacks(material, dict(zip(places, np.moveaxis(lost, 2, 0), strict=True)), [LABELS[name] for name in reasons],
                (VERMILION, BLUE, SKY, YELLOW, GREY, PURPLE), unit="exits per world", legend=(0.35, 1.4), around=0.45))


def _parts(material: Material, values: Iterable[np.ndarray], phrases: Iterable[str]) -> str:
    """The parts in words; `phrases` have a place for each value of a row."""
    return each(material.strategies, (", ".join(phrases).format(*row) for row in values))


def _stacks(material: Material, panels: Mapping[str, np.ndarray], labels: Sequence[str], colours: Sequence[str], *,
            unit: str, legend: tuple[float, float], hatches: Sequence[str] = style.HATCHES, decimals: int = 0,
            has_total: bool = True, around: float = 0.0) -> Callable[[style.Layout], Figure]:
    """A panel for each title, in it a bar for each strategy; values are strategies x parts, `labels` name the parts.

    `legend` is its height in the wide and in the narrow layout, `around` that of what surrounds a panel [inches]. The
    total may stand beside the bar.
    """
    full = max(1.0, *(float(values.sum(axis=1).max()) for values in panels.values()))

    def draw(layout: style.Layout) -> Figure:
        names = style.named(material.strategies, layout)
        figure, grid = style.panels(list(panels), layout, style.height(names) + around, legend[layout.is_narrow])
        for axes, values in zip(grid, panels.values(), strict=True):
            before, parts = np.zeros(len(names)), []
            for label, colour, hatch, lengths in zip(labels, colours, hatches, values.T, strict=False):
                parts.append(axes.barh(range(len(names)), lengths, left=before, height=0.7, color=colour, label=label,
                                       hatch=hatch, edgecolor="white", linewidth=0.5))
                for row in np.flatnonzero(lengths > LEAST_LABELLED * full).tolist():
                    axes.text(before[row] + lengths[row] / 2, row, f"{lengths[row]:,.{decimals}f}", ha="center",
                              va="center", fontsize=8,
                              bbox={"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 1})
                before += lengths
            for row, total in enumerate(before if has_total else ()):
                axes.text(total + 0.015 * full, row, f"{total:,.{decimals}f}", va="center", fontsize=8,
                          fontweight="bold")
            style.rows(axes, names)
            axes.grid(visible=False, axis="y")
            axes.set_xlim(0, full * (1.14 if has_total else 1.0))
            style.numbers(axes.xaxis)
        for axes in grid[-layout.columns:]:
            axes.set_xlabel(unit)
        return style.legend(figure, parts, layout)

    return draw

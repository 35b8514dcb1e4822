"""What a whole is made up of, strategy by strategy: people's hours, the largest clients by fate, lost clients."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from matplotlib.figure import Figure

from retainsim.declared.jobs import DELIVERY
from retainsim.declared.jobs import NAMES as JOBS
from retainsim.declared.reasons import NAMES as REASONS
from retainsim.report.board import Material
from retainsim.report.figures import style
from retainsim.report.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from retainsim.report.words import each
from retainsim.results.folder.reader import FATES, losses, mean_fates

ABREAST = 3  # panels beside each other where there are too many for one row
LEAST_LABELLED = 0.09  # of the width of the panel: a part that has room for a number
RIVALS = (VERMILION, ORANGE, PURPLE, YELLOW, BLUE)
HATCHES_OF_RIVALS = ("////", "", "\\\\\\\\", "----", "")
COLOURS_OF_JOBS = (VERMILION, GREEN, SKY, GREY, YELLOW, PURPLE, ORANGE)
LABELS = {"courted": "courted away", "tender": "after a tender of their own", "background": "reasons of their own",
          "insolvent": "the firm's own ruin", "dissolved": "ceased to exist", "none": "no stated reason"}
OTHERS = "other rivals"


def jobs_shown(hours: np.ndarray) -> tuple[str, ...]:
    """The jobs that a picture of these hours shows, a row for each job: work for clients only if there is any."""
    return JOBS if hours[DELIVERY].any() else JOBS[:DELIVERY]


def hours(material: Material) -> style.Picture:
    """How people spent their time."""
    used = np.array([[material.document["strategies"][name][f"hours_{job}"]["mean"] or 0.0 for job in JOBS]
                     for name in material.strategies])
    there = jobs_shown(used.T)
    used = used[:, :len(there)]
    return style.Picture(
        "hours", "How people spent their time [hours per week]",
        "Hours used, mean of all weeks and worlds; the rest is administration and waiting.",
        "Hours used in a week: " + _parts(material, used, [f"{job} {{:.0f}}" for job in there]),
        _stacks(material, {"": used}, dict(zip(there, zip(COLOURS_OF_JOBS, style.HATCHES, strict=False), strict=False)),
                unit="hours per week", legend=(0.8, 1.3)))


def key_accounts(material: Material) -> style.Picture:
    """What became of the largest clients."""
    fates = mean_fates(material.results, material.rivals)
    rivals, to = by_name(material, fates[:, len(FATES):])
    looks = {"kept": (GREEN, ""), "gave notice": (GREEN, "////"), "came back": (SKY, "----"),
             **{f"to {name}": look for name, look in rivals.items()}, "left without a supplier": (GREY, ""),
             "gone in the firm's ruin": (INK, ""), "ceased to exist": (GREY, "xxxx")}
    values = dict(zip((*FATES, *(f"to {name}" for name in rivals)), (*fates.T, *to.T), strict=False))
    looks = {fate: look for fate, look in looks.items() if values[fate].any()}
    heights = np.array([values[fate] for fate in looks]).reshape(len(looks), len(material.strategies)).T
    return style.Picture(
        "key-accounts", "The five largest clients of week 0: what became of them [clients]",
        "Mean of all worlds, by the first exit of each; \"gave notice\" means still served in the last week, \"came "
        "back\" a client again.",
        "Fates of the largest clients: " + _parts(material, heights, [f"{{:.2f}} {fate}" for fate in looks]),
        _stacks(material, {"": heights}, looks, unit="clients", legend=(0.9, 1.9), has_total=False, decimals=2))


def exits(material: Material) -> style.Picture:
    """A panel for each reason, a bar for each strategy, a part for each rival that they went to."""
    lost = losses(material.results, material.rivals)  # strategy, reason, destination
    looks, to = by_name(material, lost[:, :, :-1])
    lost = np.append(to, lost[:, :, -1:], axis=2)
    looks = {**{f"to {name}": look for name, look in looks.items()}, "to no supplier": (GREY, "")}
    there = [place for place in range(len(looks)) if lost[:, :, place].any()]
    looks = {name: looks[name] for place, name in enumerate(looks) if place in there}
    reasons = [name for name in LABELS if lost[:, REASONS.index(name)].any()]
    panels = {LABELS[name]: lost[:, REASONS.index(name)][:, there] for name in reasons}
    return style.Picture(
        "exits", "Clients lost: why, and where they went [exits per world]",
        "Mean of all worlds over the whole run; clients that came back and left again count twice."
        + " Under the firm's own ruin, the rivals are where its clients went then." * ("insolvent" in reasons),
        "Exits per world by destination: "
        + _parts(material, lost.sum(axis=1)[:, there], [f"{{:.0f}} {place}" for place in looks] or ["none"]),
        _stacks(material, panels or {"none": lost.sum(axis=1)[:, there]}, looks, unit="exits per world",
                legend=(0.35, 1.4), around=0.45))


def by_name(material: Material, values: np.ndarray) -> tuple[dict[str, tuple[str, str]], np.ndarray]:
    """How each rival looks in every figure, the smallest of many as one; values by rival along the last axis."""
    rivals, looks = material.rivals, list(zip(RIVALS, HATCHES_OF_RIVALS, strict=True))
    if len(rivals) <= len(looks):
        return dict(zip(rivals, looks, strict=False)), values
    strategies = material.document["strategies"].values()
    means = [sum(kpis.get(f"exits_to.{name}", {}).get("mean") or 0.0 for kpis in strategies) for name in rivals]
    large = np.sort(np.argsort(-np.array(means), kind="stable")[:len(looks) - 1])
    small = np.setdiff1d(np.arange(len(rivals)), large)
    names = [*(rivals[place] for place in large), OTHERS]
    return dict(zip(names, looks, strict=True)), np.append(
        values[..., large], values[..., small].sum(axis=-1, keepdims=True), axis=-1)


def _parts(material: Material, values: Iterable[np.ndarray], phrases: Iterable[str]) -> str:
    """The parts in words; `phrases` have a place for each value of a row."""
    return each(material.strategies, (", ".join(phrases).format(*row) for row in values))


def _stacks(material: Material, panels: Mapping[str, np.ndarray], looks: Mapping[str, tuple[str, str]], *, unit: str,
            legend: tuple[float, float], decimals: int = 0, has_total: bool = True, around: float = 0.0,
            ) -> Callable[[style.Layout], Figure]:
    """A panel for each title, in it a bar for each strategy; values are strategies x parts.

    `looks` names the parts, with colour and hatch; `legend` is its height in the wide and in the narrow layout,
    `around` that of what surrounds a panel [inches]. The total may stand beside the bar.
    """
    full = max(1.0, *(float(values.sum(axis=1).max()) for values in panels.values()))

    def draw(layout: style.Layout) -> Figure:
        names = style.named(material.strategies, layout)
        if len(panels) > layout.columns > ABREAST:
            layout = layout._replace(columns=ABREAST)
        figure, grid = style.panels(list(panels), layout, style.height(names) + around, legend[layout.is_narrow])
        for axes, values in zip(grid, panels.values(), strict=True):
            before, parts = np.zeros(len(names)), []
            for (label, (colour, hatch)), lengths in zip(looks.items(), values.T, strict=True):
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
        for axes in style.lowest(grid, layout):
            axes.set_xlabel(unit)
        return style.legend(figure, parts, layout)

    return draw

"""The figures of a report: from the tables of a results folder to what is drawn and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from retainsim.report import why
from retainsim.report.comparison import scale_of_differences
from retainsim.report.figures import attachment, cash, chain, cuts, differences, exits, parts, revenue
from retainsim.report.figures.style import Picture
from retainsim.report.material import Material
from retainsim.report.quantities import Scale, percent, scale
from retainsim.report.verdict import FEW, against, best_by
from retainsim.report.words import in_words
from retainsim.results.kpis.dictionary import KPIS
from retainsim.results.kpis.kpi import MONEY
from retainsim.scenario.schema import JOBS

if TYPE_CHECKING:

    from retainsim.results.folder.weekly import Weekly

REASONS = {"courted": "courted away", "tender": "after a tender of their own", "background": "reasons of their own",
           "insolvent": "the firm's own ruin", "dissolved": "ceased to exist", "none": "no stated reason"}
DESTINATIONS = ("to an attacker", "to other rivals", "to nobody")


def pictures(known: Material) -> list[Picture]:
    """All that there is something to show for, in the order of the report.

    Raises   `ResultsError`.
    """
    from retainsim.results.folder.weekly import Weekly

    weekly = Weekly(known.results)
    courses = [_cash, _revenue, _attachment] if known.document["weeks"] > 1 else []
    made = [*(course(known, weekly) for course in courses), _exits(known), _key_accounts(known), _hours(known)]
    if len(known.strategies) > 1:
        made.append(_differences(known))
    return made if known.explanation is None else made + explaining(known.explanation)


def explaining(document: Mapping[str, Any]) -> list[Picture]:
    """The figures of an explanation as `Explanation.to_document` gives it."""
    return [_chain(document), *([_cuts(document)] if why.is_told(document) else [])]


def _cash(known: Material, weekly: Weekly) -> Picture:
    from retainsim.results.folder.weekly import fan

    found = fan(weekly.money("cash"))
    on_scale = scale(MONEY, found.ravel())
    ruined = np.array([known.document["strategies"][name]["insolvent"]["mean"] for name in known.strategies])
    ends = _said(known, [f"{on_scale.quantity(found[1, place, -1])} ({on_scale.number(found[0, place, -1])} to "
                         f"{on_scale.number(found[2, place, -1])}), ruined in {percent(share)} of worlds"
                         for place, share in enumerate(ruined)])
    worlds = known.document["replications"]
    return Picture(
        "cash", f"Cash by strategy [{_unit(on_scale)}]",
        f"Week by week: half of the {worlds:,} worlds lie below the line, and nine of ten within the band; no world "
        "need run along either. The wider the band, the more luck decides."
        + (" So few worlds leave gaps: the band is interpolated between them." if worlds < FEW else "")
        if worlds > 1 else "Only one world was played: there is no band, and luck cannot be told from strategy.",
        f"Median cash over time. At the end: {ends}",
        partial(cash.draw, strategies=known.strategies, cash=found / on_scale.factor, unit=_unit(on_scale),
                floor=-known.scenario.firm.credit_line / on_scale.factor, ruined=ruined, starts=_starts(known)))


def _revenue(known: Material, weekly: Weekly) -> Picture:
    segments = list(known.scenario.clients)
    fees = np.array([weekly.money(f"fees_of_{name}").mean(axis=1) for name in segments])
    on_scale = scale(MONEY, fees.sum(axis=0).ravel())
    ends = _said(known, [", ".join(f"{name} {on_scale.number(fees[each, place, -1])}"
                                   for each, name in enumerate(segments)) for place in range(len(known.strategies))])
    return Picture(
        "revenue", f"Recurring fees by segment [{_unit(on_scale, 'per week')}]",
        "Mean of all worlds. Fees of each segment lie upon those of the segment below; orders are not counted.",
        f"Recurring fees over time by segment. In the last week, in {_unit(on_scale)}: {ends}",
        partial(revenue.draw, strategies=known.strategies, segments=segments, fees=fees / on_scale.factor,
                unit=_unit(on_scale, "per week"), starts=_starts(known)))


def _attachment(known: Material, weekly: Weekly) -> Picture:
    from retainsim.results.folder.weekly import mean_per_client

    clients = weekly.column("clients")
    true, believed = (mean_per_client(weekly.column(name), clients) for name in ("attachment", "believed"))
    ends = _said(known, [f"{_number(true[place, -1])} against {_number(believed[place, -1])}"
                         for place in range(len(known.strategies))])
    return Picture(
        "attachment", "Attachment of clients: as it is, and as the firm believes [0 to 1]",
        "Mean of all clients in all worlds. Clients who do not complain look content to the firm: that is the shaded "
        "gap.",
        f"Mean attachment over time, true against believed. In the last week: {ends}",
        partial(attachment.draw, strategies=known.strategies, true=true, believed=believed, starts=_starts(known)))


def _exits(known: Material) -> Picture:
    from retainsim.declared.reasons import NAMES as ALL
    from retainsim.results.folder.losses import losses

    found = losses(known.results, known.scenario.rivals, known.attackers)
    order = [ALL.index(name) for name in REASONS if name != "none" or found[:, ALL.index(name)].any()]
    lost = found[:, order]
    places = [place for place in range(len(DESTINATIONS)) if known.attackers or place]
    ends = _said(known, [", ".join(f"{row[place]:.0f} {DESTINATIONS[place]}" for place in places)
                         for row in lost.sum(axis=1)])
    return Picture(
        "exits", "Clients lost: where they went, and why [exits per world]",
        "Mean of all worlds over the whole time; who came back and left again counts twice.",
        f"Exits per world by destination and reason: {ends}",
        partial(exits.draw, strategies=known.strategies, destinations=[DESTINATIONS[place] for place in places],
                reasons=[REASONS[ALL[place]] for place in order], exits=lost[:, :, places]))


def _key_accounts(known: Material) -> Picture:
    from retainsim.results.folder.losses import FATES, mean_fates

    found = mean_fates(known.results, known.scenario.rivals, known.attackers)
    ends = _said(known, [", ".join(f"{row[place]:.2f} {fate}" for place, fate in enumerate(FATES)) for row in found])
    return Picture(
        "key-accounts", "The five largest clients of week 0: what became of them [clients]",
        "Mean of all worlds, by the first exit of each; \"came back\" is client again in the last week.",
        f"Fates of the largest clients: {ends}",
        partial(parts.draw, look=parts.FATES, strategies=known.strategies, parts=FATES, values=found))


def _hours(known: Material) -> Picture:
    used = np.array([[known.document["strategies"][name][f"hours_{job}"]["mean"] for job in JOBS]
                     for name in known.strategies])
    ends = _said(known, [", ".join(f"{job} {value:.0f}" for job, value in zip(JOBS, row, strict=True))
                         for row in used])
    return Picture(
        "hours", "What people's time went into [hours per week]",
        "Hours that were used, mean of all weeks and worlds; what is missing is administration and waiting.",
        f"Hours used in a week: {ends}",
        partial(parts.draw, look=parts.HOURS, strategies=known.strategies, parts=JOBS, values=used))


def _differences(known: Material) -> Picture:
    name = best_by(known.document, known.primary) or known.strategies[0]
    others = [other for other in known.strategies if other != name]
    panels, said = [], []
    for kpi in known.primary:
        on_scale = scale_of_differences(known.document, kpi)
        pairs = {pair.b: pair for pair in against(known.document, name, kpi)}
        rows = [(_told(on_scale, pair.difference), _told(on_scale, pair.low), _told(on_scale, pair.high), pair.is_clear)
                for pair in map(pairs.__getitem__, others)]
        panels.append(differences.Panel(KPIS[kpi].label, on_scale.unit, KPIS[kpi].better, rows))
        said.append(f"{KPIS[kpi].label} [{on_scale.unit}]: " + ", ".join(
            f"{other} {on_scale.number(pairs[other].difference, sign=True)}" for other in others))
    return Picture(
        "differences", f"{name} minus each other strategy, in the same worlds",
        f"Dots are mean differences, lines 95 % intervals that hold for all {len(panels)} figures and all pairs of "
        "strategies together; a full dot is more than chance." if known.document["replications"] > 1 else
        "Differences in the one world that was played; nothing is known of chance.",
        f"Mean difference of {name} from each other strategy. " + "; ".join(said) + ".",
        partial(differences.draw, others=others, panels=panels))


def _chain(document: Mapping[str, Any]) -> Picture:
    rows, said = [], []
    for raw, (_, figure, here, there, unit) in zip(document["chain"], why.chain_rows(document), strict=True):
        link = raw["link"]
        values = np.array([raw["a"], raw["b"]], float)  # None becomes NaN
        rows.append(chain.Row(link, f"{figure} [{unit}]" if unit else figure, values, (here, there)))
        said.append(f"{link}, {figure}: {here} against {there} {unit}".rstrip())
    a, b = document["a"], document["b"]
    return Picture(
        "chain", f"The chain of causes: {a} and {b}",
        "From top to bottom each group brings about the next; the longer bar of each pair fills the width.",
        f"{a} against {b}. " + "; ".join(said) + ".", partial(chain.draw, strategies=(a, b), rows=rows))


def _cuts(document: Mapping[str, Any]) -> Picture:
    raw = [document["difference"], *document["links"]]
    on_scale = scale(KPIS[document["kpi"]].unit, [row["difference"] for row in raw])
    texts = [(name, left) for name, _, _, left in why.link_rows(document)]
    rows = [cuts.Row(name, text, *(_told(on_scale, row[bound]) for bound in ("difference", "low", "high")))
            for row, (name, text) in zip(raw, texts, strict=True)]
    return Picture(
        "cuts", in_words(f"{why.what_is_left(document)} [{_unit(on_scale)}]"),
        "A short bar: this link carries the difference. A bar to the left of 0: without it the other strategy is "
        "ahead. A bar beyond the dashed line: it works against the strategy that is ahead. Lines are 95 % intervals. "
        + " ".join(why.footnotes(document)),
        "Left of the difference: " + ", ".join(f"{name} {left}" for name, left in texts) + ".",
        partial(cuts.draw, rows=rows, unit=_unit(on_scale)))


def _said(known: Material, ends: Sequence[str]) -> str:
    """A clause for each strategy."""
    return "; ".join(f"{name}: {end}" for name, end in zip(known.strategies, ends, strict=True)) + "."


def _starts(known: Material) -> list[tuple[str, int]]:
    return list(known.attackers.items())


def _unit(on_scale: Scale, suffix: str = "") -> str:
    return f"{on_scale.unit or 'currency'} {suffix}".rstrip()


def _told(on_scale: Scale, value: float | None) -> float | None:
    return None if value is None else value / on_scale.factor


def _number(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else "unknown"

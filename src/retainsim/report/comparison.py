"""Strategies side by side: what each leads to, how they differ under the same luck, and what may be concluded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from retainsim.report.blocks import Block, Heading, Table
from retainsim.report.certainty import certainty
from retainsim.report.quantities import Scale, scale_of
from retainsim.report.verdict import Difference, against, best_by, conclusions, differences
from retainsim.report.words import setting_of
from retainsim.results.kpis.dictionary import KPIS, judged_by

Document = Mapping[str, Any]

ALSO_SHOWN = ("cash_end", "insolvent", "clients_end", "status_clients_end", "new_clients", "exits_total",
              "exits_to_attacker", "attachment_mean")
CELL = 16  # characters of the longest interval
ALL_PAIRS = 4  # strategies up to which all pairs are shown; more are told from the best one's side
RUIN = "insolvent"


def comparison_report(document: Document, primary: Sequence[str]) -> Iterator[Block]:
    """The report on a comparison, from the document that `compare --json` prints."""
    yield Heading(setting_of(document))
    names = list(document["strategies"])
    measured = document["strategies"][names[0]]
    yield Heading("Mean over the worlds, with a 95 % interval of the mean (what the figures mean: retainsim kpis)")
    yield _means(document, [*primary, *(kpi for kpi in ALSO_SHOWN if kpi in measured and kpi not in primary)])
    if len(names) > 1:
        best = best_by(document, primary) if len(names) > ALL_PAIRS else None
        which = "of them together" if best is None else f"pairs together\n(those of {best}; all pairs: --json)"
        yield Heading(f"Differences under the same luck, with 95 % intervals that hold for all {which}")
        for kpi in primary:
            pairs = differences(document, kpi) if best is None else against(document, best, kpi)
            yield _differences(pairs, kpi, scale_of_differences(document, kpi))
        yield "* the interval excludes 0: more than chance. \"Ahead\" is the first of the two."
    yield from concluded(document, primary)
    yield from how_sure(document, primary)


def short_report(document: Document, primary: Sequence[str]) -> Iterator[Block]:
    """What one look takes in: a notebook shows it."""
    yield summary(document, primary)
    yield from concluded(document, primary)
    yield from how_sure(document, primary)


def concluded(document: Document, primary: Sequence[str]) -> Iterator[str]:
    """What may be concluded, with differences on the scales on which the report tells them."""
    return conclusions(document, primary, {kpi: scale_of_differences(document, kpi) for kpi in primary})


def how_sure(document: Document, primary: Sequence[str]) -> Iterator[str]:
    """What the number of worlds has to do with it."""
    kpi = judged_by(primary)
    return certainty(document, kpi, scale_of_differences(document, kpi))


def scale_of_means(document: Document, kpi: str) -> Scale:
    """One scale for all strategies."""
    return scale_of(KPIS[kpi].unit, (kpis[kpi] for kpis in document["strategies"].values()))


def scale_of_differences(document: Document, kpi: str) -> Scale:
    """One scale for all pairs, finer than that of the means: 0.21 million between 15.2 and 15.4."""
    return scale_of(KPIS[kpi].unit, (pair for pair in document["pairs"] if pair["kpi"] == kpi), "difference")


def summary(document: Document, primary: Sequence[str], named: Callable[[str], str] = str) -> Table:
    """Where each strategy leads: a column per KPI of `summarised`; `named` gives the headings."""
    scales = {kpi: scale_of_means(document, kpi) for kpi in summarised(primary)}
    rows = [[name, *("\n".join(filter(None, on_scale.estimate(kpis[kpi]))) for kpi, on_scale in scales.items())]
            for name, kpis in document["strategies"].items()]
    return Table(["", *(f"{named(kpi)}\n{on_scale.unit}".rstrip() for kpi, on_scale in scales.items())], rows)


def summarised(primary: Sequence[str]) -> list[str]:
    """The KPIs of a summary: the primary ones, and ruin."""
    return list(dict.fromkeys([*primary, RUIN]))


def _means(document: Document, kpis: Sequence[str]) -> Table:
    rows = []
    for kpi in kpis:
        on_scale = scale_of_means(document, kpi)
        cells = ("\n".join(on_scale.estimate(means[kpi])) for means in document["strategies"].values())
        rows.append([f"{kpi}\n  {on_scale.unit}", *cells])
    return Table(["", *document["strategies"]], rows, cell=CELL)


def _differences(pairs: Sequence[Difference], kpi: str, on_scale: Scale) -> Table:
    rows = [[f"{pair.a} - {pair.b}", on_scale.number(pair.difference, sign=True),
             on_scale.interval(pair.low, pair.high), "*" if pair.is_clear else "", pair.in_words()] for pair in pairs]
    title = f"{kpi} [{on_scale.unit}]" if on_scale.unit else kpi
    return Table([title, "", "", "", ""], rows, widths=[33, 7, CELL, 1, 39], yielding=(0, 4))

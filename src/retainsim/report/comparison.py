"""Strategies side by side: what each leads to, how they differ under the same luck, and what may be concluded."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from retainsim.report.certainty import certainty
from retainsim.report.quantities import Scale, counted, scale
from retainsim.report.renderers.terminal import columns, heading, page, sentence, table
from retainsim.report.verdict import Difference, against, best_by, conclusions, differences
from retainsim.results.kpis.dictionary import KPIS, judged_by

if TYPE_CHECKING:
    from rich.console import RenderableType

ALSO_SHOWN = ("cash_end", "insolvent", "clients_end", "status_clients_end", "new_clients", "exits_total",
              "exits_to_attacker", "attachment_mean")
CELL = 16  # characters of the longest interval
ALL_PAIRS = 4  # strategies up to which all pairs are shown; more are told from the best one's side
GAP = 1


def comparison_page(document: Mapping[str, Any], primary: Sequence[str], on_terminal: bool = False) -> str:
    """The report on a comparison, from the document that `compare --json` prints."""
    return page(_blocks(document, primary, columns(on_terminal)), on_terminal)


def _blocks(document: Mapping[str, Any], primary: Sequence[str], room: int) -> Iterator[RenderableType]:
    yield heading(f"{document['scenario']}: {counted(document['weeks'], 'week')}, "
                  f"{counted(document['replications'], 'replication')}, seed {document['seed']}, "
                  f"digest {document['digest']}")
    names = list(document["strategies"])
    measured = document["strategies"][names[0]]
    shown = [*primary, *(kpi for kpi in ALSO_SHOWN if kpi in measured and kpi not in primary)]
    scales = {kpi: scale_of_means(document, kpi) for kpi in shown}
    gap_scales = {kpi: scale_of_differences(document, kpi) for kpi in primary}
    yield heading("Mean over the worlds, with a 95 % interval of the mean (what the figures mean: retainsim kpis)")
    yield from _means(document, names, scales, room)
    if len(names) > 1:
        best = best_by(document, primary) if len(names) > ALL_PAIRS else None
        which = "of them together" if best is None else f"pairs together\n(those of {best}; all pairs: --json)"
        yield heading(f"Differences under the same luck, with 95 % intervals that hold for all {which}")
        for kpi in primary:
            shown_pairs = differences(document, kpi) if best is None else against(document, best, kpi)
            yield _differences(shown_pairs, kpi, gap_scales[kpi], room)
        yield sentence("* the interval excludes 0: more than chance. \"Ahead\" is the first of the two.")
    yield from (sentence(text) for text in conclusions(document, primary, gap_scales))
    kpi = judged_by(primary)
    yield from (sentence(text) for text in certainty(document, kpi, scale_of_differences(document, kpi)))


def scale_of_means(document: Mapping[str, Any], kpi: str) -> Scale:
    """One scale for all strategies, so that they can be compared at a glance."""
    rows = [kpis[kpi] for kpis in document["strategies"].values()]
    return scale(KPIS[kpi].unit, [row[bound] for row in rows for bound in ("mean", "low", "high")])


def scale_of_differences(document: Mapping[str, Any], kpi: str) -> Scale:
    """One scale for all pairs, finer than that of the means: 0.21 million between 15.2 and 15.4."""
    return scale(KPIS[kpi].unit, [bound for pair in differences(document, kpi)
                                  for bound in (pair.difference, pair.low, pair.high)])


def _means(document: Mapping[str, Any], names: Sequence[str], scales: Mapping[str, Scale], room: int,
           ) -> Iterator[RenderableType]:
    """As many strategies beside each other as there is room for, the others below them."""
    labels = [f"{kpi}\n  {on_scale.unit}" for kpi, on_scale in scales.items()]
    label_width = max(len(line) for label in labels for line in label.split("\n"))
    abreast = (room - label_width) // (CELL + GAP)
    cell_width = (room - label_width) // abreast - GAP
    for first in range(0, len(names), abreast):
        shown = names[first:first + abreast]
        rows = []
        for label, (kpi, on_scale) in zip(labels, scales.items(), strict=True):
            cells = [document["strategies"][name][kpi] for name in shown]
            rows.append([label, *(f"{on_scale.number(cell['mean'])}\n{on_scale.interval(cell['low'], cell['high'])}"
                                  for cell in cells)])
        titles = [textwrap.fill(name, cell_width) for name in shown]  # at a hyphen where there is one
        yield table(["", *titles], rows, [label_width, *[cell_width] * len(shown)], gap=GAP, room=room)


def _differences(pairs: Sequence[Difference], kpi: str, on_scale: Scale, room: int) -> RenderableType:
    rows = []
    for pair in pairs:
        rows.append([f"{pair.a} - {pair.b}", on_scale.number(pair.difference, sign=True),
                     on_scale.interval(pair.low, pair.high), "*" if pair.is_clear else "", pair.in_words()])
    title = f"{kpi} [{on_scale.unit}]" if on_scale.unit else kpi
    return table([title, "", "", "", ""], rows, [33, 7, CELL, 1, 39], gap=GAP, room=room, words=(0, 4))


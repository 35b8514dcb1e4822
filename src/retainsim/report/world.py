"""One world told: year by year, the events that matter, and where it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retainsim.model import record
from retainsim.model.record import Trace
from retainsim.model.state import DISSOLVED, FIRM, NOBODY, REASONS
from retainsim.report.quantities import NOTHING, scale
from retainsim.report.terminal import heading, page, sentence, table
from retainsim.results import movements
from retainsim.results.dictionary import KPIS
from retainsim.results.facts import is_insolvent

if TYPE_CHECKING:
    from rich.console import RenderableType

    from retainsim.results.facts import Facts

WEEKS_PER_YEAR = 52
CENTS_PER_THOUSAND = 100_000.0
MOST_TOLD = 30  # exits that a person reads one by one
WHY = {"none": "for no stated reason", "background": "for reasons of its own", "courted": "courted away",
       "tender": "after a tender of its own", "insolvent": "because the firm was insolvent",
       "dissolved": "ceased to exist"}


class OneWorld(Protocol):
    """What is told: the trace of one world, its KPIs by name, and the facts about it."""

    @property
    def trace(self) -> Trace: ...
    @property
    def kpis(self) -> Mapping[str, float]: ...
    @property
    def facts(self) -> Facts: ...


def world_page(title: str, lived: OneWorld, on_terminal: bool = False) -> str:
    """The report on one world; `title` says which."""
    return page(_blocks(title, lived), on_terminal)


def _blocks(title: str, lived: OneWorld) -> Iterator[RenderableType]:
    yield heading(title)
    yield heading("Year by year (money in thousands)")
    yield table(["year", "clients", "status", "revenue", "profit", "cash", "attachment [0..1]", "new", "lost"],
                list(_years(lived)))
    yield heading("What happened")
    yield sentence("\n".join(_events(lived)))
    yield heading("Where it ended (what the figures mean: retainsim kpis)")
    yield table(["", "", ""], list(_kpis(lived.kpis)), left=(0, 2))


def _years(lived: OneWorld) -> Iterator[Sequence[str]]:
    """A row per year; the last may be shorter than 52 weeks."""
    series, weeks = lived.trace.series, len(lived.trace.series)
    lost = movements.exits(lived.trace)[:, movements.WEEK]
    started = movements.starts(lived.trace)
    won = started[started[:, movements.TO] == FIRM, movements.WEEK]
    for first in range(0, weeks, WEEKS_PER_YEAR):
        last = min(first + WEEKS_PER_YEAR, weeks)
        year, end = series[first:last].sum(axis=0), series[last - 1]
        revenue = year[record.R_FEES] + year[record.R_ORDER_REVENUE] - year[record.R_CREDITS]
        profit = revenue - year[record.R_DIRECT_COSTS] - year[record.R_FIXED_COSTS] - year[record.R_WRITTEN_OFF]
        length = "" if last - first == WEEKS_PER_YEAR else f" ({last - first} weeks)"
        clients = end[record.R_CLIENTS]
        new, gone = (np.count_nonzero((weeks_of >= first) & (weeks_of < last)) for weeks_of in (won, lost))
        yield (f"{first // WEEKS_PER_YEAR + 1}{length}", f"{clients:,.0f}", f"{end[record.R_STATUS_CLIENTS]:,.0f}",
               *(f"{cents / CENTS_PER_THOUSAND:,.0f}" for cents in (revenue, profit, end[record.R_CASH])),
               f"{end[record.R_ATTACHMENT] / clients:.2f}" if clients else NOTHING, f"{new:,}", f"{gone:,}")


def _events(lived: OneWorld) -> Iterator[str]:
    """Insolvency and the status clients that left, in plain words."""
    facts, trace = lived.facts, lived.trace
    ruined = np.flatnonzero(is_insolvent(trace.series, facts))
    if len(ruined):
        yield f"Week {ruined[0]}: the firm is insolvent; its service stops and its clients move on."
    exits = movements.exits(trace)
    status = exits[np.array(facts.status, bool)[trace.segment[exits[:, movements.ORGANISATION]]]]
    for week, _, organisation, _, to, reason in status[:MOST_TOLD].tolist():
        fee = trace.fee[organisation] * facts.price_index / 100
        client = f"Week {week}: status client {organisation} ({fee:,.0f} a week)"
        yield f"{client} {_whereto(to, REASONS[reason], facts.suppliers)}."
    if len(status) > MOST_TOLD:
        yield f"... and {len(status) - MOST_TOLD:,} more status clients left."
    if not len(status):
        yield "No status client left."


def _whereto(to: int, reason: str, suppliers: Sequence[str]) -> str:
    if to == DISSOLVED:
        return WHY["dissolved"]
    return f"left {'and has no supplier now' if to == NOBODY else f'for {suppliers[to]}'}, {WHY[reason]}"


def _kpis(kpis: Mapping[str, float]) -> Iterator[Sequence[str]]:
    for name, value in kpis.items():
        kpi = KPIS[name]
        if kpi.is_event:
            yield name, "yes" if value else "no", ""
        else:
            on_scale = scale(kpi.unit, [value])
            yield name, on_scale.number(value), on_scale.unit if value == value else ""

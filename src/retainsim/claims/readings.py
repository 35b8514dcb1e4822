"""What experiments read off a world's diary: events of a kind, decisions, exits, losses; and that by quarter."""

import numpy as np

from retainsim.claims.kit.lab import Values
from retainsim.declared import codes, columns, events, reasons
from retainsim.model.record import Trace
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, ratio
from retainsim.results.movements import FROM, KIND, REASON, TO

QUARTER = 13  # [weeks]


def select(trace: Trace, *kinds: int, of: int | None = None, to: int | None = None, reason: int | None = None,
           ) -> np.recarray:
    """The events of these kinds, of clients of one supplier, to one supplier, for one reason: records of their fields.

    Formula    `rows.week`, `rows.organisation` and so on, as `events.FIELDS` has them, are arrays of one per event
    """
    chosen = np.isin(trace.events[:, KIND], kinds)
    for field, value in {FROM: of, TO: to, REASON: reason}.items():
        if value is not None:
            chosen &= trace.events[:, field] == value
    return np.rec.fromarrays(trace.events[chosen].T, dtype=[(field, np.int32) for field in events.FIELDS])


def first_weeks(trace: Trace, rows: np.recarray) -> Values:
    """The week of the first of these events, one per organisation; infinite without one."""
    weeks = np.full(len(trace.fee), np.inf)
    np.minimum.at(weeks, rows.organisation, rows.week)
    return weeks


def who(trace: Trace, rows: np.recarray) -> np.ndarray:
    """Whether one of these events is an organisation's: bool, one per organisation."""
    return np.isin(np.arange(len(trace.fee)), rows.organisation)


def attacker(facts: Facts) -> int:
    """The number of the supplier that is called so."""
    return facts.suppliers.index("attacker")


def client_years(trace: Trace) -> float:
    """Years of service of all the firm's clients together."""
    return float(trace.series[:, columns.CLIENTS].sum() / WEEKS_PER_YEAR)


def decisions(trace: Trace) -> np.recarray:
    """Decisions of the firm's clients to leave."""
    return select(trace, events.DECIDES, of=codes.FIRM)


def decisions_per_100(trace: Trace, facts: Facts) -> float:
    """Decisions of clients to leave per 100 client-years."""
    return ratio(100 * len(decisions(trace)), client_years(trace))


def exits(trace: Trace) -> np.recarray:
    """The events that end the firm's service."""
    return select(trace, events.ENDS, events.DISSOLVES, of=codes.FIRM)


def lost_to(trace: Trace, *suppliers: int) -> np.recarray:
    """The events that end the firm's service in favour of one of these suppliers."""
    ends = exits(trace)
    return ends[np.isin(ends.to, suppliers) & (ends.reason != reasons.DISSOLUTION)]


def number_by_quarter(trace: Trace, rows: np.recarray) -> np.ndarray:
    """How many of these events there were before each quarter: (quarters + 1) x organisations."""
    return _by_quarter(trace, rows, np.add, np.ones_like(rows.week))


def undecided_since(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    """As each quarter begins: who is the firm's client and has not decided to leave; and the week its service started.

    Both are (quarters + 1) x organisations; the week is -1 for service that started before week 0.
    """
    opening = np.where(trace.opening_supplier == codes.FIRM, -1, -3)
    starts = select(trace, events.STARTS, to=codes.FIRM)
    since, ended, decided = (_by_quarter(trace, rows, np.maximum, rows.week, week) for rows, week in (
        (starts, opening), (exits(trace), -2), (decisions(trace), -2)))
    return (since > ended) & (since > decided), since


def _by_quarter(trace: Trace, rows: np.recarray, gather: np.ufunc, values: np.ndarray, opening: np.ndarray | int = 0,
                ) -> np.ndarray:
    """The sum, or the maximum, of `opening` and the values of all events before each quarter."""
    table = np.zeros((len(trace.series) // QUARTER + 1, len(trace.fee)), np.int64) + opening
    inside = rows.week // QUARTER < len(table) - 1  # in whole quarters
    gather.at(table, (rows.week[inside] // QUARTER + 1, rows.organisation[inside]), values[inside])
    return gather.accumulate(table, axis=0)

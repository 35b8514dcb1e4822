"""Who was served by whom, and when: read back from the opening suppliers and the events."""

from __future__ import annotations

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results.facts import ratio

WEEK, KIND, ORGANISATION, FROM, TO, REASON = range(len(kinds.FIELDS))
_CHANGES = np.array([kinds.ENDS, kinds.STARTS, kinds.DISSOLVES,
                     kinds.FOUNDED])  # after each of these the supplier is what the event says


def supplier_before(trace: Trace, week: int) -> np.ndarray:
    """The supplier of each organisation at the beginning of a week, one per organisation."""
    events = trace.events
    rows = np.flatnonzero((events[:, WEEK] < week) & np.isin(events[:, KIND], _CHANGES))
    supplier = trace.opening_supplier.copy()
    # NumPy does not promise which of several assignments to one place comes last, so the last row is looked for.
    last = np.full(len(supplier), -1)
    np.maximum.at(last, events[rows, ORGANISATION], rows)
    moved = last >= 0
    supplier[moved] = events[last[moved], TO]
    return supplier


def exits(trace: Trace) -> np.ndarray:
    """The events that end the firm's service: events x EVENT_COLUMNS."""
    ends = (trace.events[:, KIND] == kinds.ENDS) | (trace.events[:, KIND] == kinds.DISSOLVES)
    ended: np.ndarray = trace.events[ends & (trace.events[:, FROM] == FIRM)]
    return ended


def exits_by_reason(trace: Trace) -> np.ndarray:
    """How many events end the firm's service: one number per REASONS."""
    return np.bincount(exits(trace)[:, REASON], minlength=len(reasons.NAMES))


def of_kind(events: np.ndarray, kind: int) -> np.ndarray:
    """The events of one kind: events x EVENT_COLUMNS."""
    found: np.ndarray = events[events[:, KIND] == kind]
    return found


def conversions(events: np.ndarray) -> int:
    """How many trials ended with a decision for the supplier on trial."""
    told = events[np.isin(events[:, KIND], (kinds.TRIES, kinds.DROPS, kinds.DECIDES))]
    told = told[np.argsort(told[:, ORGANISATION], kind="stable")]  # each organisation's events together, in their order
    before, after = told[:-1], told[1:]
    converted = ((before[:, KIND] == kinds.TRIES) & (after[:, KIND] == kinds.DECIDES)
                 & (before[:, ORGANISATION] == after[:, ORGANISATION]) & (before[:, TO] == after[:, TO]))
    return int(np.count_nonzero(converted))


def save_rate(trace: Trace) -> float:
    """Of the delegations to clients that had given notice, the share after which the client stays; NaN without any."""
    outcome = np.bincount(of_kind(trace.events, kinds.RESCUED)[:, REASON], minlength=kinds.GOES + 1)
    return ratio(outcome[kinds.STAYS], outcome[kinds.STAYS] + outcome[kinds.GOES])


def starts(trace: Trace) -> np.ndarray:
    """The events that start service with any supplier: events x EVENT_COLUMNS."""
    started: np.ndarray = trace.events[trace.events[:, KIND] == kinds.STARTS]
    return started


def returns(trace: Trace, started: np.ndarray) -> int:
    """How many of the `started` services are the firm's, for organisations that it has served before."""
    identity = started[started[:, TO] == FIRM, ORGANISATION]
    # Who was not the firm's client at week 0 starts for the first time just once.
    newcomers = np.unique(identity[trace.opening_supplier[identity] != FIRM])
    return len(identity) - len(newcomers)


def onward_moves(trace: Trace, started: np.ndarray) -> int:
    """How many of the `started` services are moves between rivals by organisations that the firm has served before."""
    row = np.arange(len(started))
    first_with_firm = np.where(trace.opening_supplier == FIRM, -1, len(started))
    with_firm = started[:, TO] == FIRM
    np.minimum.at(first_with_firm, started[with_firm, ORGANISATION], row[with_firm])
    was_client = first_with_firm[started[:, ORGANISATION]] < row
    return int(np.count_nonzero(was_client & (started[:, FROM] > FIRM) & (started[:, TO] > FIRM)))

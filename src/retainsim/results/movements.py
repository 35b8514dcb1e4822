"""Who was served by whom, and when, the largest clients too: read back from the opening suppliers and the events."""

from typing import NamedTuple

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace

WEEK, KIND, ORGANISATION, FROM, TO, REASON = range(len(kinds.FIELDS))
KEY_ACCOUNTS = 5  # the largest clients at week 0


def supplier_before(trace: Trace, week: int) -> np.ndarray:
    """The supplier of each organisation at the beginning of a week, one per organisation."""
    # After each of these the supplier is what the event says.
    changes = (kinds.ENDS, kinds.STARTS, kinds.DISSOLVES, kinds.FOUNDED)
    events = trace.events
    rows = np.flatnonzero((events[:, WEEK] < week) & np.isin(events[:, KIND], changes))
    supplier = trace.opening_supplier.copy()
    # NumPy does not promise which of several assignments to one place comes last, so the last row is looked for.
    last = np.full(len(supplier), -1)
    np.maximum.at(last, events[rows, ORGANISATION], rows)
    moved = last >= 0
    supplier[moved] = events[last[moved], TO]
    return supplier


def exits(trace: Trace) -> np.ndarray:
    """The events that end the firm's service: events x FIELDS."""
    ends = np.isin(trace.events[:, KIND], (kinds.ENDS, kinds.DISSOLVES))
    return trace.events[ends & (trace.events[:, FROM] == FIRM)]


def of_kind(events: np.ndarray, kind: int) -> np.ndarray:
    """The events of one kind: events x FIELDS."""
    return events[events[:, KIND] == kind]


def wins(trace: Trace) -> np.ndarray:
    """The events that start the firm's service: events x FIELDS."""
    starts = of_kind(trace.events, kinds.STARTS)
    return starts[starts[:, TO] == FIRM]


def notices_under_way(events: np.ndarray) -> np.ndarray:
    """The notices among these events after which the firm still serves at the end: events x FIELDS."""
    last: dict[int, int] = {}
    for place, row in enumerate(events):
        if row[KIND] == kinds.DECIDES and row[FROM] == FIRM:
            last[int(row[ORGANISATION])] = place
        elif row[KIND] in (kinds.ENDS, kinds.DISSOLVES) or (row[KIND] == kinds.RESCUED and row[REASON] == kinds.STAYS):
            last.pop(int(row[ORGANISATION]), None)
    return events[sorted(last.values())]


class Fate(NamedTuple):
    """What became of one client."""

    organisation: int
    left_week: int | None  # of its first exit; None if it never left
    to: int  # its supplier after that; negative if it has none
    reason: int  # of that exit
    is_client_at_end: bool


def key_accounts(trace: Trace) -> np.ndarray:
    """The key accounts, the largest first; ties go to the lower identity. Fewer than five if there are no more."""
    at_opening = np.flatnonzero(trace.opening_supplier == FIRM)
    # A stable sort leaves equal fees in the order of identity.
    return at_opening[np.argsort(-trace.fee[at_opening], kind="stable")[:KEY_ACCOUNTS]]


def fates(trace: Trace) -> list[Fate]:
    """What became of the key accounts, in their order."""
    first = {row[ORGANISATION]: row for row in reversed(exits(trace).tolist())}
    stays = [None, 0, 0, 0, FIRM, 0]
    return [Fate(who, row[WEEK], row[TO], row[REASON], bool(trace.final_supplier[who] == FIRM))
            for who in key_accounts(trace).tolist() for row in [first.get(who, stays)]]

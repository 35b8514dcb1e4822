"""Who was served by whom, and when: read back from the opening suppliers and the events."""

from __future__ import annotations

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace

WEEK, KIND, ORGANISATION, FROM, TO, REASON = range(len(kinds.FIELDS))
# After each of these the supplier is what the event says.
_CHANGES = np.array([kinds.ENDS, kinds.STARTS, kinds.DISSOLVES, kinds.FOUNDED])


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
    return trace.events[ends & (trace.events[:, FROM] == FIRM)]


def exits_by_reason(trace: Trace) -> np.ndarray:
    """How many events end the firm's service: one number per REASONS."""
    return np.bincount(exits(trace)[:, REASON], minlength=len(reasons.NAMES))


def of_kind(events: np.ndarray, kind: int) -> np.ndarray:
    """The events of one kind: events x EVENT_COLUMNS."""
    return events[events[:, KIND] == kind]


def starts(trace: Trace) -> np.ndarray:
    """The events that start service with any supplier: events x EVENT_COLUMNS."""
    return trace.events[trace.events[:, KIND] == kinds.STARTS]

"""Tables by quarter and organisation: who was at risk, and what had happened to whom, as each quarter began."""

import numpy as np

from retainsim.claims.readings.diary import decisions, exits, select
from retainsim.declared import codes, events
from retainsim.model.record import Trace

QUARTER = 13  # [weeks]


def latest(trace: Trace, rows: np.recarray, opening: np.ndarray | int) -> np.ndarray:
    """The week of the latest of these events before each quarter, `opening` if none: (quarters + 1) x organisations."""
    places, weeks = _after(trace, rows)
    table = np.empty((len(trace.series) // QUARTER + 1, len(trace.fee)), np.int64)
    table[:] = opening
    np.maximum.at(table, places, weeks)
    return np.maximum.accumulate(table, axis=0)


def number(trace: Trace, rows: np.recarray) -> np.ndarray:
    """How many of these events there were before each quarter: (quarters + 1) x organisations."""
    table = np.zeros((len(trace.series) // QUARTER + 1, len(trace.fee)), np.int64)
    np.add.at(table, _after(trace, rows)[0], 1)
    return np.cumsum(table, axis=0)


def _after(trace: Trace, rows: np.recarray) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Of the events in whole quarters: the places of a table, in the row of the quarter after; and their weeks."""
    inside = rows[rows.week < len(trace.series) // QUARTER * QUARTER]
    return (inside.week // QUARTER + 1, inside.organisation), inside.week


def undecided_since(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    """As each quarter begins: who is the firm's client and has not decided to leave; and the week its service started.

    Both are (quarters + 1) x organisations; the week is -1 for service that started before week 0.
    """
    opening = np.where(trace.opening_supplier == codes.FIRM, -1, -3)
    since = latest(trace, select(trace, events.STARTS, to=codes.FIRM), opening)
    ended, decided = (latest(trace, rows, -2) for rows in (exits(trace), decisions(trace)))
    return (since > ended) & (since > decided), since

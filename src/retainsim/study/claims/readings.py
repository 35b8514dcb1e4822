"""What experiments on claims read off a world: exits, revenue, contacts, from its diary and its weekly record."""

from __future__ import annotations

import numpy as np

from retainsim.model import record
from retainsim.model.record import Trace
from retainsim.model.state import DECIDES, DISSOLUTION, DISSOLVES, FIRM, STARTS
from retainsim.results import movements
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts


def client_years(trace: Trace, first: int = 0, last: int | None = None) -> float:
    """Years of service of all the firm's clients together."""
    return float(trace.series[first:last, record.R_CLIENTS].sum() / WEEKS_PER_YEAR)


def exits_per_100(trace: Trace, facts: Facts) -> float:
    """Ends of service per 100 client-years; those of an insolvent firm included."""
    years = client_years(trace)
    return 100 * len(movements.exits(trace)) / years if years else np.nan


def decisions(trace: Trace, first: int = 0, last: int | None = None) -> np.ndarray:
    """Decisions of the firm's clients to leave, in these weeks: events x EVENT_COLUMNS."""
    decided = movements.of_kind(trace.events, DECIDES)
    week = decided[:, movements.WEEK]
    found: np.ndarray = decided[(decided[:, movements.FROM] == FIRM) & (week >= first)
                                & (week < (len(trace.series) if last is None else last))]
    return found


def decisions_per_100(trace: Trace, facts: Facts) -> float:
    """Decisions of clients to leave per 100 client-years."""
    years = client_years(trace)
    return 100 * len(decisions(trace)) / years if years else np.nan


def status_revenue(trace: Trace, facts: Facts) -> float:
    """Recurring revenue of the final year from status clients [thousand]."""
    return float(trace.series[-WEEKS_PER_YEAR:, record.R_STATUS_FEES].sum() / CENTS / 1000)


def revenue(trace: Trace, facts: Facts) -> float:
    """Revenue of the final year [thousand]."""
    week = trace.series[-WEEKS_PER_YEAR:]
    gross = week[:, record.R_FEES] + week[:, record.R_ORDER_REVENUE] - week[:, record.R_CREDITS]
    return float(gross.sum() / CENTS / 1000)


def lost_to(trace: Trace, supplier: int) -> np.ndarray:
    """Identities of clients whose service by the firm ended in favour of this supplier."""
    ended = movements.exits(trace)
    found: np.ndarray = ended[(ended[:, movements.TO] == supplier)
                              & (ended[:, movements.REASON] != DISSOLUTION), movements.ORGANISATION]
    return found


def hazards_by_tenure(trace: Trace, bands: np.ndarray) -> np.ndarray:
    """Decisions to leave per 100 client-years in each band of tenure [weeks], of those who signed during the run.

    Formula    decisions at a tenure in the band / client-years lived in it; who dissolves or is still there is censored
    """
    weeks = len(trace.series)
    signed = np.full(len(trace.fee), -1)
    decided = np.zeros(len(bands) - 1)
    lived = np.zeros(len(bands) - 1)

    def close(organisation: int, week: int) -> None:
        tenure = week - signed[organisation]
        lived[:] += np.clip(tenure - bands[:-1], 0, np.diff(bands))
        signed[organisation] = -1

    for week, kind, organisation, before, after, _ in trace.events[np.isin(trace.events[:, movements.KIND],
                                                                           (STARTS, DECIDES, DISSOLVES))]:
        if kind == STARTS and after == FIRM:
            signed[organisation] = week
        elif before == FIRM and signed[organisation] >= 0:
            band = np.searchsorted(bands, week - signed[organisation], "right") - 1
            if kind == DECIDES and band < len(decided):
                decided[band] += 1
            close(int(organisation), int(week))
    for organisation in np.flatnonzero(signed >= 0):
        close(int(organisation), weeks)
    with np.errstate(invalid="ignore", divide="ignore"):
        hazards: np.ndarray = 100 * WEEKS_PER_YEAR * decided / lived
    return hazards

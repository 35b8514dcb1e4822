"""One run as its KPIs look at it: what the firm earned, and the clients it held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retainsim.declared import columns
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, is_insolvent


def revenue(series: np.ndarray, unit: float = 1.0) -> np.ndarray:
    """What the firm earns in each week of a record [units of so many cents]: fees and orders, less credits."""
    return (series[:, columns.FEES] + series[:, columns.ORDER_REVENUE] - series[:, columns.CREDITS]) / unit


def costs(series: np.ndarray, unit: float = 1.0) -> np.ndarray:
    """What each week of a record costs the firm [units of so many cents], claims written off not counted."""
    return (series[:, columns.DIRECT_COSTS] + series[:, columns.FIXED_COSTS]) / unit


def profit(series: np.ndarray, unit: float = 1.0) -> np.ndarray:
    """Revenue of each week of a record, less costs and claims written off [units of so many cents]."""
    return revenue(series, unit) - costs(series, unit) - series[:, columns.WRITTEN_OFF] / unit


def prices(trace: Trace, facts: Facts) -> np.ndarray:
    """What the firm charges: float64 in whole cents a week, one per organisation."""
    return np.floor(trace.fee * facts.price_index + 0.5)


@dataclass(frozen=True)
class Account:
    """A run with what several KPIs need of it, computed once; arrays without another word have one per organisation."""

    trace: Trace
    facts: Facts
    series: np.ndarray  # the weekly record: weeks x COLUMNS
    exits: np.ndarray  # events that end the firm's service
    starts: np.ndarray  # events that start service with any supplier
    price: np.ndarray  # [cents/week] of the firm
    is_held: np.ndarray  # bool: client of the firm at the end
    final_year: int  # its first week; it is shorter where the run is
    was_held: np.ndarray  # bool: client of the firm when the final year began
    has_stayed: np.ndarray  # bool: those of them that never left since
    is_status: np.ndarray  # bool: of a status segment
    is_insolvent: bool  # at the end


def account_of(trace: Trace, facts: Facts) -> Account:
    """Look back from the end of the last week."""
    first = max(0, len(trace.series) - WEEKS_PER_YEAR)
    exits = movements.exits(trace)
    was_held = movements.supplier_before(trace, first) == FIRM
    has_stayed = was_held.copy()
    has_stayed[exits[exits[:, movements.WEEK] >= first, movements.ORGANISATION]] = False
    return Account(trace, facts, trace.series, exits, movements.starts(trace), prices(trace, facts),
                   trace.final_supplier == FIRM, first, was_held, has_stayed,
                   np.array(facts.status, bool)[trace.segment], bool(is_insolvent(trace.series, facts)[-1]))

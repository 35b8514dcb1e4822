"""From what one world leaves behind to its KPIs, as `dictionary` defines them.

It runs between two worlds while other threads wait for the interpreter, so it works on whole columns and keeps nothing.
"""

from __future__ import annotations

import math

import numpy as np

from retainsim.model import record
from retainsim.model.record import Trace
from retainsim.model.state import (
    BACKGROUND_EXIT,
    COURTED,
    DISSOLUTION,
    FIRM,
    INSOLVENT,
    REASONS,
    TENDER,
    TRIES,
)
from retainsim.results import movements
from retainsim.results.client_base import client_base, measure_clients, measure_worth
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts, is_insolvent, ratio
from retainsim.results.kpis.dictionary import KPIS

DAYS_PER_WEEK = 7


def measure(trace: Trace, facts: Facts) -> dict[str, float]:
    """Every KPI of one world in the order of the dictionary, money in currency; NaN where it is not defined."""
    week = trace.series.T
    exits = movements.exits(trace)
    is_broke = bool(is_insolvent(trace.series, facts)[-1])
    base = client_base(trace, facts, exits, is_broke)
    values = {
        **_money(week, facts),
        **measure_clients(trace, facts, base),
        **_moves(trace, facts, exits),
        **measure_worth(base),
        **_state_of_clients(week),
        **_work(week, facts),
    }
    values["insolvent"] = float(is_broke)
    values["value_end"] = values["cash_end"] + base.equity
    spent = float(week[record.R_FINDING_COSTS].sum() / CENTS)
    values["cac"] = ratio(spent, values["new_clients"]) if spent else math.nan
    values["dso_days"] = math.nan if is_broke else _days_sales_outstanding(week)
    return {name: values[name] for name in KPIS}


def _money(week: np.ndarray, facts: Facts) -> dict[str, float]:
    revenue = (week[record.R_FEES] + week[record.R_ORDER_REVENUE] - week[record.R_CREDITS]) / CENTS
    costs = (week[record.R_DIRECT_COSTS] + week[record.R_FIXED_COSTS]) / CENTS
    profit = revenue - costs - week[record.R_WRITTEN_OFF] / CENTS
    flow = (week[record.R_COLLECTED] + week[record.R_ORDER_REVENUE] - week[record.R_CREDITS]) / CENTS - costs
    years = len(profit) // WEEKS_PER_YEAR
    yearly = profit[:years * WEEKS_PER_YEAR].reshape(years, WEEKS_PER_YEAR).sum(axis=1)
    discount = (1 + facts.discount_per_year) ** (-np.arange(1, len(flow) + 1) / WEEKS_PER_YEAR)
    return {
        "cash_end": float(week[record.R_CASH, -1] / CENTS),
        "revenue_total": float(revenue.sum()),
        "revenue_final_year": float(revenue[-WEEKS_PER_YEAR:].sum()),
        "profit_total": float(profit.sum()),
        "profit_sd": float(yearly.std(ddof=1)) if years >= 2 else math.nan,
        "npv": float((flow * discount).sum()),
    }


def _moves(trace: Trace, facts: Facts, exits: np.ndarray) -> dict[str, float]:
    reasons = np.bincount(exits[:, movements.REASON], minlength=len(REASONS))
    started = movements.starts(trace)

    def gone_to(role: str) -> float:
        suppliers = [supplier for supplier, its_role in enumerate(facts.roles) if its_role == role]
        return float(sum(np.count_nonzero(exits[:, movements.TO] == supplier) for supplier in suppliers))

    return {
        "exits_total": float(len(exits)),
        "exits_to_attacker": gone_to("attacker"),
        "exits_to_third": gone_to("established"),
        "exits_background": float(reasons[BACKGROUND_EXIT]),
        "exits_courted": float(reasons[COURTED]),
        "exits_tender": float(reasons[TENDER]),
        "exits_insolvent": float(reasons[INSOLVENT]),
        "exits_dissolved": float(reasons[DISSOLUTION]),
        "returns": float(movements.returns(trace, started)),
        "onward_moves": float(movements.onward_moves(trace, started)),
        "new_clients": float(np.count_nonzero(started[:, movements.TO] == FIRM)),
        **_trials_and_rescues(trace),
    }


def _trials_and_rescues(trace: Trace) -> dict[str, float]:
    ours = trace.events[trace.events[:, movements.FROM] == FIRM]
    tried = movements.of_kind(ours, TRIES)
    return {
        "trials_started": float(len(tried)),
        "trials_converted": float(movements.conversions(ours)),
        "save_rate": movements.save_rate(trace),
    }


def _days_sales_outstanding(week: np.ndarray) -> float:
    fees = week[record.R_FEES, -WEEKS_PER_YEAR:]
    return ratio(week[record.R_RECEIVABLES, -1], fees.sum() / (len(fees) * DAYS_PER_WEEK))


def _state_of_clients(week: np.ndarray) -> dict[str, float]:
    with_clients = np.flatnonzero(week[record.R_CLIENTS])
    last = with_clients[-1] if len(with_clients) else 0
    clients = week[record.R_CLIENTS, last]
    return {
        "attachment_mean": ratio(week[record.R_ATTACHMENT, last], clients),
        "grievance_mean": ratio(week[record.R_GRIEVANCE, last], clients),
        "believed_attachment_mean": ratio(week[record.R_BELIEVED, last], clients),
        "perception_gap": ratio(week[record.R_BELIEVED, last] - week[record.R_ATTACHMENT, last], clients),
        "complaints": float(week[record.R_COMPLAINTS].sum()),
    }


def _work(week: np.ndarray, facts: Facts) -> dict[str, float]:
    years = week.shape[1] / WEEKS_PER_YEAR
    return {
        "hours_hunting": float(week[record.R_HUNTING_HOURS].mean()),
        "hours_care": float(week[record.R_CARE_HOURS].mean()),
        "hours_orders": float(week[record.R_ORDER_HOURS].mean()),
        "hours_dunning": float(week[record.R_DUNNING_HOURS].mean()),
        "hours_repair": float(week[record.R_REPAIR_HOURS].mean()),
        "hours_rescue": float(week[record.R_RESCUE_HOURS].mean()),
        "staff_turnover": ratio(week[record.R_STAFF_CHANGES].sum(), facts.positions * years),
    }

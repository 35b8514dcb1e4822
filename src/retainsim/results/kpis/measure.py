"""From what one world leaves behind to its KPIs, as `dictionary` defines them.

It runs between two worlds while other threads wait for the interpreter, so it works on whole columns and keeps nothing.
"""

from __future__ import annotations

import math

import numpy as np

from retainsim.declared import columns, events
from retainsim.declared import reasons as exit_reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
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
    spent = float(week[columns.FINDING_COSTS].sum() / CENTS)
    values["cac"] = ratio(spent, values["new_clients"]) if spent else math.nan
    values["dso_days"] = math.nan if is_broke else _days_sales_outstanding(week)
    return {name: values[name] for name in KPIS}


def _money(week: np.ndarray, facts: Facts) -> dict[str, float]:
    revenue = (week[columns.FEES] + week[columns.ORDER_REVENUE] - week[columns.CREDITS]) / CENTS
    costs = (week[columns.DIRECT_COSTS] + week[columns.FIXED_COSTS]) / CENTS
    profit = revenue - costs - week[columns.WRITTEN_OFF] / CENTS
    flow = (week[columns.COLLECTED] + week[columns.ORDER_REVENUE] - week[columns.CREDITS]) / CENTS - costs
    years = len(profit) // WEEKS_PER_YEAR
    yearly = profit[:years * WEEKS_PER_YEAR].reshape(years, WEEKS_PER_YEAR).sum(axis=1)
    discount = (1 + facts.discount_per_year) ** (-np.arange(1, len(flow) + 1) / WEEKS_PER_YEAR)
    return {
        "cash_end": float(week[columns.CASH, -1] / CENTS),
        "revenue_total": float(revenue.sum()),
        "revenue_final_year": float(revenue[-WEEKS_PER_YEAR:].sum()),
        "profit_total": float(profit.sum()),
        "profit_sd": float(yearly.std(ddof=1)) if years >= 2 else math.nan,
        "npv": float((flow * discount).sum()),
    }


def _moves(trace: Trace, facts: Facts, exits: np.ndarray) -> dict[str, float]:
    reasons = np.bincount(exits[:, movements.REASON], minlength=len(exit_reasons.NAMES))
    started = movements.starts(trace)

    def gone_to(role: str) -> float:
        suppliers = [supplier for supplier, its_role in enumerate(facts.roles) if its_role == role]
        return float(sum(np.count_nonzero(exits[:, movements.TO] == supplier) for supplier in suppliers))

    return {
        "exits_total": float(len(exits)),
        "exits_to_attacker": gone_to("attacker"),
        "exits_to_third": gone_to("established"),
        "exits_background": float(reasons[exit_reasons.BACKGROUND]),
        "exits_courted": float(reasons[exit_reasons.COURTED]),
        "exits_tender": float(reasons[exit_reasons.TENDER]),
        "exits_insolvent": float(reasons[exit_reasons.INSOLVENT]),
        "exits_dissolved": float(reasons[exit_reasons.DISSOLUTION]),
        "returns": float(movements.returns(trace, started)),
        "onward_moves": float(movements.onward_moves(trace, started)),
        "new_clients": float(np.count_nonzero(started[:, movements.TO] == FIRM)),
        **_trials_and_rescues(trace),
    }


def _trials_and_rescues(trace: Trace) -> dict[str, float]:
    ours = trace.events[trace.events[:, movements.FROM] == FIRM]
    tried = movements.of_kind(ours, events.TRIES)
    return {
        "trials_started": float(len(tried)),
        "trials_converted": float(movements.conversions(ours)),
        "save_rate": movements.save_rate(trace),
    }


def _days_sales_outstanding(week: np.ndarray) -> float:
    fees = week[columns.FEES, -WEEKS_PER_YEAR:]
    return ratio(week[columns.RECEIVABLES, -1], fees.sum() / (len(fees) * DAYS_PER_WEEK))


def _state_of_clients(week: np.ndarray) -> dict[str, float]:
    with_clients = np.flatnonzero(week[columns.CLIENTS])
    last = with_clients[-1] if len(with_clients) else 0
    clients = week[columns.CLIENTS, last]
    return {
        "attachment_mean": ratio(week[columns.ATTACHMENT, last], clients),
        "grievance_mean": ratio(week[columns.GRIEVANCE, last], clients),
        "believed_attachment_mean": ratio(week[columns.BELIEVED, last], clients),
        "perception_gap": ratio(week[columns.BELIEVED, last] - week[columns.ATTACHMENT, last], clients),
        "complaints": float(week[columns.COMPLAINTS].sum()),
    }


def _work(week: np.ndarray, facts: Facts) -> dict[str, float]:
    years = week.shape[1] / WEEKS_PER_YEAR
    return {
        "hours_hunting": float(week[columns.HUNTING_HOURS].mean()),
        "hours_care": float(week[columns.CARE_HOURS].mean()),
        "hours_orders": float(week[columns.ORDER_HOURS].mean()),
        "hours_dunning": float(week[columns.DUNNING_HOURS].mean()),
        "hours_repair": float(week[columns.REPAIR_HOURS].mean()),
        "hours_rescue": float(week[columns.RESCUE_HOURS].mean()),
        "staff_turnover": ratio(week[columns.STAFF_CHANGES].sum(), facts.positions * years),
    }

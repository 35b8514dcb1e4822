"""The firm's clients at the end: who they are, what they pay, what has become of those of a year before."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from retainsim.declared import columns
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts, ratio
from retainsim.results.key_accounts import key_accounts

LARGEST_RETENTION = 0.99  # keeps the margin multiple finite when nobody leaves and money is not discounted


@dataclass(frozen=True)
class ClientBase:
    """Clients at the end, and retention over the final year."""

    price: np.ndarray  # float64 [cents/week], one per organisation
    is_held: np.ndarray  # bool, one per organisation: client of the firm at the end
    clients: int
    fees: float  # [currency/week] of the clients held
    equity: float  # [currency] customer equity
    grr: float  # [1/year]
    nrr: float  # [1/year]
    churn: float  # [1/year] share of clients


def prices(trace: Trace, facts: Facts) -> np.ndarray:
    """What the firm charges: float64 in whole cents a week, one per organisation."""
    charged: np.ndarray = np.floor(trace.fee * facts.price_index + 0.5)
    return charged


def client_base(trace: Trace, facts: Facts, exits: np.ndarray, is_insolvent: bool) -> ClientBase:
    """Look back from the end of the last week."""
    weeks = len(trace.series)
    first = max(0, weeks - WEEKS_PER_YEAR)
    recent = exits[exits[:, movements.WEEK] >= first]
    price = prices(trace, facts)
    is_held = trace.final_supplier == FIRM
    fees = float(price[is_held].sum() / CENTS)

    then = movements.supplier_before(trace, first) == FIRM
    stayed = then.copy()
    stayed[recent[:, movements.ORGANISATION]] = False
    to_a_year = WEEKS_PER_YEAR / (weeks - first)
    grr = ratio(price[stayed].sum(), price[then].sum()) ** to_a_year
    nrr = ratio(price[then & is_held].sum(), price[then].sum()) ** to_a_year

    at_risk = np.count_nonzero(then) + trace.series[first:-1, columns.CLIENTS].sum()
    keeping = float(trace.series[-1, columns.KEEPING_COSTS] / CENTS)
    equity = 0.0 if is_insolvent else customer_equity(fees, grr, keeping, facts)
    return ClientBase(price, is_held, int(np.count_nonzero(is_held)), fees, equity, grr, nrr,
                      _annual_churn(ratio(len(recent), at_risk)))


def customer_equity(fees: float, grr: float, keeping: float, facts: Facts) -> float:
    """What clients who pay so much in a week and cost `keeping` [currency/week] will bring in today's money.

    Formula    margin of a year x r / (1 + i - r); the margin is net of what it costs to keep clients
    Source     Gupta & Lehmann 2003, J. Interactive Marketing 17(1): margins in arrears, net of retention cost.
    Limits     Retention stays what it was in the past year, which luck moves; a notice already given is not deducted.
               Clients who cost more to keep than they bring are worth nothing, not less: one may stop.
    """
    # Without clients a year ago nothing is known of loyalty, and what is not known is not counted.
    retention = 0.0 if math.isnan(grr) else min(grr, LARGEST_RETENTION)
    margin = max(0.0, fees * (1 - facts.direct_cost_share) - keeping) * WEEKS_PER_YEAR
    return margin * retention / (1 + facts.discount_per_year - retention)


def _annual_churn(hazard: float) -> float:
    # Who starts and dissolves in one week was never at risk, so the hazard may pass 1.
    return math.nan if math.isnan(hazard) else 1 - (1 - min(hazard, 1.0)) ** WEEKS_PER_YEAR


def measure_clients(trace: Trace, facts: Facts, base: ClientBase) -> dict[str, float]:
    """KPIs of how many there are, and of the largest."""
    is_status = np.array(facts.status, bool)[trace.segment]
    key = key_accounts(trace)
    kept = key[base.is_held[key]]
    return {
        "clients_end": float(base.clients),
        "status_clients_end": float(np.count_nonzero(base.is_held & is_status)),
        "status_revenue_final_year": float(trace.series[-WEEKS_PER_YEAR:, columns.STATUS_FEES].sum() / CENTS),
        "key_accounts_kept": float(len(kept)),
        "key_revenue_kept": ratio(base.price[kept].sum(), base.price[key].sum()),
    }


def measure_worth(base: ClientBase) -> dict[str, float]:
    """KPIs of what the clients are worth."""
    price = base.price[base.is_held]
    return {
        "mean_fee": ratio(base.fees, base.clients),
        "logo_churn_annual": base.churn,
        "grr": base.grr,
        "nrr": base.nrr,
        "clv_mean": ratio(base.equity, base.clients),
        "customer_equity": base.equity,
        "revenue_hhi": ratio((price**2).sum(), price.sum() ** 2),
    }

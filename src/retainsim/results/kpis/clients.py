"""Clients: how many, what they pay, whether they stay, and what they will bring."""

from __future__ import annotations

import math

import numpy as np

from retainsim.declared import columns
from retainsim.declared.codes import FIRM
from retainsim.results.account import Account
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.kpi import MONEY, kpi
from retainsim.results.movements import TO, WEEK

LARGEST_RETENTION = 0.99  # keeps the margin multiple finite when nobody leaves and money is not discounted


def _fees(account: Account) -> float:
    """Recurring fees of the clients held [currency/week]."""
    return float(account.price[account.is_held].sum() / CENTS)


def _retention(account: Account, kept: np.ndarray) -> float:
    """Share of the fees of who was a client when the final year began that belongs to those kept [1/year]."""
    share = ratio(account.price[kept].sum(), account.price[account.was_held].sum())
    return share ** (WEEKS_PER_YEAR / (len(account.series) - account.final_year))


@kpi("clients at the end", "clients", "higher", "end",
     "Organisations whose supplier is the firm; those of a firm insolvent in the last week leave only after it.")
def clients_end(account: Account) -> float:
    return account.is_held.sum()


@kpi("new clients", "starts", "higher", "whole run", "Starts of the firm's service, returns included.")
def new_clients(account: Account) -> float:
    return (account.starts[:, TO] == FIRM).sum()


@kpi("customer acquisition cost", "currency/client", "lower", "whole run",
     "Customer acquisition cost: wages of the hours set aside for hunting plus advertising, until insolvency, "
     "divided by new_clients; none without new clients, or where nothing is spent.")
def cac(account: Account) -> float:
    spent = account.series[:, columns.FINDING_COSTS].sum() / CENTS
    return ratio(spent, new_clients(account)) if spent else math.nan


@kpi("mean fee", "currency/week", None, "end", "Mean price of the firm's clients; none without clients.")
def mean_fee(account: Account) -> float:
    return ratio(_fees(account), clients_end(account))


@kpi("concentration of fees", "index", "lower", "end",
     "Herfindahl-Hirschman index of the clients' fees, from 1 / clients to 1; none without clients.")
def revenue_hhi(account: Account) -> float:
    price = account.price[account.is_held]
    return ratio((price**2).sum(), price.sum() ** 2)


@kpi("annual churn of clients", "share/year", "lower", "final year",
     "1 - (1 - h)^52 with h the exits divided by the sum, over the weeks, of the clients at the end of the week "
     "before; none if there were no clients.")
def logo_churn_annual(account: Account) -> float:
    at_risk = account.was_held.sum() + account.series[account.final_year:-1, columns.CLIENTS].sum()
    hazard = ratio((account.exits[:, WEEK] >= account.final_year).sum(), at_risk)
    # Who starts and dissolves in one week was never at risk, so the hazard may pass 1.
    return math.nan if math.isnan(hazard) else 1 - (1 - min(hazard, 1.0)) ** WEEKS_PER_YEAR


@kpi("gross revenue retention", "share/year", "higher", "final year",
     "Gross revenue retention: of the recurring fees of those who were clients when the final year began, the "
     "share of those who never left since; raised to the power 52 / weeks if there are fewer; none without such "
     "clients.")
def grr(account: Account) -> float:
    return _retention(account, account.has_stayed)


@kpi("net revenue retention", "share/year", "higher", "final year",
     "Net revenue retention: as grr, counting those who left and came back; orders do not recur and are left out.")
def nrr(account: Account) -> float:
    return _retention(account, account.was_held & account.is_held)


@kpi("customer lifetime value", "currency/client", "higher", "end",
     "Customer lifetime value: customer_equity divided by clients_end; none without clients.")
def clv_mean(account: Account) -> float:
    return ratio(customer_equity(account), clients_end(account))


@kpi("customer equity", MONEY, "higher", "end",
     "Recurring fees of a year of the clients held, times (1 - direct_cost_share), less a year's wages of the hours "
     "set aside for care, dunning, repair and rescue in the last week (not below 0), times the margin multiple "
     "r / (1 + discount_per_year - r) with r = grr within [0, 0.99], 0 where there is no grr (Gupta & Lehmann "
     "2003); 0 if the firm is insolvent.")
def customer_equity(account: Account) -> float:
    keeping = float(account.series[-1, columns.KEEPING_COSTS] / CENTS)
    return 0.0 if account.is_insolvent else equity(account, keeping)


def equity(account: Account, keeping: float) -> float:
    """What the clients held will bring, in today's money, if they cost `keeping` [currency/week].

    Formula    margin of a year x r / (1 + i - r); the margin is net of what it costs to keep clients
    Source     Gupta & Lehmann 2003, J. Interactive Marketing 17(1): margins in arrears, net of retention cost.
    Limits     Retention stays what it was in the past year, which luck moves; a notice already given is not deducted.
               Clients who cost more to keep than they bring are worth nothing, not less: one may stop.
    """
    # Without clients a year ago nothing is known of loyalty, and what is not known is not counted.
    retention = 0.0 if math.isnan(grr(account)) else min(grr(account), LARGEST_RETENTION)
    margin = max(0.0, _fees(account) * (1 - account.facts.direct_cost_share) - keeping) * WEEKS_PER_YEAR
    return margin * retention / (1 + account.facts.discount_per_year - retention)

"""Clients: how many, what they pay, whether they stay, what they will bring and what they feel; the largest of them."""

import math
from collections.abc import Callable

import numpy as np

from retainsim.declared import columns
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.kpi import MONEY, Account, Kpi
from retainsim.results.movements import WEEK

LARGEST_RETENTION = 0.99  # keeps the margin multiple finite when nobody leaves and money is not discounted


def _churn(account: Account) -> float:
    exits = (account.exits[:, WEEK] >= account.final_year).sum()
    hazard = ratio(exits, account.was_held.sum() + account.series[account.final_year:-1, columns.CLIENTS].sum())
    # Who starts and dissolves in one week was never at risk, so the hazard may pass 1.
    return math.nan if math.isnan(hazard) else 1 - (1 - min(hazard, 1.0)) ** WEEKS_PER_YEAR


def _retention(account: Account, clients: np.ndarray) -> float:
    """Share of the fees of who was a client when the final year began that belongs to these [1/year]."""
    share = ratio(account.price[clients].sum(), account.price[account.was_held].sum())
    return float(share ** (WEEKS_PER_YEAR / (len(account.series) - account.final_year)))


def customer_equity(account: Account) -> float:
    """What the clients held will bring in today's money [currency]; an insolvent firm's bring nothing."""
    return 0.0 if account.is_insolvent else equity(account, account.series[-1, columns.KEEPING_COSTS] / CENTS)


def equity(account: Account, keeping: float) -> float:
    """What the clients held will bring in today's money [currency], if they cost `keeping` [currency/week].

    Formula    margin of a year x r / (1 + i - r); the margin is net of what it costs to keep clients
    Source     Gupta & Lehmann 2003, J. Interactive Marketing 17(1): margins in arrears, net of retention cost.
    Limits     Retention stays what it was in the past year, which luck moves; a notice already given is not deducted.
               Clients who cost more to keep than they bring are worth nothing, not less: one may stop.
    """
    grr = _retention(account, account.has_stayed)
    # Without clients a year ago nothing is known of loyalty, and what is not known is not counted.
    retention = 0.0 if math.isnan(grr) else min(grr, LARGEST_RETENTION)
    fees = float(account.held_prices.sum() / CENTS)  # recurring [currency/week]
    margin = max(0.0, fees * (1 - account.facts.direct_cost_share) - float(keeping)) * WEEKS_PER_YEAR
    return margin * retention / (1 + account.facts.discount_per_year - retention)


def _mean(column: int, less: int | None = None) -> Callable[[Account], float]:
    """Mean over the clients in the last week in which there were any: of a column, perhaps less another one."""
    def measure(account: Account) -> float:
        weeks = np.flatnonzero(account.series[:, columns.CLIENTS])
        week = account.series[weeks[-1] if len(weeks) else 0]
        return ratio(week[column] - (0.0 if less is None else week[less]), week[columns.CLIENTS])

    return measure


CLIENTS = (
    Kpi("clients_end", "clients at the end", "clients", "higher", "end",
        "Organisations whose supplier is the firm; those of a firm insolvent in the last week leave only after it.",
        lambda account: account.is_held.sum()),
    Kpi("new_clients", "new clients", "starts", "higher", "whole run",
        "Starts of the firm's service, returns included.", lambda account: len(account.wins)),
    Kpi("cac", "customer acquisition cost", "currency/client", "lower", "whole run",
        "Customer acquisition cost: wages of the hours set aside for hunting plus advertising, until insolvency, "
        "divided by new_clients; none without new clients, or where nothing is spent.",
        lambda account: ratio(account.series[:, columns.FINDING_COSTS].sum() / CENTS or math.nan, len(account.wins))),
    Kpi("mean_fee", "mean fee", "currency/week", None, "end",
        "Mean price of the firm's clients; none without clients.",
        lambda account: ratio(account.held_prices.sum() / CENTS, account.is_held.sum())),
    Kpi("revenue_hhi", "concentration of fees", "index", "lower", "end",
        "Herfindahl-Hirschman index of the clients' fees, from 1 / clients to 1; none without clients.",
        lambda account: ratio((account.held_prices**2).sum(), account.held_prices.sum() ** 2)),
    Kpi("logo_churn_annual", "annual churn of clients", "share/year", "lower", "final year",
        "1 - (1 - h)^52 with h the exits divided by the sum, over the weeks, of the clients at the end of the week "
        "before; none if there were no clients.", _churn),
    Kpi("grr", "gross revenue retention", "share/year", "higher", "final year",
        "Gross revenue retention: of the recurring fees of those who were clients when the final year began, the "
        "share of those who never left since; raised to the power 52 / weeks if there are fewer; none without such "
        "clients.", lambda account: _retention(account, account.has_stayed)),
    Kpi("nrr", "net revenue retention", "share/year", "higher", "final year",
        "Net revenue retention: as grr, counting those who left and came back; orders do not recur and are left out.",
        lambda account: _retention(account, account.was_held & account.is_held)),
    Kpi("clv_mean", "customer lifetime value", "currency/client", "higher", "end",
        "Customer lifetime value: customer_equity divided by clients_end; none without clients.",
        lambda account: ratio(customer_equity(account), account.is_held.sum())),
    Kpi("customer_equity", "customer equity", MONEY, "higher", "end",
        "Recurring fees of a year of the clients held, times (1 - direct_cost_share), less a year's wages of the hours "
        "set aside for care, dunning, repair and rescue in the last week (not below 0), times the margin multiple "
        "r / (1 + discount_per_year - r) with r = grr within [0, 0.99], 0 where there is no grr (Gupta & Lehmann "
        "2003); 0 if the firm is insolvent.", customer_equity),
)

LARGEST_CLIENTS = (
    Kpi("key_accounts_kept", "key accounts kept", "clients", "higher", "end",
        "Of the five largest clients by fee at week 0 (ties: the lower identity), those whose supplier is the firm.",
        lambda account: account.is_held[account.key_accounts].sum()),
    Kpi("key_revenue_kept", "fees of key accounts kept", "share", "higher", "end",
        "Share of these five clients' fees that belongs to those whose supplier is the firm; none without clients at "
        "week 0.", lambda account: ratio((account.price * account.is_held)[account.key_accounts].sum(),
                                         account.price[account.key_accounts].sum())),
    Kpi("status_clients_end", "status clients at the end", "clients", "higher", "end",
        "The part of clients_end in status segments.", lambda account: (account.is_held & account.is_status).sum()),
    Kpi("status_revenue_final_year", "fees of status clients in the final year", MONEY, "higher", "final year",
        "Recurring fees of clients in status segments, orders not counted.",
        lambda account: account.series[account.final_year:, columns.STATUS_FEES].sum() / CENTS),
)

RELATION = (
    Kpi("attachment_mean", "attachment", "0..1", "higher", "end",
        "Mean attachment of the firm's clients in the last week in which it had clients; none if it never had any.",
        _mean(columns.ATTACHMENT)),
    Kpi("believed_attachment_mean", "believed attachment", "0..1", None, "end",
        "Mean attachment of the firm's clients as the firm sees it by complaints and visits, in the same week.",
        _mean(columns.BELIEVED)),
    Kpi("perception_gap", "gap between believed and true attachment", "0..1", "lower", "end",
        "believed_attachment_mean minus attachment_mean.", _mean(columns.BELIEVED, less=columns.ATTACHMENT)),
    Kpi("grievance_mean", "grievance", "experience", "lower", "end",
        "Mean grievance of the firm's clients in the last week in which it had clients; none if it never had any.",
        _mean(columns.GRIEVANCE)),
)

"""Clients: how many there are, what they pay, whether they stay, what they will bring."""

import math

import numpy as np

from retainsim.declared import columns
from retainsim.results.account import prices, profit, revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.kpi import MONEY, Account, Kpi
from retainsim.results.movements import WEEK

LARGEST_RETENTION = 0.99  # keeps the margin multiple finite when nobody leaves and money is not discounted


def _churn(account: Account) -> float:
    exits = (account.exits[:, WEEK] >= account.final_year).sum()
    hazard = ratio(exits, account.was_held.sum() + account.series[account.final_year:-1, columns.CLIENTS].sum())
    # A client that starts and dissolves in the same week was never at risk, so the hazard may exceed 1.
    return math.nan if math.isnan(hazard) else 1 - (1 - min(hazard, 1.0)) ** WEEKS_PER_YEAR


def _retention(account: Account, paid: np.ndarray) -> float:
    """What is paid [cents/week] of the fees of those who were clients when the final year began: a share [1/year]."""
    share = ratio(paid.sum(), account.price_then[account.was_held].sum())
    return float(share ** (WEEKS_PER_YEAR / (len(account.series) - account.final_year)))


def customer_equity(account: Account) -> float:
    """What the clients held will bring in today's money [currency]; an insolvent firm's bring nothing.

    Formula    margin of a year x r / (1 + i - r); the margin is the profit of the final year, as if the clients held at
               its end had been clients throughout, and nobody had looked for new ones
    Source     Gupta & Lehmann 2003, J. Interactive Marketing 17(1): margins in arrears, net of retention cost.
    Limits     Retention stays what it was in the past year, which luck moves; a notice already given is not deducted.
               People and overhead shrink with the clients. A firm that loses money is worth nothing beyond its cash,
               not less: one may stop.
    """
    if account.is_insolvent:
        return 0.0
    year = account.series[account.final_year:]
    years = len(year) / WEEKS_PER_YEAR
    earned = (profit(year, CENTS).sum() + year[:, columns.FINDING_COSTS].sum() / CENTS) / years
    bygone = (year[:, columns.FEES].sum() / CENTS / years * (1 - account.facts.direct_cost_share)
              + not_costs(account, year[:, columns.PREMIUM].sum() / CENTS / years))
    return equity(account, earned - bygone + margin_of_fees(account))


def margin_of_fees(account: Account) -> float:
    """A year's recurring fees of the clients held, less direct costs [currency/year]."""
    usual = prices(account.trace, account.facts)[account.is_held]
    return (float(account.held_prices.sum() / CENTS) * (1 - account.facts.direct_cost_share) * WEEKS_PER_YEAR
            + not_costs(account, float((account.held_prices - usual).sum()) / CENTS * WEEKS_PER_YEAR))


def not_costs(account: Account, premium: float) -> float:
    """The direct costs that are not due on fees beyond `firm.price_index`."""
    return account.facts.direct_cost_share * premium


def _paid(account: Account, clients: np.ndarray) -> np.ndarray:
    """What these pay now, at most what they paid when the final year began [cents/week]."""
    return np.minimum(account.price_then, account.final_price)[clients]


def equity(account: Account, margin: float) -> float:
    """What a margin [currency/year] that fades with the clients held is worth today [currency]; a loss is worth 0."""
    grr = _retention(account, _paid(account, account.has_stayed))
    # Without clients a year ago nothing is known of loyalty, and what is not known is not counted.
    retention = 0.0 if math.isnan(grr) else min(grr, LARGEST_RETENTION)
    return max(0.0, margin) * retention / (1 + account.facts.discount_per_year - retention)


def _equity_multiple(account: Account) -> float:
    year = account.series[account.final_year:]
    return ratio(customer_equity(account), revenue(year, CENTS).sum() * WEEKS_PER_YEAR / len(year))


KPIS = (
    Kpi("clients_end", "clients at the end", "clients", "higher", "end",
        "Organisations whose supplier is the firm; if it becomes insolvent in the last week, they still count.",
        lambda account: account.is_held.sum()),
    Kpi("new_clients", "new clients", "starts", "higher", "whole run",
        "Starts of the firm's service, including returns.", lambda account: len(account.wins)),
    Kpi("cac", "customer acquisition cost", "currency/client", "lower", "whole run",
        "Customer acquisition cost: wages of the hours set aside for hunting, plus advertising, until insolvency, "
        "divided by new_clients; none without new clients or without such spending.",
        lambda account: ratio(account.series[:, columns.FINDING_COSTS].sum() / CENTS or math.nan, len(account.wins))),
    Kpi("mean_fee", "mean fee", "currency/week", None, "end",
        "Mean price of the firm's clients; none without clients.",
        lambda account: ratio(account.held_prices.sum() / CENTS, account.is_held.sum())),
    Kpi("revenue_hhi", "concentration of fees", "index", "lower", "end",
        "Herfindahl-Hirschman index of the clients' fees, from 1 / clients (all pay the same) to 1; none without "
        "clients.",
        lambda account: ratio((account.held_prices**2).sum(), account.held_prices.sum() ** 2)),
    Kpi("logo_churn_annual", "annual churn of clients", "share/year", "lower", "final year",
        "1 - (1 - h)^52, where h is the number of exits divided by the sum, over the weeks, of the clients at the end "
        "of the week before; none if there were no clients.", _churn),
    Kpi("grr", "gross revenue retention", "share/year", "higher", "final year",
        "Gross revenue retention: of the recurring fees of those who were clients when the final year began, the "
        "share of those who have not left since, at what they paid then, or now if that is less; raised to the power "
        "52 / weeks if the run has fewer than 52; none without such clients.",
        lambda account: _retention(account, _paid(account, account.has_stayed))),
    Kpi("nrr", "net revenue retention", "share/year", "higher", "final year",
        "Net revenue retention: as grr, but clients that left and came back count as well, and all at what they pay "
        "now; orders do not recur and are left out.",
        lambda account: _retention(account, account.final_price[account.was_held & account.is_held])),
    Kpi("clv_mean", "customer lifetime value", "currency/client", "higher", "end",
        "Customer lifetime value: customer_equity divided by clients_end; none without clients.",
        lambda account: ratio(customer_equity(account), account.is_held.sum()), since="0.4.0"),
    Kpi("customer_equity", "customer equity", MONEY, "higher", "end",
        "The profit of the final year (times 52 / weeks if the run has fewer than 52), as if the clients held had been "
        "clients throughout and nothing had been spent on finding new ones: their recurring fees and the orders of the "
        "year, less direct costs, bad debts, what second suppliers take, and all wages and overhead but for hunting "
        "and advertising (not below 0); times the margin multiple r / (1 + discount_per_year - r) with r = grr within "
        "[0, 0.99], 0 where there is no grr (Gupta & Lehmann 2003); 0 if the firm is insolvent.",
        customer_equity, since="0.4.0", earlier=
        "Recurring fees of a year of the clients held, times (1 - direct_cost_share), less a year's wages of the hours "
        "set aside for care, dunning, repair and rescue in the last week (not below 0), times the margin multiple "
        "r / (1 + discount_per_year - r) with r = grr within [0, 0.99], 0 where there is no grr (Gupta & Lehmann "
        "2003); 0 if the firm is insolvent. Overhead, and wages of other hours, were not charged."),
    Kpi("equity_multiple", "customer equity in years of revenue", "years", None, "end",
        "customer_equity divided by revenue_final_year (times 52 / weeks if the run has fewer than 52): what buyers "
        "of firms call the multiple of revenue, a check against what such firms are sold for; none without revenue.",
        _equity_multiple),
)

"""Money: cash, revenue, profit, ruin."""

import math

import numpy as np

from retainsim.declared import columns
from retainsim.results.account import costs, profit, revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.clients import customer_equity
from retainsim.results.kpis.kpi import EVENT, MONEY, Account, Kpi

DAYS_PER_WEEK = 7


def cash_end(account: Account) -> float:
    """Cash at the end [currency]."""
    return float(account.series[-1, columns.CASH] / CENTS)


def value_end(account: Account) -> float:
    """Cash at the end and what the clients held will bring [currency]."""
    return cash_end(account) + customer_equity(account)


def _profit_sd(account: Account) -> float:
    years = len(account.series) // WEEKS_PER_YEAR
    yearly = profit(account.series[:years * WEEKS_PER_YEAR], CENTS).reshape(years, WEEKS_PER_YEAR).sum(axis=1)
    return float(yearly.std(ddof=1)) if years >= 2 else math.nan


def _npv(account: Account) -> float:
    week = account.series.T
    flow = ((week[columns.COLLECTED] + week[columns.ORDER_REVENUE] - week[columns.CREDITS]) / CENTS
            - costs(account.series, CENTS))
    discount = (1 + account.facts.discount_per_year) ** (-np.arange(1, len(flow) + 1) / WEEKS_PER_YEAR)
    return float((flow * discount).sum())


def _dso_days(account: Account) -> float:
    fees = account.series[account.final_year:, columns.FEES]
    per_day = fees.sum() / (len(fees) * DAYS_PER_WEEK)
    return math.nan if account.is_insolvent else ratio(account.series[-1, columns.RECEIVABLES], per_day)


KPIS = (
    Kpi("cash_end", "cash at the end", MONEY, "higher", "end",
        "Cash of the firm; after insolvency, what it was in the week of insolvency.", cash_end),
    Kpi("value_end", "value at the end", MONEY, "higher", "end",
        "cash_end plus customer_equity: what the firm has and what the clients it holds will bring beyond what serving "
        "them costs.", value_end, since="0.4.0", earlier=
        "cash_end plus customer_equity: what the firm has and what the clients it holds will bring."),
    Kpi("revenue_total", "revenue", MONEY, "higher", "whole run",
        "Recurring fees earned plus orders, less what second suppliers take.",
        lambda account: revenue(account.series, CENTS).sum()),
    Kpi("revenue_final_year", "revenue of the final year", MONEY, "higher", "final year",
        "As revenue_total, for the final year.",
        lambda account: revenue(account.series[account.final_year:], CENTS).sum()),
    Kpi("profit_total", "profit", MONEY, "higher", "whole run",
        "revenue_total minus direct costs, wages, overhead, advertising and bad debts.",
        lambda account: profit(account.series, CENTS).sum()),
    Kpi("profit_sd", "spread of profit between years", MONEY, "lower", "whole run",
        "Sample standard deviation of the yearly profit, over full years of 52 weeks; none with fewer than two.",
        _profit_sd),
    Kpi("npv", "net present value", MONEY, "higher", "whole run",
        "Sum of the weekly net cash flows, that of week w multiplied by (1 + discount_per_year)^(-(w + 1) / 52); the "
        "opening cash is not included.", _npv),
    Kpi("insolvent", "ruined", EVENT, "lower", "end", "1 if cash has fallen below minus the credit line, else 0.",
        lambda account: account.is_insolvent),
    Kpi("dso_days", "days sales outstanding", "days", "lower", "end",
        "Days sales outstanding: unpaid invoices, divided by the recurring fees per day of the final year; none "
        "without fees or if the firm is insolvent.", _dso_days),
)

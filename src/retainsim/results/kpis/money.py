"""Money: cash, revenue, profit, ruin."""

from __future__ import annotations

import math

import numpy as np

from retainsim.declared import columns
from retainsim.results.account import Account, costs, profit, revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.clients import customer_equity
from retainsim.results.kpis.kpi import EVENT, MONEY, kpi

DAYS_PER_WEEK = 7


@kpi("cash at the end", MONEY, "higher", "end", "Cash of the firm; frozen at its value in the week of insolvency.")
def cash_end(account: Account) -> float:
    return account.series[-1, columns.CASH] / CENTS


@kpi("value at the end", MONEY, "higher", "end",
     "cash_end plus customer_equity: what the firm has and what the clients it holds will bring.")
def value_end(account: Account) -> float:
    return cash_end(account) + customer_equity(account)


@kpi("revenue", MONEY, "higher", "whole run", "Recurring fees earned plus orders, less what second suppliers take.")
def revenue_total(account: Account) -> float:
    return revenue(account.series, CENTS).sum()


@kpi("revenue of the final year", MONEY, "higher", "final year", "As revenue_total.")
def revenue_final_year(account: Account) -> float:
    return revenue(account.series[account.final_year:], CENTS).sum()


@kpi("profit", MONEY, "higher", "whole run",
     "revenue_total minus direct costs, wages, overhead, advertising and claims written off.")
def profit_total(account: Account) -> float:
    return profit(account.series, CENTS).sum()


@kpi("spread of profit between years", MONEY, "lower", "whole run",
     "Sample standard deviation of profit between full years of 52 weeks; none below two full years.")
def profit_sd(account: Account) -> float:
    years = len(account.series) // WEEKS_PER_YEAR
    yearly = profit(account.series[:years * WEEKS_PER_YEAR], CENTS).reshape(years, WEEKS_PER_YEAR).sum(axis=1)
    return yearly.std(ddof=1) if years >= 2 else math.nan


@kpi("net present value", MONEY, "higher", "whole run",
     "Sum of weekly net cash flows, that of week w times (1 + discount_per_year)^(-(w + 1) / 52); "
     "without the opening cash.")
def npv(account: Account) -> float:
    paid = (account.series[:, columns.COLLECTED] + account.series[:, columns.ORDER_REVENUE]
            - account.series[:, columns.CREDITS])
    flow = paid / CENTS - costs(account.series, CENTS)
    return (flow * (1 + account.facts.discount_per_year) ** (-np.arange(1, len(flow) + 1) / WEEKS_PER_YEAR)).sum()


@kpi("ruined", EVENT, "lower", "end", "1 if cash has fallen below minus the credit line, else 0.")
def insolvent(account: Account) -> float:
    return account.is_insolvent


@kpi("days sales outstanding", "days", "lower", "end",
     "Days sales outstanding: invoices not yet paid, divided by recurring fees per day of the final year; none "
     "without fees or if the firm is insolvent.")
def dso_days(account: Account) -> float:
    fees = account.series[account.final_year:, columns.FEES]
    per_day = fees.sum() / (len(fees) * DAYS_PER_WEEK)
    return math.nan if account.is_insolvent else ratio(account.series[-1, columns.RECEIVABLES], per_day)

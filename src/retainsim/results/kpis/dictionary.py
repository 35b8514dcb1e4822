"""The KPI dictionary: the one place that says what a figure is called, what it means and which way is better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower"] | None
Horizon = Literal["end", "final year", "whole run"]

MONEY = "currency"
EVENT = "0 or 1"
MOST = 0.5  # share of worlds above which something is so in most of them


@dataclass(frozen=True)
class Kpi:
    """One figure of one world; `better` is None where neither direction is good in itself.

    `horizon` says when it is measured: at the end of the last week, over the last 52 weeks (all if there are fewer), or
    over the whole run.
    """

    name: str
    label: str  # the name in plain words
    unit: str
    better: Better
    horizon: Horizon
    definition: str

    @property
    def is_event(self) -> bool:
        """Whether it says only if something happened, so that its mean is a share of worlds."""
        return self.unit == EVENT


_ALL = (
    Kpi("cash_end", "cash at the end", MONEY, "higher", "end",
        "Cash of the firm; frozen at its value in the week of insolvency."),
    Kpi("value_end", "value at the end", MONEY, "higher", "end",
        "cash_end plus customer_equity: what the firm has and what the clients it holds will bring."),
    Kpi("revenue_total", "revenue", MONEY, "higher", "whole run",
        "Recurring fees earned plus orders, less what second suppliers take."),
    Kpi("revenue_final_year", "revenue of the final year", MONEY, "higher", "final year", "As revenue_total."),
    Kpi("profit_total", "profit", MONEY, "higher", "whole run",
        "revenue_total minus direct costs, wages, overhead, advertising and claims written off."),
    Kpi("profit_sd", "spread of profit between years", MONEY, "lower", "whole run",
        "Sample standard deviation of profit between full years of 52 weeks; none below two full years."),
    Kpi("npv", "net present value", MONEY, "higher", "whole run",
        "Sum of weekly net cash flows, that of week w times (1 + discount_per_year)^(-(w + 1) / 52); "
        "without the opening cash."),
    Kpi("insolvent", "ruined", EVENT, "lower", "end", "1 if cash has fallen below minus the credit line, else 0."),
    Kpi("clients_end", "clients at the end", "clients", "higher", "end",
        "Organisations whose supplier is the firm; those of a firm insolvent in the last week leave only after it."),
    Kpi("status_clients_end", "status clients at the end", "clients", "higher", "end",
        "The part of clients_end in status segments."),
    Kpi("status_revenue_final_year", "fees of status clients in the final year", MONEY, "higher", "final year",
        "Recurring fees of clients in status segments, orders not counted."),
    Kpi("key_accounts_kept", "key accounts kept", "clients", "higher", "end",
        "Of the five largest clients by fee at week 0 (ties: the lower identity), those whose supplier is the firm."),
    Kpi("key_revenue_kept", "fees of key accounts kept", "share", "higher", "end",
        "Share of these five clients' fees that belongs to those whose supplier is the firm; none without clients at "
        "week 0."),
    Kpi("exits_total", "clients lost", "exits", "lower", "whole run",
        "Ends of the firm's service, dissolutions of clients included, in the week in which service ends."),
    Kpi("exits_to_attacker", "clients lost to attackers", "exits", "lower", "whole run",
        "Exits to a rival whose role is attacker."),
    Kpi("exits_to_third", "clients lost to established rivals", "exits", "lower", "whole run",
        "Exits to a rival whose role is established."),
    Kpi("exits_background", "exits for reasons of their own", "exits", "lower", "whole run",
        "Exits of clients with reasons of their own."),
    Kpi("exits_courted", "clients courted away", "exits", "lower", "whole run",
        "Exits that a courting rival brought about."),
    Kpi("exits_tender", "clients lost after a tender", "exits", "lower", "whole run",
        "Exits to an alternative that the client looked for itself."),
    Kpi("exits_insolvent", "clients lost through ruin", "exits", "lower", "whole run",
        "Exits because the firm is insolvent, of clients that had not decided before."),
    Kpi("exits_dissolved", "clients that ceased to exist", "exits", None, "whole run", "Clients that ceased to exist."),
    Kpi("returns", "clients that came back", "starts", "higher", "whole run",
        "Starts with the firm by organisations that it has served before."),
    Kpi("onward_moves", "former clients that moved on", "moves", None, "whole run",
        "Moves from one rival to another by organisations that the firm has served before."),
    Kpi("trials_started", "trials with rivals", "trials", "lower", "whole run",
        "Trial connections of clients with a rival."),
    Kpi("trials_converted", "trials that won the client", "trials", "lower", "whole run",
        "Trials that ended with a decision for that rival."),
    Kpi("save_rate", "saved after notice", "share", "higher", "whole run",
        "Of the clients that had given notice and were visited by a delegation, the share that stays after all; none "
        "without such visits."),
    Kpi("new_clients", "new clients", "starts", "higher", "whole run",
        "Starts of the firm's service, returns included."),
    Kpi("mean_fee", "mean fee", "currency/week", None, "end",
        "Mean price of the firm's clients; none without clients."),
    Kpi("logo_churn_annual", "annual churn of clients", "share/year", "lower", "final year",
        "1 - (1 - h)^52 with h the exits divided by the sum, over the weeks, of the clients at the end of the week "
        "before; none if there were no clients."),
    Kpi("grr", "gross revenue retention", "share/year", "higher", "final year",
        "Gross revenue retention: of the recurring fees of those who were clients when the final year began, the "
        "share of those who never left since; raised to the power 52 / weeks if there are fewer; none without such "
        "clients."),
    Kpi("nrr", "net revenue retention", "share/year", "higher", "final year",
        "Net revenue retention: as grr, counting those who left and came back; orders do not recur and are left out."),
    Kpi("cac", "customer acquisition cost", "currency/client", "lower", "whole run",
        "Customer acquisition cost: wages of the hours set aside for hunting plus advertising, until insolvency, "
        "divided by new_clients; none without new clients, or where nothing is spent."),
    Kpi("clv_mean", "customer lifetime value", "currency/client", "higher", "end",
        "Customer lifetime value: customer_equity divided by clients_end; none without clients."),
    Kpi("customer_equity", "customer equity", MONEY, "higher", "end",
        "Recurring fees of a year of the clients held, times (1 - direct_cost_share), less a year's wages of the hours "
        "set aside for care, dunning, repair and rescue in the last week (not below 0), times the margin multiple "
        "r / (1 + discount_per_year - r) with r = grr within [0, 0.99], 0 where there is no grr (Gupta & Lehmann "
        "2003); 0 if the firm is insolvent."),
    Kpi("revenue_hhi", "concentration of fees", "index", "lower", "end",
        "Herfindahl-Hirschman index of the clients' fees, from 1 / clients to 1; none without clients."),
    Kpi("dso_days", "days sales outstanding", "days", "lower", "end",
        "Days sales outstanding: invoices not yet paid, divided by recurring fees per day of the final year; none "
        "without fees or if the firm is insolvent."),
    Kpi("attachment_mean", "attachment", "0..1", "higher", "end",
        "Mean attachment of the firm's clients in the last week in which it had clients; none if it never had any."),
    Kpi("grievance_mean", "grievance", "experience", "lower", "end",
        "Mean grievance of the firm's clients in the last week in which it had clients; none if it never had any."),
    Kpi("believed_attachment_mean", "believed attachment", "0..1", None, "end",
        "Mean attachment of the firm's clients as the firm sees it by complaints and visits, in the same week."),
    Kpi("perception_gap", "gap between believed and true attachment", "0..1", "lower", "end",
        "believed_attachment_mean minus attachment_mean."),
    Kpi("complaints", "complaints", "complaints", None, "whole run", "Complaints of clients; silence is no good sign."),
    Kpi("hours_hunting", "hours of hunting", "hours/week", None, "whole run",
        "Mean hours used on courting new clients."),
    Kpi("hours_care", "hours of care", "hours/week", None, "whole run", "Mean hours used on caring visits."),
    Kpi("hours_orders", "hours of order calls", "hours/week", None, "whole run", "Mean hours used on order calls."),
    Kpi("hours_dunning", "hours of dunning", "hours/week", None, "whole run", "Mean hours used on reminders."),
    Kpi("hours_repair", "hours of repair", "hours/week", None, "whole run", "Mean hours used on repairs."),
    Kpi("hours_rescue", "hours of rescue", "hours/week", None, "whole run",
        "Mean hours used on delegations to clients at risk."),
    Kpi("staff_turnover", "turnover of staff", "1/year", "lower", "whole run",
        "Changes of the incumbent per position and year."),
)

KPIS = {kpi.name: kpi for kpi in _ALL}


def judged_by(primary: Iterable[str]) -> str:
    """The KPI that strategies are judged by: the first of the primary ones that has a better direction."""
    return next((name for name in primary if name in KPIS and KPIS[name].better is not None), "value_end")

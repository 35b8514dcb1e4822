"""Relation: what the clients feel, and what the firm believes of that."""

from __future__ import annotations

import numpy as np

from retainsim.declared import columns
from retainsim.results.account import Account
from retainsim.results.facts import ratio
from retainsim.results.kpis.kpi import kpi


def _last_with_clients(account: Account) -> np.ndarray:
    """The record of the last week in which the firm had clients; of week 0 if it never had any."""
    weeks = np.flatnonzero(account.series[:, columns.CLIENTS])
    week: np.ndarray = account.series[weeks[-1] if len(weeks) else 0]
    return week


def _mean(account: Account, column: int) -> float:
    week = _last_with_clients(account)
    return ratio(week[column], week[columns.CLIENTS])


@kpi("attachment", "0..1", "higher", "end",
     "Mean attachment of the firm's clients in the last week in which it had clients; none if it never had any.")
def attachment_mean(account: Account) -> float:
    return _mean(account, columns.ATTACHMENT)


@kpi("believed attachment", "0..1", None, "end",
     "Mean attachment of the firm's clients as the firm sees it by complaints and visits, in the same week.")
def believed_attachment_mean(account: Account) -> float:
    return _mean(account, columns.BELIEVED)


@kpi("gap between believed and true attachment", "0..1", "lower", "end",
     "believed_attachment_mean minus attachment_mean.")
def perception_gap(account: Account) -> float:
    week = _last_with_clients(account)
    return ratio(week[columns.BELIEVED] - week[columns.ATTACHMENT], week[columns.CLIENTS])


@kpi("grievance", "experience", "lower", "end",
     "Mean grievance of the firm's clients in the last week in which it had clients; none if it never had any.")
def grievance_mean(account: Account) -> float:
    return _mean(account, columns.GRIEVANCE)

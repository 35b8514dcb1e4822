"""Relation: what the clients feel, and what the firm believes of that."""

from collections.abc import Callable

import numpy as np

from retainsim.declared import columns
from retainsim.results.facts import ratio
from retainsim.results.kpis.kpi import Account, Kpi


def _mean(column: int, less: int | None = None) -> Callable[[Account], float]:
    """Mean over the clients in the last week in which there were any: of a column, perhaps less another one."""
    def measure(account: Account) -> float:
        weeks = np.flatnonzero(account.series[:, columns.CLIENTS])
        week = account.series[weeks[-1] if len(weeks) else 0]
        return ratio(week[column] - (0.0 if less is None else week[less]), week[columns.CLIENTS])

    return measure


KPIS = (
    Kpi("attachment_mean", "attachment", "0..1", "higher", "end",
        "Mean attachment of the firm's clients in the last week in which it had clients; none if it never had any.",
        _mean(columns.ATTACHMENT)),
    Kpi("believed_attachment_mean", "believed attachment", "0..1", None, "end",
        "The same as the firm sees it, from complaints and visits.",
        _mean(columns.BELIEVED)),
    Kpi("perception_gap", "gap between believed and true attachment", "0..1", "lower", "end",
        "believed_attachment_mean minus attachment_mean.", _mean(columns.BELIEVED, less=columns.ATTACHMENT)),
    Kpi("grievance_mean", "grievance", "experience", "lower", "end",
        "Mean grievance of the firm's clients in the last week in which it had clients; none if it never had any.",
        _mean(columns.GRIEVANCE)),
)

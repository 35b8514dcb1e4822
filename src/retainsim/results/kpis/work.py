"""Work: what clients ask for, and what of it waits; none of these where clients ask for no work."""

import math
from collections.abc import Callable

from retainsim.declared import columns
from retainsim.results.facts import ratio
from retainsim.results.kpis.kpi import Account, Kpi


def _where_asked(measure: Callable[[Account], float]) -> Callable[[Account], float]:
    """A figure, NaN where clients never ask for work."""
    return lambda account: measure(account) if account.series[:, columns.WORK_ASKED].any() else math.nan


KPIS = (
    Kpi("hours_delivery", "hours of clients' work", "hours/week", None, "whole run",
        "Mean hours used on clients' work; none where clients ask for no work.",
        _where_asked(lambda account: float(account.series[:, columns.DELIVERY_HOURS].mean()))),
    Kpi("delivery_load", "load of clients' work", "share", None, "whole run",
        "Hours of work that clients ask for, as a share of the hours set aside for it: above 1 more and more waits; "
        "none where clients ask for no work, or nobody has hours for it.",
        _where_asked(lambda account: ratio(account.series[:, columns.WORK_ASKED].sum(),
                                           account.series[:, columns.DELIVERY_GIVEN].sum()))),
    Kpi("hours_overtime", "hours of overtime", "hours/week", "lower", "whole run",
        "Mean hours of overtime for clients' work; none where they ask for none.",
        _where_asked(lambda account: float(account.series[:, columns.OVERTIME_HOURS].mean()))),
    Kpi("late_share", "clients whose work is late", "share", "lower", "whole run",
        "Share of the weeks of all clients at the end of which their work is late; none where clients ask for no work.",
        _where_asked(lambda account: ratio(account.series[:, columns.LATE_CLIENTS].sum(),
                                           account.series[:, columns.CLIENTS].sum()))),
    Kpi("undone_weeks", "backlog", "weeks", "lower", "end",
        "Work that waits at the end, in weeks of what clients have asked for in the final year; none where they have "
        "asked for no work.",
        lambda account: ratio(account.series[-1, columns.UNDONE],
                              account.series[account.final_year:, columns.WORK_ASKED].mean())),
)

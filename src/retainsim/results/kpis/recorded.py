"""KPIs that need nothing but a column of the weekly record: they are declared with the column."""

from collections.abc import Callable

from retainsim.declared import columns
from retainsim.results.account import Account
from retainsim.results.facts import WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.kpi import Kpi


def _measure(column: int, how: str) -> Callable[[Account], float]:
    if how == "mean":
        return lambda account: float(account.series[:, column].mean())
    if how == "sum":
        return lambda account: float(account.series[:, column].sum())
    return lambda account: ratio(account.series[:, column].sum(),
                                 account.facts.positions * (len(account.series) / WEEKS_PER_YEAR))


def kpis(group: str) -> tuple[Kpi, ...]:
    """The KPIs of this group, in the order of the columns."""
    return tuple(Kpi(kpi.name, kpi.label, kpi.unit, kpi.better, "whole run", kpi.definition,
                     _measure(number, kpi.measure))
                 for number, kpi in enumerate(column.kpi for column in columns.ALL) if kpi and kpi.group == group)

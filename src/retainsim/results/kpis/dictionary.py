"""The KPI dictionary: every KPI by its name, and group by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from types import ModuleType

from retainsim.model.record import Trace
from retainsim.results.account import account_of
from retainsim.results.facts import Facts
from retainsim.results.kpis import attack, clients, exits, largest_clients, money, recorded, relation
from retainsim.results.kpis.kpi import Kpi

MOST = 0.5  # share of worlds above which something is so in most of them

# Columns of results folders and keys of documents keep their order; what is new follows.
ORDER = (
    "cash_end", "value_end", "revenue_total", "revenue_final_year", "profit_total", "profit_sd", "npv", "insolvent",
    "clients_end", "status_clients_end", "status_revenue_final_year", "key_accounts_kept", "key_revenue_kept",
    "exits_total", "exits_to_attacker", "exits_to_third", "exits_background", "exits_courted", "exits_tender",
    "exits_insolvent", "exits_dissolved", "returns", "onward_moves", "trials_started", "trials_converted", "save_rate",
    "new_clients", "mean_fee", "logo_churn_annual", "grr", "nrr", "cac", "clv_mean", "customer_equity", "revenue_hhi",
    "dso_days", "attachment_mean", "grievance_mean", "believed_attachment_mean", "perception_gap", "complaints",
    "hours_hunting", "hours_care", "hours_orders", "hours_dunning", "hours_repair", "hours_rescue", "staff_turnover")


def _of(group: ModuleType) -> Iterator[Kpi]:
    """The KPIs that a module declares, not those that it uses."""
    return (kpi for kpi in vars(group).values() if isinstance(kpi, Kpi) and kpi.measure.__module__ == group.__name__)


_MODULES = money, clients, largest_clients, exits, attack, relation
_DECLARED = {kpi.name: kpi for kpi in (*chain.from_iterable(map(_of, _MODULES)), *recorded.ALL)}

KPIS = {name: _DECLARED[name] for name in dict.fromkeys([*ORDER, *_DECLARED])}
GROUPS = {group: tuple(kpi for kpi in _DECLARED.values() if kpi.group == group)
          for group in dict.fromkeys(kpi.group for kpi in _DECLARED.values())}


def measure(trace: Trace, facts: Facts) -> dict[str, float]:
    """Every KPI of one world in the order of the dictionary, money in currency; NaN where it is not defined.

    It runs between two worlds while other threads wait for the interpreter, so KPIs work on whole columns.
    """
    account = account_of(trace, facts)
    return {name: kpi(account) for name, kpi in KPIS.items()}


def judged_by(primary: Iterable[str]) -> str:
    """The KPI that strategies are judged by: the first of the primary ones that has a better direction."""
    return next((name for name in primary if name in KPIS and KPIS[name].better is not None), "value_end")

"""The KPI dictionary: every KPI by its name, and group by group; those of a family for each rival."""

from collections.abc import Callable, Collection, Iterable
from functools import cache

import numpy as np

from retainsim.declared import columns
from retainsim.model.record import Trace
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts, ratio
from retainsim.results.kpis import attack, clients, exits, largest_clients, money, relation, work
from retainsim.results.kpis.kpi import Account, Family, Kpi

MOST = 0.5  # share of worlds; what happens in more than that happens in most of them
FIGURES: dict[str, Callable[[np.ndarray, float], float]] = {  # of a column and the number of positions
    "mean": lambda column, _: column.mean(), "sum": lambda column, _: column.sum(),
    "per position and year": lambda column, positions: ratio(
        column.sum(), positions * (len(column) / WEEKS_PER_YEAR))}


def _recorded(group: str) -> tuple[Kpi, ...]:
    """The KPIs of a group that need only one column of the weekly record: they are declared with the column."""
    def recorded(number: int, kpi: columns.Kpi) -> Kpi:
        unit, figure = CENTS if columns.ALL[number].unit == "cents" else 1.0, FIGURES[kpi.measure]
        return Kpi(kpi.name, kpi.label, kpi.unit, kpi.better, "whole run", kpi.definition,
                   lambda account: figure(account.series[:, number], account.facts.positions) / unit)

    return tuple(recorded(number, column.kpi) for number, column in enumerate(columns.ALL)
                 if column.kpi and column.kpi.group == group)


GROUPS = {group: (*measured, *_recorded(group)) for group, measured in {
    "money": money.KPIS, "clients": clients.KPIS, "largest clients": largest_clients.KPIS, "exits": exits.KPIS,
    "attack": attack.KPIS, "relation": relation.KPIS, "work": work.KPIS}.items()}

# Columns of results folders and keys of documents keep their order; new ones follow.
ORDER = (
    "cash_end", "value_end", "revenue_total", "revenue_final_year", "profit_total", "profit_sd", "npv", "insolvent",
    "clients_end", "status_clients_end", "status_revenue_final_year", "key_accounts_kept", "key_revenue_kept",
    "exits_total", "exits_to_attacker", "exits_to_third", "exits_background", "exits_courted", "exits_tender",
    "exits_insolvent", "exits_dissolved", "returns", "onward_moves", "trials_started", "trials_converted", "save_rate",
    "new_clients", "mean_fee", "logo_churn_annual", "grr", "nrr", "cac", "clv_mean", "customer_equity", "revenue_hhi",
    "dso_days", "attachment_mean", "grievance_mean", "believed_attachment_mean", "perception_gap", "complaints",
    "hours_hunting", "hours_care", "hours_orders", "hours_dunning", "hours_repair", "hours_rescue", "staff_turnover")
_BY_NAME = {kpi.name: kpi for group in GROUPS.values() for kpi in group}
GROUPS_OF_FAMILIES: dict[str, tuple[Family, ...]] = {"exits": exits.FAMILIES, "attack": attack.FAMILIES}
WHERE_ASKED = {kpi.name for kpi in work.KPIS}  # shown only where they are defined
SUMS = {"exits_to_attacker", "exits_to_third"}  # over the rivals of a role: shown where single rivals are not
FAMILIES = {family.name: family for group in GROUPS_OF_FAMILIES.values() for family in group}


class _Dictionary(dict[str, Kpi]):
    """The KPIs of every scenario; those of families, such as exits_to.attacker, are made on demand."""

    def __missing__(self, name: str) -> Kpi:
        family, _, rival = name.partition(".")
        if not rival or family not in FAMILIES:
            raise KeyError(name)
        return FAMILIES[family].of(rival)

    def __contains__(self, name: object) -> bool:
        family, _, rival = str(name).partition(".")
        return super().__contains__(name) or bool(rival and family in FAMILIES)


KPIS = _Dictionary({name: _BY_NAME[name] for name in dict.fromkeys((*ORDER, *_BY_NAME))})


@cache
def kpis_of(*rivals: str) -> dict[str, Kpi]:
    """Every KPI of a scenario with these rivals, in the order of the dictionary: families come last."""
    return KPIS | {f"{name}.{rival}": family.of(rival) for name, family in FAMILIES.items() for rival in rivals}


def explained() -> list[Kpi]:
    """Every KPI once, those of families with NAME in place of the rival."""
    return [*KPIS.values(), *(family.of() for family in FAMILIES.values())]


def grouped(names: Collection[str]) -> dict[str, list[Kpi]]:
    """The KPIs of these names, group by group."""
    every = {group: [*(kpi for kpi in members if kpi.name in names), *(
        KPIS[name] for family in GROUPS_OF_FAMILIES.get(group, ()) for name in names
        if name.startswith(f"{family.name}."))] for group, members in GROUPS.items()}
    return {group: kpis for group, kpis in every.items() if kpis}


def measure(trace: Trace, facts: Facts) -> dict[str, float]:
    """Every KPI of one world in the order of the dictionary, money in units of currency; NaN where it is not defined.

    It runs between two worlds while other threads wait for the interpreter, so KPIs work on whole columns.
    """
    account = Account(trace, facts)
    return {name: float(kpi.measure(account)) for name, kpi in kpis_of(*facts.suppliers[1:]).items()}


def judged_by(primary: Iterable[str]) -> str:
    """The KPI that strategies are judged by: the first of the primary ones that has a better direction."""
    return next((name for name in primary if name in KPIS and KPIS[name].better is not None), "value_end")

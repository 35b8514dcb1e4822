"""The chain of causes of a world, from the hours of its people to its money, in figures."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from retainsim.declared import columns
from retainsim.results.account import revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.kpi import EVENT
from retainsim.scenario import Scenario
from retainsim.scenario.uses import uses

Kpis = Mapping[str, float]
Measure = Callable[[np.ndarray, Kpis], float]  # of the weekly record, weeks x columns, and the KPIs of a world
REASONS = ("exits_courted", "exits_tender", "exits_insolvent")


class Figure(NamedTuple):
    """A figure of the chain: the link that it belongs to, and how it is measured."""

    link: str
    name: str
    unit: str
    measure: Measure
    of: str = ""  # the mechanism without which there is none


def _kpi(name: str) -> Measure:
    return lambda _, kpis: kpis[name]


def _each_year(series: np.ndarray) -> float:
    """What turns a number of events of the whole run into one per client and year."""
    return ratio(WEEKS_PER_YEAR, series[:, columns.CLIENTS].sum())


def _per_client_year(*names: int) -> Measure:
    return lambda series, _: sum(series[:, name].sum() for name in names) * _each_year(series)


def _mean_of_clients(name: int) -> Measure:
    return lambda series, _: ratio(series[:, name].sum(), series[:, columns.CLIENTS].sum())


def _exits(count: Callable[[Kpis], float]) -> Measure:
    return lambda series, kpis: 100 * count(kpis) * _each_year(series)


def _of_other_reasons(kpis: Kpis) -> float:
    return kpis["exits_total"] - sum(kpis[reason] for reason in REASONS)


def _premium(series: np.ndarray, _: Kpis) -> float:
    premium = series[:, columns.PREMIUM].sum()
    return ratio(100 * premium, series[:, columns.FEES].sum() - premium)


HOURS, CONTACT, EXITS = "hours/week", "per client-year", "per 100 client-years"
FIGURES = (  # means over the whole run, unless they say otherwise
    Figure("hours", "hunting", HOURS, _kpi("hours_hunting")), Figure("hours", "care", HOURS, _kpi("hours_care")),
    Figure("hours", "orders", HOURS, _kpi("hours_orders")), Figure("hours", "rescue", HOURS, _kpi("hours_rescue")),
    Figure("hours", "clients' work", HOURS, _kpi("hours_delivery"), "delivery"),
    Figure("work", "late", "% of client-weeks", lambda _, kpis: 100 * kpis["late_share"], "delivery"),
    Figure("contact", "caring visits", CONTACT, _per_client_year(columns.VISITS)),
    Figure("contact", "order calls", CONTACT, _per_client_year(columns.ORDER_CALLS)),
    Figure("contact", "reminders and outages", CONTACT, _per_client_year(columns.REMINDERS, columns.OUTAGES)),
    Figure("attachment", "as it is", "0..1", _mean_of_clients(columns.ATTACHMENT)),
    Figure("attachment", "as the firm sees it", "0..1", _mean_of_clients(columns.BELIEVED)),
    Figure("exits", "courted away", EXITS, _exits(lambda kpis: kpis["exits_courted"])),
    Figure("exits", "after a tender", EXITS, _exits(lambda kpis: kpis["exits_tender"])),
    Figure("exits", "through the firm's own ruin", EXITS, _exits(lambda kpis: kpis["exits_insolvent"])),
    Figure("exits", "for other reasons", EXITS, _exits(_of_other_reasons)),
    Figure("new clients", "won", "per year",
           lambda series, kpis: kpis["new_clients"] / (len(series) / WEEKS_PER_YEAR)),
    Figure("money", "premium on the usual prices", "% of them", _premium, "prices"),
    Figure("money", "fees and orders, final year", "currency",
           lambda series, _: float(revenue(series[-WEEKS_PER_YEAR:]).sum() / CENTS)),
    Figure("money", "cash at the end", "currency", _kpi("cash_end")),
    Figure("money", "ruined", EVENT, _kpi("insolvent")),
)


def figures_of(scenario: Scenario) -> tuple[Figure, ...]:
    """The figures of the chain that a scenario has."""
    return tuple(figure for figure in FIGURES if uses(scenario, figure.of))


def row_of(series: np.ndarray, kpis: Kpis, kpi: str, chain: Sequence[Figure]) -> np.ndarray:
    """What is compared of a world, from its weekly record and KPIs: the KPI, whether the firm is ruined, the chain."""
    return np.array([kpis[kpi], kpis["insolvent"], *(figure.measure(series, kpis) for figure in chain)])

"""KPIs of a column of the weekly record: they are declared with the column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from retainsim.declared import columns
from retainsim.results.account import Account
from retainsim.results.facts import WEEKS_PER_YEAR, ratio
from retainsim.results.kpis.kpi import Kpi


def _per_position_year(values: np.ndarray, account: Account) -> float:
    return ratio(values.sum(), account.facts.positions * (len(values) / WEEKS_PER_YEAR))


MEASURES: Mapping[str, Callable[[np.ndarray, Account], float]] = {
    "sum": lambda values, _: values.sum(), "mean": lambda values, _: values.mean(),
    "per position and year": _per_position_year}


def _measure(column: int, how: str, account: Account) -> float:
    return MEASURES[how](account.series[:, column], account)


ALL = tuple(
    Kpi(said.name, said.label, said.unit, said.better, "whole run", said.definition, said.group,
        partial(_measure, number, said.measure))
    for number, said in enumerate(column.kpi for column in columns.ALL) if said)

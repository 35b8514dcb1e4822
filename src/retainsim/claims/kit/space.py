"""The space of assumed parameters: those that the scenario leaves at their default, over their plausible ranges.

Ranges that are plausible one by one make many worlds that are not: where the unchallenged firm loses more clients than
whole industries do. The *credible* part of the space is what that evidence leaves.

Source     Latin hypercubes: McKay, Beckman & Conover 1979, Technometrics 21. Ruling out what contradicts the evidence:
           Grimm et al. 2005, Science 310 (pattern-oriented modelling); Craig et al. 1997 (history matching).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.stats import qmc

from retainsim.claims.kit.lab import SCENARIO, Lab
from retainsim.claims.readings import exits_per_100
from retainsim.scenario import load
from retainsim.scenario.consistency import LEAST
from retainsim.scenario.fields import Table
from retainsim.scenario.schema import Scenario

SEED = 1  # of the hypercube; never re-rolled
SAMPLED = 160  # points of the hypercube
POINTS = 32  # the first of them: the space as it is
CREDIBLE = 32  # the first of them that the evidence allows
MOST_LOST = 22.0  # [% of clients a year] Internet providers of 2000: Thomas, Blattberg & Fox 2004
WEEKS = 104  # over which an unchallenged firm is watched


def assumed_ranges(scenario: Scenario) -> dict[str, tuple[float, float, bool]]:
    """Low, high, and whether whole, by path; a field of all segments, rivals or roles varies as one: `clients.*.f`."""
    found: dict[str, tuple[float, float, bool]] = {}
    mechanisms = scenario.mechanisms
    for name in type(mechanisms).model_fields:
        found |= _of_table(f"mechanisms.{name}", getattr(mechanisms, name))
    found |= _of_table("market", scenario.market) | _of_table("firm", scenario.firm)
    for room, tables in (("clients", scenario.clients.values()), ("rivals", scenario.rivals.values()),
                         ("staff", [getattr(scenario.staff, role) for role in type(scenario.staff).model_fields])):
        for table in tables:
            found |= _of_table(f"{room}.*", table)
    return found


def _of_table(path: str, table: Table) -> dict[str, tuple[float, float, bool]]:
    return {f"{path}.{name}": (low, high, whole) for name, low, high, whole in _assumed(table)}


def _assumed(table: Table) -> Iterator[tuple[str, float, float, bool]]:
    for name, field in type(table).model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "plausible" in extra and name not in table.model_fields_set:
            bounds: Any = extra["plausible"]
            yield name, float(bounds[0]), float(bounds[1]), field.annotation is int


@dataclass(frozen=True)
class Space:
    """Points of the space at which claims are tried; some belong to both samples."""

    names: list[str]  # of the parameters
    values: np.ndarray  # float64, points x parameters
    overrides: list[tuple[str, ...]]  # each point as changes of the scenario
    is_sampled: np.ndarray  # bool, one per point: of the space as it is
    is_credible: np.ndarray  # bool, one per point


@cache
def space() -> Space:
    """The points of the shipped scenario's space, and which of them the evidence allows."""
    names, values, overrides = points(load(SCENARIO), SAMPLED)
    credible: list[int] = []
    for row in range(SAMPLED):
        if len(credible) == CREDIBLE and row >= POINTS:
            break
        if _loses_no_more_than_industries(overrides[row]):
            credible.append(row)
    rows = sorted({*range(POINTS), *credible})
    return Space(names, values[rows], [overrides[row] for row in rows], np.array([row < POINTS for row in rows]),
                 np.isin(rows, credible))


def _loses_no_more_than_industries(point: tuple[str, ...]) -> bool:
    peace = [f"rivals.{name}.enabled=false" for name, rival in load(SCENARIO).rivals.items()
             if rival.role == "attacker"]
    lab = Lab(2, (*point, *peace))
    lost = lab.play([lab.scenario().market.seasoned_by], exits_per_100, weeks=WEEKS)
    return float(np.nanmean(list(lost.values()))) <= MOST_LOST


def points(scenario: Scenario, number: int) -> tuple[list[str], np.ndarray, list[tuple[str, ...]]]:
    """Names of the parameters, their values (points x parameters), and each point as overrides of the scenario."""
    ranges = assumed_ranges(scenario)
    names = list(ranges)
    unit = qmc.LatinHypercube(len(names), rng=np.random.default_rng(SEED)).random(number)
    low, high = np.array([ranges[n][:2] for n in names]).T
    values = low + (high - low) * unit
    whole = np.array([ranges[n][2] for n in names])
    values[:, whole] = np.floor(low[whole] + (high[whole] - low[whole] + 1) * unit[:, whole])
    return names, values, [_overrides(scenario, names, row, whole) for row in values]


def _overrides(scenario: Scenario, names: list[str], row: np.ndarray, whole: np.ndarray) -> tuple[str, ...]:
    said = []
    for name, value, is_whole in zip(names, row, whole, strict=True):
        room, star, field = name.partition(".*.")
        too_small = any(field.endswith(ending) and value < least for ending, least in LEAST.items())
        text = "0.0" if too_small else str(int(value)) if is_whole else repr(float(value))
        if not star:
            said.append(f"{name}={text}")
            continue
        tables = getattr(scenario, room)
        for key in tables if isinstance(tables, dict) else type(tables).model_fields:
            table = tables[key] if isinstance(tables, dict) else getattr(tables, key)
            if field not in table.model_fields_set:
                said.append(f"{room}.{key}.{field}={text}")
    return tuple(said)

"""The space of assumed parameters: those that a scenario leaves at their default, over their plausible ranges.

Ranges that are plausible one by one make many worlds that are not: where the unchallenged firm loses more clients than
whole industries do. The *credible* part of the space is what that evidence leaves.

Source     Latin hypercubes: McKay, Beckman & Conover 1979, Technometrics 21. Ruling out what contradicts the evidence:
           Grimm et al. 2005, Science 310 (pattern-oriented modelling); Craig et al. 1997 (history matching).
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256, shake_256
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from retainsim.claims.kit.lab import Lab, Values
from retainsim.claims.readings import client_years, exits
from retainsim.results.facts import ratio
from retainsim.scenario import load
from retainsim.scenario.consistency import LEAST
from retainsim.scenario.schema import Scenario, Table

SEED = 1  # of the hypercube; never re-rolled
SAMPLED = 160  # points of the hypercube
POINTS = 32  # the first of them: the space as it is
CREDIBLE = 32  # the first of them that the evidence allows
MOST_LOST = 22.0  # [% of clients a year] Internet providers of 2000: Thomas, Blattberg & Fox 2004
WEEKS = 104  # over which an unchallenged firm is watched


class Range(NamedTuple):
    """What is plausible for one parameter."""

    low: float
    high: float
    is_whole: bool

    def at(self, unit: Values) -> Values:
        """The values at these places of the range, 0 to 1."""
        width = self.high - self.low
        return np.floor(self.low + (width + 1) * unit) if self.is_whole else self.low + width * unit


def assumed_ranges(scenario: Scenario) -> dict[str, Range]:
    """The plausible ranges by path; a field of all segments, rivals or roles varies as one: `clients.*.f`."""
    tables = [*((f"mechanisms.{name}", table) for name, table in _tables(scenario, "mechanisms").items()),
              ("market", scenario.market), ("firm", scenario.firm),
              *((f"{room}.*", table) for room in ("clients", "rivals", "staff")
                for table in _tables(scenario, room).values())]
    ranges = {}
    for path, table in tables:
        for name, field in type(table).model_fields.items():
            extra: Any = field.json_schema_extra or {}
            if "plausible" in extra and name not in table.model_fields_set:
                low, high = map(float, extra["plausible"])
                ranges[f"{path}.{name}"] = Range(low, high, field.annotation is int)
    return ranges


def _tables(scenario: Scenario, room: str) -> dict[str, Table]:
    tables = getattr(scenario, room)
    return tables if isinstance(tables, dict) else {key: getattr(tables, key) for key in type(tables).model_fields}


@dataclass(frozen=True)
class Space:
    """Points of the space at which claims are tried; some belong to both samples."""

    names: list[str]  # of the parameters
    values: Values  # points x parameters
    overrides: list[tuple[str, ...]]  # each point as changes of the scenario
    is_sampled: np.ndarray  # bool, one per point: of the space as it is
    is_credible: np.ndarray  # bool, one per point


@cache
def space(base: str) -> Space:
    """The points of a shipped scenario's space, and which of them the evidence allows."""
    names, values, overrides = points(load(base), SAMPLED)
    credible = list(islice((row for row in range(SAMPLED) if _loses_no_more_than_industries(base, overrides[row])),
                           CREDIBLE))
    rows = sorted({*range(POINTS), *credible})
    return Space(names, values[rows], [overrides[row] for row in rows], np.array([row < POINTS for row in rows]),
                 np.isin(rows, credible))


@cache
def digest(base: str) -> str:
    """What a shipped scenario's space is known by: another one where a parameter, a range or a rule has changed."""
    return sha256(repr(points(load(base), SAMPLED)[2]).encode()).hexdigest()[:12]


def _loses_no_more_than_industries(base: str, point: tuple[str, ...]) -> bool:
    scenario = load(base)
    peace = [f"rivals.{name}.enabled=false" for name, rival in scenario.rivals.items() if rival.role == "attacker"]
    lost = Lab(base, 2, (*point, *peace, f"weeks={WEEKS}")).play_one(
        scenario.market.seasoned_by, lambda trace, facts: ratio(100 * len(exits(trace)), client_years(trace)))
    return float(np.nanmean(lost)) <= MOST_LOST


def points(scenario: Scenario, number: int) -> tuple[list[str], Values, list[tuple[str, ...]]]:
    """Names of the parameters, their values (points x parameters), and each point as overrides of the scenario."""
    ranges = assumed_ranges(scenario)
    values = np.column_stack([plausible.at(column(path, number)) for path, plausible in ranges.items()])
    return list(ranges), values, [_overrides(scenario, ranges, row) for row in values]


def column(path: str, number: int) -> Values:
    """Numbers from 0 to 1, one in each of `number` equal parts, in an order that depends on path and seed only.

    Other parameters come and go without moving these; nor do they depend on how a library draws random numbers.
    """
    bits = np.frombuffer(shake_256(f"{SEED} {path}".encode()).digest(8 * number), "<u4").reshape(2, number)
    part = np.argsort(np.argsort(bits[0], kind="stable"))
    inside: Values = bits[1] / 2.0**32
    return (part + inside) / number


def _overrides(scenario: Scenario, ranges: dict[str, Range], row: Values) -> tuple[str, ...]:
    changes: list[str] = []
    for (name, plausible), value in zip(ranges.items(), row.tolist(), strict=True):
        room, star, field = name.partition(".*.")
        too_small = any(field.endswith(ending) and value < least for ending, least in LEAST.items())
        text = "0.0" if too_small else str(int(value)) if plausible.is_whole else repr(value)
        changes += [f"{room}.{key}.{field}={text}" for key, table in _tables(scenario, room).items()
                 if field not in table.model_fields_set] if star else [f"{name}={text}"]
    return tuple(changes)

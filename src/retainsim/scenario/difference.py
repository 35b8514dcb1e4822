"""What differs between two scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retainsim.scenario.description import Parameter, parameters
from retainsim.scenario.errors import Keys, dotted
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest


@dataclass(frozen=True)
class Row:
    """One parameter that differs; None on the side that does not say it."""

    path: str
    unit: str | None
    a: Parameter | None
    b: Parameter | None


@dataclass(frozen=True)
class Difference:
    """All that differs: parameters of tables that both have, tables that one has, or at least the order of tables."""

    rows: list[Row]
    only_a: list[str]
    only_b: list[str]
    only_order: bool

    @property
    def is_none(self) -> bool:
        """Whether the two say the same."""
        return not (self.rows or self.only_a or self.only_b or self.only_order)

    def to_document(self) -> dict[str, Any]:
        """The difference as plain values for JSON."""
        return {"equal": self.is_none, "only_order": self.only_order,
                "parameters": [{"path": row.path, "unit": row.unit, "in_a": row.a is not None,
                                "in_b": row.b is not None, "a": None if row.a is None else row.a.value,
                                "b": None if row.b is None else row.b.value} for row in self.rows],
                "tables_only_in_a": self.only_a, "tables_only_in_b": self.only_b}


def difference(a: Scenario, b: Scenario) -> Difference:
    """What differs between two scenarios, in the order of the first, then of the second."""
    in_a, in_b = ({p.keys: p for p in parameters(scenario)} for scenario in (a, b))
    only_a, only_b = _tables_only_in(in_a, in_b), _tables_only_in(in_b, in_a)
    rows = []
    for keys in {**in_a, **in_b}:
        one, other = in_a.get(keys), in_b.get(keys)
        told = _is_below(keys, [*only_a, *only_b]) or _is_emptiness(one, in_b) or _is_emptiness(other, in_a)
        if not told and (one is None or other is None or one.value != other.value):
            rows.append(Row(dotted(keys), one.unit if one else other.unit if other else None, one, other))
    same = not (rows or only_a or only_b)
    return Difference(rows, [dotted(keys) for keys in only_a], [dotted(keys) for keys in only_b],
                      same and digest(a) != digest(b))


def _tables_only_in(mine: dict[Keys, Parameter], others: dict[Keys, Parameter]) -> list[Keys]:
    """The outermost tables that one scenario has and the other lacks."""
    theirs = {p.table for p in others.values()}
    only: list[Keys] = []
    for table in dict.fromkeys(p.table for p in mine.values()):
        if table not in theirs and not _is_below(table, only):
            only.append(table)
    return only


def _is_below(keys: Keys, tables: list[Keys]) -> bool:
    return any(keys[:len(table)] == table for table in tables)


def _is_emptiness(parameter: Parameter | None, others: dict[Keys, Parameter]) -> bool:
    """Whether it is an empty table or list where the other scenario has a full one, which says it all."""
    if parameter is None or parameter.value not in ({}, []):
        return False
    return any(keys != parameter.keys and _is_below(keys, [parameter.keys]) for keys in others)

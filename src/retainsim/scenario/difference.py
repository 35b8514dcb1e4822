"""What differs between two scenarios."""

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
                                "in_b": row.b is not None, "a": row.a and row.a.value, "b": row.b and row.b.value}
                               for row in self.rows],
                "tables_only_in_a": self.only_a, "tables_only_in_b": self.only_b}


def difference(a: Scenario, b: Scenario) -> Difference:
    """What differs between two scenarios, in the order of the first, then of the second."""
    in_a, in_b = ({p.keys: p for p in parameters(scenario)} for scenario in (a, b))
    only_a, only_b = _tables_only_in(in_a, in_b), _tables_only_in(in_b, in_a)
    # An empty table or list says nothing where the other scenario has a full one.
    empty = [keys for one, other in ((in_a, in_b), (in_b, in_a)) for keys, p in one.items()
             if p.value in ({}, []) and any(keys != inner and _is_below(inner, [keys]) for inner in other)]
    rows = [Row(p.path, p.unit, in_a.get(keys), in_b.get(keys)) for keys, p in (in_a | in_b).items()
            if keys not in empty and not _is_below(keys, [*only_a, *only_b])
            and not (keys in in_a and keys in in_b and in_a[keys].value == in_b[keys].value)]
    is_same = not (rows or only_a or only_b)
    return Difference(rows, list(map(dotted, only_a)), list(map(dotted, only_b)), is_same and digest(a) != digest(b))


def _tables_only_in(mine: dict[Keys, Parameter], others: dict[Keys, Parameter]) -> list[Keys]:
    """The outermost tables that one scenario has and the other lacks."""
    theirs, only = {p.table for p in others.values()}, list[Keys]()
    for p in mine.values():
        if p.table not in theirs and not _is_below(p.table, only):
            only.append(p.table)
    return only


def _is_below(keys: Keys, tables: list[Keys]) -> bool:
    return any(keys[:len(table)] == table for table in tables)

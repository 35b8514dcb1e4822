"""Every parameter of a scenario, with what the schema knows about it; and what differs between two scenarios."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from retainsim.scenario import shape
from retainsim.scenario.errors import Keys, dotted, follow, path_parts, printable, refusal
from retainsim.scenario.per_week import path_of_week
from retainsim.scenario.schema import Scenario, digest, is_list_of_tables, toml_value
from retainsim.scenario.uses import uses

MOST_PATHS = 6  # that a question names


@dataclass(frozen=True)
class Parameter:
    """One value of a scenario; `table` leads to the table of the format in which it stands.

    Nothing is assumed where there is no `plausible` range; `default` means something where `has_default`.
    """

    keys: Keys
    table: Keys
    value: Any
    meaning: str
    unit: str | None
    has_default: bool
    default: Any
    plausible: tuple[float, float] | None
    source: str | None
    choices: tuple[str, ...] = ()  # of which the value is one; any value within bounds where there are none
    bounds: str = ""  # of a number, in words: "from 0 to 1"

    @property
    def path(self) -> str:
        """The dotted path, as `--set` takes it."""
        return dotted(self.keys)

    @property
    def key(self) -> str:
        """What is left of the path within the table."""
        return dotted(self.keys[len(self.table):])

    @property
    def differs(self) -> bool | None:
        """Whether the scenario says something other than the default; None where there is no default."""
        return self.value != self.default if self.has_default else None

    def to_document(self) -> dict[str, Any]:
        """All about it as plain values for JSON."""
        return {"path": self.path, "table": dotted(self.table), "meaning": self.meaning, "unit": self.unit,
                "value": self.value, "has_default": self.has_default, "default": self.default, "differs": self.differs,
                "plausible": self.plausible and list(self.plausible), "source": self.source,
                "choices": list(self.choices) or None, "bounds": self.bounds or None}


def parameters(scenario: Scenario) -> list[Parameter]:
    """Everything that a scenario says, in the order of the format; an empty table or list stands for itself.

    What a change leaves as it is stands nowhere.
    """
    return [_parameter(keys, str(value) if isinstance(value, date) else value)
            for keys, value in _leaves((), scenario.model_dump())
            if value is not None or "changes" not in keys]


def in_use(scenario: Scenario) -> list[Parameter]:
    """The same without the mechanisms of which the scenario makes no use."""
    return [one for one in parameters(scenario)
            if one.table[0:1] != ("mechanisms",) or uses(scenario, str(one.table[1]))]


def by_table(everything: Iterable[Parameter]) -> dict[Keys, list[Parameter]]:
    """The parameters of each table, the outer tables first."""
    tables: dict[Keys, list[Parameter]] = {}
    for parameter in everything:
        tables.setdefault(parameter.table, []).append(parameter)
    return tables


def below(everything: Iterable[Parameter], path: str) -> list[Parameter]:
    """The parameters at a dotted path or below it.

    Raises   `ScenarioError` with the right spelling where the path leads nowhere.
    """
    paths = {tuple(map(str, parameter.keys)): parameter for parameter in everything}

    def names_at(start: list[str]) -> Iterable[str]:
        return dict.fromkeys(keys[len(start)] for keys in paths if keys[:len(start)] == (*start,) != keys)

    parts = tuple(map(str, path_of_week(path_parts(path))))
    target, message, allowed = follow(parts, names_at)
    if len(target) == len(parts) and not message:
        return [parameter for keys, parameter in paths.items() if keys[:len(parts)] == parts]
    if len(parts) == 1:  # the first path that ends with this name, of those that are shortest
        ends: list[Keys] = [p.keys[:p.keys.index(parts[0], 1) + 1] for p in paths.values() if parts[0] in p.keys[1:]]
        target = list(map(str, min(ends, key=len, default=target)))
    elif len(target) < len(parts) and names_at(target):
        target = []
    raise refusal(printable(path) or '""', message or f'"{".".join(target)}" is a value, not a table',
                  f"Did you mean {'.'.join(target)}?" if target else mentions(paths.values(), path), allowed)


def mentions(everything: Iterable[Parameter], word: str) -> str:
    """The question after a word that is no path: whether what ends with it was meant, or what has it in its name."""
    paths, first = list[str](), dict[str, str]()  # of each name that has it
    for one in everything:
        name = str(one.keys[-1])
        if name == word:
            paths.append(one.path)
        elif len(word) > 2 and word in name:
            first.setdefault(name, one.path)
    *others, last = (paths or list(first.values()))[:MOST_PATHS] or [""]
    return f"Did you mean {' or '.join(filter(None, (', '.join(others), last)))}?" if last else ""


def in_toml(value: Any) -> str:
    """A value as one writes it in a file by hand; TOML has no word for none."""
    if value is None:
        return "none"
    return shape.number_in_words(value) if shape.is_number(value) else toml_value(value)


def _leaves(keys: Keys, value: Any) -> Iterator[tuple[Keys, Any]]:
    """Every value that is not a table, and the empty tables."""
    inner = dict(enumerate(value)) if is_list_of_tables(value) else value
    if isinstance(inner, dict) and inner:
        for key, item in inner.items():
            yield from _leaves((*keys, key), item)
    else:
        yield keys, value


def _parameter(keys: Keys, value: Any) -> Parameter:
    nodes = [shape.at(keys[:length]) for length in range(len(keys) + 1)]
    *_, above, node = nodes
    has_default, default = "default" in node, node.get("default")
    if not has_default and keys[-1] in above.get("properties", {}) and keys[-1] not in above.get("required", []):
        has_default, default = True, [] if node.get("type") == "array" else {}  # made anew for each scenario
    # The innermost table around a value that has fixed keys; `hours` is a value of several parts.
    table = next(keys[:length] for length in reversed(range(len(keys))) if "properties" in nodes[length])
    # What the schema says about a value, or about the nearest value of which it is a part.
    meaning = next((text for node in reversed(nodes[1:]) if (text := node.get("description"))), "")
    return Parameter(keys, table, value, meaning, node.get("unit"), has_default, default,
                     node.get("plausible") and tuple(node["plausible"]), node.get("source"),
                     tuple(node.get("enum", ())), _bounds(node))


def _bounds(node: shape.Node) -> str:
    is_bounded = node.get("type") in ("integer", "number") and "maximum" in node
    return shape.in_words(node).partition(" number ")[2] if is_bounded else ""


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
        rows = [{"path": row.path, "unit": row.unit, "in_a": row.a is not None, "in_b": row.b is not None,
                 "a": row.a and row.a.value, "b": row.b and row.b.value} for row in self.rows]
        return {"equal": self.is_none, "only_order": self.only_order, "parameters": rows,
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
    theirs = {p.table for p in others.values()}
    only = dict.fromkeys(p.table for p in mine.values() if p.table not in theirs)
    return [table for table in only if not any(table[:length] in only for length in range(len(table)))]


def _is_below(keys: Keys, tables: list[Keys]) -> bool:
    return any(keys[:len(table)] == table for table in tables)

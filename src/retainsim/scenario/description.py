"""Every parameter of a scenario with what the schema knows about it: unit, meaning, default, range, source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from retainsim.scenario import shape
from retainsim.scenario.errors import Keys, Problem, ScenarioError, dotted, printable
from retainsim.scenario.library import nearest
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import toml_value


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
                "plausible": None if self.plausible is None else list(self.plausible), "source": self.source}


def parameters(scenario: Scenario) -> list[Parameter]:
    """Everything that a scenario says, in the order of the format; an empty table or list stands for itself."""
    return [_parameter(keys, value) for keys, value in _leaves((), scenario.model_dump())]


def by_table(known: Iterable[Parameter]) -> dict[Keys, list[Parameter]]:
    """The parameters of each table, the outer tables first."""
    tables: dict[Keys, list[Parameter]] = {}
    for parameter in known:
        tables.setdefault(parameter.table, []).append(parameter)
    return tables


def about_table(table: Keys) -> str:
    """One sentence about a table of the format."""
    return str(shape.at(table).get("description", ""))


def below(known: Iterable[Parameter], path: str) -> list[Parameter]:
    """The parameters at a dotted path or below it.

    Raises   `ScenarioError` with the right spelling where the path leads nowhere.
    """
    parts = [part.strip() for part in re.sub(r"\[(\d+)\]", r".\1", path).split(".")]
    left, meant, message, allowed = list(known), list[str](), "", ""
    for part in parts:
        names = dict.fromkeys(str(p.keys[len(meant)]) for p in left if len(p.keys) > len(meant))
        so_far = ".".join(meant)
        if not names:
            message = message or f'"{so_far}" is a value, not a table'
            break
        name = part if part in names else nearest(part, names)
        if name != part and not message:
            where = f' in "{so_far}"' if meant else ""
            message = f'"{printable(part)}" is not known{where}; allowed:'
            allowed = printable(", ".join(names), 1000)
        if name != part and len(parts) == 1 and _elsewhere(left, part):
            meant = _elsewhere(left, part)
            break
        if name is None:
            meant = []
            break
        left = [p for p in left if len(p.keys) > len(meant) and str(p.keys[len(meant)]) == name]
        meant.append(name)
    if not message:
        return left
    fix = f"Did you mean {'.'.join(meant)}?" if meant else ""
    raise ScenarioError([Problem(printable(path) or '""', None, "", message, allowed=allowed, fix=fix)])


def in_toml(value: Any) -> str:
    """A value as one writes it in a file by hand; TOML has no word for none."""
    if value is None:
        return "none"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "{}" if value == {} else toml_value(value)
    return shape.number_in_words(value)


def _elsewhere(known: list[Parameter], name: str) -> list[str]:
    """The first path that ends with a name, of those that are shortest."""
    places = [list(map(str, p.keys[:length])) for p in known for length in range(2, len(p.keys) + 1)
              if p.keys[length - 1] == name]
    return min(places, key=len, default=[])


def _leaves(keys: Keys, value: Any) -> Iterator[tuple[Keys, Any]]:
    """Every value that is not a table, and the empty tables."""
    inner: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        inner = enumerate(value)
    elif not isinstance(value, dict):
        yield keys, value
        return
    empty = True
    for key, item in inner:
        empty = False
        yield from _leaves((*keys, key), item)
    if empty:
        yield keys, value


def _parameter(keys: Keys, value: Any) -> Parameter:
    node, above = shape.at(keys), shape.at(keys[:-1])
    has_default, default = "default" in node, node.get("default")
    if not has_default and keys[-1] in above.get("properties", {}) and keys[-1] not in above.get("required", []):
        has_default, default = True, [] if node.get("type") == "array" else {}  # made anew for each scenario
    plausible = node.get("plausible")
    return Parameter(keys, _table(keys), value, _meaning(keys), node.get("unit"), has_default, default,
                     None if plausible is None else (plausible[0], plausible[1]), node.get("source"))


def _table(keys: Keys) -> Keys:
    """The innermost table around a value that has fixed keys; `hours` is a value of several parts."""
    return next(keys[:length] for length in range(len(keys) - 1, -1, -1) if "properties" in shape.at(keys[:length]))


def _meaning(keys: Keys) -> str:
    """What the schema says about a value, or about the nearest value of which it is a part."""
    texts = (shape.at(keys[:length]).get("description") for length in range(len(keys), 0, -1))
    return next((str(text) for text in texts if text), "")

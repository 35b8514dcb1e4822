"""A scenario as text: with every default said, so that it can be read again and be named by a digest."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from retainsim.scenario.schema import Scenario


def resolved_toml(scenario: Scenario) -> str:
    """The whole scenario as TOML; reading it gives an equal scenario."""
    return "\n".join(_table((), scenario.model_dump())) + "\n"


def digest(scenario: Scenario) -> str:
    """Sixteen hex digits that name everything that a scenario says, the order of its tables included."""
    return hashlib.sha256(resolved_toml(scenario).encode()).hexdigest()[:16]


def _table(path: tuple[str, ...], table: dict[str, Any], is_item: bool = False) -> Iterator[str]:
    """The lines of a table: its header, its values, then the tables in it."""
    if is_item or (path and not (table and all(isinstance(value, dict) for value in table.values()))):
        yield f"\n[[{'.'.join(path)}]]" if is_item else f"\n[{'.'.join(path)}]"
    inner = {key: value for key, value in table.items() if isinstance(value, dict) or is_list_of_tables(value)}
    for key, value in table.items():
        if key not in inner and value is not None:  # TOML has no null
            yield f"{key} = {toml_value(value)}"
    for key, value in inner.items():
        for item in value if isinstance(value, list) else [value]:
            yield from _table((*path, key), item, isinstance(value, list))


def is_list_of_tables(value: Any) -> bool:
    """Whether a value is written as tables with double brackets."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def toml_value(value: Any) -> str:
    """A value on one line of TOML."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key} = {toml_value(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, float):
        return repr(value + 0.0)  # -0.0 equals 0.0 and must not have another digest
    # JSON escapes what TOML wants escaped, bar one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

"""A scenario as text: with every default said, so that it can be read again and be named by a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from retainsim.scenario.schema import Scenario


def resolved_toml(scenario: Scenario) -> str:
    """The whole scenario as TOML; reading it gives an equal scenario."""
    return "\n".join(_table((), scenario.model_dump())) + "\n"


def digest(scenario: Scenario) -> str:
    """Sixteen hex digits that name everything that a scenario says, the order of its tables included."""
    return hashlib.sha256(resolved_toml(scenario).encode()).hexdigest()[:16]


def _table(path: tuple[str, ...], table: dict[str, Any]) -> Iterator[str]:
    """The lines of a table: its header, its values, then the tables in it."""
    values = {key: value for key, value in table.items() if not isinstance(value, dict)}
    if path and (values or not table):
        yield f"\n[{'.'.join(path)}]"
    for key, value in values.items():
        yield f"{key} = {_written(value)}"
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _table((*path, key), value)


def _written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, float):
        return repr(value + 0.0)  # -0.0 equals 0.0 and must not have another digest
    # JSON escapes what TOML wants escaped, bar one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

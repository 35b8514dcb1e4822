"""What a user writes: schema, reading, checking, overriding by dotted path."""

from __future__ import annotations

import os
from collections.abc import Iterable

from retainsim.scenario.checking import check
from retainsim.scenario.doubts import doubts
from retainsim.scenario.errors import Problem, ScenarioError
from retainsim.scenario.library import descriptions, locate, shipped
from retainsim.scenario.overrides import override
from retainsim.scenario.reading import read
from retainsim.scenario.schema import Scenario
from retainsim.scenario.shape import schema_json
from retainsim.scenario.writing import digest, resolved_toml

__all__ = ["Problem", "Scenario", "ScenarioError", "descriptions", "digest", "doubts", "load", "locate",
           "resolved_toml", "schema_json", "shipped"]


def load(name_or_path: str | os.PathLike[str], overrides: str | Iterable[str] = ()) -> Scenario:
    """The scenario in a file or in the library, with what it extends, changed by `path=value` overrides, and checked.

    Raises   `ScenarioError` with every problem at once.
    """
    changes = [overrides] if isinstance(overrides, str) else overrides
    source, problems = override(read(locate(name_or_path)), changes)
    return check(source, problems)

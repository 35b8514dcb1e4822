"""What a user writes: schema, reading, checking, overriding by dotted path."""

import os

from retainsim.scenario.checking import check
from retainsim.scenario.consistency import doubts
from retainsim.scenario.errors import Problem, ScenarioError, file_label, printable
from retainsim.scenario.overrides import Change, Changes, arguments, override
from retainsim.scenario.reading import Source, descriptions, locate, read, shipped
from retainsim.scenario.schema import Scenario, digest, resolved_toml
from retainsim.scenario.shape import file_schema

__all__ = ["Change", "Changes", "Problem", "Scenario", "ScenarioError", "change", "descriptions", "digest", "doubts",
           "file_label", "file_schema", "load", "locate", "printable", "resolved_toml", "shipped"]


def load(name_or_path: str | os.PathLike[str], overrides: Changes = ()) -> Scenario:
    """The scenario in a file or in the library, with what it extends, changed by `path=value` overrides, and checked.

    Raises   `ScenarioError` with every problem at once.
    """
    return check(*override(read(locate(name_or_path)), arguments(overrides)))


def change(scenario: Scenario, overrides: Changes) -> Scenario:
    """The scenario changed by `path=value` overrides, as if it had been loaded with them.

    Raises   `ScenarioError` with every problem at once.
    """
    return check(*override(Source(scenario.model_dump(exclude_unset=True), scenario.places), arguments(overrides)))

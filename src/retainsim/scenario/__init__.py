"""What a user writes: schema, reading, checking, overriding by dotted path."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from retainsim.scenario.checking import check
from retainsim.scenario.consistency import doubts
from retainsim.scenario.days import with_weeks
from retainsim.scenario.errors import Places, Problem, ScenarioError, file_label, printable, refusal
from retainsim.scenario.likeness import with_likes
from retainsim.scenario.overrides import Change, Changes, arguments, override, plain
from retainsim.scenario.reading import Source, descriptions, locate, read, shipped
from retainsim.scenario.schema import Scenario, digest, resolved_toml
from retainsim.scenario.shape import file_schema

__all__ = ["Change", "Changes", "Problem", "Scenario", "ScenarioError", "change", "descriptions", "digest", "doubts",
           "file_label", "file_schema", "from_toml", "load", "load_all", "locate", "printable", "resolved_toml",
           "shipped", "updated"]


def load(name_or_path: str | os.PathLike[str], overrides: Changes = ()) -> Scenario:
    """The scenario in a file or in the library, with what it extends, changed by `path=value` overrides, and checked.

    Raises   `ScenarioError` with every problem at once.
    """
    return check(*override(with_weeks(with_likes(read(locate(name_or_path)))), arguments(overrides)))


def load_all(names: Sequence[str | os.PathLike[str]], overrides: Changes = ()) -> list[Scenario]:
    """Several scenarios, each as `load` gives it.

    Raises   `ScenarioError` with every problem of all of them at once, and for a file that is given twice.
    """
    scenarios, files = list[Scenario](), list[Path]()
    blamed: dict[Problem, list[str]] = {}  # with the files that have it
    for name in names:
        try:
            path = locate(name)
            if path.resolve() in files:
                raise refusal(file_label(path), "is given twice")
            files.append(path.resolve())
            scenarios.append(load(path, overrides))
        except ScenarioError as error:
            for problem in error.problems:
                blamed.setdefault(problem, []).append(printable(os.fspath(name)))
    if blamed:  # of a change that some files take it is said which do not
        raise ScenarioError([
            replace(problem, message=f"in {' and '.join(where)}: {problem.message}")
            if problem.file.startswith("--set ") and len(where) < len(names) else problem
            for problem, where in blamed.items()])
    return scenarios


def from_toml(text: str) -> Scenario:
    """The scenario that `resolved_toml` has written.

    Raises   `ScenarioError` for any other text that is none.
    """
    return check(Source(tomllib.loads(text)))


def change(scenario: Scenario, overrides: Changes) -> Scenario:
    """The scenario changed by `path=value` overrides, as if it had been loaded with them.

    Raises   `ScenarioError` with every problem at once.
    """
    return check(*override(Source(scenario.model_dump(exclude_unset=True), scenario.places), arguments(overrides)))


def updated(scenario: Scenario, update: Mapping[str, Any]) -> Scenario:
    """The scenario with other values of some of its fields, as if they had been read.

    Raises   `ScenarioError` with every problem at once.
    """
    values = {name: plain(_tree(value)) for name, value in update.items()}
    places = {path: place for path, place in scenario.places.keys.items() if path[0] not in values}
    places |= {(name,): ("update", None) for name in values}
    tree = scenario.model_dump(exclude_unset=True, warnings=False) | values
    return check(Source(tree, Places(scenario.places.file, places)))


def _tree(value: Any) -> Any:
    """A table, or tables by name, as plain values."""
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_unset=True, warnings=False)
    return {name: _tree(inner) for name, inner in value.items()} if isinstance(value, Mapping) else value

"""An experiment file value by value: what is wrong with each, and the rest of it ready for all further checks.

Where a value is wrong, a stand-in takes its place that says as little as possible, so that one mistake hides no other.
What is then wrong at that place is no news.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from retainsim.experiment.schema import Definition
from retainsim.scenario import shape
from retainsim.scenario.errors import LIST, Keys, Places, Problem, dotted, nearest
from retainsim.scenario.reading import Source

FACTORS: Keys = ("design", "factors")
CORRELATIONS: Keys = ("design", "correlations")
KINDS_OF_VALUE = ("bool", "int", "float", "str")  # as pydantic names what a value may be
ANY_NAME = "a"


@dataclass(frozen=True)
class Draft:
    """An experiment file as far as its values are right by themselves."""

    definition: Definition | None  # None where there is too little to go on
    places: Places
    problems: tuple[Problem, ...] = ()
    doubtful: frozenset[Keys] = frozenset()  # where something stands in for what was meant

    def news(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that are not at a place, or below it, where one is known already."""
        exact = {dotted(path) for path in self.doubtful}
        inside = tuple(f"{path}{sign}" for path in exact for sign in ".[")
        return (one for one in problems if one.path not in exact and not one.path.startswith(inside))


def draft(source: Source) -> Draft:
    """An experiment file as its schema sees it."""
    try:
        return Draft(Definition.model_validate(source.tree), source.places)
    except ValidationError as invalid:
        errors = sorted(invalid.errors(include_url=False), key=lambda error: error["type"] == "missing")
    problems, doubtful, tree = dict[Keys, Problem](), set[Keys](), deepcopy(source.tree)
    for error in errors:
        path = _path(error)
        if error["type"] != "missing" or path not in doubtful:  # which a misspelt key was meant for
            problems.setdefault(path, _problem(path, error, source.places))
        doubtful |= {_whole(path), *_likely_key(path, error, tree)}
        with suppress(LookupError, TypeError):  # what is around it has been replaced
            _replace(tree, _whole(path))
    try:
        definition = Definition.model_validate(tree)
    except ValidationError:  # without a scenario
        definition = None
    return Draft(definition, source.places, tuple(problems.values()), frozenset(doubtful))


def _path(error: ErrorDetails) -> Keys:
    """Where a value is wrong that may be of several kinds, each of which complains."""
    path = error["loc"]
    return path[:-1] if path[-1] in KINDS_OF_VALUE and (path[0] == "set" or path[-3:-2] == ("values",)) else path


def _whole(path: Keys) -> Keys:
    """What is replaced for a wrong value: a factor as a whole, and both names of a correlation."""
    return path[:3] if path[:2] == FACTORS else path[:4] if path[:2] == CORRELATIONS else path


def _likely_key(path: Keys, error: ErrorDetails, tree: Any) -> Iterator[Keys]:
    """The key that was probably meant by one that is not known."""
    if error["type"] == "extra_forbidden":
        for part in path[:-1]:
            tree = tree.get(part, {}) if isinstance(tree, dict) else {}
        if (key := nearest(str(path[-1]), _names(path))) and key not in tree:
            yield (*path[:-1], key)


def _names(path: Keys) -> list[str]:
    return shape.keys(shape.at(path[:-1], Definition))


def _replace(tree: Any, path: Keys) -> None:
    """Put a stand-in where a value is wrong or missing; nothing where it may be left out."""
    table = tree
    for part in path[:-1]:
        table = table[part]
    match path:
        case ("design",):
            table["design"] = {"kind": "lhs"}
        case ("design", "kind"):
            table["kind"] = "list" if "file" in table else "lhs"
        case ("design", "factors", _):
            table[path[-1]] = {}
        case ("design", "correlations", int()):
            table[path[-1]] = {"factors": [ANY_NAME, ANY_NAME], "correlation": 0.0}
        case ("design", "correlations", _, "factors"):
            table["factors"] = [ANY_NAME, ANY_NAME]
        case ("design", "correlations", _, "correlation"):
            table["correlation"] = 0.0
        case (*_, int()):
            table[path[-1]] = ANY_NAME
        case _:
            del table[path[-1]]


def _problem(path: Keys, error: ErrorDetails, places: Places) -> Problem:
    """One complaint of pydantic in the words of the file."""
    value = error["input"]
    if error["type"] == "extra_forbidden":
        names = _names(path)
        key = nearest(str(path[-1]), names)
        return places.problem(path, f"is not known here{LIST}", value, ", ".join(names),
                              f"Did you mean {key}?" if key else "")
    if path != error["loc"]:
        return places.problem(path, "must be a number, text, true or false", value)
    node = shape.at(path, Definition)
    meaning = f": {node['description'].rstrip('.')}" if "description" in node else ""
    if error["type"] == "missing":
        return places.problem(path, "is missing; it must be", None, shape.in_words(node) + meaning)
    return places.problem(path, "must be", value, shape.in_words(node) + meaning, shape.likely(node, value))

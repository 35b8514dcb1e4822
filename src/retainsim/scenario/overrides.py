"""`--set path=value`: a change to one key of a scenario that was read."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from retainsim.scenario import shape
from retainsim.scenario.errors import Keys, Place, Places, Problem, dotted, follow, path_parts, printable, quote
from retainsim.scenario.lines import line_of_long_key
from retainsim.scenario.per_week import in_weeks, path_of_week
from retainsim.scenario.reading import DEEPEST, Source, Tree, merge, merge_trees, paths_in
from retainsim.scenario.schema import is_list_of_tables, toml_value
from retainsim.scenario.shape import plain_number
from retainsim.scenario.units import key_to_write

NAMED_BY = {"hours": ["staff"], "people": ["staff"], "prices": ["clients"]}  # whose names are the keys of these tables

Change = str | Mapping[str, Any]
"""A `path=value` word, or values by path, tables in tables where that is shorter."""
Changes = Change | Iterable[Change]


def arguments(changes: Changes) -> list[str]:
    """The words that `--set` would be given for these changes.

    Raises   `TypeError` for a value that no scenario can have.
    """
    if isinstance(changes, str):
        return [changes]
    if isinstance(changes, Mapping):
        return list(_words((), changes))
    return [word for change in changes for word in arguments(change)]


def _words(above: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        path = (*above, key)
        if isinstance(value, Mapping) and value:
            yield from _words(path, value)
        else:
            simple = plain(value)
            if not isinstance(simple, bool | int | float | str | list | tuple | Mapping):
                raise TypeError(f"{'.'.join(path)} cannot be {quote(value)}: the values of a scenario are numbers, "
                                "words, true or false, lists and tables.")
            yield f"{'.'.join(path)}={toml_value(simple)}"


def plain(value: Any) -> Any:
    """The same value of Python's own kinds, whatever library its numbers come from."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):  # an array or a number of NumPy's
        return value.tolist()
    return plain_number(value)


def override(source: Source, arguments: Iterable[str]) -> tuple[Source, list[Problem]]:
    """The source with all changes that name a key of the schema, and what is wrong with the others."""
    problems = []
    for argument in arguments:
        file = f"--set {printable(argument)}"
        text, equals, value = argument.partition("=")
        parts, new = path_parts(text), _value(value)
        path = tuple(map(str, path_of_week(parts)))
        problem = (_wrong_path(path, source.tree, file) or _no_effect(path, new, source.tree, file)) if equals else (
            Problem(file, None, "", "must have the form path=value", fix="For instance weeks=104."))
        if problem:
            _, fix = key_to_write(path, new, shape.keys(shape.at(path[:-1])))
            problems.append(replace(problem, fix=fix or problem.fix))
            continue
        *above, _ = keys = _keys(path, source.tree)
        there = (*above, parts[-1] if isinstance(keys[-1], str) else keys[-1])
        blame: dict[Keys, Place] = dict.fromkeys([there, *paths_in(new, there)], (file, None))
        tree, places = in_weeks({there[-1]: new}, Places(source.places.file, blame), tuple(above))
        source = merge(source, Source(_change(keys, tree[keys[-1]], source.tree), places))
    return source, problems


def _value(text: str) -> Any:
    """A TOML value, or a bare string where it is none: `--set rivals.attacker.role=established`."""
    tree: Tree = {}
    if not line_of_long_key(text, DEEPEST):
        with suppress(ValueError, RecursionError):
            tree = tomllib.loads(f"value = {text}")
    # A line break in the argument could smuggle further keys in.
    return tree["value"] if set(tree) == {"value"} else text.strip()


def _at(path: Iterable[str], tree: Any) -> Any:
    """What a tree says at a path; None where it does not lead there."""
    for key in path:
        tree = tree[int(key)] if is_list_of_tables(tree) else tree.get(key) if isinstance(tree, dict) else None
    return tree


def _keys(path: tuple[str, ...], tree: Tree) -> Keys:
    """A path into a tree, with positions in its lists as numbers."""
    return tuple(int(key) if is_list_of_tables(_at(path[:place], tree)) else key for place, key in enumerate(path))


def _change(keys: Keys, new: Any, tree: Any) -> Any:
    """What is to be merged with a tree to have something new there; of a list of tables the other items stay."""
    if not keys:
        return new
    key, *others = keys
    if is_list_of_tables(tree):
        item = _change(tuple(others), new, tree[key])
        item = merge_trees(tree[key], item) if isinstance(item, dict) else item
        return [item if place == key else other for place, other in enumerate(tree)]
    return {key: _change(tuple(others), new, tree.get(key) if isinstance(tree, dict) else None)}


def _no_effect(path: Keys, new: Any, tree: Tree, file: str) -> Problem | None:
    """Whether a table would be emptied, which cannot be: tables merge."""
    value = _at(map(str, path), tree)
    if new != {} or not isinstance(value, dict) or not value:
        return None
    if path == ("rivals",):
        fix = f"To leave out a rival, set rivals.{next(iter(value))}.enabled=false."
    else:
        while isinstance(value, dict) and value:
            key, value = next(iter(value.items()))
            path = (*path, key)
        fix = f"Set single values, e.g. {dotted(path)}={quote(value)}."
    return Problem(file, None, "", "changes nothing: tables merge, and this one is empty", fix=fix)


def _wrong_path(parts: tuple[str, ...], tree: Tree, file: str) -> Problem | None:
    """What is wrong with a path, with the right spelling of all of its parts where each is near to one."""

    def names_at(path: list[str]) -> list[str]:
        # A table whose keys are names has those that the scenario gives it; any role may be given hours, any segment
        # a price.
        values = _at(NAMED_BY.get(path[-1], path) if path else path, tree)
        if is_list_of_tables(values):
            return list(map(str, range(len(values))))
        return shape.keys(shape.at(tuple(path))) or list(values if isinstance(values, dict) else ())[:64]

    path, message, allowed = follow(parts, names_at)
    text, kind = ".".join(path), shape.at(tuple(path)).get("type")
    is_whole = len(path) == len(parts) or (kind == "array" and not is_list_of_tables(_at(path, tree)))
    fix = f"Did you mean {text}?" if message and is_whole else ""
    if len(path) == len(parts) and not message:
        return None
    if not message and kind == "array":
        message, allowed = f'"{text}" is a list, which is replaced as a whole:', f"{text}=[…]"
    elif not message and kind == "object":
        message = "there are no tables" + (f' in "{text}"' if path else "")
    return Problem(file, None, "", message or f'"{text}" is a value, not a table', allowed=allowed, fix=fix)

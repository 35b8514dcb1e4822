"""`--set path=value`: a change to one key of a scenario that was read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from retainsim.scenario import shape
from retainsim.scenario.errors import Keys, Problem, dotted, printable, quote
from retainsim.scenario.library import nearest
from retainsim.scenario.lines import line_of_long_key
from retainsim.scenario.parsing import DEEPEST, Tree
from retainsim.scenario.reading import Source, merge, paths_in
from retainsim.scenario.writing import toml_value

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
            plain = value.tolist() if hasattr(value, "tolist") else value  # an array or a number of NumPy's
            if not isinstance(plain, bool | int | float | str | list | tuple | Mapping):
                raise TypeError(f"{'.'.join(path)} cannot be {quote(value)}: the values of a scenario are numbers, "
                                "words, true or false, lists and tables.")
            yield f"{'.'.join(path)}={toml_value(plain)}"


def override(source: Source, arguments: Iterable[str]) -> tuple[Source, list[Problem]]:
    """The source with all changes that name a key of the schema, and what is wrong with the others."""
    problems = []
    for argument in arguments:
        file = f"--set {printable(argument)}"
        text, equals, value = argument.partition("=")
        path = tuple(part.strip() for part in re.sub(r"\[(\d+)\]", r".\1", text).split("."))
        problem = _wrong_path(path, source.tree, file) if equals else Problem(
            file, None, "", "must have the form path=value", fix="For instance weeks=104.")
        new = _value(value)
        problem = problem or _without_effect(path, new, source.tree, file)
        if problem:
            problems.append(problem)
            continue
        blamed: list[Keys] = [path, *paths_in(new, path)]
        change: Any = new
        for key in reversed(path):
            change = {key: change}
        source = merge(source, Source(source.file, change, dict.fromkeys(blamed, (file, None))))
    return source, problems


def _value(text: str) -> Any:
    """A TOML value, or a bare string where it is none: `--set rivals.attacker.role=established`."""
    if line_of_long_key(text, DEEPEST):
        return text.strip()
    try:
        parsed = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text.strip()
    # A line break in the argument could smuggle further keys in.
    return parsed["value"] if set(parsed) == {"value"} else text.strip()


def _without_effect(path: Keys, new: Any, tree: Any, file: str) -> Problem | None:
    """Whether a table would be emptied, which cannot be: tables merge."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    if new != {} or not isinstance(tree, dict) or not tree:
        return None
    if path == ("rivals",):
        fix = f"To be rid of a rival, set rivals.{next(iter(tree))}.enabled=false."
    else:
        while isinstance(tree, dict) and tree:
            key, tree = next(iter(tree.items()))
            path = (*path, key)
        fix = f"Set single values, e.g. {dotted(path)}={quote(tree)}."
    return Problem(file, None, "", "changes nothing: tables merge, and this one is empty", fix=fix)


def _wrong_path(path: tuple[str, ...], tree: Tree, file: str) -> Problem | None:
    """What is wrong with a path, with the right spelling of all of its parts where each is near to one."""
    node, values, meant = shape.root(), tree, list[str]()
    message, allowed = "", ""
    for key in path:
        so_far = ".".join(meant)
        where = f' in "{so_far}"' if meant else ""
        if node.get("type") == "array":
            return Problem(file, None, "", message or f'"{so_far}" is a list, which is replaced as a whole:',
                           allowed=allowed or f"{so_far}=[…]", fix=f"Did you mean {so_far}?" if message else "")
        # A table whose keys are names has those that the scenario gives it.
        known = shape.keys(node) or list(values)[:64]
        if not known:
            empty = node.get("type") == "object"
            complaint = f"there are no tables{where}" if empty else f'"{so_far}" is a value, not a table'
            return Problem(file, None, "", message or complaint, allowed=allowed)
        name = key if key in known else nearest(key, known)
        if name != key and not message:
            message, allowed = f'"{printable(key)}" is not known{where}; allowed:', printable(", ".join(known), 1000)
        if name is None:
            return Problem(file, None, "", message, allowed=allowed)
        meant.append(name)
        node, inside = shape.inner(node, name) or {}, values.get(name)
        values = inside if isinstance(inside, dict) else {}
    if not message:
        return None
    return Problem(file, None, "", message, allowed=allowed, fix=f"Did you mean {'.'.join(meant)}?")

"""From a file to one tree of tables, merged with what the scenario `extends`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from retainsim.scenario.errors import Keys, Place, Places, Problem, ScenarioError, file_label, quote
from retainsim.scenario.library import did_you_mean, shipped
from retainsim.scenario.lines import key_lines
from retainsim.scenario.parsing import Tree, file_text, parse, siblings

LONGEST_CHAIN = 16  # files that extend each other

@dataclass(frozen=True)
class Source:
    """What was read: the tree of tables, and where each key of it was written."""

    file: str
    tree: Tree
    places: dict[Keys, Place] = field(default_factory=dict)

    def place(self, path: Keys) -> Place:
        """File and line of a key, or of the nearest table around it."""
        return Places(self.file, self.places).of(path)


def read(path: Path) -> Source:
    """The scenario in a file together with all that it extends.

    Raises   `ScenarioError` whatever the file is or holds.
    """
    return _read(path, [])


def merge(base: Source, over: Source) -> Source:
    """Two sources as one: tables merge, everything else is replaced by the one that extends."""
    # A list is replaced as a whole, together with what is known about the places inside.
    kept = {path: place for path, place in base.places.items()
            if not any(isinstance(part, int) and path[:length] in over.places for length, part in enumerate(path))}
    return Source(over.file, merge_trees(base.tree, over.tree), kept | over.places)


def paths_in(tree: Any, above: Keys = ()) -> Iterator[Keys]:
    """Every key and position below a value, the outer ones first; however deep it goes."""
    stack = [(above, tree)]
    while stack:
        path, value = stack.pop()
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in inner:
            yield (*path, key)
            stack.append(((*path, key), item))


def merge_trees(base: Tree, over: Tree) -> Tree:
    """Two trees as one, `over` winning; neither is changed."""
    tree = dict(base)
    for key, value in over.items():
        old = tree.get(key)
        both_tables = isinstance(old, dict) and isinstance(value, dict)
        tree[key] = merge_trees(old, value) if both_tables else value  # type: ignore[arg-type]
    return tree


def _read(path: Path, chain: list[Path]) -> Source:
    file = file_label(path)
    text = file_text(path, file)
    tree = parse(text, file)
    source = Source(file, tree, _places(file, tree, text))
    if "extends" not in tree:
        return source
    wanted = tree.pop("extends")
    chain = [*chain, path.resolve()]
    target = _extended(wanted, path, source)
    problem = ""
    if target.resolve() in chain:
        circle = [*chain[chain.index(target.resolve()):], target]
        problem = "goes round in a circle: " + " -> ".join(p.name for p in circle)
    elif len(chain) >= LONGEST_CHAIN:
        problem = f"makes a chain of more than {LONGEST_CHAIN} files"
    if problem:
        raise ScenarioError([Problem(*source.place(("extends",)), "extends", problem, quote(wanted))])
    return merge(_read(target, chain), source)


def _places(file: str, tree: Tree, text: str) -> dict[Keys, Place]:
    """Where each key and each item of a list stands."""
    lines = key_lines(text)
    places: dict[Keys, Place] = {}
    for path in paths_in(tree):
        places[path] = (file, lines[path]) if path in lines else places[path[:-1]]
    return places


def _extended(wanted: Any, path: Path, source: Source) -> Path:
    """The file that `extends` names: a shipped scenario, or a file at or below the folder of the extending one."""

    def refused(message: str, fix: str = "") -> ScenarioError:
        return ScenarioError([Problem(*source.place(("extends",)), "extends", message, quote(wanted), fix=fix)])

    if not isinstance(wanted, str) or not wanted.strip() or not wanted.isprintable():
        raise refused("must be the name of a shipped scenario or a path relative to this file")
    known = shipped()
    neighbours = siblings(path)
    if "/" not in wanted and "\\" not in wanted and not Path(wanted).suffix:
        if wanted in known:
            return known[wanted]
        raise refused("is not a shipped scenario; shipped are: " + (", ".join(known) or "none"),
                      did_you_mean(wanted, [*known, *neighbours]))
    if "\\" in wanted or Path(wanted).is_absolute() or PureWindowsPath(wanted).anchor or ".." in Path(wanted).parts:
        raise refused('must be a relative path below the folder of this file, written with "/" and without ".."')
    target = path.parent / wanted
    try:
        inside = target.resolve().is_relative_to(path.parent.resolve())
        exists = target.is_file()
    except (OSError, RuntimeError, ValueError):  # a circle of links
        inside, exists = True, False
    if not inside:
        raise refused("leads outside the folder of this file through a link")
    if not exists:
        raise refused("does not exist", did_you_mean(wanted, [*neighbours, *known]))
    return target

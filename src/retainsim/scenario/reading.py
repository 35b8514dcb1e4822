"""From a file to one tree of tables, merged with what the scenario `extends`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from retainsim.scenario.errors import Finding, Keys, Place, Places, ScenarioError, file_label
from retainsim.scenario.library import shipped
from retainsim.scenario.lines import key_lines
from retainsim.scenario.parsing import Tree, file_text, parse, siblings
from retainsim.scenario.spelling import did_you_mean

LONGEST_CHAIN = 16  # files that extend each other


@dataclass(frozen=True)
class Source:
    """What was read: the tree of tables, and where each key of it was written."""

    tree: Tree
    places: Places = field(default_factory=Places)


def read(path: Path, chain: tuple[Path, ...] = ()) -> Source:
    """The scenario in a file together with all that it extends; `chain` leads to it.

    Raises   `ScenarioError` whatever the file is or holds.
    """
    file = file_label(path)
    text = file_text(path, file)
    tree = parse(text, file)
    lines, places = key_lines(text), dict[Keys, Place]()
    for keys in paths_in(tree):
        places[keys] = (file, lines[keys]) if keys in lines else places[keys[:-1]]
    source = Source(tree, Places(file, places))
    if "extends" not in tree:
        return source
    name = tree.pop("extends")
    chain = (*chain, path.resolve())
    base = _base(name, path, source.places)
    if base.resolve() in chain:
        circle = [*chain[chain.index(base.resolve()):], base]
        raise _refusal(name, source.places, "goes round in a circle: " + " -> ".join(p.name for p in circle))
    if len(chain) >= LONGEST_CHAIN:
        raise _refusal(name, source.places, f"makes a chain of more than {LONGEST_CHAIN} files")
    return merge(read(base, chain), source)


def merge(base: Source, over: Source) -> Source:
    """Two sources as one: tables merge, everything else is replaced by the one that extends."""
    # A list is replaced as a whole, together with what is known about the places inside.
    new = over.places.keys
    old = {path: place for path, place in base.places.keys.items()
           if not any(isinstance(part, int) and path[:length] in new for length, part in enumerate(path))}
    return Source(_merge_trees(base.tree, over.tree), Places(over.places.file, old | new))


def paths_in(tree: Any, above: Keys = ()) -> Iterator[Keys]:
    """Every key and position below a value, the outer ones first; however deep it goes."""
    stack = [(above, tree)]
    while stack:
        path, value = stack.pop()
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in inner:
            yield (*path, key)
            stack.append(((*path, key), item))


def _merge_trees(base: Tree, over: Tree) -> Tree:
    """Two trees as one, `over` winning; neither is changed."""
    tree = dict(base)
    for key, value in over.items():
        old = tree.get(key)
        tree[key] = _merge_trees(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return tree


def _base(name: Any, path: Path, places: Places) -> Path:
    """The file that `extends` names: a shipped scenario, or a file at or below the folder of the extending one."""
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise _refusal(name, places, "must be the name of a shipped scenario or a path relative to this file")
    library, neighbours = shipped(), siblings(path)
    if "/" not in name and "\\" not in name and not Path(name).suffix:
        if name in library:
            return library[name]
        raise _refusal(name, places, "is not a shipped scenario; shipped are: " + (", ".join(library) or "none"),
                       did_you_mean(name, [*library, *neighbours]))
    if "\\" in name or Path(name).is_absolute() or PureWindowsPath(name).anchor or ".." in Path(name).parts:
        raise _refusal(name, places,
                       'must be a relative path below the folder of this file, written with "/" and without ".."')
    base = path.parent / name
    try:
        is_inside, exists = base.resolve().is_relative_to(path.parent.resolve()), base.is_file()
    except (OSError, RuntimeError, ValueError):  # a circle of links
        is_inside, exists = True, False
    if not is_inside:
        raise _refusal(name, places, "leads outside the folder of this file through a link")
    if not exists:
        raise _refusal(name, places, "does not exist", did_you_mean(name, [*neighbours, *library]))
    return base


def _refusal(name: Any, places: Places, message: str, fix: str = "") -> ScenarioError:
    """The error of a scenario that cannot be merged with what it extends."""
    return ScenarioError([places.problem(Finding(("extends",), message, name, fix=fix))])

"""From a name or a path, whatever is there, to one tree of tables, merged with what the scenario `extends`."""

import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from retainsim.scenario.errors import Keys, Places, ScenarioError, did_you_mean, file_label, nearest, printable, refusal
from retainsim.scenario.lines import key_lines, line_of_long_key
from retainsim.scenario.per_week import in_weeks

PACKAGE = Path(__file__).resolve().parents[1]
SCENARIO, EXPERIMENT = "scenario", "experiment"  # kinds of files
KINDS = {SCENARIO: "a scenario", EXPERIMENT: "an experiment"}
LARGEST = 1024 * 1024  # bytes; a scenario of 64 strategies has some 30 000
DEEPEST = 32  # tables within tables; the format itself needs 5
LONGEST_CHAIN = 16  # files that extend each other
OTHER_WORD = {"start_week": "start_date", "start_date": "start_week"}  # of the same thing
NAMED = ("clients", "staff", "rivals", "strategies")  # whose tables have names that a scenario gives them
SLIPS = {  # of a line that is no TOML, with their fixes
    r"=\s*-?\d+,\d": "Decimals are written with a point: 0.5.",
    r"=\s*(True|False|yes|no)\b": "Truth values are written true and false."}

Tree = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """What was read: the tree of tables, and where each key of it was written."""

    tree: Tree
    places: Places = field(default_factory=Places)


def folder(package: Path = PACKAGE, kind: str = SCENARIO) -> Path:
    """The folder of shipped files of a kind: inside an installed wheel, next to `src` in a checkout."""
    packaged, checkout = package / f"{kind}s", package.parent.parent
    if not packaged.is_dir() and package.parent.name == "src" and (checkout / "pyproject.toml").is_file():
        return checkout / f"{kind}s"
    return packaged


def shipped(kind: str = SCENARIO) -> dict[str, Path]:
    """The shipped files of a kind by bare name, in alphabetical order."""
    return {path.stem: path for path in sorted(folder(kind=kind).glob("*.toml"))}


def descriptions() -> dict[str, str]:
    """One line about each shipped scenario."""
    trees = {name: tomllib.loads(path.read_text("utf-8")) for name, path in shipped().items()}
    return {name: next(iter(str(tree.get("description", "")).strip().splitlines()), "") for name, tree in trees.items()}


def locate(name_or_path: str | os.PathLike[str], kind: str = SCENARIO) -> Path:
    """The file meant: a path where it looks like one or is there, else a shipped one, which no folder hides.

    Raises   `ScenarioError` for a bare name that is not shipped; whether a path exists is seen on reading.
    """
    text = os.fspath(name_or_path)
    path, library = Path(text), shipped(kind)
    if text and (path.suffix or any(mark in text for mark in ("/", os.sep)) or path.is_file()):
        return path
    if text in library:
        return library[text]
    if text and path.exists():
        return path
    here = {path.stem: path.name for path in sorted(Path().glob("*.toml"))}
    near = nearest(text, [*library, *here])
    raise refusal(printable(text) or '""', f"is neither a file nor a shipped {kind}; shipped are:",
                  f"Did you mean {printable(here.get(near, near))}?" if near else "", ", ".join(library) or "none")


def read(path: Path, chain: tuple[Path, ...] = ()) -> Source:
    """The scenario in a file together with all that it extends; `chain` leads to it.

    Raises   `ScenarioError` whatever the file is or holds.
    """
    source = contents(path)
    source = Source(*in_weeks(source.tree, source.places))
    if {"scenario", "design"} <= source.tree.keys():
        raise refusal(source.places.file, "is an experiment, not a scenario",
                      f"Check it with retainsim sweep {source.places.file} --dry-run.")
    if "extends" not in source.tree:
        return source
    name, chain = source.tree.pop("extends"), (*chain, path.resolve())

    def refuse(message: str, fix: str = "") -> ScenarioError:
        return ScenarioError([source.places.problem(("extends",), message, name, fix=fix)])

    base = _base(name, path, refuse)
    if base.resolve() in chain:
        circle = [*chain[chain.index(base.resolve()):], base]
        raise refuse("goes round in a circle: " + " -> ".join(p.name for p in circle))
    if len(chain) >= LONGEST_CHAIN:
        raise refuse(f"makes a chain of more than {LONGEST_CHAIN} files")
    extended = read(base, chain)
    if "name" in source.tree:
        extended.tree.pop("title", None)  # that is another scenario
    return merge(extended, source)


def contents(path: Path, kind: str = SCENARIO) -> Source:
    """What a file itself says.

    Raises   `ScenarioError` for what is no readable TOML.
    """
    file = file_label(path)
    text = _text(path, file, kind)
    tree = _parse(text, file)
    lines, source = key_lines(text), Source(tree, Places(file))
    places = source.places.keys
    for keys in paths_in(tree):
        places[keys] = (file, lines[keys]) if keys in lines else places[keys[:-1]]
    return source


def merge(base: Source, over: Source) -> Source:
    """Two sources as one: tables merge, everything else is replaced by the one that extends.

    `status = false` in `clients` drops the segment of this name, and likewise for roles, rivals and strategies.
    """
    dropped = [(kind, name) for kind in NAMED if isinstance(tables := base.tree.get(kind), dict)
               and isinstance(changes := over.tree.get(kind), dict)
               for name, table in tables.items() if isinstance(table, dict) and changes.get(name) is False]
    if dropped:
        base, over = _without(dropped, base), _without(dropped, over)
    base = _without_entries(base, over)
    # A list is replaced as a whole, together with what is known about the places inside.
    new, old = over.places.keys, base.places.keys
    words = {path: word for path, word in base.places.words.items() if path not in new} | over.places.words
    lists = {path for path in new if (*path, 0) in old}
    if lists:
        old = {path: place for path, place in old.items() if not any(path[:n] in lists for n in range(len(path)))}
    return Source(merge_trees(base.tree, over.tree), Places(over.places.file, old | new, words))


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
    both = {key: merge_trees(base[key], value) for key, value in over.items()
            if isinstance(value, dict) and isinstance(base.get(key), dict)}
    return base | over | both


def _without_entries(base: Source, over: Source) -> Source:
    """The base without the weeks or days of entry that the one that extends says by the other word."""
    entries = [(*path[:-1], OTHER_WORD[str(path[-1])]) for path in over.places.keys
               if path[:1] == ("rivals",) and path[-1] in OTHER_WORD and len(path) == 3]
    tree = base.tree
    for room, name, key in (path for path in entries if path in base.places.keys and path not in over.places.keys):
        rivals = tree[str(room)]
        table = {word: value for word, value in rivals[name].items() if word != key}
        tree = tree | {str(room): rivals | {name: table}}
    keys = {path: place for path, place in base.places.keys.items() if path not in entries}
    return Source(tree, Places(base.places.file, keys, base.places.words))


def _without(tables: list[tuple[str, str]], source: Source) -> Source:
    """The source without some of its named tables."""
    tree = source.tree | {kind: {name: table for name, table in source.tree[kind].items() if (kind, name) not in tables}
                          for kind, _ in tables}
    return Source(tree, Places(source.places.file, {path: place for path, place in source.places.keys.items()
                                                    if path[:2] not in tables}, source.places.words))


def _base(name: Any, path: Path, refuse: Callable[..., ScenarioError]) -> Path:
    """The file that `extends` names: a shipped scenario, or a file at or below the folder of the extending one."""
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise refuse("must be the name of a shipped scenario or a path relative to this file")
    library, neighbours = shipped(), _siblings(path)
    if "/" not in name and "\\" not in name and not Path(name).suffix:
        if name in library:
            return library[name]
        raise refuse("is not a shipped scenario; shipped are: " + (", ".join(library) or "none"),
                     did_you_mean(name, [*library, *neighbours]))
    if "\\" in name or Path(name).is_absolute() or PureWindowsPath(name).anchor or ".." in Path(name).parts:
        raise refuse('must be a relative path below the folder of this file, written with "/" and without ".."')
    base = path.parent / name
    try:
        is_inside, exists = base.resolve().is_relative_to(path.parent.resolve()), base.is_file()
    except (OSError, RuntimeError, ValueError):  # a circle of links
        is_inside, exists = True, False
    if not is_inside:
        raise refuse("leads outside the folder of this file through a link")
    if not exists:
        raise refuse("does not exist", did_you_mean(name, [*neighbours, *library]))
    return base


def _text(path: Path, file: str, kind: str) -> str:
    """The text of a regular file of decent size."""
    try:
        status = path.stat()
        # Asked before opening: to open a pipe is to wait for its writer.
        if stat.S_ISDIR(status.st_mode):
            raise refusal(file, f"is a folder, not {KINDS[kind]} file")
        if not stat.S_ISREG(status.st_mode):
            raise refusal(file, "is not a regular file")
        if status.st_size > LARGEST:
            raise refusal(file, f"has {status.st_size:_} bytes; {KINDS[kind]} file has at most {LARGEST:_}")
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        near = did_you_mean(path.name, _siblings(path)) or did_you_mean(path.stem, shipped(kind))
        raise refusal(file, "does not exist", near) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refusal(file, f"cannot be read: {printable(reason)}") from None
    if len(content) > LARGEST:
        raise refusal(file, f"has more than {LARGEST:_} bytes, the most that {KINDS[kind]} file may have")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal((file, line), f"is not UTF-8: byte 0x{content[error.start]:02x}",
                      "Save the file as UTF-8.") from None


def _siblings(path: Path) -> list[str]:
    """The other scenario files in the folder of a file."""
    try:
        return sorted(p.name for p in path.parent.glob("*.toml") if p.name != path.name)
    except OSError:
        return []


def _parse(text: str, file: str) -> Tree:
    """The tables of a TOML text."""
    # `tomllib` needs quadratic time and memory for a key of very many parts: such a file must not reach it.
    if line := line_of_long_key(text, DEEPEST):
        raise refusal((file, line), f"has a key of more than {DEEPEST} parts")
    too_deep = refusal(file, f"has values nested more than {DEEPEST} deep")
    try:
        tree = tomllib.loads(text)
    except RecursionError:
        raise too_deep from None
    except ValueError as error:
        raise _syntax_error(str(error), text, file) from None
    level: list[Any] = [tree]
    for _ in range(DEEPEST):  # without recursion, because this is what recursion is protected by
        level = [inner for value in level for inner in (value.values() if isinstance(value, dict) else value)
                 if isinstance(inner, dict | list)]
    if level:
        raise too_deep
    return tree


def _syntax_error(error: str, text: str, file: str) -> ScenarioError:
    """What `tomllib` says, at its line, with the usual slips named."""
    match = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", error, re.DOTALL)
    line = match and (int(match[2]) if match[2] else text.removesuffix("\n").count("\n") + 1)
    content = text.split("\n")[line - 1] if line else ""
    quotes = "Text stands in quotes, numbers are written in digits." if "Invalid value" in error else ""
    fix = next((fix for slip, fix in SLIPS.items() if re.search(slip, content)), quotes)
    if percentage := re.search(r"=\s*(\d+(?:\.\d+)?)\s*%", content):
        fix = f"A percentage is written as a share: {float(f'{percentage[1]}e-2')}."
    if thousands := re.search(r"=\s*-?([1-9]\d{0,2}(?:[, ']\d{3})+)(?!\d)", content):
        fix = f"Thousands are set off by an underscore: {re.sub('[^0-9]', '_', thousands[1])}."
    return refusal((file, line), f"is not valid TOML: {printable(match[1] if match else error)}", fix)

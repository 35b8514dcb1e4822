"""What is wrong with a scenario: where, which value, what is allowed, the likely fix."""

import datetime
import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from retainsim.scenario.spelling import is_visible

MOST_PROBLEMS = 25  # that a person can take in at once; the rest is counted
WIDTH = 100  # characters of a value that are quoted
LIST = "; allowed:"  # ends a message that what is allowed follows as a list
LIKELY = 0.75  # share of letters in common from which on a slip is likely

Keys = tuple[str | int, ...]  # what leads to a value: keys of tables, and numbers, which are positions in lists
Place = tuple[str, int | None]  # a file as the user knows it, or a `--set` argument, and the line


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `file` is a file as the user knows it, or the `--set` argument."""

    file: str
    line: int | None
    path: str
    message: str
    value: str | None = None
    allowed: str = ""
    fix: str = ""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        # An argument already shows its path and its value.
        if self.path and not self.file.removeprefix("--set ").startswith(f"{self.path}="):
            where += f": {self.path}" + ("" if self.value is None else f" = {self.value}")
        if self.fix and self.message.endswith(LIST):  # a wall of names, which a guess precedes and a sure fix replaces
            others = f" Allowed: {self.allowed}." if self.fix.endswith("?") else ""
            return f"{where}\n  {self.message.removesuffix(LIST)}. {self.fix}{others}"
        sentence = f"{self.message} {self.allowed}".rstrip()
        return f"{where}\n  {sentence}." + (f" {self.fix}" if self.fix else "")


@dataclass(frozen=True)
class Places:
    """Where each key of a scenario was written; of no account when scenarios are compared."""

    file: str = field(default="", compare=False)
    keys: dict[Keys, Place] = field(default_factory=dict, compare=False, repr=False)
    words: dict[Keys, tuple[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    """The key and the value that stand there where they are others: those of a month or a year for those of a week."""

    def of(self, path: Keys) -> Place:
        """File and line of a key, or of the nearest table around it."""
        return next((self.keys[path[:length]] for length in range(len(path), 0, -1) if path[:length] in self.keys),
                    (self.file, None))

    def is_inherited(self, path: Keys) -> bool:
        """Whether a key comes from a file that this one extends, and not from the file itself or from an argument."""
        file, line = self.of(path)
        return file != self.file and line is not None

    def as_written(self, path: Keys, value: Any = None) -> tuple[Keys, Any]:
        """The path of a key and its value as they stand there."""
        key, there = self.words.get(path, (path[-1] if path else "", value))
        return (*path[:-1], key) if path else path, there

    def problem(self, path: Keys, message: str, value: Any = None, allowed: str = "", fix: str = "") -> Problem:
        """Something that is wrong at a path, wherever that was written; a value of None is not quoted."""
        place, (path, there) = self.of(path), self.as_written(path, value)
        return Problem(*place, dotted(path), message, None if value is None else quote(there), allowed, fix)


class ScenarioError(Exception):
    """The scenario cannot be used; `problems` has everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        text, more = "\n".join(map(str, self.problems[:MOST_PROBLEMS])), len(self.problems) - MOST_PROBLEMS
        return text if more <= 0 else f"{text}\n({more} more {'problem' if more == 1 else 'problems'} not shown)"


def refusal(place: str | Place, message: str, fix: str = "", allowed: str = "") -> ScenarioError:
    """The error of a file or an argument that cannot be used at all."""
    file, line = place if isinstance(place, tuple) else (place, None)
    return ScenarioError([Problem(file, line, "", message, allowed=allowed, fix=fix)])


def printable(text: str, width: int = WIDTH) -> str:
    """The text on one line, without anything that could steer a terminal or that cannot be encoded."""
    short = text if len(text) <= width else text[: width - 1] + "…"
    return "".join(c if is_visible(c) else c.encode("unicode_escape").decode("ascii") for c in short)


def encodable(text: str) -> str:
    """The text with bytes that are not characters, which names of files may have, written out."""
    return text.encode(errors="backslashreplace").decode()


def quote(value: Any) -> str:
    """A value as it would stand in TOML, shortened."""
    match value:
        case bool() | str():
            return printable(json.dumps(value, ensure_ascii=False))
        case int():
            # str() of a very long number is refused by Python, and nobody would read it.
            return str(value) if abs(value) < 10**30 else "(a number of more than 30 digits)"
        case dict():
            return "{…}" if value else "{}"
        case list():
            return f"[… {len(value)} values]" if value else "[]"
        case datetime.datetime():
            return value.isoformat()
    return printable(str(value))


def dotted(path: Keys) -> str:
    """A path as one would write it in TOML, with positions in lists as in `triggers[0]`."""
    return "".join(
        f"[{part}]" if isinstance(part, int) else "." + (part if re.fullmatch("[A-Za-z0-9_-]+", part) else quote(part))
        for part in path).removeprefix(".")


def path_parts(text: str) -> tuple[str, ...]:
    """The parts of a dotted path, with positions in lists as parts of their own."""
    return tuple(part.strip() for part in re.sub(r"\[(\d+)\]", r".\1", text).split("."))


def file_label(path: Path) -> str:
    """A file as the user knows it: relative if it lies below the working folder."""
    with suppress(OSError, ValueError):
        path = path.relative_to(Path.cwd())
    return printable(str(path), 300)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant, if one is near: no suggestion is better than a far-fetched one."""
    candidates, letters = list(names), name[:100].lower()
    if same := [other for other in candidates if other.lower() in (letters, f"{letters}.toml")]:
        return same[0]
    if len(letters) > 2 and (longer := [other for other in candidates if other.startswith(letters)]):
        return longer[0]  # `term` for `term_weeks`; names stand in their order, the plainest first
    near = get_close_matches(letters, candidates, 1, LIKELY)
    # `ips`: too short for a share of letters
    near = near or [other for other in candidates if sorted(other) == sorted(letters)]
    near = near or sorted((other for other in candidates if len(letters) > 2 and letters in other), key=len)
    return near[0] if near else None


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The question after a misspelt name, or nothing if no name is near."""
    near = nearest(name, names)
    return f"Did you mean {near}?" if near else ""


def follow(parts: Sequence[str], names_at: Callable[[list[str]], Iterable[str]]) -> tuple[list[str], str, str]:
    """The names meant by the parts of a path, as far as they lead; what is wrong with the first that does not exist,
    and the names that do."""
    path, message, allowed = list[str](), "", ""
    for part in parts:
        names = list(names_at(path))
        name = part if part in names else nearest(part, names)
        if names and name != part and not message:
            where = f' in "{".".join(path)}"' if path else ""
            message = f'"{printable(part)}" is not known{where}{LIST}'
            allowed = printable(", ".join(names), 1000)
        if name is None:
            break
        path.append(name)
    return path, message, allowed

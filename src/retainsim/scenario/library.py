"""Where scenarios are found: files anywhere, and the shipped ones by bare name."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from retainsim.scenario.errors import Problem, ScenarioError, printable

PACKAGE = Path(__file__).resolve().parents[1]
LIKELY = 0.75  # share of letters in common from which on a slip is likely


def folder(package: Path = PACKAGE) -> Path:
    """The folder of shipped scenarios: inside an installed wheel, next to `src` in a checkout."""
    packaged = package / "scenarios"
    checkout = package.parent.parent
    if not packaged.is_dir() and package.parent.name == "src" and (checkout / "pyproject.toml").is_file():
        return checkout / "scenarios"
    return packaged


def shipped() -> dict[str, Path]:
    """The shipped scenarios by bare name, in alphabetical order."""
    return {path.stem: path for path in sorted(folder().glob("*.toml"))}


def descriptions() -> dict[str, str]:
    """One line about each shipped scenario."""
    about = {}
    for name, path in shipped().items():
        lines = str(tomllib.loads(path.read_text("utf-8")).get("description", "")).strip().splitlines()
        about[name] = lines[0] if lines else ""
    return about


def nearest(given: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant, if one is near: nothing is better than a name from far away."""
    known, wanted = list(names), given[:100].lower()
    if len(wanted) > 2 and (begun := [name for name in known if name.startswith(wanted)]):
        return begun[0]  # `term` for `term_weeks`; names stand in their order, the plainest first
    near = get_close_matches(wanted, known, 1, LIKELY)
    near = near or [name for name in known if sorted(name) == sorted(wanted)]  # `ips`: too short for a share of letters
    near = near or sorted((name for name in known if len(wanted) > 2 and wanted in name), key=len)
    return near[0] if near else None


def did_you_mean(given: str, names: Iterable[str]) -> str:
    """The question after a misspelt name, or nothing if no name is near."""
    near = nearest(given, names)
    return f"Did you mean {near}?" if near else ""


def locate(name_or_path: str | os.PathLike[str]) -> Path:
    """The file meant: a path where it looks like one or exists, else a shipped scenario.

    Raises   `ScenarioError` for a bare name that is not shipped; whether a path exists is seen on reading.
    """
    text = os.fspath(name_or_path)
    path = Path(text)
    if text and (path.suffix or any(mark in text for mark in ("/", os.sep)) or path.exists()):
        return path
    known = shipped()
    if text in known:
        return known[text]
    here = {path.stem: path.name for path in sorted(Path().glob("*.toml"))}
    near = nearest(text, [*known, *here])
    raise ScenarioError([Problem(
        printable(text) or '""', None, "", "is neither a file nor a shipped scenario; shipped are:",
        allowed=", ".join(known) or "none", fix=f"Did you mean {printable(here.get(near, near))}?" if near else "")])

"""Where scenarios are found: files anywhere, and the shipped ones by bare name."""

import os
import tomllib
from pathlib import Path

from retainsim.scenario.errors import nearest, printable, refusal

PACKAGE = Path(__file__).resolve().parents[1]


def folder(package: Path = PACKAGE) -> Path:
    """The folder of shipped scenarios: inside an installed wheel, next to `src` in a checkout."""
    packaged, checkout = package / "scenarios", package.parent.parent
    if not packaged.is_dir() and package.parent.name == "src" and (checkout / "pyproject.toml").is_file():
        return checkout / "scenarios"
    return packaged


def shipped() -> dict[str, Path]:
    """The shipped scenarios by bare name, in alphabetical order."""
    return {path.stem: path for path in sorted(folder().glob("*.toml"))}


def descriptions() -> dict[str, str]:
    """One line about each shipped scenario."""
    trees = {name: tomllib.loads(path.read_text("utf-8")) for name, path in shipped().items()}
    return {name: next(iter(str(tree.get("description", "")).strip().splitlines()), "") for name, tree in trees.items()}


def locate(name_or_path: str | os.PathLike[str]) -> Path:
    """The file meant: a path where it looks like one or exists, else a shipped scenario.

    Raises   `ScenarioError` for a bare name that is not shipped; whether a path exists is seen on reading.
    """
    text = os.fspath(name_or_path)
    path, library = Path(text), shipped()
    if text and (path.suffix or any(mark in text for mark in ("/", os.sep)) or path.exists()):
        return path
    if text in library:
        return library[text]
    here = {path.stem: path.name for path in sorted(Path().glob("*.toml"))}
    near = nearest(text, [*library, *here])
    raise refusal(printable(text) or '""', "is neither a file nor a shipped scenario; shipped are:",
                  f"Did you mean {printable(here.get(near, near))}?" if near else "", ", ".join(library) or "none")

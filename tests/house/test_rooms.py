"""Every room says what it is for: in its first line, and in the table of CONTRIBUTING, from which it can be told."""

import ast
import re
from pathlib import Path

import pytest

from .sources import PACKAGE, ROOMS, TESTS

CONTRIBUTING = TESTS.parent / "CONTRIBUTING.md"
FOLDERS = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))


def table(text: str) -> list[str]:
    """The rooms in the first column of the table of rooms, in their order."""
    rows = re.search(r"^\| room \|.*?\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    firsts = [row.split("|")[1] for row in rows[1].splitlines()] if rows else []
    return [room for first in firsts for room in re.findall(r"`([^`]+)`", first)]


def unlisted(rooms: list[str], text: str) -> list[str]:
    """The rooms that the table does not name."""
    names = {room.removesuffix(".py").rstrip("/") for room in table(text)}
    return [room for room in rooms if room not in names]


def test_every_room_stands_in_the_table() -> None:
    inner = [path.relative_to(PACKAGE).as_posix() for path in FOLDERS if path.parent not in (PACKAGE, PACKAGE.parent)]
    essays = [path for path in inner if path.startswith("claims/") and path != "claims/kit"]
    assert unlisted(sorted({*ROOMS, *inner} - {*essays}), CONTRIBUTING.read_text("utf-8")) == []


def test_every_room_of_the_table_is_there() -> None:
    tops = (PACKAGE, TESTS.parent)
    assert [room for room in table(CONTRIBUTING.read_text("utf-8"))
            if not any((top / room).exists() for top in tops)] == []


def test_a_room_that_is_not_listed_would_be_noticed() -> None:
    text = "| room | what lives there |\n|---|---|\n| `kernel/`, `numeric.py` | the compiler, and `cellar/` |\n\n"
    assert table(text) == ["kernel/", "numeric.py"]
    assert unlisted(["cellar", "kernel", "numeric"], text) == ["cellar"]


PAGES = [CONTRIBUTING, TESTS.parent / "README.md", *TESTS.parent.glob("docs/**/*.md")]


def stray_files(text: str, files: list[str]) -> list[str]:
    """The files of code that a page names and that are not there, with as many folders as it says."""
    return [name for name in re.findall(r"`(?:[^`\n]* )?([\w/]+\.py)\b[^`\n]*`", text)
            if not any(file.endswith(f"/{name}") for file in files)]


def test_pages_name_files_that_are_there() -> None:
    files = [f"/{path.relative_to(TESTS.parent).as_posix()}" for top in ("docs", "experiments", "src", "tests")
             for path in (TESTS.parent / top).rglob("*.py")]
    assert {page.name: stray for page in PAGES if (stray := stray_files(page.read_text("utf-8"), files))} == {}


def test_a_file_that_is_gone_would_be_noticed() -> None:
    text = "see `model/luck.py`, `luck.py`, `python src/luck.py --all` and `a/luck.py`"
    assert stray_files(text, ["/src/model/luck.py"]) == ["src/luck.py", "a/luck.py"]


def silence(tree: ast.Module) -> str:
    """What is wrong with what a folder says of itself."""
    about = (ast.get_docstring(tree) or "").splitlines()
    return "says nothing" if not about else "" if about[0].endswith((".", "?")) else "takes more than a line"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(PACKAGE.parent)))
def test_a_folder_says_in_a_line_what_lives_there(folder: Path) -> None:
    assert silence(ast.parse((folder / "__init__.py").read_text("utf-8"))) == ""


@pytest.mark.parametrize(("code", "complaint"), [
    ('"""Loops only."""', ""), ("import math", "says nothing"), ('"""Loops\nonly."""', "takes more than a line")])
def test_a_silent_folder_would_be_noticed(code: str, complaint: str) -> None:
    assert silence(ast.parse(code)) == complaint

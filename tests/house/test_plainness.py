"""The code is plain: short files, few positional arguments, and names that are nouns where a noun is meant."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .sources import PACKAGE, ROOMS, TESTS

LONGEST = 300  # lines of a file; about 120 are usual
CODE = {".css", ".html", ".j2", ".js", ".py"}
MOST_ARGUMENTS = 5  # by position; the rest is by name, or one object
CALLED_FROM_OUTSIDE = ("api", "claims", "report", "results", "study")
# As a name each of these says that something happened to something, and not what it is.
PARTICIPLES = {"asked", "drawn", "found", "given", "gone", "held", "judged", "kept", "known", "lived", "made", "meant",
               "played", "said", "seen", "shown", "taken", "told", "written"}


def sources(room: str) -> list[Path]:
    """The Python files of a room: a folder of the package, or one module."""
    return sorted((PACKAGE / room).rglob("*.py")) or [PACKAGE / f"{room}.py"]


def code() -> list[Path]:
    """Every file of code of the package and its tests."""
    return sorted(path for top in (PACKAGE, TESTS) for path in top.rglob("*") if path.suffix in CODE)


def too_long(files: list[Path]) -> list[str]:
    """The files that have more lines than a room of code may have."""
    lines = {path: path.read_text("utf-8").count("\n") for path in files}
    return [f"{path.name} has {number} lines" for path, number in lines.items() if number > LONGEST]


def test_no_file_is_long() -> None:
    assert too_long(code()) == []


def test_a_long_file_would_be_noticed(tmp_path: Path) -> None:
    just, long = tmp_path / "just.py", tmp_path / "long.css"
    just.write_text("\n" * LONGEST, "utf-8")
    long.write_text("\n" * (LONGEST + 1), "utf-8")
    assert too_long([just, long]) == ["long.css has 301 lines"]


def many_arguments(tree: ast.Module) -> Iterator[str]:
    """The public functions, methods and constructors that take too many arguments by position."""
    for node in tree.body:
        is_class = isinstance(node, ast.ClassDef)
        for function in node.body if is_class else [node]:
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or is_private(node, function):
                continue
            marks = {mark.id for mark in function.decorator_list if isinstance(mark, ast.Name)}
            bound = 1 if is_class and "staticmethod" not in marks else 0
            number = len(function.args.posonlyargs) + len(function.args.args) - bound
            if number > MOST_ARGUMENTS:
                yield f"{node.name + '.' if is_class else ''}{function.name} takes {number} arguments"


def is_private(*nodes: ast.stmt) -> bool:
    return any(node.name.startswith("_") and node.name != "__init__" for node in nodes)


@pytest.mark.parametrize("room", CALLED_FROM_OUTSIDE)
def test_nothing_public_takes_many_arguments(room: str) -> None:
    assert [f"{path.relative_to(PACKAGE)}: {complaint}" for path in sources(room)
            for complaint in many_arguments(ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize(("code", "complaints"), [
    ("def f(a, b, c, d, e): ...", []),
    ("def f(a, b, /, c, d, e, g): ...", ["f takes 6 arguments"]),
    ("def f(a, b, c, d, e, *, g, h): ...", []),
    ("def _f(a, b, c, d, e, g): ...", []),
    ("class A:\n def f(self, a, b, c, d, e): ...", []),
    ("class A:\n def f(self, a, b, c, d, e, g): ...", ["A.f takes 6 arguments"]),
    ("class A:\n def __init__(self, a, b, c, d, e, g): ...", ["A.__init__ takes 6 arguments"]),
    ("class A:\n @staticmethod\n def f(a, b, c, d, e, g): ...", ["A.f takes 6 arguments"]),
    ("class _A:\n def f(self, a, b, c, d, e, g): ...", []),
])
def test_many_arguments_would_be_noticed(code: str, complaints: list[str]) -> None:
    assert list(many_arguments(ast.parse(code))) == complaints


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that a file gives to a variable, argument, attribute, function or class, and its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno


def participles(path: Path, tree: ast.AST) -> list[str]:
    """The names of a file that are a participle, its own among them."""
    own = [path.stem] if {path.stem.rpartition("_")[2], path.parent.name} & PARTICIPLES else []
    return own + [f"{name} in line {line}" for name, line in names(tree)
                  if re.sub(r"_", "", name).lower() in PARTICIPLES]


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_participle_is_a_name(room: str) -> None:
    assert [f"{path.relative_to(PACKAGE)}: {complaint}" for path in sources(room)
            for complaint in participles(path, ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize(("file", "code", "complaints"), [
    ("week.py", "is_found = was_kept = shown_rows = True", []),
    ("week.py", "found = 1", ["found in line 1"]),
    ("week.py", "for told in (): pass", ["told in line 1"]),
    ("week.py", "def f(known): ...", ["known in line 1"]),
    ("week.py", "def shown(): ...", ["shown in line 1"]),
    ("week.py", "class Played:\n _kept: int", ["Played in line 1", "_kept in line 2"]),
    ("week.py", "a.lived = 1", ["lived in line 1"]),
    ("week.py", "import weeks as known", ["known in line 1"]),
    ("week.py", "f(known=1)", []),
    ("kept.py", "", ["kept"]), ("why_kept.py", "", ["why_kept"]), ("known/week.py", "", ["week"]),
])
def test_a_participle_would_be_noticed(file: str, code: str, complaints: list[str]) -> None:
    assert participles(Path(file), ast.parse(code)) == complaints

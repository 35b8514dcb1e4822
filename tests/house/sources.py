"""Where the code is, and copies of it that tests may spoil."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import retainsim

PACKAGE = Path(retainsim.__file__).parent
TESTS = Path(__file__).parents[1]
ROOMS = sorted(path.stem for path in PACKAGE.iterdir()
               if path.stem != "__init__" and (path.suffix == ".py" or (path / "__init__.py").exists()))
MECHANISMS = sorted(path for path in (PACKAGE / "model/mechanisms").glob("*.py") if path.stem != "__init__")


def copied(folder: Path) -> Path:
    """A copy of the package, to be imported from `folder`."""
    return Path(shutil.copytree(PACKAGE, folder / "retainsim", ignore=shutil.ignore_patterns("__pycache__")))


def replaced(file: Path, old: str, new: str) -> None:
    """Change one place of a file, which must be there."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{file.name} has {text.count(old)} places with {old!r}"
    file.write_text(text.replace(old, new), "utf-8")


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a file imports, by full name; a relative import as it is written, with its dots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")

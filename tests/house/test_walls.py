"""The walls between the rooms: the contracts of `pyproject.toml` hold, and each would notice a breach."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .sources import PACKAGE, TESTS, copied, imported

PYPROJECT = TESTS.parent / "pyproject.toml"
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
TWIN = sorted(path for path in (TESTS / "reference").glob("*.py") if not path.name.startswith("test_"))


def linted(source: Path, folder: Path) -> tuple[int, str]:
    """Exit status and words of import-linter about the package that lies in `source`."""
    shutil.copy(PYPROJECT, folder / "pyproject.toml")
    done = subprocess.run([sys.executable, "-c", LINT, "--no-cache"], cwd=folder, capture_output=True, text=True,
                          timeout=120, env=os.environ | {"PYTHONPATH": str(source), "PYTHONUTF8": "1",
                                                         "COLUMNS": "200"})
    return done.returncode, done.stdout + done.stderr


def test_the_walls_stand(tmp_path: Path) -> None:
    status, said = linted(PACKAGE.parent, tmp_path)
    assert status == 0, said
    contracts = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert f"{len(contracts)} kept, 0 broken" in " ".join(said.split())


BREACHES = {  # a contract's name begins so: the file in which it is broken, and the line that breaks it
    "a room knows only": ("model/state.py", "from retainsim.engine import world"),
    "a question stands on": ("study/setup/precision.py", "from retainsim.study import compare"),
    "claims are made of studies": ("study/statistics.py", "from retainsim.claims.kit import judge"),
    "what every claim is made with": ("claims/readings.py", "from retainsim.claims import isp"),
    "what is declared needs": ("declared/columns.py", "import scipy"),
    "a mechanism is an island": ("model/mechanisms/orders.py", "from retainsim.model.mechanisms import faults"),
    "the science knows no state": ("model/mechanisms/hours.py", "from retainsim.model import luck"),
    "only the kernel knows": ("model/week/hours.py", "import numba"),
    "model and engine never reach": ("engine/world.py", "import pandas"),
    "what a user writes": ("scenario/reading.py", "from retainsim.model import state"),
    "results are kept": ("study/setup/translation.py", "import matplotlib.pyplot"),
    "reports ask results": ("report/__init__.py", "from retainsim.engine import world"),
    "what prints blocks": ("report/renderers/page.py", "from retainsim.results import facts"),
    "only the command line": ("results/__init__.py", "import click"),
    "the classroom is a guest": ("api/frames.py", "from retainsim.classroom import firm"),
    "Mesa is known": ("classroom/firm.py", "import mesa"),
}


MORE_BREACHES = [  # of walls that keep several things apart
    ("a room knows only", "api/__init__.py", "from retainsim.cli import root"),
    ("what every claim is made with", "claims/published/e01_hump.py",
     "from retainsim.claims.internet_provider import i07_pride"),
    ("a room knows only", "declared/events.py", "from retainsim.kernel import parts"),
    ("what is declared needs", "declared/fields.py", "from retainsim.scenario import load"),
    ("a question stands on", "study/why.py", "from retainsim.study import switch"),
    ("a room knows only", "study/statistics.py", "from retainsim.claims.kit import judge"),
    ("model and engine never reach", "model/state.py", "from retainsim.scenario import load"),
    ("model and engine never reach", "kernel/parts.py", "import rich"),
    ("what a user writes", "scenario/errors.py", "from retainsim.study import statistics"),
    ("only the command line", "report/words.py", "import click"),
    ("the classroom is a guest", "cli/root.py", "from retainsim.classroom import firm"),
    ("the classroom is a guest", "scenario/units.py", "from retainsim.classroom import levers"),
    ("Mesa is known", "classroom/model.py", "import solara"),
    ("Mesa is known", "api/frames.py", "import mesa.batchrunner"),
]


def test_every_wall_would_notice_a_breach(tmp_path: Path) -> None:
    package = copied(tmp_path)
    breaches = [*((wall, file, line) for wall, (file, line) in BREACHES.items()), *MORE_BREACHES]
    for _, file, line in breaches:
        with (package / file).open("a", encoding="utf-8") as end:
            end.write(f"\n{line}\n")
    status, report = linted(tmp_path, tmp_path)
    assert status == 1, report
    verdicts = {wall: re.search(rf"^{wall}.*?(KEPT|BROKEN)", report, re.MULTILINE | re.DOTALL) for wall in BREACHES}
    assert {wall: match and match[1] for wall, match in verdicts.items()} == dict.fromkeys(BREACHES, "BROKEN")
    assert [breach for breach in breaches if not is_reported(*breach, report)] == []
    contracts = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert len(contracts) == len(BREACHES)  # a new wall needs a breach here


def test_the_command_that_opens_the_classroom_may_know_it(tmp_path: Path) -> None:
    package = copied(tmp_path)
    with (package / "cli" / "play.py").open("a", encoding="utf-8") as end:
        end.write("\nfrom retainsim.classroom import firm\n")
    (package / "cli" / "root.py").write_text("from retainsim.cli import play\n", "utf-8")
    status, said = linted(tmp_path, tmp_path)
    assert status == 0, said


def is_reported(wall: str, file: str, line: str, report: str) -> bool:
    """Whether the import that was planted stands below its wall, among what is broken."""
    importer = "retainsim." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = line.split()[1]
    target = module if module.startswith("retainsim") else module.split(".")[0]  # others are named as a whole
    place = re.search(rf"^{wall}[^\n]*\n-+\n(.*?)(?=\n\n\n[^\n]+\n-+\n|\Z)", report, re.MULTILINE | re.DOTALL)
    return place is not None and re.search(rf"\b{importer} -> {re.escape(target)}\b", place[1]) is not None


def test_every_room_is_behind_a_wall() -> None:
    """A new folder of the package must be placed in the layers, or be `scenario`, which has a contract of its own."""
    layers = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {room.strip(" ()").removeprefix("retainsim.") for layer in layers for room in layer.split("|")}
    placed |= {"scenario", "__init__"}
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms <= placed


def twin_leans_on(tree: ast.AST) -> list[str]:
    """What the twin imports from the code that it checks."""
    allowed = ("retainsim.scenario",)
    return [name for name in imported(tree) if name.split(".")[0] in ("retainsim", "numba")
            and not name.startswith(allowed)]


@pytest.mark.parametrize("file", TWIN, ids=lambda path: path.stem)
def test_the_twin_shares_nothing(file: Path) -> None:
    """It may read scenarios, and imports neither model, engine, kernel nor numeric, nor what they are made of."""
    assert twin_leans_on(ast.parse(file.read_text("utf-8"))) == []


def test_a_twin_that_shares_would_be_noticed() -> None:
    assert TWIN
    assert twin_leans_on(ast.parse("from retainsim.numeric import exp\nfrom retainsim.scenario import load")) == [
        "retainsim.numeric"]


# What `model` and `engine` may import beside each other: what computes, and what threads need. No files, no screens.
PURE = {"__future__", "collections", "concurrent", "dataclasses", "functools", "itertools", "math", "numpy", "os",
        "retainsim", "threading", "types", "typing"}
CORES = {"sched_getaffinity", "cpu_count"}  # the only things wanted from `os`
FILE_CALLS = {"open", "print", "input", "exec", "eval", "fromfile", "genfromtxt", "load", "loadtxt", "memmap", "save",
              "savetxt", "savez", "savez_compressed", "tofile", "dump", "write"}


def outside(tree: ast.AST) -> list[str]:
    """How a file of the model or the engine reaches for files, screens or processes."""
    found = [f"import {name}" for name in imported(tree) if name.split(".")[0] not in PURE]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            found.append("from os import")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            found += [] if node.attr in CORES else [f"os.{node.attr}"]
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            found += [f"{name}()"] if name in FILE_CALLS else []
    return found


@pytest.mark.parametrize("file", sorted([*PACKAGE.glob("model/**/*.py"), *PACKAGE.glob("engine/**/*.py")]),
                         ids=lambda path: str(path.relative_to(PACKAGE)))
def test_model_and_engine_touch_no_files(file: Path) -> None:
    assert outside(ast.parse(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(("code", "breach"), [
    ("open('x')", "open()"), ("import pathlib", "import pathlib"), ("from pathlib import Path", "import pathlib"),
    ("import numpy as np\nnp.save('x', 1)", "save()"), ("import os\nos.environ", "os.environ"),
    ("from os import environ", "from os import"), ("print(1)", "print()"), ("a.tofile('x')", "tofile()")])
def test_a_file_touched_would_be_noticed(code: str, breach: str) -> None:
    assert outside(ast.parse(code)) == [breach]

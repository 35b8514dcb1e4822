"""What `kernel.parts` uses of Numba does the same in the oldest and the newest version that may be installed."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numba
import pytest

TESTS = Path(__file__).parents[1]
PROGRAM = TESTS / "engine/fingerprint.py"
DEPENDENCIES = tomllib.loads((TESTS.parent / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
[BOUNDS] = [re.fullmatch(r"numba >= (\d+\.\d+), < (\d+)\.(\d+)", said) for said in DEPENDENCIES
            if said.startswith("numba ")]
assert BOUNDS
OLDEST, NEWEST = f"{BOUNDS[1]}.0", (int(BOUNDS[2]), int(BOUNDS[3]) - 1)


def said_by(program: str | Path, **environment: str) -> str:
    """What a Python program prints in a process of its own."""
    done = subprocess.run([sys.executable, *(["-c", program] if isinstance(program, str) else [program])], text=True,
                          env={**os.environ, **environment}, timeout=600, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def usual() -> str:
    """The digest of a world under the installed version, compiled as always."""
    return said_by(PROGRAM)


def test_the_installed_version_is_the_newest_that_is_allowed() -> None:
    """So that this suite, which runs with it, tries it."""
    assert tuple(map(int, numba.__version__.split(".")[:2])) == NEWEST


@pytest.mark.soak
@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the oldest Numba does not know this Python")
def test_the_oldest_version_gives_the_same_bits(usual: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", site,
                    f"numba=={OLDEST}"], check=True, timeout=600)
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    assert said_by("import numba; print(numba.__version__)", PYTHONPATH=path) == OLDEST
    assert said_by(PROGRAM, PYTHONPATH=path, RETAINSIM_CACHE_DIR=str(tmp_path / "cache")) == usual


@pytest.mark.soak
def test_the_plain_compiler_gives_the_same_bits(usual: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    assert said_by(PROGRAM, RETAINSIM_COMPILER="plain", RETAINSIM_CACHE_DIR=str(folder)) == usual
    assert said_by("import sys; sys.stderr = sys.stdout; from retainsim.cli import background; "
                   "background.say_if_compiling()", RETAINSIM_COMPILER="plain", RETAINSIM_CACHE_DIR=str(folder)) == (
        "Compiling the model: with RETAINSIM_COMPILER=plain every run does ...")
    assert not folder.exists()  # it was compiled, and not kept

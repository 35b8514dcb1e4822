"""Whoever is killed while the model is compiled harms nobody who comes after."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
from retainsim.engine.loops import ENTRIES
from retainsim.kernel import must_compile
waited = must_compile(ENTRIES)
for made in ENTRIES:
    made.ready()
print(waited)
"""
KILLS = 10
pytestmark = pytest.mark.soak


def compiling(folder: Path) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items()
            if name not in ("NUMBA_DISABLE_JIT", "RETAINSIM_COMPILER")}
    return subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env={**kept, "RETAINSIM_CACHE_DIR": str(folder)})


def test_kills_at_any_moment(tmp_path: Path) -> None:
    """Each later than the one before, over the time that compiling takes; the last finds what is whole, and heals."""
    before = time.monotonic()
    assert compiling(tmp_path / "first").communicate(timeout=300)[0] == "True\n"
    whole = time.monotonic() - before
    for part in range(1, KILLS + 1):
        process = compiling(tmp_path / "second")
        time.sleep(part / KILLS * whole)
        process.kill()
        process.communicate(timeout=60)
    assert compiling(tmp_path / "second").wait(timeout=300) == 0
    assert compiling(tmp_path / "second").communicate(timeout=300) == ("False\n", "")

"""The loops over lanes are vector code: losing that costs 1.7 to 2.4 times, and changes no bit that would tell."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("vector_loops.py")
PROCESSOR = {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": ""}  # AVX2, whoever runs this
LOOPS = {  # of each step, with those of the functions that it calls
    "draw_luck": 1, "count_clients": 2, "surroundings_and_needs": 6, "live_through": 1, "list_targets": 4,
    "choose_targets": 5, "decide": 2, "settle_accounts": 2}


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="compiled for such a processor")
def test_the_loops_over_lanes_are_vector_code(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items()
            if name not in ("NUMBA_DISABLE_JIT", "RETAINSIM_COMPILER")}
    done = subprocess.run([sys.executable, PROGRAM], env=kept | PROCESSOR | {"RETAINSIM_CACHE_DIR": str(tmp_path)},
                          capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = {}
    for line in done.stderr.splitlines():
        if line.startswith("step "):
            step = line.removeprefix("step ")
            found[step] = 0
        found[step] += "vectorized loop" in line
    assert found.keys() == LOOPS.keys()
    assert {step: n for step, n in found.items() if n < LOOPS[step]} == {}

"""One signature a function: no strategy, scenario or caller makes the compiler do anything twice."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numba.core.errors import TypingError

from retainsim.kernel import Float64s, entry, kernel

PROGRAM = """
import sys
import retainsim
from retainsim.kernel.parts import Entry, Part
from retainsim.scenario import shipped
for name in shipped():
    retainsim.load(name).compare(replications=1, weeks=104)
functions = {made for module in list(sys.modules.values()) if module.__name__.startswith("retainsim.")
             for made in vars(module).values() if isinstance(made, (Entry, Part))}
assert {made for made in functions if isinstance(made, Entry)} == set(retainsim.engine.loops.ENTRIES)
for made in functions:
    print(made.py_func.__qualname__, type(made).__name__, len(made.overloads))
"""


def test_all_scenarios_and_strategies_need_one_signature_a_function(tmp_path: Path) -> None:
    """From an empty cache, since what comes from the cache has no parts."""
    kept = {name: value for name, value in os.environ.items()
            if name not in ("NUMBA_DISABLE_JIT", "RETAINSIM_COMPILER")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env={**kept, "RETAINSIM_CACHE_DIR": str(tmp_path)},
                          text=True, capture_output=True, timeout=600)
    assert done.returncode == 0, done.stderr
    compiled = {name: int(times) for name, kind, times in map(str.split, done.stdout.splitlines())}
    assert {name for name, times in compiled.items() if times > 1} == set()
    assert len([name for name, times in compiled.items() if times == 1]) > 100  # else nothing was seen


@kernel
def halved(x: float) -> float:
    """Half of a number."""
    return x / 2.0


@entry
def halves(whole: int, numbers: Float64s) -> float:
    """Calls the same part with a literal, a whole number and a number."""
    return halved(1) + halved(whole) + halved(numbers[0])


def test_callers_and_python_convert_instead() -> None:
    assert halves(3, np.array([5.0])) == halves(np.int32(3), np.array([5.0])) == 4.5
    if hasattr(halves, "overloads"):
        assert (len(halves.overloads), len(halved.overloads)) == (1, 1)


@entry
def third_of_a_week(weeks: float) -> float:
    """Calls a part that wants a whole number with a fraction."""
    return counted(weeks / 3.0)


@kernel
def counted(weeks: int) -> float:
    """A whole number."""
    return weeks + 1.0


def test_no_fraction_is_cut_off() -> None:
    if hasattr(halves, "overloads"):
        with pytest.raises(TypingError, match="counted: weeks is declared as int64, and was given float64"):
            third_of_a_week(1.0)
        with pytest.raises(TypeError, match=r"halves: 1\.75 is no whole number"):
            halves(1.75, np.array([5.0]))


def test_an_array_that_was_not_declared_is_refused() -> None:
    if hasattr(halves, "overloads"):
        with pytest.raises(TypeError, match="No matching definition"):
            halves(3, np.ones((4, 4))[:, 0])


def test_an_argument_without_a_type_is_refused() -> None:
    @entry
    def unclear(x):  # type: ignore[no-untyped-def]
        return x

    if hasattr(unclear, "overloads"):
        with pytest.raises(TypeError, match="unclear: the compiler does not know the type of x"):
            unclear(1)

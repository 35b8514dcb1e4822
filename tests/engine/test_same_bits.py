"""The same bits, compiled or interpreted, on any number of threads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("fingerprint.py")


def fingerprint(*arguments, **environment):
    """What the program prints in a process of its own."""
    done = subprocess.run([sys.executable, PROGRAM, *arguments], env={**os.environ, **environment}, timeout=300,
                          check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_interpreted_code_gives_the_bits_of_compiled_code():
    assert fingerprint(NUMBA_DISABLE_JIT="1") == fingerprint()


@pytest.mark.parametrize("threads", ["2", "4"])
def test_threads_do_not_change_a_bit(threads):
    assert fingerprint(threads) == fingerprint("1")

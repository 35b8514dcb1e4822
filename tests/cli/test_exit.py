"""A command ends with its own exit code, whatever the libraries that it uses do when a process ends."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

Start = Callable[..., subprocess.Popen[str]]
pytestmark = pytest.mark.usefixtures("tiny", "compiled")
ABORTING = """
import ctypes
libc = ctypes.CDLL(None)
libc.__cxa_atexit(libc.abort, None, None)  # as the destructor of a pool whose threads still run may do
"""
BUSY = "while True: pass"
TIMES = 40  # a fault seen in 7 of 40 would be missed once in two thousand


@pytest.mark.parametrize(("args", "code"), [
    (["scenarios"], 0), (["check", "nowhere.toml"], 2), (["compare", "tiny.toml", "--nothing"], 2),
    (["run", "tiny.toml", "--strategy", "nurture", "--weeks", "5"], 0), (["rerun", "."], 2)])
def test_what_is_destroyed_at_exit_is_of_no_account(args: list[str], code: int, start: Start) -> None:
    process = start(*args, prelude=ABORTING)
    out, err = process.communicate(timeout=300)
    assert process.returncode == code
    assert out if code == 0 else err


FAILING = """
import atexit
import click
def fail(*args, **more):
    atexit.register(print, "bye")
    raise KeyError("odd")
click.Group.invoke = fail
"""


def test_what_is_registered_for_the_exit_is_done_and_an_unexpected_error_shown(start: Start) -> None:
    process = start("scenarios", prelude=ABORTING + FAILING)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out, err.splitlines()[-1]) == (1, "bye\n", "KeyError: 'odd'")


@pytest.fixture
def load() -> Iterator[None]:
    """A machine that is busy on every core."""
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(os.cpu_count() or 1)]
    yield
    for other in others:
        other.kill()
        other.wait()


@pytest.mark.soak
@pytest.mark.usefixtures("load")
def test_a_row_that_is_not_there_again_and_again(start: Start) -> None:
    assert start("compare", "tiny.toml", "--replications", "2", "--weeks", "5", "--out", "kept").wait(300) == 0
    for _ in range(TIMES):
        process = start("rerun", "kept", "--row", "9999")
        assert "9999" in process.communicate(timeout=300)[1]
        assert process.returncode == 2

"""Ctrl-C ends any command within two seconds, with one line and exit code 130, whatever it is doing."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from retainsim.cli.background import in_background

pty = pytest.importorskip("pty", reason="no process but ours can be sent Ctrl-C here")
Start = Callable[..., subprocess.Popen[str]]
LINE = "interrupted; nothing was written\n"
WITHIN_SECONDS = 2
LONG = ["compare", "tiny.toml", "--replications", "100000"]
pytestmark = pytest.mark.usefixtures("tiny")

ON_IMPORT = """
import os
class Interrupting:
    def find_spec(self, name, *rest):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
"""


def interrupted(command: subprocess.Popen[str]) -> tuple[int, str, str, float]:
    """Exit code, standard output, standard error, and the seconds that it took."""
    before = time.monotonic()
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=60)
    return command.returncode, out, err, time.monotonic() - before


@pytest.mark.parametrize("module", ["click", "retainsim.cli.studies", "retainsim.scenario", "pydantic", "numpy",
                                    "numba", "retainsim.engine.loops", "retainsim.study.compare"])
def test_while_modules_are_imported(module: str, start: Start) -> None:
    command = start(*LONG, prelude=ON_IMPORT.format(module=module))
    assert command.communicate(timeout=60) == ("", LINE)
    assert command.returncode == 130


def test_before_the_report_is_written(start: Start) -> None:
    command = start("compare", "tiny.toml", "--replications", "2", prelude=ON_IMPORT.format(module="rich"))
    out, err = command.communicate(timeout=300)
    assert (command.returncode, out) == (130, "")
    assert err.endswith(LINE)


@pytest.mark.parametrize("args", [["check", "isp"], ["scenarios"], ["schema"]], ids=lambda args: args[0])
def test_short_commands(args: list[str], start: Start) -> None:
    command = start(*args, prelude=ON_IMPORT.format(module="pydantic"))
    assert command.communicate(timeout=60) == ("", LINE)
    assert command.returncode == 130


def test_who_ignores_the_signal_is_not_interrupted(start: Start) -> None:
    ignoring = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    command = start("check", "isp", prelude=ignoring + ON_IMPORT.format(module="pydantic"))
    out, err = command.communicate(timeout=60)
    assert (command.returncode, err) == (0, "")
    assert out.startswith("isp: fine")


@pytest.mark.parametrize("seconds", [0.0, 3.0])
def test_while_the_model_is_compiled(seconds: float, start: Start, tmp_path: Path) -> None:
    command = start(*LONG, cache=tmp_path / "empty")
    assert command.stderr is not None
    assert command.stderr.readline() == "Compiling the model for this machine, once: about half a minute ...\n"
    time.sleep(seconds)
    code, out, err, took = interrupted(command)
    assert (code, out, err) == (130, "", LINE)
    assert took < WITHIN_SECONDS


def test_while_worlds_are_simulated_and_it_is_pressed_twice(start: Start) -> None:
    warm = start("compare", "tiny.toml", "--replications", "1")
    warm.communicate(timeout=300)
    assert warm.returncode == 0
    command = start(*LONG)
    time.sleep(4)  # a warm start takes one second; before that the other tests hold
    command.send_signal(signal.SIGINT)
    code, out, err, took = interrupted(command)
    assert (code, out, err) == (130, "", LINE)
    assert took < WITHIN_SECONDS


def test_on_a_terminal_the_bar_goes_and_the_cursor_comes_back(start: Start) -> None:
    ours, theirs = pty.openpty()
    command = start(*LONG, stderr=theirs)
    os.close(theirs)
    seen = b""
    while b"/100000" not in seen:
        seen += os.read(ours, 4096)
    assert b"\x1b[?25l" in seen  # hidden while the bar moves
    command.send_signal(signal.SIGINT)
    rest = b""
    while not rest.endswith(LINE.strip().encode() + b"\r\n"):
        rest += os.read(ours, 4096)
    assert rest.endswith(b"\r\x1b[2K\x1b[?25h" + LINE.strip().encode() + b"\r\n")
    assert command.wait(WITHIN_SECONDS) == 130
    os.close(ours)


def test_work_in_the_background_gives_its_result_or_its_error() -> None:
    assert in_background(lambda: 3) == 3
    with pytest.raises(ZeroDivisionError):
        in_background(lambda: 1 // 0)


def test_memory_that_does_not_suffice_is_no_traceback() -> None:
    def greedy() -> None:
        raise MemoryError

    with pytest.raises(click.ClickException, match="Try --threads 1, or fewer organisations"):
        in_background(greedy)

"""`retainsim` itself: quick to help, clear about what does not exist."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said
from retainsim import __version__
from retainsim.cli.root import root

Call = Callable[..., Said]
Start = Callable[..., subprocess.Popen[str]]
COMMANDS = ", ".join(sorted(root.commands))


def test_the_version(call: Call) -> None:
    assert call("--version") == (0, f"retainsim, version {__version__}\n", "")


@pytest.mark.parametrize("command", ["", *root.commands])
def test_every_help_fits(command: str, call: Call) -> None:
    said = call(*command.split(), "--help")
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 100


def test_help_imports_nothing_heavy() -> None:
    program = ("import sys\nfrom retainsim.cli import main\nsys.argv = ['retainsim', '--help']\n"
               "try: main()\nexcept SystemExit: pass\n"
               "heavy = {'numpy', 'numba', 'pydantic', 'rich', 'scipy', 'retainsim.scenario', 'retainsim.study'}\n"
               "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)")  # the exit code is that of the command
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Usage" in ended.stdout
    assert ended.stderr.split() == []


def _quickest(program: str) -> float:
    """Seconds that a program takes when nobody is in its way."""
    seconds = []
    for _ in range(5):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - before)
    return min(seconds)


def test_help_takes_hardly_longer_than_importing_click() -> None:
    # About 1.1 times; to import pydantic makes it 4, numba 10. The best of five is not disturbed by a busy machine.
    help_only = "import sys; sys.argv = ['retainsim', '--help']; from retainsim.cli import main; main()"
    assert _quickest(help_only) < 2.5 * _quickest("import click")


@pytest.mark.parametrize(("args", "wanted"), [
    (["comprae", "isp"], f"comprae\n  is not a command. Did you mean compare? Allowed: {COMMANDS}.\n"),
    (["zzz"], f"zzz\n  is not a command; allowed: {COMMANDS}.\n"),
    (["com\x1bpare"], "com\\x1bpare\n  is not a command"),
    (["--versoin"], "--versoin\n  is not known here. Did you mean --version? Allowed: --version, --help.\n"),
    (["compare", "isp", "--strategie", "3"], "--strategie\n  is not known here. Did you mean --strategies? Allowed: "),
    (["compare", "isp", "-x"], "-x\n  is not known here; allowed: --strategies, "),
    (["compare"], "SCENARIO...\n  is missing. For example: retainsim compare isp --strategies status-quo,nurture "),
    (["check"], "SCENARIO...\n  is missing. For example: retainsim check "),
    (["diff", "isp"], "B\n  is missing. For example: retainsim diff "),
    (["switch", "isp"], "--factor PATH\n  is missing: the number of the scenario to vary, e.g. rivals.attacker."),
    (["rerun", "results"], "--row K\n  is missing: which row of replications.parquet, counted from 0. For example: "),
    (["compare", "isp", "--replications", "nan"], '--replications "nan"\n  must be a whole number.'),
    (["compare", "isp", "--weeks", "1.5"], '--weeks "1.5"\n  must be a whole number.'),
    (["compare", "isp", "--seed", "x"], '--seed "x"\n  must be a whole number.'),
    (["run", "isp", "--strategy"], "--strategy NAME\n  has no value: strategy of the scenario; if not given, "),
    (["schema", "isp"], "isp\n  is one argument too many. For example: retainsim schema"),
    (["diff", "isp", "isp", "x", "y"], "x y\n  are arguments too many. For example: retainsim diff "),
    (["compare", "isp", "--json=3"], "--json\n  takes no value: "),
])
def test_a_command_line_that_makes_no_sense(args: list[str], wanted: str, call: Call) -> None:
    said = call(*args)
    assert (said.code, said.out) == (2, "")
    assert wanted in said.err
    assert "Usage" not in said.err


def test_only_the_interrupted_say_so(start: Start) -> None:
    command = start("scenarios")
    out, err = command.communicate(timeout=60)
    assert (command.returncode, err) == (0, "")
    assert out.startswith("isp       A provider of Internet access")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full, as Linux has it")
@pytest.mark.parametrize("args", [["--help"], ["--version"], ["compare", "--help"], ["schema"], ["check", "isp"]])
def test_output_that_cannot_be_written_is_one_line_and_no_traceback(args: list[str], start: Start) -> None:
    with open("/dev/full", "w") as full:
        command = start(*args, stdout=full)
        err = command.communicate(timeout=60)[1]
    assert (command.returncode, err) == (1, "Error: Standard output cannot be written: No space left on device\n")

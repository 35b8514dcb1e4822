"""The example in the help of each command does what it shows, one after the other as a beginner types them."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said
from retainsim.cli.root import root

Call = Callable[..., Said]
SHORT = {  # what makes an example cheap; a later option replaces an earlier one
    "compare": ["--replications", "4", "--weeks", "5", "--out", "results"], "run": ["--weeks", "5"],
    "why": ["--replications", "2", "--weeks", "5"],
    "switch": ["--replications", "2", "--low", "2", "--high", "4"],
}
IN_TURN = ["scenarios", "schema", "kpis", "describe", "new", "check", "diff", "compare", "rerun", "run",
           "why", "switch"]


def example(command: str, call: Call) -> list[str]:
    """The words of the example in a command's help, without what the shell does with the output."""
    (line,) = [line for line in call(*command.split(), "--help").out.splitlines() if "Example:" in line]
    return shlex.split(line.split("Example:  retainsim ")[1].split(" > ")[0])


def test_every_command_but_the_long_one_is_tried() -> None:
    assert set(IN_TURN) | {"claims"} == set(root.commands)


def test_the_examples_run(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in IN_TURN:
        said = call(*example(command, call), *SHORT.get(command, []))
        assert said.code == 0, said.err
        assert said.out


def test_the_example_of_them_all_is_one_of_theirs(call: Call) -> None:
    assert example("", call) == ["compare", "isp"]

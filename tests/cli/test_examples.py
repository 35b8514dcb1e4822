"""The examples in the help of each command do what they show, one after the other as a beginner types them."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said
from retainsim.cli.root import root

Call = Callable[..., Said]
SHORT = {  # what makes an example cheap; a later option replaces an earlier one
    "compare": ["--replications", "8", "--weeks", "5", "--out", "results", "--force"], "run": ["--weeks", "5"],
    "report": ["--force"], "why": ["--replications", "2", "--weeks", "5"],
    "switch": ["--replications", "2", "--set", "market.seasoning_weeks=4"],
}
IN_TURN = ["cite", "scenarios", "schema", "kpis", "describe", "new", "check", "diff", "compare", "rerun", "report",
           "run", "why", "switch"]


def examples(command: str, call: Call) -> list[list[str]]:
    """The words of the examples in a command's help, without what the shell does with the output."""
    block = re.search(r"Examples?: (.*?)\n\n", call(*command.split(), "--help").out, re.DOTALL)
    assert block
    return [shlex.split(line.split(" > ")[0]) for line in re.findall(r"retainsim (.+)", block[1])]


@pytest.mark.parametrize("command", root.commands)
def test_every_command_has_examples_that_can_be_parsed(command: str, call: Call) -> None:
    found = examples(command, call)
    assert found
    for name, *words in found:
        assert name == command
        assert root.commands[command].make_context(command, list(words)).args == []


def test_every_command_but_the_long_ones_is_tried() -> None:
    """What sweeps, sensitivity and robustness print, their pages show and test; what is played ends with Ctrl-C."""
    assert set(IN_TURN) | {"claims", "play", "sweep", "sensitivity", "robustness"} == set(root.commands)


def test_the_examples_run(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    dearer = Path("mine-dearer.toml")  # which a beginner has written, too
    dearer.write_text('extends = "isp"\nname = "mine-dearer"\n[firm]\nprice_index = 1.05\n', "utf-8")
    for command in IN_TURN:
        for example in examples(command, call):
            said = call(*example, *SHORT.get(command, []))
            assert said.code == 0, said.err
            assert said.out or command == "report"


def test_the_example_of_them_all_is_one_of_theirs(call: Call) -> None:
    assert examples("", call) == [["compare", "isp"]]

"""A user's mistake: exit code 2, everything on standard error, what to do about it, and never a traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import Said

Call = Callable[..., Said]


@pytest.fixture
def files(tiny: Path) -> None:
    """Files that are no scenarios, beside one that is."""
    Path("folder").mkdir()
    Path("latin.toml").write_bytes(b'name = "caf\xe9"\n')
    with open("large.toml", "wb") as large:
        large.truncate(50 * 1024 * 1024)
    Path("empty.toml").touch()


COMMANDS = [["compare"], ["run", "--strategy", "nurture"], ["check"]]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(("given", "wanted"), [
    (["./folder"], "folder\n  is a folder, not a scenario file."),
    (["tiney.toml"], "tiney.toml\n  does not exist. Did you mean tiny.toml?"),
    (["ips"], "ips\n  is neither a file nor a shipped scenario; shipped are: isp, practice. Did you mean isp?"),
    (["latin.toml"], "latin.toml:1\n  is not UTF-8: byte 0xe9. Save the file as UTF-8."),
    (["large.toml"], "large.toml\n  has 52_428_800 bytes; a scenario file has at most"),
    (["empty.toml"], "empty.toml: name\n  is missing"),
    (["empty.toml"], 'Or change a shipped scenario: begin the file with extends = "isp".'),
    (["tiny"], "tiny\n  is neither a file nor a shipped scenario; shipped are: isp, practice. Did you mean tiny.toml?"),
    (["folder"], "folder\n  is a folder, not a scenario file."),
    ([""], "is neither a file nor a shipped scenario"),
    (["tiny.toml", "--set", "weeks"], "--set weeks\n  must have the form path=value. For instance weeks=104."),
    (["tiny.toml", "--set", "firm.cahs=1"], "Did you mean firm.cash?"),
    (["tiny.toml", "--set", "firm.cash=nan"], "--set firm.cash=nan\n  must be a number"),
    (["tiny.toml", "--set", "weeks=1e99"], "--set weeks=1e99\n  must be a whole number from 1 to 5200"),
    (["tiny.toml", "--set", "weeks=" + "9" * 5000], "must be a whole number from 1 to 5200"),
    (["tiny.toml", "--set", "weeks=0", "--set", "firm.cash=-1"], "--set firm.cash=-1\n  must be a number from 0"),
])
def test_wrong_scenarios(command: list[str], given: list[str], wanted: str, call: Call) -> None:
    said = call(*command, *given)
    assert (said.code, said.out) == (2, "")
    assert wanted in said.err
    assert len(said.err) < 4000


COMPARE, RUN = ["compare", "tiny.toml"], ["run", "tiny.toml", "--strategy", "nurture"]


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(("args", "wanted"), [
    ([*COMPARE, "--replications", "0"], "--replications 0\n  must be a whole number from 1 to"),
    ([*COMPARE, "--replications", "9" * 40], "--replications (a number of more than 30 digits)\n  must be a whole"),
    ([*COMPARE, "--weeks", "5201"], "--weeks 5201\n  must be a whole number from 1 to 5"),
    ([*COMPARE, "--seed", "4294967296"], "--seed 4294967296\n  must be a whole number from 0 to 4_294_967_295"),
    ([*COMPARE, "--threads", "-1"], "--threads -1\n  must be a whole number from 1 to"),
    ([*COMPARE, "--strategies", "nurtur,status-quo"],
     '--strategies "nurtur"\n  is not a strategy of tiny. Did you mean nurture? Allowed: status-quo, nurture.'),
    ([*COMPARE, "--strategies", "nurture,nurture"], "must name each strategy once"),
    ([*COMPARE, "--strategies", ","], '--strategies ""\n  is not a strategy of tiny; allowed: status-quo, nurture.\n'),
    *(([*command, "--strategies", "nurture,", "status-quo"], "--strategies nurture,\n  ends with a comma. Names of "
       "strategies are separated by a comma without a blank: A,B.") for command in (COMPARE, ["why", "tiny.toml"])),
    (["why", "tiny.toml", "--strategies", "nurture"], "--strategies nurture\n  must name two strategies of tiny: "),
    ([*COMPARE, "--strategies", ""], '--strategies ""\n  is not a strategy of tiny'),
    ([*COMPARE, "--set", 'primary_kpis=["cash"]'],
     'primary_kpis[0] = "cash"\n  is not a KPI. Did you mean cash_end? Allowed: cash_end,'),
    (["run", "tiny.toml", "--strategy", "nurtur"],
     "is not a strategy of tiny. Did you mean nurture? Allowed: status-quo, nurture."),
    ([*RUN, "--replication", "-1"], "--replication -1\n  must be a whole number from 0 to 4_294_967_295"),
    ([*RUN, "--weeks", "0"], "--weeks 0\n  must be a whole number from 1 to 5"),
    ([*RUN, "--seed", "-1"], "--seed -1\n  must be a whole number from 0"),
    *((command + given, wanted) for command in (COMPARE, RUN) for given, wanted in (
        (["--force"], "--force\n  applies to the folder of --out, and there is none. Name it: --out DIR."),
        (["--out", ""], '--out ""\n  names no folder. For instance --out results.'),
        (["--out", ".", "--force"], "--out .\n  is the folder you are in, which cannot be replaced. Name a folder"),
    )),
])
def test_wrong_arguments(args: list[str], wanted: str, call: Call) -> None:
    said = call(*args)
    assert (said.code, said.out) == (2, "")
    assert wanted in said.err

"""`switch` on a tiny world: one document or one report on standard output, mistakes on standard error."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.test_interruption import LINE, ON_IMPORT, Start
from cli.tiny import Said

Call = Callable[..., Said]
pytestmark = pytest.mark.usefixtures("tiny")

SWITCH = ["switch", "tiny.toml", "--factor", "firm.overhead_per_week", "--low", "0", "--high", "50.5", "--strategies",
          "status-quo, nurture", "--weeks", "10", "--replications", "2"]


def test_as_json(call: Call) -> None:
    said = call(*SWITCH, "--json", "--seed", "7", "--threads", "2", "--kpi", "cash_end", "--set", "firm.cash=9_000")
    assert said.code == 0
    assert set(said.err.splitlines()) <= {"Compiling the model for this machine, once: about half a minute ..."}
    found = json.loads(said.out)
    assert {key: value for key, value in found.items() if key not in ("digest", "points", "crossings")} == {
        "scenario": "tiny", "seed": 7, "weeks": 10, "replications": 2, "worth_telling": 0.01,
        "factor": "firm.overhead_per_week", "unit": "currency/week", "whole": False, "low": 0, "high": 50.5,
        "a": "status-quo", "b": "nurture", "kpi": "cash_end"}
    assert len(found["points"]) >= 7
    # Both have the same overhead: it decides nothing.
    assert len({round(point["difference"], 6) for point in found["points"]}) == 1
    assert found["crossings"] == []


def test_for_people(call: Call) -> None:
    said = call(*SWITCH)
    assert said.code == 0
    assert said.out.startswith("tiny: 10 weeks, 2 replications, seed 1, digest ")
    assert "throughout" in said.out or "Nowhere" in said.out
    assert "All values of firm.overhead_per_week that were tried" in said.out
    assert said.out.isascii()
    assert "\x1b" not in said.out
    assert max(map(len, said.out.splitlines())) <= 100


def instead(option: str, value: str) -> list[str]:
    """The command with another value of an option."""
    at = SWITCH.index(option) + 1
    return [*SWITCH[:at], value, *SWITCH[at + 1:]]


@pytest.mark.parametrize(("changes", "wanted"), [
    (["--factor", "firm.overhaed"], '--factor firm.overhaed\n  "overhaed" is not known in "firm"; allowed: cash, '),
    (["--factor", "firm.overhaed_per_week"], "Did you mean firm.overhead_per_week?"),
    (["--factor", "rivals.attacker.role"], "must lead to one number, and there stands one of"),
    (["--low", "-1"], "--low -1: firm.overhead_per_week = -1\n  must be a number from 0 to 1_000_000_000_000."),
    (["--low", "60"], "--low 60\n  must be less than --high 50.5. Did you mean it the other way round?"),
    (["--low", "nan"], "--low nan: firm.overhead_per_week = nan\n  must be a number"),
    (["--strategies", "nurture"], "--strategies nurture\n  must name two strategies of tiny: status-quo, nurture."),
    (["--strategies", "nurtur,status-quo"], "Did you mean nurture?"),
    (["--kpi", "cash"], '--kpi "cash"\n  is not a KPI. Did you mean cash_end? Allowed: cash_end,'),
    (["--replications", "1"], "--replications 1\n  must be a whole number from 2"),
    (["--threads", "0"], "--threads 0\n  must be a whole number from 1"),
    (["--set", "firm.cahs=1"], "Did you mean firm.cash?"),
])
def test_wrong_input(changes: list[str], wanted: str, call: Call) -> None:
    said = call(*SWITCH, *changes) if changes[0] not in SWITCH else call(*instead(*changes))
    assert (said.code, said.out) == (2, "")
    assert wanted in said.err


@pytest.mark.parametrize("missing", ["--factor", "--low", "--high", "--strategies"])
def test_what_must_be_given(missing: str, call: Call) -> None:
    at = SWITCH.index(missing)
    said = call(*SWITCH[:at], *SWITCH[at + 2:])
    assert (said.code, said.out) == (2, "")
    assert re.match(rf"{missing} [A-Z,]+\n  is missing: .*\. For example: retainsim switch isp --factor ", said.err)


def test_words_for_numbers(call: Call) -> None:
    said = call(*instead("--low", "little"))
    assert said.code == 2
    assert said.err == '--low "little"\n  must be a number.\n'


def test_a_seeded_search_says_the_same_twice(call: Call) -> None:
    assert call(*SWITCH, "--json", "--threads", "1").out == call(*SWITCH, "--json", "--threads", "2").out


def test_no_file_is_left(call: Call, tiny: Path) -> None:
    call(*SWITCH)
    assert list(tiny.parent.iterdir()) == [tiny]


def test_interruption(start: Start) -> None:
    command = start(*SWITCH, prelude=ON_IMPORT.format(module="retainsim.study.crossings"))
    assert command.communicate(timeout=60) == ("", LINE)
    assert command.returncode == 130


def test_two_factors_make_a_map_and_a_page(call: Call) -> None:
    said = call("switch", "tiny.toml", "--factor", "weeks", "--low", "4", "--high", "5", "--factor",
                "rivals.*.courting_hours_per_week", "--low", "0", "--high", "9", "--strategies", "status-quo,nurture",
                "--replications", "2", "--places", "49", "--page", "map.html")
    assert said.code == 0, said.err
    assert "Who is ahead over weeks, to the right, and rivals.*.courting_hours_per_week" in said.out
    assert "Page: map.html" in said.err
    assert "<svg" in Path("map.html").read_text("utf-8")


def test_factors_and_bounds_are_counted(call: Call) -> None:
    said = call(*SWITCH, "--low", "3")
    assert (said.code, said.out) == (2, "")
    assert "--low 0, 3\n  is given twice for one factor. Each factor has a --low and a --high" in said.err

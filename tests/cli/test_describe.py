"""`describe` and `diff`."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.tiny import TINY, Said
from retainsim.scenario import digest, load
from retainsim.scenario.description import in_use, parameters

Call = Callable[..., Said]
LEGEND = "* differs from the default. Assumed values have a plausible range [from, to].\n"


def test_one_table(tiny: Path, call: Call) -> None:
    change = "mechanisms.promises.half_life_weeks=26"
    said = call("describe", "tiny.toml", "mechanisms.promises", "--set", change)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"""\
tiny, digest {digest(load(tiny, change))}

{LEGEND}
mechanisms.promises
A promise that the service does not keep is felt as a loss until the client has got used to it.

strength           1         how strongly the mechanism acts; 0 switches it off (allowed from 0 to
                             10)
half_life_weeks * 26 weeks   time in which expectations come down by half; 0: never (6 months;
                     [6, 30] allowed from 0 to 10000; default 13; assumed: 0.1 to 0.3 a month:
                             Oliver 1980, from memory)
"""


def test_money_is_told_by_the_month_with_what_is_allowed(tiny: Path, call: Call) -> None:
    said = " ".join(call("describe", "tiny.toml", "clients.status", "--set", "clients.status.fee_per_week=80.77",
                         "--set", "clients.status.notice_weeks=13").out.split())
    assert re.search(r"fee_per_week +80\.77 currency/week median fee \(350 a month; allowed above 0 and at most ", said)
    assert re.search(r"notice_weeks +\*? *13 weeks .*notice \(3 months; allowed from 0 to ", said)


@pytest.mark.parametrize("scenario", ["isp", "tiny.toml"])
@pytest.mark.usefixtures("tiny")
def test_everything(scenario: str, call: Call) -> None:
    said = call("describe", scenario)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 100
    firsts = {line.split()[0] for line in lines if line}
    known = in_use(load(scenario))
    assert not {p.table for p in known} & {("mechanisms", "delivery"), ("mechanisms", "overtime")}  # not used
    assert {p.key for p in known} | {p.to_document()["table"] or "scenario" for p in known} <= firsts


@pytest.mark.usefixtures("tiny")
def test_a_long_value_is_told_in_full(call: Call) -> None:
    said = call("describe", "tiny.toml", "description", "--set", "description=" + "word \x1b " * 40)
    assert said.code == 0
    assert "\x1b" not in said.out
    assert said.out.count("word") == 40
    assert ": what the scenario is about (default" in " ".join(said.out.split())


@pytest.mark.usefixtures("tiny")
def test_as_json(call: Call) -> None:
    said = call("describe", "tiny.toml", "clients.status", "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    assert [entry["path"] for entry in found][:2] == ["clients.status.status", "clients.status.organisations"]
    assert found[1]["unit"] == "organisations"
    assert found[1]["bounds"] == "from 0 to 5_000_000"
    assert found[0]["bounds"] is None
    assert len(json.loads(call("describe", "isp", "--json").out)) == len(parameters(load("isp")))


@pytest.mark.usefixtures("tiny")
def test_a_table_that_is_none(call: Call) -> None:
    said = call("describe", "tiny.toml", "mechanisms.trail")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith('mechanisms.trail\n  "trail" is not known in "mechanisms". '
                               "Did you mean mechanisms.trial? Allowed: faults, ")


def test_no_difference(tiny: Path, call: Call) -> None:
    tiny.with_name("b.toml").write_text(TINY)
    assert call("diff", "tiny.toml", "b.toml") == (0, "tiny.toml and b.toml say the same.\n", "")
    assert json.loads(call("diff", "isp", "isp", "--json").out) == {
        "a": "isp", "b": "isp", "equal": True, "only_order": False, "parameters": [], "tables_only_in_a": [],
        "tables_only_in_b": []}


def test_another_order(tiny: Path, call: Call) -> None:
    head, status, rest = TINY.partition("[strategies.status-quo]")
    one, two, other = rest.partition("[strategies.nurture]")
    tiny.with_name("b.toml").write_text(head + two + other + status + one)
    said = call("diff", "tiny.toml", "b.toml")
    assert said == (0, "tiny.toml and b.toml say the same, with tables in another order.\n", "")


def test_differences(tiny: Path, call: Call) -> None:
    tiny.with_name("b.toml").write_text(
        TINY.replace('name = "tiny"', 'name = "b"').replace("cash = 100_000", "cash = 250_000")
        .replace("[strategies.nurture]", "[strategies.visits]\ncare_focus = 1.0").replace("care = 0.8", "care = 0.7"))
    said = call("diff", "tiny.toml", "b.toml", "--set", "weeks=10")
    assert said == (0, """\
A: tiny.toml
B: b.toml

                 A        B  unit
name        "tiny"      "b"
firm.cash  100_000  250_000  currency

Tables that only A has: strategies.nurture.

Tables that only B has: strategies.visits.
""", "")
    found = json.loads(call("diff", "tiny.toml", "b.toml", "--json").out)
    assert found["parameters"][1] == {"path": "firm.cash", "unit": "currency", "in_a": True, "in_b": True,
                                      "a": 100000.0, "b": 250000.0}
    assert (found["tables_only_in_a"], found["tables_only_in_b"]) == (["strategies.nurture"], ["strategies.visits"])


@pytest.mark.usefixtures("tiny")
def test_long_values_and_paths_keep_the_page_narrow(call: Call) -> None:
    name = "a-strategy-with-a-name-of-forty-letters1"
    text = f'extends = "tiny.toml"\ndescription = "{"word " * 300}"\n[strategies.{name}]\nhours.hunters.care = '
    Path("a.toml").write_text(f"{text}0.1")
    Path("b.toml").write_text(f"{text.replace('word', 'other')}0.2")
    said = call("diff", "a.toml", "b.toml")
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= 100
    assert said.out.count("word") == said.out.count("other") == 300


@pytest.mark.usefixtures("tiny")
def test_all_that_is_wrong_with_either_is_said_once(call: Call) -> None:
    said = call("diff", "missing.toml", "ips", "--set", "weeks")
    assert (said.code, said.out) == (2, "")
    assert "missing.toml\n  does not exist." in said.err
    assert "Did you mean isp?" in said.err
    said = call("diff", "tiny.toml", "isp", "--set", "weeks")
    assert said.err == "--set weeks\n  must have the form path=value. For instance weeks=104.\n"


def test_the_choices_of_a_word_are_shown(call: Call) -> None:
    said = call("describe", "isp", "strategies.status-quo.hunt_for")
    assert said.code == 0
    assert '(one of "largest", "random", "former")' in " ".join(said.out.split())
    entry, = json.loads(call("describe", "isp", "rivals.attacker.role", "--json").out)
    assert entry["choices"] == ["attacker", "established"]
    entry, = json.loads(call("describe", "isp", "firm.cash", "--json").out)
    assert entry["choices"] is None

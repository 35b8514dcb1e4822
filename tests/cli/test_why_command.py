"""`why` on a tiny world."""

import json
from collections.abc import Callable

import pytest

from cli.tiny import Said

Call = Callable[..., Said]
pytestmark = pytest.mark.usefixtures("tiny")


def test_for_people_and_as_json(call: Call) -> None:
    arguments = ("why", "tiny.toml", "--strategies", "nurture,status-quo", "--replications", "2", "--weeks", "20")
    said = call(*arguments)
    assert said.code == 0
    assert said.out.startswith("Why nurture and status-quo end where they do (tiny, 20 weeks, 2 worlds)")
    found = json.loads(call(*arguments, "--json").out)
    assert (found["a"], found["b"], found["kpi"], found["weeks"]) == ("nurture", "status-quo", "value_end", 20)


APART = ("--replications", "8", "--weeks", "5", "--set", "strategies.status-quo.advertising_per_week=5000")


def test_if_none_are_named_the_best_is_explained_against_what_the_firm_has_done(call: Call) -> None:
    said = call("why", "tiny.toml", *APART, "--json")
    assert said.err == ("The best strategy that 8 worlds of each tell from a worse one is status-quo. It is explained "
                        "against nurture, the last.\n")
    assert said.out == call("why", "tiny.toml", "--strategies", "status-quo,nurture", *APART, "--json").out
    other = call("why", "tiny.toml", *APART, "--set", "market.seasoned_by=nurture").err
    assert other.endswith("against nurture, which the firm has followed up to week 0.\n")


def test_if_none_are_named_and_no_two_are_apart_nothing_is_explained(call: Call) -> None:
    said = call("why", "tiny.toml", *APART[:4], "--set", "strategies.nurture.hours={hunters={hunting=0.5}}")
    assert (said.code, said.out) == (2, "")
    assert said.err == ("--strategies A,B\n  is missing, and 8 worlds of each tell no two strategies apart. Name two, "
                        "or play more worlds: --replications.\n")


@pytest.mark.parametrize(("names", "message"), [
    ("nurture", "--strategies nurture\n  must name two strategies of tiny: status-quo, nurture."),
    ("nurture,status-qou", '--strategies "status-qou"'),
    ("nurture,nurture", "must name each strategy once"),
])
def test_wrong_strategies(call: Call, names: str, message: str) -> None:
    said = call("why", "tiny.toml", "--strategies", names)
    assert said.code == 2
    assert message in said.err
    assert not said.out


@pytest.mark.parametrize(("primary", "kpi"), [
    ("['mean_fee', 'npv', 'cash_end']", "npv"), ("['mean_fee']", "value_end")])
def test_what_is_explained_is_what_compare_judges_by(call: Call, primary: str, kpi: str) -> None:
    said = call("why", "tiny.toml", "--strategies", "nurture,status-quo", "--replications", "2", "--weeks", "5",
                "--set", f"primary_kpis={primary}", "--json")
    assert json.loads(said.out)["kpi"] == kpi

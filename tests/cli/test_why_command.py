"""`why` on a tiny world."""

import json
from collections.abc import Callable

import pytest

from cli.tiny import Said

Call = Callable[..., Said]
pytestmark = pytest.mark.usefixtures("tiny")


def test_for_people_and_as_json(call: Call) -> None:
    arguments = ("why", "tiny.toml", "--strategies", "nurture,status-quo", "--replications", "2", "--set", "weeks=20")
    said = call(*arguments)
    assert said.code == 0
    assert said.out.startswith("Why nurture and status-quo end where they do (tiny, 2 worlds)")
    found = json.loads(call(*arguments, "--json").out)
    assert (found["a"], found["b"], found["kpi"]) == ("nurture", "status-quo", "cash_end")


@pytest.mark.parametrize(("names", "message"), [
    ("nurture", "--strategies must name two strategies, A,B; it names 1."),
    ("nurture,status-qou", '--strategies "status-qou"'),
    ("nurture,nurture", "must name each strategy once"),
])
def test_wrong_strategies(call: Call, names: str, message: str) -> None:
    said = call("why", "tiny.toml", "--strategies", names)
    assert said.code == 2
    assert message in said.err
    assert not said.out

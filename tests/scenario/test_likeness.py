"""A strategy that is like another says only what differs; the scenario that was read has it written out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, file_schema, from_toml, load, resolved_toml

Complaint = Callable[..., str]
MORE = """\
advertising_per_month = 260
description = "As it was."
[strategies.visits]
like = "status-quo"
hours.hunters = { hunting = 0.1, care = 0.4 }
[strategies.visits-later]
like = "visits"
description = "And then some."
changes = [{ from_week = 9, hours.hunters = { care = 0.9, hunting = 0 } }]
"""


@pytest.fixture
def several(small: Path) -> Path:
    small.write_text(small.read_text() + MORE)
    return small


def test_a_strategy_does_what_the_one_does_that_it_is_like_but_for_what_it_says(several: Path) -> None:
    scenario = load(several)
    visits, later = (scenario.strategies[name] for name in ("visits", "visits-later"))
    assert visits.hours == later.hours == {"hunters": {"hunting": 0.1, "care": 0.4}}
    assert (visits.advertising_per_week, visits.description) == (60, "")
    assert (later.advertising_per_week, later.description, len(later.changes)) == (60, "And then some.", 1)
    assert list(scenario.strategies) == ["status-quo", "visits", "visits-later"]
    assert "like" not in resolved_toml(scenario)
    assert from_toml(resolved_toml(scenario)) == scenario


def test_what_it_takes_is_blamed_once_where_it_is_written(several: Path) -> None:
    several.write_text(several.read_text().replace("= 260", "= -260"))
    with pytest.raises(ScenarioError) as caught:
        load(several)
    assert str(caught.value).splitlines()[::2] == ["small.toml:22: strategies.status-quo.advertising_per_month = -260"]


def test_a_file_that_extends_changes_all_that_are_like_what_it_changes_and_an_argument_one(several: Path) -> None:
    several.with_name("mine.toml").write_text(
        'extends = "small.toml"\nstrategies.status-quo.care_focus = 2\nstrategies.own.like = "visits"\n')
    mine = load("mine.toml")
    assert [strategy.care_focus for strategy in mine.strategies.values()] == [2, 2, 2, 2]
    other = load("mine.toml", ["strategies.status-quo.care_focus=1"])
    assert [strategy.care_focus for strategy in other.strategies.values()] == [1, 2, 2, 2]


@pytest.mark.parametrize(("more", "words"), [
    ('like = "visit"', '22: strategies.status-quo.like = "visit"\n  must be one of the other strategies: visits, '
     "visits-later. Did you mean visits?"),
    ("like = 3", "22: strategies.status-quo.like = 3\n  must be one of the other strategies: visits, visits-later."),
    ('like = "status-quo"', '22: strategies.status-quo.like = "status-quo"\n  must be one of the other strategies: '
     "visits, visits-later."),
    ('like = "visits-later"', '26: strategies.visits.like = "status-quo"\n  goes round in a circle: '
     "status-quo -> visits-later -> visits -> status-quo.")])
def test_a_strategy_is_like_another_one(more: str, words: str, complaint: Complaint) -> None:
    assert complaint(new=f"{more}\n{MORE}".replace('"As it was."', '"As"')).startswith(f"small.toml:{words}")


def test_a_model_that_was_dropped_is_missed_by_those_that_are_like_it(several: Path) -> None:
    several.with_name("mine.toml").write_text('extends = "small.toml"\nstrategies.status-quo = false\n')
    with pytest.raises(ScenarioError) as caught:
        load("mine.toml")
    assert str(caught.value) == ('small.toml:25: strategies.visits.like = "status-quo"\n  must be one of the other '
                                 "strategies: visits-later. It is inherited: strategies.visits = false drops it.")


def test_editors_know_the_word() -> None:
    strategy = file_schema()["$defs"]["Strategy"]
    assert strategy["properties"]["like"]["type"] == "string"
    assert strategy["anyOf"] == [{"required": ["like"]}, {"required": ["hours"]}]

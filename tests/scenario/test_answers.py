"""Rivals who answer prices: what has no effect is named, and a scenario without answers says nothing of them."""

from pathlib import Path

import pytest

from retainsim.scenario import doubts, load, resolved_toml
from retainsim.scenario.uses import uses

PRICES = "strategies.status-quo.prices={standard=1.1}"


@pytest.mark.parametrize(("changes", "words"), [
    (["rivals.carrier.undercuts=0.1", PRICES],
     '--set rivals.carrier.undercuts=0.1\n  has no effect: it does not match the firm\'s price. '
     'Set answers = "matches".'),
    (["rivals.carrier.answers=follows"],
     "--set rivals.carrier.answers=follows\n  has no effect: no strategy has prices of its own. For instance "
     "prices = { standard = 1.1 } below [strategies.NAME].")])
def test_what_has_no_effect_is_named(changes: list[str], words: str, small: Path) -> None:
    assert [str(doubt) for doubt in doubts(load(small, changes))] == [words]


@pytest.mark.parametrize("changes", [
    ["rivals.carrier.answers=matches", "rivals.carrier.undercuts=0.1"], ["rivals.carrier.answers=follows", PRICES],
    ["rivals.carrier.answers=follows", "strategies.status-quo.changes=[{from_week=9, prices={standard=1.1}}]"]])
def test_what_has_an_effect_is_meant(changes: list[str], small: Path) -> None:
    assert doubts(load(small, changes)) == []


def test_who_answers_nothing_says_nothing(small: Path) -> None:
    scenario = load(small)
    assert "answers" not in resolved_toml(scenario)
    assert not uses(scenario, "answers")
    assert not uses(load(small, ["rivals.carrier.answers=matches", "rivals.carrier.enabled=false"]), "answers")
    assert uses(load(small, ["rivals.carrier.answers=matches"]), "answers")

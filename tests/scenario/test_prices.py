"""Lists of prices: what may be wrong with them, what is out of proportion, and what has no effect."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, digest, doubts, load, resolved_toml

CHANGE = "[[strategies.status-quo.changes]]\nfrom_week = 26\n"


@pytest.mark.parametrize(("more", "words"), [
    ("prices = { standart = 1.1 }", "small.toml:22: strategies.status-quo.prices.standart\n  is no segment; the "
     "segments are standard. Did you mean standard?"),
    (f"{CHANGE}prices = {{ other = 1.1 }}", "small.toml:24: strategies.status-quo.changes[0].prices.other\n  is no "
     "segment; the segments are standard."),
    ("prices = 1.1", "small.toml:22: strategies.status-quo.prices = 1.1\n  must be a table of 0 to 16 values."),
    ("prices = { standard = 15 }", "small.toml:22: strategies.status-quo.prices.standard = 15\n  must be a number "
     "above 0 and at most 10. Did you mean 1.15?"),
    ("prices = { standard = 0 }", "small.toml:22: strategies.status-quo.prices.standard = 0\n  must be a number above "
     "0 and at most 10."),
    ("applies = 'now'", "small.toml:22: strategies.status-quo.applies = \"now\"\n  must be one of \"at-renewal\", "
     "\"at-once\"."),
    ("keep_discount = 20", "small.toml:22: strategies.status-quo.keep_discount = 20\n  must be a number from 0 to 0.5. "
     "Did you mean 0.2?"),
])
def test_what_is_wrong_with_prices_is_named_with_place_and_fix(more: str, words: str,
                                                               complaint: Callable[..., str]) -> None:
    assert complaint(new=more).strip().startswith(words)


def test_prices_may_not_come_to_more_than_can_be_added_up(complaint: Callable[..., str], small: Path) -> None:
    dear = "strategies.status-quo.changes=[{from_week=26, prices={standard=5}}]"
    assert "brings fees and costs of" in complaint(overrides=("clients.standard.fee_per_week=1e9", dear))
    assert load(small, ["clients.standard.fee_per_week=1e9"])


@pytest.mark.parametrize(("more", "path", "words"), [
    ("prices = { standard = 5 }", "strategies.status-quo.prices.standard", "5 % dearer is 1.05."),
    (f"{CHANGE}prices = {{ standard = 0.1 }}", "strategies.status-quo.changes[0].prices.standard",
     "10 % dearer is 1.1."),
    ("reason = 'costs'", "strategies.status-quo.reason", "no strategy asks other prices"),
    ("applies = 'at-once'", "strategies.status-quo.applies", "no strategy asks other prices"),
    ("keep_discount = 0.2", "strategies.status-quo.keep_discount", "no role has hours for rescue"),
])
def test_each_doubt_about_prices_is_named(more: str, path: str, words: str, small: Path) -> None:
    small.write_text(small.read_text("utf-8") + more, "utf-8")
    (doubt,) = doubts(load("small.toml"))
    assert doubt.path == path
    assert words in str(doubt)


def test_a_scenario_without_lists_is_written_and_known_as_before(small: Path) -> None:
    plain, empty = load(small), load(small, ["strategies.status-quo.applies=at-renewal"])
    assert digest(plain) == digest(empty)
    assert not {"prices", "applies", "reason", "keep_discount", "pricing"} & set(resolved_toml(plain).split())


def test_prices_of_a_change_are_set_by_their_path(small: Path) -> None:
    small.write_text(small.read_text("utf-8") + f"{CHANGE}prices = {{ standard = 1.1 }}", "utf-8")
    path = "strategies.status-quo.changes.0.prices.standard"
    (change,) = load("small.toml", [f"{path}=1.2"]).strategies["status-quo"].changes
    assert change.prices == {"standard": 1.2}
    with pytest.raises(ScenarioError, match="Did you mean"):
        load("small.toml", ["strategies.status-quo.prices.standart=1.2"])

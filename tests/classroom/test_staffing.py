"""People are wanted by hand as they are by a strategy on a date: with the same bits, as many as can be placed."""

import numpy as np
import pytest

from retainsim.classroom.firm import Firm
from retainsim.classroom.levers import levers
from retainsim.scenario import Scenario, ScenarioError, load

HOURS = {"hours.client-managers.care": 0.7}


@pytest.fixture(scope="module")
def practice() -> Scenario:
    return load("practice", ["clients.small.organisations=300", "market.seasoning_weeks=20",
                             "rivals.others.capacity=300"])


def test_who_says_how_people_come_and_go_has_a_lever_for_them(practice: Scenario) -> None:
    people = {lever.path: lever.high for lever in levers(practice) if lever.path.startswith("people.")}
    assert people == {"people.accountants": 5, "people.client-managers": 1}
    assert not [lever.path for lever in levers(load("isp")) if lever.path.startswith("people.")]


@pytest.mark.parametrize(("strategy", "moves"), [
    ("client-manager", [(0, HOURS), (13, {"people.client-managers": 1})]),
    ("fewer", [(9, {"people.accountants": 5}), (26, {"people.accountants": 3}), (26, {"people.accountants": 4})])])
def test_a_move_is_a_decision_on_a_date(strategy: str, moves: list[tuple[int, dict[str, float]]], practice: Scenario,
                                        ) -> None:
    by_date, by_hand = Firm(practice, strategy, 3), Firm(practice, "as-now", 3)
    by_date.live(60)
    by_hand.live(60, moves)
    np.testing.assert_array_equal(by_hand.series, by_date.series)
    np.testing.assert_array_equal(by_hand.again().series, by_date.series)
    assert not by_hand.follows_it
    assert by_hand.levers == by_date.levers


def test_a_preset_takes_back_what_was_wanted_by_hand(practice: Scenario) -> None:
    firm = Firm(practice, "as-now", 3)
    firm.live(10, [(3, {"people.accountants": 2}), (5, {"preset": "visit"})])
    assert (firm.follows_it, firm.levers["people.accountants"]) == (True, 5)


@pytest.mark.parametrize(("move", "words"), [
    ({"people.accountants": 6}, "people.accountants 6\n  must be a whole number from 0 to 5."),
    ({"people.accountants": 1.5}, "people.accountants 1.5\n  must be a whole number from 0 to 5."),
    ({"people.partners": 2}, "people.partners\n  is no role in which people come and go; allowed: accountants, "
                             "client-managers.")])
def test_more_than_can_be_placed_are_refused(move: dict[str, float], words: str, practice: Scenario) -> None:
    firm = Firm(practice, "as-now", 3)
    with pytest.raises(ScenarioError) as caught:
        firm.pull(move)
    assert str(caught.value) == words
    assert (firm.moves, firm.follows_it) == ([], True)

"""What intervals say of a claim: each finding for its own reason, and none that they do not bear."""

import numpy as np
import pytest

import judge_errors
from retainsim.claims.kit.claim import Pattern
from retainsim.claims.kit.finding import Finding, Finds, Interval, of_all, of_effect, of_pattern


def pattern(**changes: object) -> Pattern:
    fields = {"figure": "f", "unit": "u", "effect": lambda lab: lab, "margin": 1.0, "bar": 2.0}
    return Pattern(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("low", "high", "finding"), [
    (2.1, 9.0, "shown"), (2.0, 9.0, "undecided"), (1.9, 2.1, "undecided"), (-9.0, 9.0, "undecided"),
    (0.0, 2.0, "too small"), (-1.5, 1.5, "too small"), (-1.0, -1.0, "too small"), (-3.0, -1.1, "refuted"),
    (None, None, "undecided"), (2.0, 2.0, "too small")])
def test_an_effect_that_is_claimed(low: float | None, high: float | None, finding: Finding) -> None:
    assert of_effect(pattern(), Interval(low, high)) == finding


@pytest.mark.parametrize(("low", "high", "two_sided", "one_sided"), [
    (-0.9, 0.9, "shown", "shown"), (0.9, 1.1, "undecided", "undecided"), (1.1, 2.0, "refuted", "refuted"),
    (-2.0, -1.1, "refuted", "shown"), (-1.1, 0.0, "undecided", "shown"), (None, None, "undecided", "undecided")])
def test_an_absence_that_is_claimed(low: float | None, high: float | None, two_sided: Finding, one_sided: Finding
                                    ) -> None:
    assert of_effect(pattern(is_absence=True), Interval(low, high)) == two_sided
    assert of_effect(pattern(is_absence=True, is_one_sided=True), Interval(low, high)) == one_sided


SHOWN, SMALL = Interval(3.0, 4.0, "effect"), Interval(0.0, 1.0, "effect")
NONE, LEFT, OPPOSITE = Interval(-0.5, 0.5, "none"), Interval(1.5, 3.0, "left"), Interval(-3.0, -1.5, "over")
OPEN, WIDE, EMPTY = Interval(0.5, 1.5, "open"), Interval(1.5, 2.5, "wide"), Interval(None, None, "empty")


@pytest.mark.parametrize(("effect", "knockouts", "controls", "found"), [
    (SHOWN, [], [], Finds("shown")), (SHOWN, [NONE], [LEFT], Finds("shown")),
    (SHOWN, [NONE, LEFT], [], Finds("another cause", ("left",))),
    (SHOWN, [OPPOSITE, OPEN], [], Finds("another cause", ("over",))),
    (SHOWN, [NONE, OPEN], [], Finds("undecided", ("open",))), (SHOWN, [EMPTY], [], Finds("undecided", ("empty",))),
    (SHOWN, [NONE], [NONE], Finds("undecided", ("none",))), (SHOWN, [], [EMPTY], Finds("undecided", ("empty",))),
    (SMALL, [LEFT], [LEFT], Finds("too small", ("effect",))), (SMALL, [], [OPEN], Finds("undecided", ("open",))),
    (OPPOSITE, [LEFT], [NONE], Finds("refuted", ("over",))), (WIDE, [LEFT], [], Finds("undecided", ("wide",)))])
def test_knock_outs_and_controls(effect: Interval, knockouts: list[Interval], controls: list[Interval], found: Finds
                                 ) -> None:
    assert of_pattern(pattern(), effect, knockouts, controls) == found


def test_of_several_parts_the_one_that_speaks_most_against_the_claim_decides() -> None:
    shown, open_, other, small, refuted = (Finds("shown"), Finds("undecided", ("b",)), Finds("another cause", ("c",)),
                                           Finds("too small", ("d",)), Finds("refuted", ("e",)))
    assert of_all([shown, shown]) == Finds("shown")
    assert of_all([shown, open_]) == open_
    assert of_all([open_, other]) == other
    assert of_all([other, small]) == small
    assert of_all([small, refuted, Finds("refuted", ("f",))]) == Finds("refuted", ("e", "f"))


def test_the_judge_is_seldom_wrong_about_claims_of_known_truth() -> None:
    """A few of the claims of docs/statistics.md: with 5 % false alarms, 14 of 80 or more by chance once in 20,000."""
    trials = [judge_errors.trial(np.random.default_rng([7, number])) for number in range(200)]
    false = [one for one in trials if one.truth != "shown"][:80]
    assert len(false) == 80
    assert sum(one.finding == "shown" for one in false) < 14
    assert any(one.finding == "shown" for one in trials if one.truth == "shown")

"""Rescue: early it mends, late it meets with scorn, and it is forgiven once."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.rescue import after_apology, is_wanted, reception, stays_after_all
from retainsim.numeric import nearer_to_one

from .ranges import CHANCES, EXPERIENCES, HALF_ULP, LUCK, SHARES, STRENGTHS, WEEKS

LN2 = math.log(2)
SCORNS = st.floats(0.0, 20.0)


@pytest.mark.parametrize(("grievance", "scorn", "courtship", "received"), [
    (0.0, 0.3, 0.0, 1.0), (-5.0, 0.3, 0.0, 1.0),  # nothing to hold against the firm
    (1.0, LN2, 0.0, 0.5), (2.0, LN2, 0.0, 0.25), (4.0, 0.0, 0.0, 1.0),  # grievance spoils it
    (0.0, 0.3, 0.75, 0.25), (1.0, LN2, 0.5, 0.25), (0.0, 0.3, 1.0, 0.0)])  # so does a suitor who has come far
def test_reception(grievance: float, scorn: float, courtship: float, received: float) -> None:
    assert reception(grievance, scorn, courtship) == pytest.approx(received, rel=16 * HALF_ULP)


@given(EXPERIENCES, SCORNS, SHARES, st.floats(0.0, 50.0), SHARES)
def test_late_is_worse(grievance: float, scorn: float, courtship: float, more: float, further: float) -> None:
    """Up to the units in the last place that `exp` carries: more grievance, or more courtship."""
    received = reception(grievance, scorn, courtship)
    assert 0.0 <= received <= 1.0 + 6 * HALF_ULP
    assert reception(grievance + more, scorn, courtship) <= received * (1.0 + 16 * HALF_ULP)
    assert reception(grievance, scorn, max(courtship, further)) <= received


@pytest.mark.parametrize(("luck", "after_notice", "received", "stays"), [
    (0.39, 0.4, 1.0, True), (0.41, 0.4, 1.0, False), (0.19, 0.4, 0.5, True), (0.21, 0.4, 0.5, False),
    (0.01, 0.0, 1.0, False), (0.01, 4.0, 0.0, False), (0.99, 4.0, 0.5, True)])
def test_staying_after_all(luck: float, after_notice: float, received: float, stays: bool) -> None:
    assert stays_after_all(luck, after_notice, received, 0.0) == stays


@pytest.mark.parametrize(("after_notice", "offer", "chance"), [
    (0.1, math.log(9.0), 0.5), (0.5, math.log(3.0), 0.75), (0.0, 9.0, 0.0), (1.0, 9.0, 1.0), (0.2, 1000.0, 1.0)])
def test_an_offer_multiplies_the_odds_of_staying(after_notice: float, offer: float, chance: float) -> None:
    assert stays_after_all(max(0.0, chance - 1e-9), after_notice, 1.0, offer) == (chance > 0.0)
    assert not stays_after_all(min(chance + 1e-9, 1.0), after_notice, 1.0, offer)


@given(LUCK, SHARES, st.floats(0.0, 60.0), st.floats(0.0, 60.0))
def test_who_stays_for_a_small_offer_stays_for_a_larger_one(luck: float, chance: float, one: float,
                                                            other: float) -> None:
    small, large = sorted((one, other))
    assert stays_after_all(luck, chance, 1.0, small) <= stays_after_all(luck - 1e-12, chance, 1.0, large)


@given(LUCK, STRENGTHS, SHARES, SHARES)
def test_who_stays_after_a_bad_reception_stays_after_a_better_one(luck: float, after_notice: float, worse: float,
                                                                  better: float) -> None:
    worse, better = sorted((worse, better))
    assert stays_after_all(luck, after_notice, worse, 0.0) <= stays_after_all(luck, after_notice, better, 0.0)


@pytest.mark.parametrize(("before", "gain", "received", "after"), [
    (0.0, 0.5, 1.0, 0.5), (0.5, 0.5, 0.5, 0.625), (0.5, 0.0, 1.0, 0.5), (0.5, 0.5, 0.0, 0.5), (0.5, 4.0, 1.0, 1.0)])
def test_warmth(before: float, gain: float, received: float, after: float) -> None:
    assert nearer_to_one(before, gain * received) == after  # all exact in binary


@given(SHARES, STRENGTHS, SHARES)
def test_a_delegation_never_cools_and_never_goes_past_full(attached: float, gain: float, received: float) -> None:
    """Three roundings of numbers up to 1."""
    assert attached <= nearer_to_one(attached, gain * received) <= 1.0 + 3 * HALF_ULP


@pytest.mark.parametrize(("grievance", "share", "after"), [
    (4.0, 0.75, 1.0), (4.0, 0.0, 4.0), (4.0, 1.0, 0.0), (4.0, 3.0, 0.0), (-4.0, 0.75, -4.0), (0.0, 0.75, 0.0)])
def test_forgiving(grievance: float, share: float, after: float) -> None:
    assert after_apology(grievance, share) == after


@given(EXPERIENCES, STRENGTHS)
def test_to_forgive_takes_no_goodwill_away_and_makes_none(grievance: float, share: float) -> None:
    left = after_apology(grievance, share)
    assert left <= grievance
    assert left == grievance if grievance <= 0.0 else left >= 0.0


@given(st.floats(0.01, 20.0), SCORNS, CHANCES)
def test_a_delegation_forgiven_makes_the_next_one_more_welcome(grievance: float, scorn: float, share: float) -> None:
    """Up to the units in the last place that `exp` carries."""
    after = reception(after_apology(grievance, share), scorn, 0.0)
    assert after >= reception(grievance, scorn, 0.0) * (1.0 - 16 * HALF_ULP)


@pytest.mark.parametrize(("known", "delay", "wanted"), [
    (0, 0, True), (0, 1, False), (3, 4, False), (4, 4, True), (9, 4, True), (-1, 0, False)])
def test_the_delegation_waits_for_its_time(known: int, delay: int, wanted: bool) -> None:
    assert is_wanted(known, delay) == wanted


@given(WEEKS, st.integers(0, 520))
def test_once_wanted_always_wanted(known: int, delay: int) -> None:
    assert is_wanted(known, delay) <= is_wanted(known + 1, delay)
    assert is_wanted(known, delay) >= is_wanted(known, delay + 1)

"""Alertness: contacts that sell or bring bad news wake, quiet weeks send back to sleep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.alertness import looking_around
from retainsim.numeric import NEGLIGIBLE, kept_per_week, left_after_week, nearer_to_one

from .ranges import HALF_ULP, SHARES

RATES = st.floats(0.0, 200.0)
EFFECTS = st.floats(0.0, 50.0)


@pytest.mark.parametrize(("before", "wake", "after"), [
    (0.0, 0.25, 0.25), (0.5, 0.5, 0.75), (0.3, 0.0, 0.3), (0.3, 1.0, 1.0), (1.0, 0.25, 1.0),
    (0.3, 2.0, 1.0)])
def test_a_contact_that_wakes(before: float, wake: float, after: float) -> None:
    assert nearer_to_one(before, wake) == pytest.approx(after, rel=4 * HALF_ULP)


@given(SHARES, SHARES)
def test_a_contact_never_sends_to_sleep_and_nobody_is_more_than_awake(alertness: float, wake: float) -> None:
    """Three roundings of numbers up to 1."""
    assert alertness <= nearer_to_one(alertness, wake) <= 1.0 + 3 * HALF_ULP


@given(SHARES, SHARES, SHARES)
def test_contacts_preserve_order(less: float, more: float, wake: float) -> None:
    less, more = sorted((less, more))
    assert nearer_to_one(less, wake) <= nearer_to_one(more, wake) + 4 * HALF_ULP


def test_n_contacts_leave_the_nth_power_of_the_distance() -> None:
    alertness = 0.2
    for n in range(1, 30):
        alertness = nearer_to_one(alertness, 0.25)
        # Every contact rounds three numbers below 1, and the next shrinks the error: a geometric sum of 1/4 of each.
        assert 1.0 - alertness == pytest.approx(0.8 * 0.75**n, abs=12 * HALF_ULP)


def test_quiet_halves_it_in_a_half_life_and_then_it_sleeps() -> None:
    kept, alertness = kept_per_week(8.0), 0.6
    for _ in range(8):
        alertness = left_after_week(alertness, kept)
    assert alertness == pytest.approx(0.3, rel=8 * 8 * HALF_ULP)  # kept is off by 3 units of its last place, 8 times
    assert left_after_week(NEGLIGIBLE, kept) == 0.0


@given(SHARES)
def test_who_never_tires_stays_awake(alertness: float) -> None:
    assert left_after_week(alertness, 1.0) == (alertness if alertness > NEGLIGIBLE else 0.0)


@pytest.mark.parametrize(("rate", "effect", "alertness", "expected"), [
    (0.5, 3.0, 0.0, 0.5), (0.5, 3.0, 1.0, 2.0), (0.5, 3.0, 0.5, 1.25), (0.5, 0.0, 1.0, 0.5), (0.0, 3.0, 1.0, 0.0)])
def test_looking_around(rate: float, effect: float, alertness: float, expected: float) -> None:
    assert looking_around(rate, effect, alertness) == expected  # all exact in binary


@given(RATES, EFFECTS, SHARES, SHARES)
def test_the_more_alert_look_around_the_more_and_the_asleep_as_ever(
        rate: float, effect: float, less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert rate == looking_around(rate, effect, 0.0) <= looking_around(rate, effect, less)
    assert looking_around(rate, effect, less) <= looking_around(rate, effect, more)

"""Promises: what was promised beyond what is delivered comes back as a grievance, all of it, and not at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.promises import disillusion, excess
from retainsim.numeric import NEGLIGIBLE, kept_per_week, left_after_week

from .ranges import APPEALS, HALF_ULP, SHARES, WEIGHTS

EXCESSES = st.floats(0.0, 100.0)


@pytest.mark.parametrize(("promised", "delivered", "expected"), [
    (0.5, -0.5, 1.0), (0.5, 0.5, 0.0), (-1.0, 0.5, 0.0), (-0.5, -1.25, 0.75)])
def test_excess(promised: float, delivered: float, expected: float) -> None:
    assert excess(promised, delivered) == expected


@given(APPEALS, APPEALS)
def test_promises_kept_or_surpassed_leave_nothing_to_expect(promised: float, delivered: float) -> None:
    beyond = excess(promised, delivered)
    assert (beyond > 0.0) == (promised > delivered)
    assert beyond >= promised - delivered


@pytest.mark.parametrize(("before", "kept", "after"), [
    (0.8, 0.5, 0.4), (0.8, 1.0, 0.8), (0.8, 0.0, 0.0), (0.0, 0.5, 0.0), (1.5 * NEGLIGIBLE, 0.5, 0.0)])
def test_getting_used(before: float, kept: float, after: float) -> None:
    assert left_after_week(before, kept) == after


@given(EXCESSES, SHARES)
def test_expectations_come_down_and_never_below_what_there_is(expected: float, kept: float) -> None:
    assert 0.0 <= left_after_week(expected, kept) <= expected


@pytest.mark.parametrize(("before", "after", "weight", "felt"), [
    (1.0, 0.75, 2.25, 0.5625), (1.0, 1.0, 2.25, 0.0), (1.0, 0.0, 2.25, 2.25), (1.0, 0.0, 0.0, 0.0)])
def test_disillusion(before: float, after: float, weight: float, felt: float) -> None:
    assert disillusion(before, after, weight) == felt


@given(EXCESSES, SHARES, WEIGHTS)
def test_nobody_is_delighted(expected: float, kept: float, weight: float) -> None:
    assert disillusion(expected, left_after_week(expected, kept), weight) >= 0.0


@given(st.floats(0.01, 100.0), st.floats(1.0, 52.0))
def test_in_the_end_every_promise_has_been_felt_once(promised: float, half_life: float) -> None:
    """What is felt in a week is what the excess has lost: a telescoping sum, whatever the half-life."""
    kept, left, felt, weeks = kept_per_week(half_life), excess(promised, 0.0), 0.0, 0
    while left > 0.0:
        before, left = left, left_after_week(left, kept)
        felt += disillusion(before, left, 2.0)  # twice a number is exact
        weeks += 1
    # A difference and a sum a week, of numbers up to the promise and to twice it.
    assert felt == pytest.approx(2.0 * promised, rel=3 * weeks * HALF_ULP)


def test_half_of_it_is_felt_in_a_half_life() -> None:
    kept, left = kept_per_week(13.0), 0.8
    for _ in range(13):
        left = left_after_week(left, kept)
    assert disillusion(0.8, left, 1.0) == pytest.approx(0.4, rel=13 * 8 * HALF_ULP)

"""Grievance: bad weighs more than good, the last weighs most, and what is never stirred is forgotten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.grievance import after_experience, reminder_weight
from retainsim.numeric import NEGLIGIBLE, kept_per_week, left_after_week

from .ranges import EXPERIENCES, HALF_ULP, WEIGHTS

LOSS_WEIGHT = 2.25
HALF_LIFE = 16.0


@pytest.mark.parametrize(("before", "weight", "bad", "good"), [
    (0.0, 2.25, 2.25, -2.25), (4.5, 2.25, 6.75, 2.25), (-1.0, 0.5, -0.5, -1.5), (3.0, 0.0, 3.0, 3.0)])
def test_one_experience(before: float, weight: float, bad: float, good: float) -> None:
    assert after_experience(before, weight) == bad
    assert after_experience(before, -weight) == good


@pytest.mark.parametrize(("weight", "out", "expected"), [(0.675, False, 0.675), (0.675, True, 1.35), (0.0, True, 0.0)])
def test_a_reminder_during_an_outage_weighs_twice(weight: float, out: bool, expected: float) -> None:
    assert reminder_weight(weight, out) == expected


@given(EXPERIENCES, WEIGHTS)
def test_bad_never_helps_and_good_never_hurts(grievance: float, weight: float) -> None:
    assert after_experience(grievance, -weight) <= grievance <= after_experience(grievance, weight)


@given(EXPERIENCES)
def test_a_fault_and_a_delight_leave_the_client_worse(grievance: float) -> None:
    """Pattern P4, asymmetry: the sum of one failure and one delight of equal size is a loss."""
    assert after_experience(after_experience(grievance, LOSS_WEIGHT), -1.0) > grievance


@given(EXPERIENCES, st.floats(0.0, 1.0))
def test_fading_moves_towards_0_and_never_past_it(grievance: float, kept: float) -> None:
    left = left_after_week(grievance, kept)
    assert abs(left) <= abs(grievance)
    assert left * grievance >= 0.0
    assert left == 0.0 or abs(left) > NEGLIGIBLE


def lived(weeks: int, faults: set[int], half_life: float) -> float:
    """Grievance at the end of a number of weeks with faults in some of them."""
    kept, grievance = kept_per_week(half_life), 0.0
    for week in range(weeks):
        grievance = left_after_week(grievance, kept)
        if week in faults:
            grievance = after_experience(grievance, LOSS_WEIGHT)
    return grievance


def test_a_fault_every_week_ends_at_the_geometric_sum() -> None:
    """G* = L / (1 - k); the distance shrinks by k: 1e-17 of it is left after 1000 weeks."""
    fixed = LOSS_WEIGHT / (1.0 - kept_per_week(HALF_LIFE))
    # Two roundings of numbers up to G* a week, forgotten with the rest: a sum of 24 weeks.
    assert lived(1000, set(range(1000)), HALF_LIFE) == pytest.approx(fixed, rel=50 * 2 * HALF_ULP)


def test_the_last_of_twenty_deliveries_weighs_most() -> None:
    """Pattern P5, recency: the failure of the 20th week counts in full, that of the 1st 19 weeks of fading less."""
    last, first = lived(20, {19}, HALF_LIFE), lived(20, {0}, HALF_LIFE)
    assert last == LOSS_WEIGHT
    assert first == pytest.approx(LOSS_WEIGHT * 0.5 ** (19 / HALF_LIFE), rel=19 * 8 * HALF_ULP)


def test_the_default_half_life_puts_nine_tenths_of_the_weight_into_a_year() -> None:
    """Bolton, Lemon & Bramlett 2006; 16 weeks is 15.7 rounded: 1 - 2**(-52/16) = 0.895."""
    year = lived(52, set(range(52)), HALF_LIFE)
    always = LOSS_WEIGHT / (1.0 - kept_per_week(HALF_LIFE))
    assert year / always == pytest.approx(0.895, abs=0.0005)


@given(st.sets(st.integers(0, 400), max_size=60))
def test_infinite_memory_counts(faults: set[int]) -> None:
    """The limit that the Erlang oracle rests on; 2.25 is exact in binary, so the sum is."""
    assert lived(401, faults, 0.0) == LOSS_WEIGHT * len(faults)

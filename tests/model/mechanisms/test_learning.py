"""What newcomers can do: worked by hand, over a year, and as properties."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.mechanisms.ranges import SHARES, STRENGTHS
from retainsim.model.mechanisms.learning import ability


@pytest.mark.parametrize(("weeks", "weeks_to_learn", "strength", "expected"), [
    (-1, 13.0, 1.0, 0.0), (0, 0.0, 1.0, 1.0), (0, 13.0, 1.0, 0.3), (0, 13.0, 0.0, 1.0), (0, 13.0, 10.0, 0.0),
    (13, 13.0, 1.0, 1 - 0.7 / math.e), (10**9, 13.0, 1.0, 1.0)])
def test_by_hand(weeks: int, weeks_to_learn: float, strength: float, expected: float) -> None:
    assert ability(weeks, 0.3, weeks_to_learn, strength) == pytest.approx(expected, rel=1e-15)


def test_ability_over_a_year_is_its_sum() -> None:
    """Mean over 52 weeks: 1 - (1 - p0) (1 - r**52) / (52 (1 - r)) with r = exp(-1 / tau)."""
    r = math.exp(-1 / 13)
    year = [ability(week, 0.3, 13.0, 1.0) for week in range(52)]
    assert np.mean(year) == pytest.approx(1 - 0.7 * (1 - r**52) / (52 * (1 - r)), rel=1e-12)


def test_full_output_comes_within_six_to_nine_months() -> None:
    """Evidence: 7.7 months on average, surveys of sales; full is what nobody tells from it, 95 %."""
    full = next(week for week in range(99) if ability(week, 0.3, 13.0, 1.0) >= 0.95)
    assert 26 <= full <= 39


@given(st.integers(0, 500), SHARES, st.floats(0.1, 200), STRENGTHS)
def test_who_has_been_there_longer_can_do_more_and_nobody_more_than_all(
        weeks: int, at_first: float, weeks_to_learn: float, strength: float) -> None:
    now, next_week = (ability(week, at_first, weeks_to_learn, strength) for week in (weeks, weeks + 1))
    assert 0 <= now <= next_week <= 1

"""Overtime, worked by hand, and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.overtime import chance_of_quitting, output, wear_after_week

SHARES, HOURS = st.floats(0, 1), st.floats(0, 120)


@pytest.mark.parametrize(("hours", "expected"), [(0.0, 0.0), (40.0, 40.0), (48.0, 48.0), (50.0, 49.0), (60.0, 54.0)])
def test_beyond_the_kink_an_hour_gets_half_as_much_done(hours: float, expected: float) -> None:
    assert output(hours, 48.0, 0.5) == pytest.approx(expected, rel=1e-15)


@given(HOURS, HOURS, st.floats(1, 100), SHARES)
def test_more_hours_get_more_done_but_no_more_than_themselves(hours: float, more: float, kink: float,
                                                             slope: float) -> None:
    gain = output(hours + more, kink, slope) - output(hours, kink, slope)
    assert -1e-9 <= gain <= more + 1e-9


def test_wear_tends_to_overtime_over_what_wears_out_and_fades_by_half() -> None:
    wear, kept = 0.0, 0.5 ** (1 / 17)
    for _ in range(1000):
        wear = wear_after_week(wear, kept, 0.1, 0.25)
    assert wear == pytest.approx(0.4, rel=1e-12)
    for _ in range(17):
        wear = wear_after_week(wear, kept, 0.0, 0.25)
    assert wear == pytest.approx(0.2, rel=1e-12)


@given(SHARES, SHARES, SHARES, st.floats(0.01, 1))
def test_wear_stays_between_none_and_all(wear: float, kept: float, overtime: float, full: float) -> None:
    assert 0.0 <= wear_after_week(wear, kept, overtime, full) <= 1.0 + 1e-12


@pytest.mark.parametrize(("chance", "quits", "wear", "expected"), [
    (0.1, 1.0, 0.0, 0.1), (0.1, 1.0, 1.0, 0.19), (0.1, 2.0, 0.5, 0.19), (0.0, 5.0, 1.0, 0.0), (1.0, 1.0, 0.5, 1.0)])
def test_the_worn_leave_more_often(chance: float, quits: float, wear: float, expected: float) -> None:
    assert chance_of_quitting(chance, quits, wear) == pytest.approx(expected, abs=1e-14)

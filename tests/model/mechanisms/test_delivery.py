"""Work asked for, kept and late: worked by hand, and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.delivery import (
    more_faults,
    parcel_comes,
    weeks_late,
    weight_of_lateness,
    work_asked,
    work_that_stays,
)

SHARES, HOURS = st.floats(0, 1), st.floats(0, 1e3)


@pytest.mark.parametrize(("proportion", "relative_fee", "expected"), [
    (0.0, 3.0, 2.0), (1.0, 3.0, 6.0), (0.7, 1.0, 2.0), (0.7, 2.0, 3.4), (0.7, 0.5, 1.3)])
def test_work_that_is_asked_for(proportion: float, relative_fee: float, expected: float) -> None:
    assert work_asked(2.0, proportion, relative_fee) == pytest.approx(expected, rel=1e-15)


@given(HOURS, SHARES, st.floats(0.01, 100))
def test_the_client_of_median_fee_asks_for_the_hours_of_its_segment(hours: float, proportion: float,
                                                                    fee: float) -> None:
    assert work_asked(hours, proportion, 1.0) == pytest.approx(hours, rel=1e-15)
    assert (work_asked(hours, proportion, fee) - hours) * (fee - 1) >= -1e-9


def test_a_parcel_of_one_week_comes_every_week_and_one_of_four_in_a_quarter_of_them() -> None:
    grid = [(number + 0.5) / 1000 for number in range(1000)]
    assert all(parcel_comes(luck, 1.0) for luck in grid)
    assert sum(parcel_comes(luck, 4.0) for luck in grid) == 250


def test_what_is_left_over_is_kept_up_to_the_bound() -> None:
    assert work_that_stays(3.0, 2.0, 13.0) == 3.0
    assert work_that_stays(30.0, 2.0, 13.0) == 26.0
    assert work_that_stays(3.0, 2.0, 0.0) == 0.0


@pytest.mark.parametrize(("undone", "parcel_weeks", "promised", "expected"), [
    (1.5, 1.0, 1.0, 0.0), (2.0, 1.0, 1.0, 0.0), (2.01, 1.0, 1.0, 0.0), (5.0, 1.0, 1.0, 1.5), (5.0, 1.0, 0.0, 2.5),
    (9.0, 4.0, 1.0, 0.5), (5.0, 4.0, 1.0, 0.0)])
def test_work_is_late_beyond_what_was_promised(undone: float, parcel_weeks: float, promised: float,
                                               expected: float) -> None:
    """Two hours of work come in a week."""
    assert weeks_late(undone, 2.0, parcel_weeks, promised) == pytest.approx(expected, abs=1e-15)


@given(HOURS, st.floats(0.01, 1e3), st.floats(1, 50), st.floats(0, 10))
def test_nothing_is_late_by_less_than_nothing(undone: float, week: float, parcel: float, promised: float) -> None:
    assert weeks_late(undone, week, parcel, promised) >= 0.0
    assert weeks_late(0.0, week, parcel, promised) == 0.0


@pytest.mark.parametrize(("late", "expected"), [(0.0, 0.0), (0.5, 0.05), (1.0, 0.1), (8.0, 0.1)])
def test_a_week_of_lateness_weighs_at_most_so_much(late: float, expected: float) -> None:
    assert weight_of_lateness(0.1, late) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(("load", "hours", "expected"), [
    (0.0, 0.0, 0.0), (0.0, 10.0, 0.0), (9.0, 10.0, 0.0), (10.0, 10.0, 0.02), (15.0, 10.0, 0.12), (20.0, 10.0, 0.22),
    (90.0, 10.0, 0.22), (1.0, 0.0, 0.22)])
def test_faults_are_more_frequent_under_load(load: float, hours: float, expected: float) -> None:
    assert more_faults(0.2, 0.9, load, hours) == pytest.approx(expected, abs=1e-15)


@given(HOURS, HOURS, HOURS)
def test_more_work_never_makes_fewer_faults(load: float, more: float, hours: float) -> None:
    assert more_faults(0.2, 0.9, load + more, hours) >= more_faults(0.2, 0.9, load, hours) >= 0.0

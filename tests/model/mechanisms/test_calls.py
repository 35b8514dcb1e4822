"""Calls: whole calls come out of the hours that go in, none is invented and none is lost."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.calls import is_due, left_after_call, part_of_a_call

from .ranges import HALF_ULP, SHARES


@pytest.mark.parametrize(("due", "called", "left"), [
    (0.0, False, 0.0), (0.999, False, 0.999), (1.0, True, 0.0), (1.25, True, 0.25), (3.5, True, 2.5)])
def test_table(due: float, called: bool, left: float) -> None:
    assert is_due(due) == called
    assert left_after_call(due) == left


@given(SHARES, SHARES, st.integers(1, 200))
def test_calls_and_what_is_owed_add_up_to_the_rates(phase: float, rate: float, weeks: int) -> None:
    due, calls = phase, 0
    for _ in range(weeks):
        due += rate
        calls += bool(is_due(due))
        due = left_after_call(due)
    assert calls + due == pytest.approx(phase + weeks * rate, abs=weeks * 4 * HALF_ULP)  # one rounding below 2 a week
    assert 0.0 <= due < 1.0 or phase == 1.0


@given(st.integers(0, 1023), st.integers(10, 400))
def test_a_rate_below_1_calls_as_often_as_it_says(phase: int, weeks: int) -> None:
    due, calls, rate = phase / 1024, 0, 0.375  # exact in binary, so that the count is too
    for _ in range(weeks):
        due += rate
        calls += bool(is_due(due))
        due = left_after_call(due)
    assert calls == math.floor(phase / 1024 + weeks * rate)


@pytest.mark.parametrize(("due", "part"), [(0.0, 0.0), (0.75, 0.75), (1.0, 0.0), (3.25, 0.25)])
def test_a_new_client_is_owed_no_whole_call(due: float, part: float) -> None:
    assert part_of_a_call(due) == part


@given(st.floats(0.0, 1e4))
def test_a_place_in_the_round_is_kept(due: float) -> None:
    """The difference of a number and its floor is exact."""
    part = part_of_a_call(due)
    assert 0.0 <= part < 1.0
    assert math.floor(due) + part == due
    assert part_of_a_call(part) == part

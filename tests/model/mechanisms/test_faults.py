"""Faults: a Poisson process per line, a rare delight at the other end of the same draw."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.faults import is_delight, is_fault, may_be_fault
from retainsim.numeric import chance_within_week

from .ranges import LUCK

RATES = st.floats(0.0, 10.0)
LN2 = math.log(2)


@pytest.mark.parametrize(("luck", "exposure", "rate", "fails"), [
    (0.499, 1.0, LN2, True), (0.501, 1.0, LN2, False),  # a hazard of ln 2 is a chance of one half
    (0.749, 2.0, LN2, True), (0.751, 2.0, LN2, False),  # twice exposed: three quarters
    (1e-9, 0.0, 5.0, False), (1e-9, 5.0, 0.0, False)])
def test_faults(luck: float, exposure: float, rate: float, fails: bool) -> None:
    assert is_fault(luck, exposure, rate) == fails


@given(LUCK, RATES, RATES, RATES)
def test_who_fails_fails_under_any_greater_rate(luck: float, exposure: float, fewer: float, more: float) -> None:
    fewer, more = sorted((fewer, more))
    assert is_fault(luck, exposure, fewer) <= is_fault(luck, exposure, more)


@given(LUCK, RATES)
def test_exposure_and_rate_enter_by_their_product(luck: float, rate: float) -> None:
    assert is_fault(luck, 2.0, rate) == is_fault(luck, 1.0, 2.0 * rate)


@given(RATES, RATES)
def test_the_bound_excludes_no_fault(exposure: float, rate: float) -> None:
    """At the largest luck that still is a fault."""
    luck = math.nextafter(chance_within_week(exposure * rate), 0.0)
    assert may_be_fault(luck, exposure, rate) >= is_fault(luck, exposure, rate)


def test_the_bound_excludes_nearly_all_others() -> None:
    assert not may_be_fault(0.011, 1.0, 0.01)  # a chance of 0.00995


@pytest.mark.parametrize(("luck", "chance", "delights"), [(0.999, 0.002, True), (0.998, 0.002, False),
                                                          (0.5, 0.002, False), (1 - 2.0**-33, 0.0, False)])
def test_delights(luck: float, chance: float, delights: bool) -> None:
    assert is_delight(luck, chance) == delights


@given(LUCK, RATES)
def test_no_week_is_both_while_the_two_chances_fit_into_one(luck: float, rate: float) -> None:
    left = math.exp(-rate)  # delights as frequent as faults may take all that faults leave
    assert not (is_fault(luck, 1.0, rate) and is_delight(luck, min(left, 1.0 - left)))

"""Inertia: the appeal of long service, where somebody switches it on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.inertia import appeal_of_long_service

from .ranges import HALF_ULP, WEIGHTS

TENURES = st.integers(0, 6400)  # [weeks]
HALF_WAYS = st.floats(0.52, 5200.0)  # [weeks]


@pytest.mark.parametrize(("weeks", "most", "half_way", "appeal"), [
    (0, 1.0, 156.0, 0.0), (156, 1.0, 156.0, 0.5), (468, 1.0, 156.0, 0.75), (156, 3.0, 156.0, 1.5),
    (5200, 0.0, 156.0, 0.0)])
def test_table(weeks: int, most: float, half_way: float, appeal: float) -> None:
    assert appeal_of_long_service(weeks, most, half_way) == appeal


@given(TENURES, TENURES, WEIGHTS, HALF_WAYS)
def test_it_rises_with_tenure_and_never_passes_the_most(shorter: int, longer: int, most: float,
                                                        half_way: float) -> None:
    """Three roundings to either side."""
    shorter, longer = sorted((shorter, longer))
    before, after = (appeal_of_long_service(weeks, most, half_way) for weeks in (shorter, longer))
    assert 0.0 <= before <= after * (1.0 + 6 * HALF_ULP)
    assert after <= most * (1.0 + 3 * HALF_ULP)


@given(TENURES, HALF_WAYS)
def test_off_it_is_nothing(weeks: int, half_way: float) -> None:
    assert appeal_of_long_service(weeks, 0.0, half_way) == 0.0

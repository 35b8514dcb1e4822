"""A rise is felt by the logarithm of its size, less with a reason and with attachment; a lower price is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.pricing import blow

from .ranges import SHARES

RATIOS = st.floats(0.1, 10.0)


@pytest.mark.parametrize(("ratio", "left", "softened", "attached", "felt"), [
    (1.1, 1.0, 0.5, 0.0, 0.09531), (1.1, 0.6, 0.5, 0.0, 0.05719), (1.1, 1.0, 0.5, 0.8, 0.05719),
    (2.0, 1.0, 0.0, 1.0, 0.69315),
    (1.0, 1.0, 0.5, 0.0, 0.0), (0.9, 1.0, 0.5, 0.0, 0.0), (1.1, 1.0, 1.0, 1.0, 0.0)])
def test_by_hand(ratio: float, left: float, softened: float, attached: float, felt: float) -> None:
    assert blow(ratio, left, softened, attached) == pytest.approx(felt, abs=5e-6)


@given(RATIOS, RATIOS, SHARES, SHARES, SHARES)
def test_a_larger_rise_is_felt_no_less(one: float, other: float, left: float, softened: float, attached: float) -> None:
    small, large = sorted((one, other))
    assert 0.0 <= blow(small, left, softened, attached) <= blow(large, left, softened, attached)


@given(st.floats(1.0, 3.0), st.floats(1.0, 3.0))
def test_two_rises_hurt_as_much_as_one_that_comes_to_the_same(first: float, second: float) -> None:
    assert blow(first, 1.0, 0.0, 0.0) + blow(second, 1.0, 0.0, 0.0) == pytest.approx(
        math.log(first * second), rel=1e-9, abs=1e-12)

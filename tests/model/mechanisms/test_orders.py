"""Orders: calls bring them, attachment makes them easier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.orders import is_order

from .ranges import CHANCES, LUCK, SHARES, STRENGTHS


@pytest.mark.parametrize(("luck", "strength", "chance", "effect", "reciprocated", "orders"), [
    (0.09, 1.0, 0.1, 1.0, 0.0, True), (0.11, 1.0, 0.1, 1.0, 0.0, False),
    (0.14, 1.0, 0.1, 1.0, 0.5, True), (0.16, 1.0, 0.1, 1.0, 0.5, False),  # 0.1 * 1.5
    (0.29, 2.0, 0.1, 1.0, 0.5, True), (0.31, 2.0, 0.1, 1.0, 0.5, False),  # twice as strong
    (0.01, 0.0, 0.9, 1.0, 1.0, False),  # off
    (0.999, 9.0, 0.9, 1.0, 1.0, True),  # at most certain
])
def test_table(luck: float, strength: float, chance: float, effect: float, reciprocated: float, orders: bool) -> None:
    assert is_order(luck, strength * chance, effect, reciprocated) == orders


@given(LUCK, STRENGTHS, CHANCES, st.floats(0.0, 20.0), SHARES, SHARES)
def test_attachment_never_costs_an_order(luck: float, strength: float, chance: float, effect: float, less: float,
                                         more: float) -> None:
    less, more = sorted((less, more))
    assert is_order(luck, strength * chance, effect, less) <= is_order(luck, strength * chance, effect, more)

"""Answers: nobody who matches is dearer than the firm, and who follows keeps the distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.answers import following_price, matching_price, partly

from .ranges import HALF_ULP, SHARES

PRICES = st.floats(0.01, 10.0)


@pytest.mark.parametrize(("own", "listed", "undercuts", "price"), [
    (1.0, 0.8, 0.0, 0.8), (1.0, 0.8, 0.1, 0.72), (0.7, 0.8, 0.0, 0.7), (1.0, 1.2, 0.0, 1.0), (1.0, 1.0, 0.05, 0.95)])
def test_matching(own: float, listed: float, undercuts: float, price: float) -> None:
    assert matching_price(own, listed, undercuts) == pytest.approx(price, rel=4 * HALF_ULP)


@pytest.mark.parametrize(("own", "listed", "before", "price"), [
    (0.9, 1.1, 1.0, 0.99), (0.9, 1.0, 1.0, 0.9), (1.2, 0.65, 1.3, 0.6)])
def test_following(own: float, listed: float, before: float, price: float) -> None:
    assert following_price(own, listed, before) == pytest.approx(price, rel=4 * HALF_ULP)


@pytest.mark.parametrize(("strength", "price"), [(0.0, 1.0), (0.25, 0.95), (1.0, 0.8), (3.0, 0.8)])
def test_a_part_of_the_way(strength: float, price: float) -> None:
    assert partly(1.0, 0.8, strength) == pytest.approx(price, rel=2 * HALF_ULP)


@given(PRICES, PRICES, SHARES)
def test_who_matches_is_never_dearer_than_it_was_or_than_the_firm(own: float, listed: float, undercuts: float) -> None:
    price = matching_price(own, listed, undercuts)
    assert price <= own
    assert price <= listed


@given(PRICES, PRICES, PRICES, PRICES)
def test_who_follows_is_dearer_where_the_firm_is(own: float, less: float, more: float, before: float) -> None:
    less, more = sorted((less, more))
    assert following_price(own, less, before) <= following_price(own, more, before)


@given(PRICES, PRICES)
def test_who_follows_a_list_that_stays_changes_no_bit(own: float, before: float) -> None:
    assert following_price(own, before, before) == own

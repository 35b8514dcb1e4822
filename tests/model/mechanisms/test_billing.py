"""Billing: every week served is invoiced exactly once."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.billing import (
    index_of,
    is_billing_week,
    millionths,
    price_per_week,
    rounded,
    value,
    weeks_invoiced,
    weeks_on_final_bill,
    weeks_worth,
)

from .ranges import CENTS, IDENTITIES, SHARES, SPANS, WEEKS


@pytest.mark.parametrize(("cents", "whole"), [
    (0.0, 0), (0.49, 0), (0.5, 1), (1.5, 2), (2.5, 3), (-0.5, 0), (-0.51, -1)])
def test_halves_go_up(cents: float, whole: int) -> None:
    assert rounded(cents) == whole


@given(st.floats(0.0, 1e12))
def test_the_nearest_cent(cents: float) -> None:
    assert abs(Fraction(rounded(cents)) - Fraction(cents)) <= Fraction(1, 2)


@pytest.mark.parametrize(("fee", "index", "price"), [(10_000, 1.0, 10_000), (333, 1.15, 383), (1, 0.5, 1), (1, 0.4, 0)])
def test_price(fee: int, index: float, price: int) -> None:
    assert price_per_week(fee, index) == price


@given(CENTS)
def test_at_index_1_the_price_is_the_fee(fee: int) -> None:
    assert price_per_week(fee, 1.0) == fee


@pytest.mark.parametrize(("index", "usual", "kept", "paid"), [
    (1.1, 1.0, 1_100_000, 1.1), (1.0, 1.0, 0, 1.0), (1.0, 1.3, 1_000_000, 1.0), (1.3, 1.3, 0, 1.3),
    (1 / 3, 1.0, 333_333, 0.333333), (1e-9, 1.0, 1, 1e-6)])
def test_a_client_keeps_its_price_in_millionths(index: float, usual: float, kept: int, paid: float) -> None:
    assert millionths(index, usual) == kept
    assert index_of(kept, usual) == paid


@pytest.mark.parametrize(("weeks", "price", "cents"), [(2.0, 6_000, 12_000), (0.5, 333, 167), (0.0, 6_000, 0)])
def test_value(weeks: float, price: int, cents: int) -> None:
    assert value(weeks, price) == cents


@pytest.mark.parametrize(("share", "price", "part"), [(0.15, 6_000.0, 900), (0.5, 333.0, 167), (0.0, 6_000.0, 0)])
def test_what_a_second_supplier_takes(share: float, price: float, part: int) -> None:
    assert value(share, price) == part


@given(SHARES, SHARES, CENTS)
def test_a_second_supplier_takes_no_more_than_there_is(less: float, more: float, price: int) -> None:
    less, more = sorted((less, more))
    assert 0 <= value(less, float(price)) <= value(more, float(price)) <= price
    assert value(1.0, float(price)) == price


@given(st.integers(1, 52), CENTS)
def test_a_debt_at_one_price_stands_for_the_weeks_invoiced(weeks: int, price: int) -> None:
    assert weeks_worth(float(weeks * price), float(price)) == weeks


@pytest.mark.parametrize(("amount", "price", "weeks"), [
    (4_000.0, 1_100.0, 4),  # four weeks at 1,000, after a rise
    (3.0, 100.0, 1), (7.0, 0.0, 7)])
def test_a_debt_stands_for_whole_weeks(amount: float, price: float, weeks: int) -> None:
    assert weeks_worth(amount, price) == weeks


@given(WEEKS, IDENTITIES, SPANS)
def test_in_every_interval_each_client_is_billed_once(first: int, identity: int, every: int) -> None:
    assert sum(bool(is_billing_week(week, identity, every)) for week in range(first, first + every)) == 1


@pytest.mark.parametrize(("week", "since", "every", "weeks"), [
    (7, 7, 4, 1), (7, 5, 4, 3), (7, 4, 4, 4), (7, -90, 4, 4)])
def test_weeks_on_an_invoice(week: int, since: int, every: int, weeks: int) -> None:
    assert weeks_invoiced(week, since, every) == weeks


@pytest.mark.parametrize(("week", "identity", "since", "every", "weeks"), [
    (8, 0, -90, 4, 3),  # billed at the end of week 4, served in 5, 6, 7
    (5, 0, -90, 4, 0),  # billed at the end of week 4, gone with week 5
    (8, 1, -90, 4, 0),  # billed in week 7
    (8, 0, 7, 4, 1),  # came in week 7
])
def test_weeks_on_the_final_bill(week: int, identity: int, since: int, every: int, weeks: int) -> None:
    assert weeks_on_final_bill(week, identity, since, every) == weeks


@given(st.integers(-200, 200), st.integers(1, 150), IDENTITIES, SPANS)
def test_every_week_served_is_billed_exactly_once(since: int, served: int, identity: int, every: int) -> None:
    """Whatever the phase and the interval, invoices and the final bill add up to the weeks between start and end."""
    end = since + served  # the first week without service
    invoices = sum(int(weeks_invoiced(week, since, every)) for week in range(since, end)
                   if is_billing_week(week, identity, every))
    assert invoices + weeks_on_final_bill(end, identity, since, every) == served


@given(CENTS, st.floats(0.01, 10.0))
def test_a_price_is_within_half_a_cent(fee: int, index: float) -> None:
    """The product is rounded to 53 bits first: less than 2**-53 of it."""
    assert math.fabs(price_per_week(fee, index) - fee * index) <= 0.5 + fee * index * 2.0**-53

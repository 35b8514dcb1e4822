"""Numbers as people read them."""

import math

import pytest

from retainsim.report.words import counted, one_factor, percent, scale


@pytest.mark.parametrize(("unit", "values", "told"), [
    ("currency", [0.0], "0 currency"),
    ("currency", [9_999.4], "9,999 currency"),
    ("currency", [10_000.0], "10 thousand"),
    ("currency", [-210_400.0], "-210 thousand"),
    ("currency", [9_876_543.0], "9,877 thousand"),
    ("currency", [15_234_567.0], "15.2 million"),
    ("currency", [2.56e10], "25.6 billion"),
    ("currency", [2.5e14], "250 trillion"),
    ("currency/client", [16_449.0], "16.4 thousand currency/client"),
    ("clients", [12.0], "12 clients"),
    ("clients", [12.25], "12.2 clients"),
    ("clients", [1.25], "1.25 clients"),
    ("0..1", [0.12345], "0.123 0..1"),
    ("0 or 1", [0.345], "34.5 % of worlds"),
    ("share", [1.0], "100.0 %"),
    ("share/year", [0.067], "6.7 % per year"),
    ("clients", [None], "- clients"),
    ("clients", [math.nan], "- clients"),
])
def test_a_quantity(unit: str, values: list[float | None], told: str) -> None:
    assert scale(unit, values).quantity(values[0]) == told


def test_a_row_has_one_scale() -> None:
    row = scale("currency", [1_500_000.0, 300.0, -0.4, None])
    assert [row.number(value) for value in (1_500_000.0, 300.0, -0.4, None)] == ["1,500", "0", "0", "-"]
    assert row.unit == "thousand"


@pytest.mark.parametrize(("amounts", "factor"), [
    ([], 1.0), ([None, math.nan, -99_999.0], 1.0), ([100_000.0, 3.0], 1e3), ([-99_999_999.0], 1e3), ([1e8], 1e6)])
def test_the_multiple_of_a_table_leaves_five_digits(amounts: list[float | None], factor: float) -> None:
    assert one_factor(amounts) == factor


@pytest.mark.parametrize(("values", "told"), [
    ([12_300_000.0], "12,300 thousand EUR"), ([12_345.0], "12.3 thousand EUR"), ([456.0], "0.456 thousand EUR"),
    ([0.5], "0.500 EUR"), ([0.0], "0 thousand EUR"), ([2e9], "2,000 million EUR")])
def test_money_takes_the_multiple_of_its_table_unless_it_is_far_from_it(values: list[float], told: str) -> None:
    assert scale("EUR", values, 1e3).quantity(values[0]) == told


def test_signs() -> None:
    row = scale("clients", [2.5, -1.0])
    assert [row.number(value, sign=True) for value in (2.5, -1.0, 0.0, -0.001)] == ["+2.50", "-1.00", "0.00", "0.00"]


def test_an_interval() -> None:
    row = scale("currency", [150_000.0, 270_000.0])
    assert row.interval(150_000.0, 270_000.0) == "[150, 270]"
    assert row.interval(None, 270_000.0) == row.interval(math.nan, 1.0) == ""


@pytest.mark.parametrize(("share", "told"), [
    (0.0, "0 %"), (1e-6, "under 1 %"), (0.01, "1 %"), (0.87, "87 %"), (0.99, "99 %"), (0.999, "over 99 %"),
    (1.0, "100 %"),
])
def test_a_share_of_worlds(share: float, told: str) -> None:
    assert percent(share) == told


@pytest.mark.parametrize(("number", "noun", "words"), [
    (1, "week", "1 week"), (0, "week", "0 weeks"), (5200, "week", "5,200 weeks"), (1, "strategy", "1 strategy"),
    (2, "strategy", "2 strategies")])
def test_one_or_many(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words

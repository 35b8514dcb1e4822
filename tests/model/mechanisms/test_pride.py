"""Pride: some who have left never come back."""

import pytest
from hypothesis import given

from retainsim.model.mechanisms.pride import is_too_proud

from .ranges import LUCK, SHARES, STRENGTHS


@pytest.mark.parametrize(("luck", "share", "proud"), [
    (0.79, 0.8, True), (0.8, 0.8, False), (0.81, 0.8, False), (0.01, 0.0, False), (0.99, 1.0, True),
    (0.99, 8.0, True)])  # a strength may take the share past 1
def test_table(luck: float, share: float, proud: bool) -> None:
    assert is_too_proud(luck, share) == proud


@given(LUCK, STRENGTHS, STRENGTHS)
def test_who_is_proud_stays_so_where_more_are(luck: float, fewer: float, more: float) -> None:
    fewer, more = sorted((fewer, more))
    assert is_too_proud(luck, fewer) <= is_too_proud(luck, more)


@given(LUCK, SHARES)
def test_nobody_and_everybody(luck: float, share: float) -> None:
    assert not is_too_proud(luck, 0.0)
    assert is_too_proud(luck, 1.0)
    assert is_too_proud(luck, share) == (luck < share)

"""Hours: nobody works more than there is."""

import pytest
from hypothesis import given

from retainsim.model.mechanisms.hours import (
    calls_per_week,
    granted_share,
    pooled_hunting_hours,
    pooled_order_hours,
)

from .ranges import HALF_ULP, HOURS, SHARES, WEIGHTS


@pytest.mark.parametrize(("hours", "load", "share"), [
    (40.0, 80.0, 0.5), (40.0, 40.0, 1.0), (40.0, 10.0, 1.0), (0.0, 10.0, 0.0), (0.0, 0.0, 1.0), (40.0, 0.0, 1.0)])
def test_share(hours: float, load: float, share: float) -> None:
    assert granted_share(hours, load) == share


@given(HOURS, HOURS)
def test_a_share_never_gives_more_than_asked_for_or_than_there_is(hours: float, load: float) -> None:
    share = granted_share(hours, load)
    assert 0.0 <= share <= 1.0
    assert share * load <= hours * (1.0 + 2 * HALF_ULP)


@given(HOURS, HOURS, HOURS)
def test_more_load_never_brings_a_greater_share(hours: float, light: float, heavy: float) -> None:
    light, heavy = sorted((light, heavy))
    assert granted_share(hours, light) >= granted_share(hours, heavy)


@pytest.mark.parametrize(("hours", "call_hours", "weight", "calls"), [
    (30.0, 3.0, 10.0, 1.0), (30.0, 3.0, 40.0, 0.25), (0.0, 3.0, 40.0, 0.0), (30.0, 3.0, 0.0, 0.0)])
def test_calls(hours: float, call_hours: float, weight: float, calls: float) -> None:
    assert calls_per_week(hours, call_hours, weight) == calls


@given(HOURS, WEIGHTS)
def test_all_calls_together_take_the_hours(hours: float, weight: float) -> None:
    weight = max(weight, 0.01)
    assert calls_per_week(hours, 3.0, weight) * 3.0 * weight == pytest.approx(hours, rel=6 * HALF_ULP)


@pytest.mark.parametrize(("pool", "quota", "load", "part", "orders", "hunting"), [
    (64.0, 0.0, 24.0, 0.25, 24.0, 10.0),  # what orders leave is shared by hunting and care
    (64.0, 0.25, 24.0, 0.25, 24.0, 16.0),  # the quota is more than hunting's part
    (64.0, 0.0, 99.0, 0.25, 64.0, 0.0),  # the success trap: nothing is left
    (64.0, 0.25, 99.0, 0.25, 48.0, 16.0),  # but for the quota
    (64.0, 1.0, 24.0, 0.25, 0.0, 64.0), (64.0, 0.5, 0.0, 0.0, 0.0, 32.0), (64.0, 0.0, 0.0, 1.0, 0.0, 64.0),
    (0.0, 0.25, 24.0, 0.25, 0.0, 0.0)])
def test_a_pool(pool: float, quota: float, load: float, part: float, orders: float, hunting: float) -> None:
    assert pooled_order_hours(pool, quota, load) == orders  # all exact in binary
    assert pooled_hunting_hours(pool, quota, orders, part) == hunting


@given(HOURS, SHARES, HOURS, SHARES)
def test_the_hours_of_a_pool_are_conserved(pool: float, quota: float, load: float, part: float) -> None:
    """Orders, hunting and the care that is left add up; none is negative, the quota is kept but for its roundings."""
    orders = pooled_order_hours(pool, quota, load)
    hunting = pooled_hunting_hours(pool, quota, orders, part)
    care = pool - orders - hunting
    assert min(orders, hunting, care) >= 0.0
    assert orders + hunting + care == pytest.approx(pool, rel=4 * HALF_ULP)
    assert orders <= load
    assert hunting >= quota * pool - 4 * pool * HALF_ULP


@given(HOURS, SHARES, SHARES, HOURS, SHARES)
def test_a_greater_quota_never_takes_hunting_hours(pool: float, low: float, high: float, load: float,
                                                   part: float) -> None:
    low, high = sorted((low, high))
    less, more = (pooled_hunting_hours(pool, quota, pooled_order_hours(pool, quota, load), part)
                  for quota in (low, high))
    assert less <= more + 4 * pool * HALF_ULP

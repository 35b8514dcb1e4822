"""Hours: nobody works more than there is."""

import pytest
from hypothesis import given

from retainsim.model.mechanisms.hours import calls_per_week, granted_share

from .ranges import HALF_ULP, HOURS, WEIGHTS


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

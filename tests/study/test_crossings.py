"""Places where the lead changes are found on curves that are known, and their intervals cover as often as they say."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from alarm import Alarm
from retainsim.study.crossings import GRID, Crossing, Point, Sample, UndefinedError, find_crossings

NOISE = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])  # of five worlds, the same at every value: no noise in the mean
HALF = 2.776445 * math.sqrt(2.5) / math.sqrt(5)  # Student's table, 4 degrees; squared deviations 10 over 4


def along(mean: Callable[[float], Any], noise: np.ndarray = NOISE,
          ruined: Callable[[float], float] = lambda x: 0.0) -> Callable[[float], Sample]:
    """Sample in which a is ahead by a known mean; this share of them is that of ruin under both."""
    return lambda x: Sample(mean(x) + noise, np.zeros(len(noise)), np.arange(len(noise)) < ruined(x) * len(noise))


def only(found: tuple[list[Point], list[Crossing]]) -> Crossing:
    (crossing,) = found[1]
    return crossing


def test_a_line_by_hand() -> None:
    crossing = only(find_crossings(along(lambda x: 2 * (x - 37.3)), 0, 100, False, 1))
    # The interval of the difference holds 0 where 2 (x - 37.3) is not farther from 0 than its half width.
    assert crossing.at == pytest.approx(37.3, abs=0.1)
    assert (crossing.low, crossing.high) == pytest.approx((37.3 - HALF / 2, 37.3 + HALF / 2), abs=0.11)
    assert crossing.a_leads_above


def test_less_may_be_better_and_the_strategies_may_be_turned() -> None:
    def turned(x: float) -> Sample:
        a, b, ruined = along(lambda x: x - 40)(x)
        return Sample(b, a, ruined)

    one = only(find_crossings(along(lambda x: x - 40), 0, 100, False, 1))
    for other in (only(find_crossings(turned, 0, 100, False, 1)),
                  only(find_crossings(along(lambda x: x - 40), 0, 100, False, -1))):
        assert (other.at, other.low, other.high) == (one.at, one.low, one.high)
        assert one.a_leads_above
        assert not other.a_leads_above


def test_every_point_that_was_tried_is_told_once_and_few_are() -> None:
    tried: list[float] = []

    def counted(x: float) -> Sample:
        tried.append(x)
        return along(lambda x: math.tanh((x - 61.8) / 10) * 5)(x)

    points, _ = find_crossings(counted, 0, 100, False, 1)
    assert [point.factor for point in points] == sorted(tried)
    assert len(set(tried)) == len(tried) <= 30
    assert {point.factor for point in points} >= {100 * k / (GRID - 1) for k in (0, 3, 6)}
    first = points[0]
    assert first.difference == pytest.approx(-5, abs=1e-4)
    assert (first.low, first.high) == pytest.approx((first.difference - HALF, first.difference + HALF), abs=1e-5)
    assert (first.p_a_better, first.p_equal) == (0, 0)


def test_several_crossings() -> None:
    _, crossings = find_crossings(along(lambda x: 40 * math.cos(x / 100 * 3 * math.pi)), 0, 100, False, 1)
    assert [crossing.at for crossing in crossings] == pytest.approx([100 / 6, 50, 500 / 6], abs=0.1)
    assert [crossing.a_leads_above for crossing in crossings] == [False, True, False]
    assert all(c.low is not None and c.high is not None and c.low < c.at < c.high for c in crossings)


@pytest.mark.parametrize("ahead", [5.0, -5.0, 0.0])
def test_no_crossing(ahead: float) -> None:
    points, crossings = find_crossings(along(lambda x: ahead), 0, 1, False, 1)
    assert len(points) == GRID
    assert crossings == []


def test_a_flat_curve_bounds_nothing() -> None:
    crossing = only(find_crossings(along(lambda x: (x - 40) / 1000), 0, 100, False, 1))
    assert (crossing.low, crossing.high) == (None, None)


def test_a_curve_that_is_clear_on_one_side_bounds_one_side() -> None:
    crossing = only(find_crossings(along(lambda x: min(x - 40, 1.0)), 0, 100, False, 1))
    assert crossing.low == pytest.approx(40 - HALF, abs=0.11)
    assert crossing.high is None


def test_a_lead_that_may_never_have_changed_is_not_bounded_by_the_next_lead() -> None:
    # a is clearly ahead at both ends; between, b is so by less than chance could do.
    _, crossings = find_crossings(along(lambda x: (x - 50) ** 2 / 50 - 1), 0, 100, False, 1)
    assert [(c.low is None, c.high is None) for c in crossings] == [(False, True), (True, False)]


def test_a_jump_is_found_where_it_is() -> None:
    crossing = only(find_crossings(along(lambda x: 9.0 if x > 12.34 else -9.0), 0, 100, False, 1))
    assert crossing.low == pytest.approx(12.34, abs=0.11)
    assert crossing.at == pytest.approx(12.34, abs=0.11)
    assert crossing.high == pytest.approx(12.34, abs=0.11)


def test_worlds_that_do_not_vary_give_a_place_without_width() -> None:
    crossing = only(find_crossings(along(lambda x: x - 40, np.zeros(5)), 0, 100, False, 1))
    assert crossing.low is not None
    assert crossing.high is not None
    assert crossing.low <= crossing.at <= crossing.high
    assert crossing.high - crossing.low < 1


def test_whole_numbers_by_hand() -> None:
    tried: list[float] = []

    def counted(x: float) -> Sample:
        tried.append(x)
        return along(lambda x: x - 40.5)(x)

    crossing = only(find_crossings(counted, 0, 100, True, 1))
    # 41 is the first with a ahead; b is clearly so up to 40.5 - HALF = 38.5, a from 42.5 on.
    assert crossing == Crossing(41, 39, 43, True)
    assert all(x == int(x) for x in tried)


def test_whole_numbers_without_any_doubt() -> None:
    assert only(find_crossings(along(lambda x: 9 * (x - 40.5)), 0, 100, True, 1)) == Crossing(41, 41, 41, True)


def test_few_whole_numbers_are_all_tried() -> None:
    points, crossings = find_crossings(along(lambda x: 9 * (x - 1.5)), 0, 3, True, 1)
    assert [point.factor for point in points] == [0, 1, 2, 3]
    assert crossings == [Crossing(2, 2, 2, True)]


def test_a_stretch_on_which_they_are_level_is_crossed_once() -> None:
    crossing = only(find_crossings(along(lambda x: float(np.sign(x - 50) * (abs(x - 50) > 30)) * 9), 0, 100, False, 1))
    assert 19 < crossing.at < 81
    assert crossing.low == pytest.approx(20, abs=0.11)
    assert crossing.high == pytest.approx(80, abs=0.11)


def test_what_hardly_a_world_defines_is_refused() -> None:
    with pytest.raises(UndefinedError) as caught:
        find_crossings(lambda x: Sample(np.array([1.0, math.nan]), np.zeros(2), np.zeros(2, bool)), 5, 6, False, 1)
    assert caught.value.factors == (5,)


@pytest.mark.parametrize("worlds", [6, 25])
def test_the_interval_covers_the_true_place_as_often_as_it_says(worlds: int, alarm: Alarm) -> None:
    """Sample differ in height and in slope, so that their mean crosses at another place than 50 in every sample.

    The difference at 50 is normal with mean 0, so that Student's interval covers exactly: 0.95. False alarm 1e-6; the
    band of 3,000 samples is 0.02 to either side, so that a normal quantile in the place of Student's (0.893 with six
    worlds) cannot pass.
    """
    luck = np.random.default_rng(20012)
    covered = samples = 0
    for _ in range(3_000):
        height, slope = luck.normal(0, 10, worlds), luck.normal(1, 0.2, worlds)
        sample = along(lambda x, s=slope: s * (x - 50), height)
        crossings = find_crossings(sample, 0, 100, False, 1)[1]
        samples += 1
        covered += len(crossings) == 1 and all(
            (c.low is None or c.low <= 50) and (c.high is None or c.high >= 50) for c in crossings)
    low, high = alarm.chance(covered, samples)
    assert low <= 0.95 <= high
    assert high - low < 0.05


# ---- ruin of both

def test_between_two_ruined_firms_no_lead_changes() -> None:
    # b leads by 9 up to 50; from there on both are ruined, and noise of either sign is left.
    ruin = along(lambda x: -9.0 if x < 50 else math.sin(x), ruined=lambda x: float(x >= 50))
    points, crossings = find_crossings(ruin, 0, 100, False, 1)
    assert crossings == []
    assert [point.is_void for point in points] == [False] * 3 + [True] * 4
    assert find_crossings(along(lambda x: -9.0 if x < 50 else math.sin(x)), 0, 100, False, 1)[1]


@pytest.mark.parametrize(("share", "changes"), [(0.4, 1), (0.6, 0)])
def test_ruin_counts_from_most_worlds_on(share: float, changes: int) -> None:
    points, crossings = find_crossings(along(lambda x: x - 40, ruined=lambda x: share), 0, 100, False, 1)
    assert len(crossings) == changes
    assert points[0].both_ruined == share


def test_a_change_on_the_way_into_ruin_is_none() -> None:
    # At both neighbours of the grid somebody lives; where the lead changes, nobody does.
    _, crossings = find_crossings(along(lambda x: x - 40, ruined=lambda x: float(36 < x < 44)), 0, 100, False, 1)
    assert crossings == []


def test_the_lead_is_not_compared_across_ruin() -> None:
    _, crossings = find_crossings(along(lambda x: x - 50, ruined=lambda x: float(40 < x < 60)), 0, 100, False, 1)
    assert crossings == []


def test_ruin_does_not_bound_an_interval() -> None:
    # a is clearly ahead from 42 on, but there both are ruined.
    crossing = only(find_crossings(along(lambda x: x - 40, ruined=lambda x: float(40.5 < x < 46)), 0, 100, False, 1))
    assert crossing.low == pytest.approx(40 - HALF, abs=0.11)
    assert crossing.high is None

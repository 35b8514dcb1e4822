"""Intervals against tables and hand calculation, their promises against repeated sampling."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import stdtrit

from alarm import Alarm
from retainsim.study.statistics import (
    Summary,
    compare_pairs,
    familywise_confidence,
    luck_factor,
    paired_event_interval,
    summarise,
    t_interval,
    wilson_interval,
)

NAN = math.nan
Z = 1.959964  # normal table, 97.5 %


@pytest.mark.parametrize(("confidence", "t"), [(0.95, 2.776445), (0.99, 4.604095)])  # Student's table, 4 degrees
def test_t_interval_by_hand(confidence: float, t: float) -> None:
    low, high = t_interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), confidence)
    half = t * math.sqrt(2.5) / math.sqrt(5)  # squared deviations 4 + 1 + 0 + 1 + 4 over 4
    assert (low, high) == pytest.approx((3 - half, 3 + half), abs=1e-6)  # the table has six decimals


def test_equal_values_give_a_point_even_if_their_mean_is_rounded() -> None:
    assert t_interval(np.full(3, 0.1), 0.95) == pytest.approx((0.1, 0.1), rel=2**-51, abs=0)
    low, high = t_interval(np.full(7, 1e8 / 3), 0.95)
    assert low == high


def test_the_t_interval_covers_as_often_as_it_says(alarm: Alarm) -> None:
    # False alarm 1e-6. The band of 20,000 samples is 0.0075 to either side, so that a normal quantile in the place of
    # Student's (which covers 0.878 with five values) cannot pass.
    samples = np.random.default_rng(20011).normal(3.0, 2.0, (20_000, 5))
    covered = sum(low <= 3.0 <= high for low, high in (t_interval(sample, 0.95) for sample in samples))
    low, high = alarm.chance(covered, len(samples))
    assert low <= 0.95 <= high
    assert high - low < 0.02


@pytest.mark.parametrize(("events", "n", "low", "high"), [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)])
def test_wilson_intervals_of_newcombe_1998(events: int, n: int, low: float, high: float) -> None:
    assert wilson_interval(events / n, n) == pytest.approx((low, high), abs=5e-5)  # printed to four decimals


def test_wilson_is_symmetric_and_stays_within_bounds() -> None:
    for n in range(2, 200):  # plain rounding passes the bounds for some of them
        assert wilson_interval(0.0, n)[0] == 0
        assert wilson_interval(1.0, n)[1] == 1
    for events in range(21):
        low, high = wilson_interval(events / 20, 20)
        mirrored = wilson_interval((20 - events) / 20, 20)
        assert mirrored == pytest.approx((1 - high, 1 - low), abs=2**-50)
        assert 0 <= low <= events / 20 <= high <= 1
        assert low < high


def test_paired_events_by_hand() -> None:
    # three worlds of eight under a only, one under b only: p = 4 / 10, q = 2 / 10
    half = Z * math.sqrt((0.6 - 0.2**2) / 10)
    interval = paired_event_interval(np.array([1.0, 1, 1, -1, 0, 0, 0, 0]), 0.95)
    assert interval == pytest.approx((0.2 - half, 0.2 + half), abs=1e-6)


def test_strategies_that_never_differed_may_still_differ() -> None:
    low, high = paired_event_interval(np.zeros(100), 0.95)
    assert -0.04 < low < 0 < high < 0.04
    assert paired_event_interval(np.ones(100), 0.999)[1] == 1


def test_a_summary_leaves_out_worlds_without_a_value() -> None:
    summary = summarise(np.array([NAN, 1.0, 2.0, 3.0, 4.0, 5.0, NAN]))
    assert (summary.mean, summary.p05, summary.p50, summary.p95) == pytest.approx((3, 1.2, 3, 4.8), rel=2**-50)
    assert (summary.low, summary.high) == t_interval(np.arange(1.0, 6.0), 0.95)
    assert summarise(np.array([NAN, NAN])) == Summary(None, None, None, None, None, None)


def test_one_world_says_nothing_about_the_mean_of_worlds() -> None:
    assert summarise(np.array([4.0])) == Summary(4.0, None, None, 4.0, 4.0, 4.0)
    assert summarise(np.array([1.0]), is_event=True) == Summary(1.0, None, None, 1.0, 1.0, 1.0)
    alone = compare_pairs(np.array([4.0]), np.array([3.0]), 1, 0.95)
    assert (alone.difference, alone.low, alone.high, alone.p_a_better) == (1, None, None, 1)
    assert paired_event_interval(np.array([1.0]), 0.95) == (None, None)


def test_an_event_is_summarised_by_wilson() -> None:
    summary = summarise(np.array([0.0] * 19 + [1.0]), is_event=True)
    assert (summary.low, summary.high) == wilson_interval(0.05, 20)


def test_pairs_by_hand() -> None:
    a, b = np.array([5.0, 2.0, NAN, 4.0, 1.0]), np.array([3.0, 2.0, 1.0, NAN, 0.0])
    found = compare_pairs(a, b, 1, 0.95)  # differences 2, 0, 1 in the worlds where both are defined
    half = 4.302653 / math.sqrt(3)  # Student's table, 2 degrees; standard deviation 1
    assert (found.difference, found.low, found.high) == pytest.approx((1, 1 - half, 1 + half), abs=1e-6)
    assert found.p_a_better == pytest.approx(2.5 / 3, rel=2**-50)
    assert found.p_equal == pytest.approx(1 / 3, rel=2**-50)
    assert compare_pairs(a, b, -1, 0.95).p_a_better == pytest.approx(0.5 / 3, rel=2**-50)
    assert compare_pairs(a, b, 0, 0.95).p_a_better is None
    assert compare_pairs(a, np.full(5, NAN), 1, 0.95).difference is None


def test_pairing_removes_the_luck_that_both_share() -> None:
    luck = np.array([0.0, 1000.0, -500.0, 30.0])
    found = compare_pairs(luck + np.array([1.0, 2.0, 1.0, 2.0]), luck, 1, 0.95)
    assert 0 < found.low < 1.5 < found.high < 3


def test_bonferroni_by_hand() -> None:
    assert familywise_confidence(1) == 0.95
    assert familywise_confidence(18) == pytest.approx(1 - 0.05 / 18, rel=2**-50)  # six pairs, three KPIs
    assert familywise_confidence(0) == 0.95


def test_familywise_intervals_are_wider_by_the_ratio_of_quantiles() -> None:
    gap = np.array([1.0, 4.0, 2.0, 7.0])
    alone, together = t_interval(gap, 0.95), t_interval(gap, familywise_confidence(18))
    ratio = (together[1] - together[0]) / (alone[1] - alone[0])
    assert ratio == pytest.approx(stdtrit(3, 1 - 0.025 / 18) / stdtrit(3, 0.975), rel=1e-12)
    assert ratio > 2


# Whole numbers, so that no difference is lost in rounding; a third of them are missing.
worlds = arrays(float, 12, elements=st.one_of(st.just(NAN), st.integers(-10**12, 10**12), st.integers(-3, 3)))


@given(a=worlds, b=worlds, sign=st.sampled_from([-1, 0, 1]))
def test_swapping_strategies_negates_everything(a: np.ndarray, b: np.ndarray, sign: int) -> None:
    found, swapped = compare_pairs(a, b, sign, 0.99), compare_pairs(b, a, sign, 0.99)
    for value, other in ((found.difference, swapped.difference), (found.low, swapped.high), (found.high, swapped.low)):
        assert (value is None) == (other is None)
        assert value is None or value == -other
    if found.p_a_better is not None:
        # Two quotients and a sum, each rounded once.
        assert found.p_a_better + swapped.p_a_better == pytest.approx(1, abs=2**-52)


@given(gap=arrays(float, st.integers(2, 30), elements=st.sampled_from([-1.0, 0.0, 1.0])))
def test_swapping_strategies_negates_a_difference_of_events(gap: np.ndarray) -> None:
    low, high = paired_event_interval(gap, 0.95)
    assert paired_event_interval(-gap, 0.95) == (-high, -low)
    assert -1 <= low <= gap.mean() <= high <= 1


def test_what_shared_luck_saves_by_hand() -> None:
    a, b = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 5.0])
    # variances 1 and 7/3; the differences -1, -2, -2 have 1/3
    assert luck_factor(a, b) == pytest.approx(10)
    assert luck_factor(a, np.array([3.0, 2.0, 1.0])) == pytest.approx(0.5)
    assert luck_factor(a, a + 1) is None
    assert luck_factor(a[:1], b[:1]) is None

"""The alarm rings when it should, and refuses to watch with too few draws."""

import math

import numpy as np
import pytest

from alarm import Alarm, draws_needed, envelope


def uniform_cdf(x: np.ndarray) -> np.ndarray:
    return np.clip(x, 0.0, 1.0)


def grid(n: int) -> np.ndarray:
    """The most regular uniform sample: its empirical CDF is off by 1 / 2n."""
    return (np.arange(n) + 0.5) / n


def test_the_size_of_example_4_of_the_style_page() -> None:
    assert 290_000 <= draws_needed(0.01) <= 290_200
    assert envelope(draws_needed(0.01)) <= 0.005


def test_a_true_law_passes(alarm: Alarm) -> None:
    alarm.cdf_equals(grid(30_000), uniform_cdf, must_detect=0.05)


def test_too_few_draws_fail_even_if_the_law_is_true(alarm: Alarm) -> None:
    with pytest.raises(AssertionError, match="take 11607 or more"):
        alarm.cdf_equals(grid(11_606), uniform_cdf, must_detect=0.05)


@pytest.mark.parametrize("shift", [0.05, -0.05])
def test_a_gap_of_must_detect_is_noticed(alarm: Alarm, shift: float) -> None:
    sample = np.clip(grid(30_000) + shift, 0.0, 1.0)
    with pytest.raises(AssertionError, match="CDF off by"):
        alarm.cdf_equals(sample, uniform_cdf, must_detect=0.05)


def test_jumps_are_looked_at_where_they_are(alarm: Alarm) -> None:
    coins = np.repeat([0, 1], 6_000)
    alarm.cdf_equals(coins, lambda x: np.where(x < 1, 0.5, 1.0), must_detect=0.05, lattice=[0, 1])
    with pytest.raises(AssertionError, match="at 0"):
        alarm.cdf_equals(coins, lambda x: np.where(x < 1, 0.55, 1.0), must_detect=0.05, lattice=[0, 1])


def test_censored_draws_count_as_not_yet(alarm: Alarm) -> None:
    lives = np.concatenate([np.ones(6_000), np.full(6_000, math.inf)])
    alarm.cdf_equals(lives, lambda t: np.full(t.shape, 0.5), must_detect=0.05, lattice=[1, 2])


def test_bounds_of_a_chance() -> None:
    low, high = Alarm().chance(0, 1000)
    assert low == 0.0
    assert high == pytest.approx(1 - (0.5e-6) ** (1 / 1000), rel=1e-9)  # nobody in 1000: (1 - high)^1000 = tail
    low, high = Alarm().chance(500, 1000)
    assert 0.5 - low == pytest.approx(high - 0.5, rel=1e-9)
    assert 4.5 < (high - 0.5) / math.sqrt(0.25 / 1000) < 5.2  # about 4.9 standard errors


def test_bernstein_notices_a_shifted_mean(alarm: Alarm) -> None:
    sample = grid(30_000)
    alarm.mean_equals(sample, 0.5, 1 / 12, 1.0, must_detect=0.03)
    with pytest.raises(AssertionError, match=r"mean 0\.5, law 0\.53"):
        alarm.mean_equals(sample, 0.53, 1 / 12, 1.0, must_detect=0.03)
    with pytest.raises(AssertionError, match="too few"):
        alarm.mean_equals(sample, 0.5, 1 / 12, 1.0, must_detect=0.01)

"""The share of a space above a margin, where it is known."""

import math

import numpy as np
import pytest
from scipy.stats import chi2

import share_coverage
from retainsim.study.robustness.share import share_above
from retainsim.study.statistics import wilson_interval


@pytest.mark.parametrize(("above", "points"), [(0, 32), (5, 32), (64, 128), (512, 512)])
def test_without_errors_it_is_a_count(above: int, points: int) -> None:
    """All worlds of every point equal: the count, with Wilson's interval, or that of the likelihood ratio."""
    distances = np.where(np.arange(points) < above, 1.0, -1.0)
    found = share_above(distances, np.zeros(points), np.full(points, 9))
    low, high = wilson_interval(above / points, points)
    assert found.share == pytest.approx(above / points, abs=1e-6)
    assert found.low == pytest.approx(low, abs=0.012)
    assert found.low <= low
    assert found.high == pytest.approx(high, abs=0.012)
    assert found.high >= high
    assert found.chances == pytest.approx((distances > 0).astype(float))


def test_the_profile_of_exact_points_by_hand() -> None:
    """Of 32 of 128: 2 (l(1/4) - l(p)) = 3.84 at both ends, where Wilson's interval lies inside."""
    found = share_above(np.where(np.arange(128) < 32, 1.0, -1.0), np.zeros(128), np.full(128, 9))
    low, high = wilson_interval(0.25, 128)

    def deviance(p: float) -> float:
        return 2 * (32 * math.log(0.25 / p) + 96 * math.log(0.75 / (1 - p)))

    for end, wilson in ((found.low, low), (found.high, high)):
        assert end == wilson or deviance(end) == pytest.approx(chi2.ppf(0.95, 1), rel=0.02)


def test_small_errors_change_little() -> None:
    distances = np.where(np.arange(100) < 30, 1.0, -1.0) * np.linspace(1, 2, 100)
    exact = share_above(distances, np.zeros(100), np.full(100, 9))
    noisy = share_above(distances, np.full(100, 0.02), np.full(100, 9))
    assert noisy[:3] == pytest.approx(exact[:3], abs=0.002)


def test_points_that_are_all_noise_tell_nothing() -> None:
    """Means far within their errors of the margin: any share is possible, though 80 % of the signs agree."""
    found = share_above(np.where(np.arange(50) < 40, 0.01, -0.01), np.ones(50), np.full(50, 19))
    assert found.low < 0.02
    assert found.high > 0.98


def test_signs_turn_the_share_round() -> None:
    rng = np.random.default_rng(8)
    distances, errors = rng.normal(0.3, 1, 60), rng.uniform(0.05, 1, 60)
    found, turned = share_above(distances, errors, np.full(60, 9)), share_above(-distances, errors, np.full(60, 9))
    assert turned.share == pytest.approx(1 - found.share, abs=0.01)
    assert turned.low == pytest.approx(1 - found.high, abs=0.01)


def test_a_unit_is_no_matter() -> None:
    rng = np.random.default_rng(9)
    distances, errors = rng.normal(0.3, 1, 60), rng.uniform(0.05, 1, 60)
    found, cents = (share_above(distances * by, errors * by, np.full(60, 9)) for by in (1.0, 100.0))
    assert cents[:3] == pytest.approx(found[:3])


def test_intervals_hold_shares_that_are_known() -> None:
    """A few of the spaces of docs/statistics.md: with 95 % each, 48 of 60 or fewer by chance one time in 100,000."""
    spaces = [share_coverage.space(np.random.default_rng([7, number])) for number in range(60)]
    intervals = [share_coverage.tried(one)[0][share_coverage.MODEL] for one in spaces]
    assert sum(low <= one.share <= high for one, (low, high) in zip(spaces, intervals, strict=True)) > 48

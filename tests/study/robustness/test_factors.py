"""What decides a statement: planted, and not there."""

import math

import numpy as np
import pytest
from scipy.stats import spearmanr

from retainsim.study.robustness import factors as module
from retainsim.study.robustness.factors import FEW, NO_NUMBERS, correlations, division

pytest.importorskip("sklearn")
POINTS = 200


def space(seed: int = 1) -> dict[str, list[float]]:
    return {name: list(np.random.default_rng([seed, place]).random(POINTS)) for place, name in enumerate("xyz")}


def test_rank_correlation_and_its_interval_by_hand() -> None:
    found = correlations({"x": [1, 2, 3, 4, 5, 6]}, np.array([1.0, 3.0, 2.0, 5.0, 4.0, 60.0]))[0]
    rho = 1 - 6 * 4 / (6 * 35)  # four ranks are off by one
    assert found.correlation == pytest.approx(rho)
    half = 1.959964 * math.sqrt((1 + rho**2 / 2) / 3)
    assert (found.low, found.high) == (pytest.approx(math.tanh(math.atanh(rho) - half)),
                                       pytest.approx(math.tanh(math.atanh(rho) + half)))


def test_the_strongest_comes_first_and_words_are_no_numbers() -> None:
    factors = {**space(), "word": ["a", "b"] * 100, "same": [1.0] * POINTS}
    means = np.array(factors["y"]) * 3 - np.array(factors["x"])
    means[7] = np.nan
    rows = correlations(factors, means)
    assert [row.factor for row in rows] == ["y", "x", "z"]
    there = ~np.isnan(means)
    assert rows[1].correlation == pytest.approx(spearmanr(np.array(factors["x"])[there], means[there]).statistic)


def test_a_planted_rule_is_told() -> None:
    factors = space()
    holds = np.array(factors["x"]) > 0.6
    found, obstacle = division(factors, holds, np.ones(POINTS, bool))
    assert obstacle == ""
    assert found is not None
    assert found.is_better_than_guessing
    assert found.accuracy > 0.95
    assert found.base_rate == pytest.approx(max(holds.mean(), 1 - holds.mean()))
    first, second = found.parts
    assert (first.holds, first.points, first.hits) == (True, holds.sum(), holds.sum())
    assert (second.holds, second.hits) == (False, 0)
    (name, is_above, threshold), = first.conditions
    assert (name, is_above, threshold) == ("x", True, pytest.approx(0.6, abs=0.02))


def test_two_factors_together() -> None:
    factors = space()
    holds = (np.array(factors["x"]) > 0.4) & (np.array(factors["z"]) <= 0.5)
    found, _ = division(factors, holds, np.ones(POINTS, bool))
    assert found is not None
    assert [len(part.conditions) for part in found.parts if part.holds] == [2]
    assert sum(part.points for part in found.parts) == POINTS


def test_undecided_points_are_not_learned_from() -> None:
    factors = space()
    holds, is_decided = np.array(factors["x"]) > 0.6, np.array(factors["y"]) > 0.5
    found, _ = division(factors, holds, is_decided)
    assert found is not None
    assert sum(part.points for part in found.parts) == is_decided.sum()


def test_noise_is_no_rule() -> None:
    """Coins for verdicts: an interval above one half in 2.5 % of 100 spaces; 12 of them one time in 100,000."""
    better = 0
    for seed in range(100):
        coins = np.random.default_rng([seed, 9]).random(POINTS) < 0.5
        found, _ = division(space(seed), coins, np.ones(POINTS, bool))
        assert found is not None
        better += found.is_better_than_guessing
    assert better < 12


def test_why_there_is_no_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    every = np.ones(POINTS, bool)
    few = np.arange(POINTS) < 7
    assert division(space(), few, every) == (None, FEW)
    assert division({"word": ["a"] * POINTS}, every, every) == (None, NO_NUMBERS)
    monkeypatch.setitem(__import__("sys").modules, "sklearn.tree", None)
    found, obstacle = division(space(), np.arange(POINTS) < 50, every)
    assert (found, obstacle) == (None, module.MISSING)
    assert "pip install 'retainsim[bench]'" in obstacle

"""How the worlds of a point judge a statement."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import t

from retainsim.study.robustness.evidence import (
    FAILS,
    HOLDS,
    MOST,
    OPEN,
    Rule,
    distance,
    judge,
    looks,
    of_events,
    of_mean,
    of_share,
    worlds_to_decide,
)

RULE = Rule(0.0, (10, 20, 40))


def test_looks_double_from_the_first() -> None:
    assert looks(3) == (10, 20, 40, 80, 160, 320)
    assert looks(25)[:2] == (25, 50)
    assert looks(MOST // 2) == (MOST // 2, MOST)
    assert looks(MOST) == (MOST,)


def test_all_looks_share_the_five_per_cent() -> None:
    for number in (1, 2, 6):
        assert Rule(0.0, tuple(range(10, 10 + number))).confidence == pytest.approx(1 - 0.05 / number)


def test_the_interval_of_a_look_by_hand() -> None:
    gaps = np.arange(10) - 3.0  # mean 1.5, variance 55 / 6
    evidence = judge(gaps, RULE)
    half = t.ppf(1 - 0.05 / 3 / 2, 9) * math.sqrt(55 / 6 / 10)
    assert evidence[:4] == (10, 10, 1.5, pytest.approx(math.sqrt(55 / 60)))
    assert (evidence.low, evidence.high) == (pytest.approx(1.5 - half), pytest.approx(1.5 + half))
    assert evidence.decision == OPEN
    assert worlds_to_decide(evidence, RULE) == pytest.approx(10 * (half / 1.5) ** 2)


@pytest.mark.parametrize(("shift", "decision"), [(50.0, HOLDS), (-50.0, FAILS), (-4.5, OPEN)])
def test_three_verdicts(shift: float, decision: str) -> None:
    assert judge(np.arange(10) + shift, RULE).decision == decision
    assert judge(np.arange(10) + shift + 7.0, RULE._replace(margin=7.0)).decision == decision


def test_the_first_look_that_decides_counts() -> None:
    """However many worlds somebody else's statement has added."""
    clear = np.concatenate([np.arange(10) + 50.0, np.full(30, -1e6)])
    assert judge(clear, RULE) == judge(clear[:10], RULE)
    late = np.concatenate([np.arange(10) - 4.5, np.arange(10) + 50.0])
    assert judge(late, RULE).worlds == 20
    assert judge(late[:19], RULE).worlds == 10


def test_a_tie_in_all_worlds_is_not_shown() -> None:
    for estimate in (of_mean, of_events):
        assert judge(np.zeros(10), Rule(0.0, (10,), estimate)).decision == FAILS
    assert judge(np.zeros(10), Rule(-0.01, (10,))).decision == HOLDS  # "no worse by more than 0.01"
    assert judge(np.zeros(10), Rule(-0.01, (10,), of_events)).decision == OPEN  # an event may merely not have come


@pytest.mark.parametrize(("shift", "decision", "one_sided"), [
    (0.0, HOLDS, HOLDS), (50.0, FAILS, FAILS), (-50.0, FAILS, HOLDS), (7.0, OPEN, OPEN), (-7.0, OPEN, HOLDS)])
def test_an_absence_is_shown_within_its_bounds(shift: float, decision: str, one_sided: str) -> None:
    gaps, within = np.arange(10) - 4.5 + shift, Rule(-7.0, (10,), upper=7.0)
    assert judge(gaps, within).decision == decision
    assert judge(gaps, within._replace(margin=-np.inf)).decision == one_sided
    assert distance(judge(gaps, within), within) == pytest.approx(7.0 - abs(shift))


def test_worlds_that_would_decide_an_absence() -> None:
    """So many that the interval reaches the nearer bound."""
    rule = Rule(-4.0, (10,), upper=4.0)
    evidence = judge(np.arange(10) - 2.5, rule)  # mean 2
    assert evidence.decision == OPEN
    assert worlds_to_decide(evidence, rule) == pytest.approx(10 * ((evidence.high - 2) / 2) ** 2)


def test_a_share_of_worlds_has_the_interval_of_a_share() -> None:
    none = judge(np.zeros(10), Rule(0.1, (10,), of_share))
    assert (none.low, none.decision) == (0.0, OPEN)
    assert none.high == pytest.approx(3.8415 / 13.8415, rel=1e-4)  # Wilson: z^2 / (n + z^2)
    assert judge(np.ones(10), Rule(0.5, (10,), of_share)).decision == HOLDS


def test_events_are_never_a_point() -> None:
    evidence = judge(np.ones(10), Rule(0.0, (10,), of_events))
    assert evidence.decision == HOLDS
    assert evidence.error > 0


def test_worlds_without_the_figure_are_left_out_and_counted() -> None:
    gaps = np.arange(10) + 50.0
    gaps[[2, 7]] = np.nan
    evidence = judge(gaps, RULE)
    assert evidence[:3] == (10, 8, np.nanmean(gaps))
    gaps[:6] = np.nan
    assert judge(gaps, RULE)[:2] == (10, 3)
    assert judge(gaps, RULE).decision == OPEN
    assert judge(gaps[:9], RULE).worlds == 0


def test_a_mean_at_the_margin_is_never_decided() -> None:
    assert worlds_to_decide(judge(np.arange(10) - 4.5, RULE), RULE) == math.inf


def test_the_promise_holds_over_all_looks(alarm: Any) -> None:
    """A true difference at the margin: hardly 5 % of the points are decided though there are six looks."""
    rule = Rule(0.0, looks(10))
    worlds = np.random.default_rng(5).normal(size=(2000, 320))
    wrong = np.mean([judge(row, rule).decision != OPEN for row in worlds])
    assert 0.01 < wrong < 0.05 + 5 * math.sqrt(0.05 * 0.95 / 2000)  # one in three million by chance

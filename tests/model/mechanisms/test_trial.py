"""Trials: cheap to begin, and one learns what the suitor is like."""

import math
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.trial import (
    after_disappointment,
    belief_after_week,
    cost_left,
    experience_of_week,
    is_dropped,
    remembered,
    trial_hazard,
)

from .ranges import APPEALS, HALF_ULP, LUCK, SHARES, STRENGTHS

RATES = st.floats(0.0, 200.0)
NOISES = st.floats(0.001, 50.0)
PRIORS = st.floats(0.01, 1000.0)  # [weeks]


@pytest.mark.parametrize(("rate", "suitor", "own", "cost", "aversion", "noise", "expected"), [
    (0.5, 1.0, 3.0, 2.0, 0.0, 0.4, 0.25),  # the cost of switching is spared: equal appeal, half the rate
    (0.5, 1.0, 2.0, 2.0, 1.0, 0.4, 0.25),  # and aversion put in its place
    (0.5, 0.4 * math.log(3), 2.0, 2.0, 0.0, 0.4, 0.375), (0.5, -0.4 * math.log(3), 2.0, 2.0, 0.0, 0.4, 0.125),
    (0.0, 9.0, 1.0, 2.0, 1.0, 0.4, 0.0)])
def test_trial_hazard(rate: float, suitor: float, own: float, cost: float, aversion: float, noise: float,
                      expected: float) -> None:
    assert trial_hazard(rate, suitor, own, cost, aversion, noise) == pytest.approx(expected, rel=32 * HALF_ULP)


@given(RATES, APPEALS, APPEALS, APPEALS, APPEALS, NOISES, st.floats(0.0, 50.0))
def test_trials_begin_sooner_with_a_better_suitor_and_never_faster_than_the_rate(
        rate: float, suitor: float, own: float, cost: float, aversion: float, noise: float, better: float) -> None:
    """Up to the units in the last place that `logistic` carries."""
    low = trial_hazard(rate, suitor, own, cost, aversion, noise)
    high = trial_hazard(rate, suitor + better, own, cost, aversion, noise)
    assert 0.0 <= low <= high * (1.0 + 16 * HALF_ULP)
    assert high <= rate
    assert trial_hazard(rate, suitor, own, cost, aversion + better, noise) <= low * (1.0 + 16 * HALF_ULP)


@pytest.mark.parametrize(("quality", "noise", "luck", "seen"), [
    (-0.5, 0.5, 0.5, -0.5), (-0.5, 0.0, 0.9, -0.5), (0.0, 1.0, 0.75, math.sqrt(0.75)),
    (1.0, 2.0, 0.25, 1.0 - 2.0 * math.sqrt(0.75))])
def test_a_week_of_trial(quality: float, noise: float, luck: float, seen: float) -> None:
    assert experience_of_week(quality, noise, luck) == pytest.approx(seen, rel=8 * HALF_ULP)


@given(APPEALS, NOISES, LUCK)
def test_good_and_bad_weeks_are_alike(quality: float, noise: float, luck: float) -> None:
    """Within the square root of 3 standard deviations; the reflected luck shows as much in the other direction."""
    seen, other = experience_of_week(quality, noise, luck), experience_of_week(quality, noise, 1.0 - luck)
    size = abs(quality) + 2.0 * noise
    assert abs(seen - quality) <= math.sqrt(3.0) * noise + 4 * size * HALF_ULP
    assert seen + other == pytest.approx(2.0 * quality, abs=12 * size * HALF_ULP)


def test_its_mean_and_its_spread_are_those_asked_for() -> None:
    """Midpoints of n equal parts: the mean is exact, the variance that of a uniform less its n-squareth part."""
    n = 1000
    seen = [experience_of_week(0.5, 2.0, (k + 0.5) / n) for k in range(n)]
    assert fmean(seen) == pytest.approx(0.5, abs=40 * HALF_ULP)  # eight half units, of numbers up to 5
    assert pstdev(seen) == pytest.approx(2.0 * math.sqrt(1.0 - n**-2), rel=40 * HALF_ULP)


@pytest.mark.parametrize(("belief", "seen", "weeks", "prior", "after"), [
    (1.0, 0.0, 1, 3.0, 0.75), (0.75, 0.0, 2, 3.0, 0.6), (1.0, 1.0, 5, 3.0, 1.0), (0.0, 2.0, 2, 2.0, 0.5)])
def test_learning(belief: float, seen: float, weeks: int, prior: float, after: float) -> None:
    assert belief_after_week(belief, seen, weeks, prior) == pytest.approx(after, rel=4 * HALF_ULP)


@given(APPEALS, APPEALS, st.integers(1, 520), PRIORS)
def test_one_learns_towards_what_one_sees(belief: float, seen: float, weeks: int, prior: float) -> None:
    after = belief_after_week(belief, seen, weeks, prior)
    slack = 4 * 100.0 * HALF_ULP  # roundings of numbers up to 100
    assert min(belief, seen) - slack <= after <= max(belief, seen) + slack


@given(APPEALS, st.lists(APPEALS, min_size=1, max_size=100), PRIORS)
def test_belief_is_the_mean_of_all_weeks_and_the_words_before(claimed: float, weeks: list[float],
                                                              prior: float) -> None:
    """Normal learning: claims weigh as so many weeks. From (n + p) b_n = (n - 1 + p) b_(n-1) + y_n by induction:
    b_n = (p b_0 + y_1 + ... + y_n) / (n + p)."""
    belief = claimed
    for n, seen in enumerate(weeks, 1):
        belief = belief_after_week(belief, seen, n, prior)
    mean = (prior * claimed + math.fsum(weeks)) / (len(weeks) + prior)
    # Four roundings a week of numbers up to 100, none made greater by the next; and three of the mean.
    assert belief == pytest.approx(mean, abs=(4 * len(weeks) + 3) * 100.0 * HALF_ULP)


@given(APPEALS, APPEALS, st.integers(1, 200), PRIORS)
def test_what_was_claimed_is_forgotten_by_a_closed_form(claimed: float, quality: float, weeks: int,
                                                        prior: float) -> None:
    """With y = q: b_k - q = (b_(k-1) - q) (k + p - 1) / (k + p), a telescoping product: (b_0 - q) p / (n + p)."""
    belief = claimed
    for n in range(1, weeks + 1):
        belief = belief_after_week(belief, experience_of_week(quality, 0.0, 0.25), n, prior)
    left = (claimed - quality) * prior / (weeks + prior)
    assert belief == pytest.approx(quality + left, abs=(4 * weeks + 4) * 100.0 * HALF_ULP)


@pytest.mark.parametrize(("weeks", "due", "suitor", "own", "dropped"), [
    (12, 13, -9.0, 1.0, False), (13, 13, 0.5, 1.0, True), (13, 13, 1.0, 1.0, True), (13, 13, 1.5, 1.0, False),
    (40, 13, 0.5, 1.0, True)])
def test_the_verdict(weeks: int, due: int, suitor: float, own: float, dropped: bool) -> None:
    assert is_dropped(weeks, due, suitor, own) == dropped


@given(st.integers(1, 520), st.integers(1, 520), APPEALS, APPEALS, st.floats(0.0, 50.0))
def test_no_better_suitor_is_dropped_before_a_worse_one(weeks: int, due: int, suitor: float, own: float,
                                                        better: float) -> None:
    assert is_dropped(weeks, due, suitor + better, own) <= is_dropped(weeks, due, suitor, own)
    assert is_dropped(weeks, due, suitor, own) <= is_dropped(weeks + 1, due, suitor, own)


@pytest.mark.parametrize(("before", "contrast", "expected", "belief", "after"), [
    (0.5, 0.5, 1.0, 0.5, 0.75), (0.25, 0.5, 1.0, 0.5, 0.5), (0.5, 0.5, 0.5, 1.0, 0.5), (0.5, 0.0, 1.0, 0.0, 0.5),
    (0.5, 4.0, 1.0, 0.5, 1.0), (1.0, 0.5, 1.0, 0.0, 1.0), (0.0, 0.25, 0.5, -0.5, 0.25)])
def test_disappointment(before: float, contrast: float, expected: float, belief: float, after: float) -> None:
    assert after_disappointment(before, contrast, expected, belief) == after  # all exact in binary


@given(SHARES, STRENGTHS, APPEALS, APPEALS)
def test_the_fling_never_hurts_the_marriage(attached: float, contrast: float, expected: float, belief: float) -> None:
    """Who is not disappointed has learnt nothing about the old one."""
    after = after_disappointment(attached, contrast, expected, belief)
    assert attached <= after <= 1.0
    assert expected > belief or after == attached


@given(SHARES, SHARES, STRENGTHS, APPEALS, APPEALS)
def test_it_does_the_neglected_no_more_good_than_the_well_kept(one: float, other: float, contrast: float,
                                                               expected: float, belief: float) -> None:
    """Up to full attachment, and two roundings of numbers up to 1."""
    gains = [after_disappointment(attached, contrast, expected, belief) - attached for attached in (one, other)]
    full = [1.0 - attached for attached in (one, other)]
    most = contrast * max(0.0, expected - belief)
    assert gains == pytest.approx([min(most, room) for room in full], abs=2 * HALF_ULP)


@pytest.mark.parametrize(("hearsay", "lesson", "weeks", "kept", "believed"), [
    (1.0, -1.0, 0, 0.5, -1.0), (1.0, -1.0, 1, 0.5, 0.0), (1.0, -1.0, 2, 0.5, 0.5), (1.0, -1.0, 520, 1.0, -1.0),
    (0.0, 1.0, 3, 0.5, 0.125), (1.0, 1.0, 5, 0.25, 1.0)])
def test_memory(hearsay: float, lesson: float, weeks: int, kept: float, believed: float) -> None:
    assert remembered(hearsay, lesson, weeks, kept) == pytest.approx(believed, abs=64 * HALF_ULP)


@given(APPEALS, APPEALS, st.integers(0, 1000), st.floats(0.5, 1.0))
def test_memory_fades_from_what_was_learnt_to_what_is_said(hearsay: float, lesson: float, weeks: int, kept: float
                                                           ) -> None:
    now, later = remembered(hearsay, lesson, weeks, kept), remembered(hearsay, lesson, weeks + 1, kept)
    slack = 1e-9  # of `exp` and `log`, with an exponent up to 700, of numbers up to 100
    assert abs(later - hearsay) <= abs(now - hearsay) + slack
    assert min(hearsay, lesson) - slack <= now <= max(hearsay, lesson) + slack


@pytest.mark.parametrize(("cost", "relief", "on_trial", "left"), [
    (2.0, 0.5, False, 2.0), (2.0, 0.5, True, 1.0), (2.0, 0.0, True, 2.0), (2.0, 1.0, True, 0.0),
    (-2.0, 0.5, True, -1.0)])
def test_cost_of_switching_during_a_trial(cost: float, relief: float, on_trial: bool, left: float) -> None:
    assert cost_left(cost, relief, on_trial) == left


@given(st.floats(0.0, 50.0), SHARES)
def test_a_line_that_is_there_never_makes_switching_dearer(cost: float, relief: float) -> None:
    assert 0.0 <= cost_left(cost, relief, True) <= cost_left(cost, relief, False) == cost

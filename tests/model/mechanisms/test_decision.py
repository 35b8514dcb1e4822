"""Decision: random utility turned into competing risks."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retainsim.model.mechanisms.decision import (
    choice_weight,
    decides,
    hazard,
    log_sum,
    market_appeal,
    may_decide,
    own_appeal,
    suitor_appeal,
)
from retainsim.numeric import chance_within_week

from .ranges import APPEALS, EXPERIENCES, HALF_ULP, LUCK, SHARES, STRENGTHS, WEIGHTS

PRICES = st.floats(0.1, 10.0)
RATES = st.floats(0.0, 200.0)
SMALL_RATES = st.floats(0.0, 1e-3)  # of which the chance is next to the hazard
NOISES = st.floats(0.001, 50.0)


@pytest.mark.parametrize(("quality", "weight", "attached", "grudge", "grievance", "cost", "price_weight", "price",
                          "appeal"), [
    (0.0, 3.0, 0.0, 0.5, 0.0, 2.0, 2.0, 1.0, 2.0),  # nothing but the cost of switching
    (-0.5, 3.0, 0.0, 0.5, 0.0, 2.0, 2.0, 1.0, 1.5),  # poor service
    (0.0, 3.0, 0.5, 0.5, 0.0, 2.0, 2.0, 1.0, 3.5),  # attention 1.5
    (0.0, 3.0, 0.5, 0.5, 4.5, 2.0, 2.0, 1.0, 1.25),  # two faults at 2.25: 2.25 off
    (0.0, 3.0, 0.5, 0.5, 4.5, 2.0, 2.0, 1.25, 0.75),  # a quarter dearer: 0.5 off
    (0.0, 3.0, 0.5, 0.5, -2.0, 2.0, 2.0, 1.0, 4.5),  # goodwill counts
])
def test_own_appeal(quality: float, weight: float, attached: float, grudge: float, grievance: float, cost: float,
                    price_weight: float, price: float, appeal: float) -> None:
    assert own_appeal(quality, weight, attached, grudge, grievance, cost, price_weight, price) == appeal  # all exact


@pytest.mark.parametrize(("belief", "price_weight", "price", "weight", "courtship", "appeal"), [
    (-0.5, 2.0, 1.25, 3.0, 0.0, -1.0), (-0.5, 2.0, 1.25, 3.0, 1.0, 2.0), (0.0, 2.0, 1.0, 3.0, 0.5, 1.5)])
def test_suitor_appeal(belief: float, price_weight: float, price: float, weight: float, courtship: float,
                       appeal: float) -> None:
    assert suitor_appeal(belief, price_weight, price, weight, courtship) == appeal


@pytest.mark.parametrize(("renown", "price_weight", "price", "appeal"), [
    (0.0, 2.0, 1.0, 0.0), (-0.25, 2.0, 1.25, -0.75), (1.0, 2.0, 0.5, 2.0)])
def test_market_appeal(renown: float, price_weight: float, price: float, appeal: float) -> None:
    assert market_appeal(renown, price_weight, price) == appeal


@pytest.mark.parametrize(("appeal", "noise", "weight"), [
    (0.0, 0.4, 1.0),  # the best itself
    (-0.4 * math.log(2), 0.4, 0.5), (-0.4 * math.log(2), 0.2, 0.25)])
def test_choice_weight(appeal: float, noise: float, weight: float) -> None:
    assert choice_weight(appeal, noise) == pytest.approx(weight, rel=16 * HALF_ULP)


@given(st.floats(-20.0, 0.0), st.floats(0.05, 50.0))
def test_two_alternatives_are_chosen_between_as_a_suitor_is(appeal: float, noise: float) -> None:
    """One law of choice: exp(a) / (exp(a) + exp(0)) is the logistic of a hazard of rate 1."""
    share = choice_weight(appeal, noise) / (choice_weight(appeal, noise) + choice_weight(0.0, noise))
    # exp(x) and 1 / exp(-x), each with an argument up to 400 that is rounded once: the same one.
    assert share == pytest.approx(hazard(1.0, appeal, 0.0, noise), rel=24 * HALF_ULP)


@given(APPEALS, WEIGHTS, SHARES, WEIGHTS, EXPERIENCES, APPEALS, WEIGHTS, PRICES, SHARES, st.floats(0.0, 50.0))
def test_quality_and_attention_keep_and_grievance_and_price_drive_away(
        quality: float, weight: float, attached: float, grudge: float, grievance: float, cost: float,
        price_weight: float, price: float, more_attached: float, more: float) -> None:
    def appeal(quality: float, attached: float, grievance: float, price: float) -> float:
        return own_appeal(quality, weight, attached, grudge, grievance, cost, price_weight, price)

    as_it_is = appeal(quality, attached, grievance, price)
    assert appeal(quality + more, attached, grievance, price) >= as_it_is
    assert appeal(quality, max(attached, more_attached), grievance, price) >= as_it_is
    assert appeal(quality, attached, grievance + more, price) <= as_it_is
    assert appeal(quality, attached, grievance, price + more) <= as_it_is


@given(APPEALS, SHARES, WEIGHTS, PRICES, WEIGHTS)
def test_belief_and_courtship_win(belief: float, courtship: float, price_weight: float, price: float,
                                  weight: float) -> None:
    as_it_is = suitor_appeal(belief, price_weight, price, weight, courtship)
    assert suitor_appeal(belief + 1.0, price_weight, price, weight, courtship) >= as_it_is
    assert suitor_appeal(belief, price_weight, price, weight, 1.0) >= as_it_is
    assert suitor_appeal(belief, price_weight, 1.0, weight, 0.0) == belief


@given(st.floats(-50.0, 50.0), st.lists(st.floats(-50.0, 50.0), min_size=1, max_size=6), st.floats(0.05, 50.0))
def test_to_look_around_is_to_choose_among_all_at_once(own: float, others: list[float], noise: float) -> None:
    """P(one of them) = sum of exp(U_k / s) / (exp(U_0 / s) + that sum): the multinomial logit of all alternatives."""
    best = max(others)
    weights = sum(choice_weight(one - best, noise) for one in others)
    chance = hazard(1.0, log_sum(best, weights, noise), own, noise)
    top = max(best, own)
    away = math.fsum(math.exp((one - top) / noise) for one in others)
    assert chance == pytest.approx(away / (away + math.exp((own - top) / noise)), rel=1e-9, abs=1e-290)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_equal_alternatives_are_worth_the_logarithm_of_their_number_more(number: int) -> None:
    assert log_sum(0.5, float(number), 0.4) == pytest.approx(0.5 + 0.4 * math.log(number), rel=16 * HALF_ULP)


@pytest.mark.parametrize(("rate", "alternative", "own", "noise", "expected"), [
    (0.5, 1.0, 1.0, 0.4, 0.25),  # equal appeal: half the rate
    (0.5, 1.0 + 0.4 * math.log(3), 1.0, 0.4, 0.375),  # odds of 3 to 1
    (0.5, 1.0, 1.0 + 0.4 * math.log(3), 0.4, 0.125),
    (0.0, 9.0, 1.0, 0.4, 0.0),  # never asked
])
def test_hazard(rate: float, alternative: float, own: float, noise: float, expected: float) -> None:
    assert hazard(rate, alternative, own, noise) == pytest.approx(expected, rel=32 * HALF_ULP)


@given(RATES, APPEALS, APPEALS, NOISES, st.floats(0.0, 50.0))
def test_hazards_are_bounded_and_rise_with_the_alternative(
        rate: float, alternative: float, own: float, noise: float, better: float) -> None:
    """Up to the units in the last place that `logistic` carries."""
    low, high = hazard(rate, alternative, own, noise), hazard(rate, alternative + better, own, noise)
    assert 0.0 <= low <= high * (1.0 + 16 * HALF_ULP)
    assert high <= rate


@given(RATES, APPEALS, APPEALS, st.floats(0.05, 50.0))
def test_the_odds_are_those_of_random_utility(rate: float, alternative: float, own: float, noise: float) -> None:
    """To and fro share the rate: the two hazards add up to it."""
    total = hazard(rate, alternative, own, noise) + hazard(rate, own, alternative, noise)
    assert total == pytest.approx(rate, rel=16 * HALF_ULP)


def test_next_to_no_noise_is_a_threshold() -> None:
    assert hazard(192.0, 0.5, 0.0, 0.001) == 192.0
    assert chance_within_week(hazard(192.0, -0.5, 0.0, 0.001)) == 0.0
    assert chance_within_week(192.0) == 1.0


@given(LUCK, RATES)
def test_it_decides_with_the_chance_of_the_hazard(luck: float, total: float) -> None:
    assert decides(luck, total) == (luck < chance_within_week(total))


@given(SMALL_RATES, SMALL_RATES, SMALL_RATES, APPEALS, APPEALS, APPEALS, NOISES, STRENGTHS)
@example(1e-5, 1e-5, 1e-5, -50.0, 50.0, 50.0, 0.001, 1.0)  # every hazard is its rate
def test_the_bound_excludes_no_decision(background: float, suitor_rate: float, tender_rate: float, own: float,
                                        suitor: float, market: float, noise: float, strength: float) -> None:
    """At the largest luck with which it still decides."""
    total = (background * strength + hazard(suitor_rate, suitor, own, noise) * strength
             + hazard(tender_rate, market, own, noise) * strength)
    luck = math.nextafter(chance_within_week(total), 0.0)
    rates = (rate * strength for rate in (background, suitor_rate, tender_rate))
    assert may_decide(luck, *rates) >= decides(luck, total)


def test_the_bound_excludes_nearly_all_others() -> None:
    assert not may_decide(0.032, 0.01, 0.01, 0.01)  # a chance of 0.0296 at most


@given(LUCK)
def test_no_hazard_no_decision(luck: float) -> None:
    assert not decides(luck, 0.0)

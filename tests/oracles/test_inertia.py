"""Time served builds nothing: the hazard of leaving does not know how long a client has been served.

Claim I1 of the essays, and its control: with inertia switched on, the same test must fail.

All clients are alike, and only a tender can take them away: U0 = c + inertia t / (t + half way) against U2 = 0, so the
hazard in a week is h(t) = rate logistic(-U0 / noise), t the weeks served. Tenures at week 0 differ. A decision in week
w ends service in week w + 1: a client with tenure a has P(T > n) = exp(-(h(a) + h(a + 1) + ... + h(a + n - 1))).
No client's week depends on another's: the client is the sample.
"""

from functools import cache

import numpy as np
import pytest

from alarm import Alarm, draws_needed
from retainsim.declared import fields
from retainsim.model.state import view
from retainsim.scenario.schema import MECHANISMS, Mechanisms, Rival

from .worlds import YEAR, Lives, alike, lived, off, world_of

YEARS = 3
WEEKS = YEARS * YEAR + 1
RATE, NOISE = 1.0, 0.4  # [1/year], [appeal]
MOST, HALF_WAY = 1.0, 2.0  # of inertia [appeal], [years]
GAP = 0.03
CLIENTS = 2 * draws_needed(GAP)  # so many that each half of them is enough


def hazards(tenure: np.ndarray, inertia: float) -> np.ndarray:
    """Hazard [1/week] of clients with these tenures in each week of the run: clients x weeks."""
    weeks = tenure[:, None] + np.arange(WEEKS)
    appeal = inertia * MOST * weeks / (weeks + HALF_WAY * YEAR)
    return RATE / YEAR / (1.0 + np.exp(appeal / NOISE))


@cache
def world(inertia: float) -> Lives:
    rival = Rival(role="established", capacity=CLIENTS, courting_hours_per_week=0.0)
    mechanisms = off(
        decision=MECHANISMS["decision"](switching_cost=0.0, noise=NOISE, courted_rate_per_year=0.0,
                                        tender_rate_per_year=RATE),
        inertia=MECHANISMS["inertia"](strength=inertia, appeal=MOST, half_way_years=HALF_WAY))
    scenario = world_of(alike(CLIENTS), mechanisms, {"other": rival})
    market = scenario.market.model_copy(update={"mean_tenure_weeks": 200.0})
    return lived(scenario.model_copy(update={"market": market}), WEEKS, seed=1844)


def tenures(lives: Lives) -> np.ndarray:
    """Weeks for which each client has been served at week 0."""
    return -view(lives.seasoned.whole, fields.SINCE, CLIENTS).astype(float)


def places(lives: Lives, inertia: float) -> np.ndarray:
    """F(T) of each client by its own law, made continuous by a luck of its own: uniform if the law is true.

    A client that outlives the run gets any place above F(last), which keeps the places uniform.
    """
    summed = np.cumsum(np.pad(hazards(tenures(lives), inertia), ((0, 0), (1, 0))), axis=1)
    outlived = np.isinf(lives.ended)
    week = np.where(outlived, WEEKS - 1, lives.ended).astype(int)  # the week in which service ends, so many lived
    row = np.arange(CLIENTS)
    before = -np.expm1(-summed[row, np.where(outlived, week, week - 1)])
    after = np.where(outlived, 1.0, -np.expm1(-summed[row, week]))
    return before + np.random.default_rng(1848).random(CLIENTS) * (after - before)


def test_it_is_off_unless_a_scenario_says_otherwise() -> None:
    assert Mechanisms().inertia.strength == 0.0


def test_without_inertia_every_life_is_geometric(alarm: Alarm) -> None:
    """Half the rate, since the appeals are equal, in every week."""
    alarm.cdf_equals(world(0.0).ended, lambda week: -np.expm1(-week * RATE / 2 / YEAR), must_detect=GAP,
                     lattice=range(WEEKS))


@pytest.mark.parametrize("old", [False, True])
def test_old_and_new_clients_live_by_the_same_law(old: bool, alarm: Alarm) -> None:
    tenure = tenures(world(0.0))
    half = (tenure >= np.median(tenure)) == old
    alarm.cdf_equals(world(0.0).ended[half], lambda week: -np.expm1(-week * RATE / 2 / YEAR), must_detect=1.1 * GAP,
                     lattice=range(WEEKS))


def test_with_inertia_the_same_law_does_not_hold(alarm: Alarm) -> None:
    """The control: a test that could not fail would prove nothing."""
    with pytest.raises(AssertionError, match="CDF off by"):
        alarm.cdf_equals(world(1.0).ended, lambda week: -np.expm1(-week * RATE / 2 / YEAR), must_detect=GAP,
                         lattice=range(WEEKS))


@pytest.mark.parametrize("inertia", [0.0, 1.0, 2.0])
def test_each_life_follows_the_law_of_its_own_tenure(inertia: float, alarm: Alarm) -> None:
    alarm.cdf_equals(places(world(inertia), inertia), lambda x: x, must_detect=GAP)
    if inertia:
        with pytest.raises(AssertionError, match="CDF off by"):
            alarm.cdf_equals(places(world(inertia), 0.0), lambda x: x, must_detect=GAP)

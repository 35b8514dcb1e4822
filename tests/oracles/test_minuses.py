"""Minuses that are never forgotten, and a client that leaves at the third: Erlang, and its Gamma mixture.

Source     Evidence 2.2 and pattern P2: leaving at the K-th of Poisson minuses gives an Erlang lifetime, whose hazard
           rises with tenure; clients of unequal exposure give a negative binomial mixture, whose hazard has a hump.

The world: memory without end, a minus of weight 1 per fault, repairs within the week (hours are ample, so an outage
lasts one week), a rival that is always open, and a decision without noise: the appeal of staying is 2.5 - G against 0,
so the hazard of leaving is 192 a week from the third minus on and 192 exp(-500) before it, of which a week's chance is
1 and 0 to the last bit. No client's week depends on another's: the client is the sample.

The exact law of the model: a week holds one fault or none, with chance q = 1 - exp(-x lam / 52) for exposure x, so
P(T > n) = P(Binomial(n, q) < K), T the week in which service ends: one after the week of the K-th fault, hence the
number of weeks lived through. The published law counts every fault of a Poisson process. Both can be read off one
process, and differ only if some week holds two faults or more while fewer than K - 1 of the other weeks hold any:
0 <= S_model - S_published <= n P(two or more in a week) P(Binomial(n - 1, q) < K - 1).
"""

import itertools
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from scipy.stats import binom, gamma

from alarm import Alarm, draws_needed
from retainsim.scenario.schema import MECHANISMS, Rival

from .worlds import YEAR, Lives, alike, lived, off, survival, world_of

K, LAM, SHAPE = 3, 0.5, 0.5
YEARS = 10
PUBLISHED = {  # share of clients left after 1 ... 10 years
    "all alike": (.9856, .9197, .8088, .6767, .5438, .4232, .3208, .2381, .1736, .1247),
    "unequally exposed": (.9502, .8660, .7930, .7334, .6847, .6441, .6097, .5802, .5546, .5320),
}
PUBLISHED_HAZARD = {  # share of those left that leave within the year
    "all alike": (.014, .067, .121, .163, .196),
    "unequally exposed": (.050, .089, .084, .075, .067, .059, .053, .048, .044, .041),
}
SPREAD = {"all alike": 0.0, "unequally exposed": SHAPE**-0.5}
PRINTED = 0.5e-4  # half a unit of the last digit printed
GAP = 0.025
CLIENTS = draws_needed(GAP)


def over_exposures(name: str, f: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Mean of f(x) over the exposure x of the clients; f takes a column of exposures and returns a row for each.

    A Gamma of shape 1/2 and mean 1 is the square of a normal number: Gauss and Hermite's rule, 200 points.
    """
    if name == "all alike":
        return f(np.ones((1, 1)))[0]
    nodes, weights = np.polynomial.hermite_e.hermegauss(200)
    return weights @ f(nodes[:, None]**2) / np.sqrt(2 * np.pi)


def left_after(name: str, weeks: np.ndarray) -> np.ndarray:
    """Exact share of clients left after so many weeks of the model."""
    return over_exposures(name, lambda x: binom.cdf(K - 1, weeks, -np.expm1(-x * LAM / YEAR)))


def most_apart(name: str, weeks: np.ndarray) -> np.ndarray:
    """Bound of what weeks with several faults can make of it."""
    def apart(x: np.ndarray) -> np.ndarray:
        mu = x * LAM / YEAR
        several = -np.expm1(-mu) - mu * np.exp(-mu)
        return np.minimum(1.0, weeks * several) * binom.cdf(K - 2, weeks - 1, -np.expm1(-mu))
    return over_exposures(name, apart)


@cache
def world(name: str) -> Lives:
    rival = Rival(role="established", capacity=CLIENTS, courting_hours_per_week=0.0, fault_rate_per_year=0.0,
                  shared_fault_rate_per_year=0.0)
    mechanisms = off(
        faults=MECHANISMS["faults"](), grievance=MECHANISMS["grievance"](loss_weight=1.0, half_life_weeks=0.0),
        decision=MECHANISMS["decision"](grievance_weight=1.0, switching_cost=K - 0.5, noise=0.001,
                                        courted_rate_per_year=0.0,
                          tender_rate_per_year=10_000.0))
    clients = alike(CLIENTS, fault_exposure_cv=SPREAD[name])
    return lived(world_of(clients, mechanisms, {"other": rival}, fault_rate_per_year=LAM), YEAR * YEARS + 1, seed=1917)


def test_the_mixture_is_integrated_well_enough() -> None:
    """Against SciPy's Gamma by its quantiles: 20 000 strips of equal chance are good to the width of one, 5e-5."""
    weeks = np.arange(0, YEAR * YEARS + 1, YEAR)
    x = gamma(SHAPE, scale=1 / SHAPE).ppf((np.arange(20_000) + 0.5) / 20_000)[:, None]
    strips = binom.cdf(K - 1, weeks, -np.expm1(-x * LAM / YEAR)).mean(axis=0)
    assert left_after("unequally exposed", weeks) == pytest.approx(strips, abs=5e-5)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_law_of_the_model_is_the_published_one_but_for_whole_weeks(name: str) -> None:
    weeks = np.arange(1, YEARS + 1) * YEAR
    difference = left_after(name, weeks) - PUBLISHED[name]
    bound = most_apart(name, weeks)
    assert (difference >= -PRINTED).all()
    assert (difference <= bound + PRINTED).all()
    assert bound.max() < 0.005  # the bound says something: less than a year's leap of S anywhere


@pytest.mark.parametrize("name", PUBLISHED)
def test_survival_is_the_law(name: str, alarm: Alarm) -> None:
    alarm.cdf_equals(world(name).ended, lambda week: 1.0 - left_after(name, week), must_detect=GAP,
                     lattice=np.arange(YEAR * YEARS + 1))


def yearly_hazards(name: str, alarm: Alarm) -> list[tuple[float, float]]:
    """Exact bounds of the chance to leave within the year, for those who are left: independent, year by year."""
    alive = np.rint(survival(world(name).ended, YEARS) * CLIENTS).astype(int)
    return [alarm.chance(int(of - left), int(of)) for of, left in itertools.pairwise(alive)]


@pytest.mark.parametrize("name", PUBLISHED)
def test_hazards_are_those_published(name: str, alarm: Alarm) -> None:
    """A hazard is 1 - S_t / S_(t-1): two survivals that are off by e move it by less than 2 e / S_(t-1)."""
    s = left_after(name, np.arange(YEARS + 1) * YEAR)
    apart = np.append(0.0, most_apart(name, np.arange(1, YEARS + 1) * YEAR))
    for year, published in enumerate(PUBLISHED_HAZARD[name]):
        low, high = yearly_hazards(name, alarm)[year]
        slack = 2 * max(apart[year], apart[year + 1]) / s[year] + 0.0005
        assert low - slack <= published <= high + slack, year + 1


def test_clients_who_are_alike_grow_ever_more_dangerous(alarm: Alarm) -> None:
    """The hazard of an Erlang law rises, against all published cohorts: the reason for unequal exposure."""
    hazards = yearly_hazards("all alike", alarm)
    for earlier, later in [(0, 1), (1, 2), (2, 3), (3, 5), (5, 8)]:
        assert hazards[earlier][1] < hazards[later][0], (earlier, later)


def test_unequal_exposure_gives_a_hump(alarm: Alarm) -> None:
    hazards = yearly_hazards("unequally exposed", alarm)
    assert hazards[0][1] < hazards[1][0]
    for earlier, later in [(1, 4), (4, 7)]:
        assert hazards[earlier][0] > hazards[later][1], (earlier, later)


def test_each_leaves_in_the_week_after_its_third_fault() -> None:
    """Nobody leaves before three weeks are lived, nobody twice, and all go to the rival."""
    lives = world("all alike")
    assert lives.ended.min() >= K
    gone = np.isfinite(lives.ended)
    assert (lives.trace.final_supplier == np.where(gone, 1, 0)).all()

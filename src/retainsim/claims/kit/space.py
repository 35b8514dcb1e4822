"""The space of assumed parameters: those that a scenario leaves at their default, over their plausible ranges.

Ranges that are plausible one by one make many worlds that are not: where the unchallenged firm loses more clients than
whole industries do. The *credible* part of the space is what that evidence leaves.

Source     Latin hypercubes: McKay, Beckman & Conover 1979, Technometrics 21. Ruling out what contradicts the evidence:
           Grimm et al. 2005, Science 310 (pattern-oriented modelling); Craig et al. 1997 (history matching).
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import islice

import numpy as np

from retainsim.claims.kit.lab import Lab, Values
from retainsim.claims.readings import client_years, exits
from retainsim.experiment.factors import assumed, point
from retainsim.experiment.points import column
from retainsim.results.facts import ratio
from retainsim.scenario import Scenario, load

SEED = 1  # of the hypercube; never re-rolled
WORLDS = 2001  # seed of the worlds in which the unchallenged firm is watched
SAMPLED = 160  # points of the hypercube
POINTS = 32  # the first of them: the space as it is
CREDIBLE = 32  # the first of them that the evidence allows
MOST_LOST = 22.0  # [% of clients a year] Internet providers of 2000: Thomas, Blattberg & Fox 2004
WEEKS = 104  # over which an unchallenged firm is watched


@dataclass(frozen=True)
class Space:
    """Points of the space at which claims are tried; some belong to both samples."""

    names: list[str]  # of the parameters
    values: Values  # points x parameters
    overrides: list[tuple[str, ...]]  # each point as changes of the scenario
    is_sampled: np.ndarray  # bool, one per point: of the space as it is
    is_credible: np.ndarray  # bool, one per point


@cache
def space(base: str) -> Space:
    """The points of a shipped scenario's space, and which of them the evidence allows."""
    names, values, overrides = points(load(base), SAMPLED)
    credible = list(islice((row for row in range(SAMPLED) if _loses_no_more_than_industries(base, overrides[row])),
                           CREDIBLE))
    rows = sorted({*range(POINTS), *credible})
    return Space(names, values[rows], [overrides[row] for row in rows], np.array([row < POINTS for row in rows]),
                 np.isin(rows, credible))


@cache
def digest(base: str) -> str:
    """What a shipped scenario's space is known by: another one where a parameter, a range or a rule has changed."""
    return sha256(repr(points(load(base), SAMPLED)[2]).encode()).hexdigest()[:12]


def _loses_no_more_than_industries(base: str, point: tuple[str, ...]) -> bool:
    scenario = load(base)
    peace = [f"rivals.{name}.enabled=false" for name, rival in scenario.rivals.items() if rival.role == "attacker"]
    lost = Lab(base, 2, (*point, *peace, f"weeks={WEEKS}"), seed=WORLDS).play_one(
        scenario.market.seasoned_by, lambda trace, facts: ratio(100 * len(exits(trace)), client_years(trace)))
    return float(np.nanmean(lost)) <= MOST_LOST


def points(scenario: Scenario, number: int) -> tuple[list[str], Values, list[tuple[str, ...]]]:
    """Names of the parameters, their values (points x parameters), and each point as overrides of the scenario."""
    factors = assumed(scenario)
    values = np.column_stack([factor.at(column(factor.path, number, SEED)) for factor in factors])
    return [factor.path for factor in factors], values, [point(factors, row) for row in values.tolist()]

"""Organisations cease to exist at a constant rate, whoever serves them.

The share given per year is that of 52 weeks: a life of T weeks from week 0 has P(T > n) = (1 - share)^(n / 52). No
organisation's luck depends on another's: the organisation is the sample.
"""

import math

import numpy as np
import pytest

from alarm import Alarm, draws_needed
from retainsim.declared import events
from retainsim.declared.codes import DISSOLVED
from retainsim.scenario.schema import MECHANISMS
from retainsim.study.setup.translation import parameters_of

from .worlds import NOT_YET, STRATEGY, YEAR, alike, lived, off, world_of

SHARE = 0.1
GAP = 0.03
ORGANISATIONS = draws_needed(GAP)
WEEKS = 5 * YEAR


@pytest.mark.parametrize("served", [0, ORGANISATIONS // 2, ORGANISATIONS])
def test_lives_of_organisations_are_geometric(served: int, alarm: Alarm) -> None:
    clients = alike(ORGANISATIONS, served_by_firm=served, dissolution_per_year=SHARE)
    trace = lived(world_of(clients, off(demography=MECHANISMS["demography"]())), WEEKS, seed=1662).trace
    told = trace.events[trace.events[:, 1] == events.DISSOLVES]
    life = np.full(ORGANISATIONS, NOT_YET)
    life[told[:, 2]] = told[:, 0]
    assert len(told) == np.isfinite(life).sum()  # nobody dissolves twice
    assert np.array_equal(trace.final_supplier == DISSOLVED, np.isfinite(life))
    alarm.cdf_equals(life, lambda week: 1.0 - (1.0 - SHARE) ** ((week + 1) / YEAR), must_detect=GAP,
                     lattice=range(WEEKS))


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0, 2.0, 10.0])
def test_the_strength_multiplies_the_rate(strength: float) -> None:
    """1c: the chance is 1 - exp(-strength d) with 1 - exp(-52 d) = the share per year."""
    clients = alike(10, dissolution_per_year=0.9)
    p = parameters_of(world_of(clients, off(demography=MECHANISMS["demography"](strength=strength))), STRATEGY)
    # ln 0.1 to 4.1 units and the exponent to 2 of 2.3 * 10 / 52 at most, exp to 2.7 of 1: 5e-16, of 0.02 or more.
    assert p.clients.dissolution_within_week[0] == pytest.approx(-math.expm1(strength * math.log(0.1) / YEAR),
                                                                 rel=1e-13)

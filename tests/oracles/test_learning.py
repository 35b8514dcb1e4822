"""A trial teaches what the suitor is like: the belief after n weeks, and what the disappointed feel.

Learning: b_n = b_(n-1) + (y_n - b_(n-1)) / (n + p), p the weeks that words before the trial are worth. Multiplied by
n + p: (n + p) b_n = (n - 1 + p) b_(n-1) + y_n, a sum that telescopes to b_n = (p b_0 + y_1 + ... + y_n) / (n + p).
Without noise, y = q: b_n - q = (b_0 - q) p / (n + p). With it b_n has this mean, and variance n noise^2 / (n + p)^2.

The world: nobody decides anything; suitors court 64 more clients every week, each of whom agrees to a trial in the
next week, the first that it can. Week n of a trial is the n-th after the one in which it began. Beliefs are stored as
float32: each week errs by 2**-24 of the belief, and what one week errs the next makes smaller.
"""

from functools import cache

import numpy as np
import pytest

from alarm import Alarm
from retainsim.declared import events, fields
from retainsim.declared.codes import NEVER
from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.model.state import MOST_NEW_TARGETS, World, view
from retainsim.scenario.schema import MECHANISMS, Rival
from retainsim.study.setup.translation import parameters_of

from .worlds import STRATEGY, alike, off, world_of

REPUTATION, OVERSELLS, QUALITY, PRIOR = 0.5, 0.75, -1.25, 6.0
CLAIMED = REPUTATION + OVERSELLS
COHORTS = 20  # weeks in which trials begin: week 1, 2, ...
SUITORS = 12
SINGLE = 2.0**-24  # relative error of a number stored as float32
WEEKS_OF_TRIAL = 8
CONTRAST, EARLY = 0.25, 0.375


@cache
def lived(weeks: int, suitors: int = 1, noise: float = 0.0, length: int = 520,
          quality: float = QUALITY) -> tuple[World, Trace]:
    """A world in which all clients are tried to be won in COHORTS weeks."""
    clients = MOST_NEW_TARGETS * COHORTS * suitors
    rivals = {f"suitor-{n}": Rival(
        role="attacker", capacity=clients, courting_hours_per_week=1e6, reputation=REPUTATION, oversells=OVERSELLS,
        quality=quality, offers_trial=True) for n in range(suitors)}
    mechanisms = off(
        attachment=MECHANISMS["attachment"](half_life_person_weeks=0.0, half_life_firm_weeks=0.0,
                                            contact_leaves_per_year=0.0),
        courting=MECHANISMS["courting"](give_up_weeks=1, rest_weeks=1040),
        decision=MECHANISMS["decision"](attention_weight=0.0, switching_cost=0.0, courted_rate_per_year=0.0,
                          tender_rate_per_year=0.0),
        trial=MECHANISMS["trial"](rate_per_year=10_000.0, aversion=-50.0, weeks=length, noise=noise, prior_weeks=PRIOR,
                    contrast=CONTRAST))
    scenario = world_of(alike(clients), mechanisms, rivals)
    market = scenario.market.model_copy(update={"early_attachment": EARLY})
    p, key = parameters_of(scenario.model_copy(update={"market": market}), STRATEGY), Key(1970, 0)
    return play(season(p, key), p, weeks)


def field(buffer: np.ndarray, row: np.uint64, suitors: int = 1) -> np.ndarray:
    """One field of all clients."""
    return view(buffer, row, MOST_NEW_TARGETS * COHORTS * suitors).astype(float)


@pytest.mark.parametrize("weeks", [COHORTS + 2, COHORTS + 60])
def test_without_noise_belief_follows_the_closed_form(weeks: int) -> None:
    world = lived(weeks)[0]
    n = (weeks - 1) - field(world.whole, fields.TRIAL)
    assert set(n) == set(range(weeks - 1 - COHORTS, weeks - 1))
    expected = QUALITY + (CLAIMED - QUALITY) * PRIOR / (n + PRIOR)
    error = np.abs(field(world.real, fields.BELIEF) - expected)
    assert (error <= (n + 1) * SINGLE * max(abs(CLAIMED), abs(QUALITY))).all()


def test_noisy_weeks_are_right_on_average(alarm: Alarm) -> None:
    """Every belief on the scale of its own law: mean 0, variance 1, and n uniforms of variance 1 / n at most."""
    weeks, noise = COHORTS + 2, 0.5
    world = lived(weeks, SUITORS, noise)[0]
    n = (weeks - 1) - field(world.whole, fields.TRIAL, SUITORS)
    expected = QUALITY + (CLAIMED - QUALITY) * PRIOR / (n + PRIOR)
    scaled = (field(world.real, fields.BELIEF, SUITORS) - expected) * (n + PRIOR) / (noise * np.sqrt(n))
    alarm.mean_equals(scaled, 0.0, 1.0, float(np.sqrt(3.0 * COHORTS)), must_detect=0.1)
    assert np.abs(scaled).max() > 2.0  # there is noise


def test_a_belief_is_what_the_suitor_claims_until_a_trial_has_begun() -> None:
    """Week 1: those courted first have just begun, those courted now have not."""
    world = lived(2)[0]
    courted = field(world.whole, fields.SUITOR) >= 0
    assert np.count_nonzero(courted) == 2 * MOST_NEW_TARGETS
    assert np.count_nonzero(field(world.whole, fields.TRIAL) == 1) == MOST_NEW_TARGETS
    assert (field(world.real, fields.BELIEF) == np.where(courted, CLAIMED, 0.0)).all()


def test_a_verdict_comes_when_it_is_due_and_disappointment_warms_the_old_relation() -> None:
    """Dropped after 8 weeks, b_0 - b_8 = (b_0 - q) 8 / (8 + p); a <- a + contrast (b_0 - b_8), for life."""
    world, trace = lived(COHORTS + 2 * WEEKS_OF_TRIAL, length=WEEKS_OF_TRIAL)
    begun, dropped = (trace.events[trace.events[:, 1] == kind] for kind in (events.TRIES, events.DROPS))
    assert dict(dropped[:, [2, 0]].tolist()) == {i: week + WEEKS_OF_TRIAL for i, week in begun[:, [2, 0]].tolist()}
    assert len(begun) == len(dropped) == MOST_NEW_TARGETS * COHORTS
    warmer = CONTRAST * (CLAIMED - QUALITY) * WEEKS_OF_TRIAL / (WEEKS_OF_TRIAL + PRIOR)
    for row in (fields.ATTACH_PERSON, fields.ATTACH_FIRM):
        # The belief errs by 9 times 1.25 as above, of which contrast leaves a quarter; one rounding is new.
        assert np.abs(field(world.real, row) - (EARLY + warmer)).max() <= 4 * SINGLE
    assert (field(world.whole, fields.TRIAL) == NEVER).all()
    for row in (fields.BELIEF, fields.COURTSHIP):
        assert not field(world.real, row).any()  # gone with the suitor
    learnt = QUALITY + (CLAIMED - QUALITY) * PRIOR / (WEEKS_OF_TRIAL + PRIOR)
    assert np.abs(field(world.real, fields.REMEMBERED) - learnt).max() <= 9 * SINGLE * abs(QUALITY)
    assert (field(world.whole, fields.TRIED) == 1).all()
    ends = np.zeros(len(dropped))
    ends[dropped[:, 2]] = dropped[:, 0]
    assert (field(world.whole, fields.TRIED_UNTIL) == ends).all()


def test_a_suitor_who_is_as_good_as_it_says_is_kept() -> None:
    trace = lived(COHORTS + 2 * WEEKS_OF_TRIAL, length=WEEKS_OF_TRIAL, quality=CLAIMED)[1]
    assert (trace.events[:, 1] == events.TRIES).any()
    assert not (trace.events[:, 1] == events.DROPS).any()

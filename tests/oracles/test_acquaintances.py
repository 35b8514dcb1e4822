"""The former employee: with ample hours all whom he knows follow him and nobody else; known without a feeling, they are
any others; the feeling fades by halves; the more there is, the more go in the week in which he knocks.
"""

import itertools

import numpy as np
import pytest

from retainsim.declared import codes, events, fields
from retainsim.engine.world import Key, play, season
from retainsim.model.state import view
from retainsim.scenario.schema import MECHANISMS, Acquaintances, Market, Rival, Scenario
from retainsim.study.setup.translation import parameters_of

from .worlds import STRATEGY, Lives, alike, lived, off, world_of

CLIENTS, KNOWN = 200, 30
SURE = 1e4  # [1/year] the rate at which a pleasant suitor is followed: at once


def freelancer(attachment: float | None, start_week: int = 0, **more: object) -> Rival:
    """A rival who courts the firm's clients all day long; with an attachment those whom he knows only."""
    known = [] if attachment is None else [Acquaintances(segment="all", clients=KNOWN, attachment=attachment)]
    return Rival.model_validate({
        "role": "attacker", "start_week": start_week, "capacity": CLIENTS, "courting_hours_per_week": 1e4,
        "knows": known,
        "targets": "largest" if attachment is None else "known", "hands_over": False} | more)


def market(rival: Rival, rate: float = SURE, early: float = 0.5, **clients: object) -> Scenario:
    """Alike clients, but for their fees if so, and one rival; feelings fade, and nothing else happens."""
    mechanisms = off(
        courting=MECHANISMS["courting"](strength=1.0, gain_per_hour=0.0), attachment=MECHANISMS["attachment"](),
        decision=MECHANISMS["decision"](courted_rate_per_year=rate, tender_rate_per_year=0.0))
    scenario = world_of(alike(CLIENTS, **clients), mechanisms, {"freelancer": rival})
    return scenario.model_copy(update={"market": Market(
        seasoning_weeks=0, mean_tenure_weeks=0.0, buildings=1, early_attachment=early)})


def told(lives: Lives, kind: int) -> np.ndarray:
    """The organisations of which events of this kind are told, in order."""
    rows = lives.trace.events
    return np.sort(rows[rows[:, 1] == kind, 2])


def test_with_ample_hours_all_whom_he_knows_follow_and_nobody_else() -> None:
    lives = lived(market(freelancer(0.6)), 30, seed=3)
    np.testing.assert_array_equal(told(lives, events.TARGETED), np.arange(KNOWN))
    np.testing.assert_array_equal(np.flatnonzero(lives.trace.final_supplier == 1), np.arange(KNOWN))


@pytest.mark.parametrize("start_week", [0, 7])
def test_known_without_a_feeling_they_are_any_others(start_week: int) -> None:
    """Where the firm serves those only whom he knows, he has no other choice: the bits are the same."""
    terms = {"rate": 4.0, "served_by_firm": KNOWN, "fee_spread": 0.6}
    known, others = (
        lived(market(freelancer(attachment, start_week, courting_hours_per_week=60.0), **terms), 60, seed=5)
        for attachment in (0.0, None))
    assert len(told(known, events.TARGETED)) > 10
    for ours, theirs in zip(known.trace, others.trace, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_the_largest_of_those_whom_he_knows_come_first() -> None:
    """Four hours a week are enough for one at a time."""
    lives = lived(market(freelancer(0.6, courting_hours_per_week=4.0), rate=0.0, fee_spread=0.6), 30, seed=5)
    assert told(lives, events.TARGETED).tolist() == [np.argmax(lives.trace.fee[:KNOWN])]


def test_silence_halves_what_they_felt_and_the_firm_loses_as_much_as_was_meant_for_him() -> None:
    """He leaves in week 0 and knocks in week 40, a half-life later; by hand: 0.6 / 2, and 0.5 - (1 - 0.4) * 0.5."""
    p, key = parameters_of(market(freelancer(0.6), rate=0.0), STRATEGY), Key(3, 0)
    first, trace = play(season(p, key), p, 1)
    assert len(trace.events) == KNOWN
    kept = p.attachment.kept_person_per_week
    missed, courted = (view(first.real, row, CLIENTS) for row in (fields.ATTACH_PERSON, fields.COURTSHIP))
    assert missed[:KNOWN] == pytest.approx(0.5 * 0.4 * kept, rel=1e-6)
    assert missed[KNOWN:] == pytest.approx(0.5 * kept, rel=1e-6)
    assert courted[:KNOWN] == pytest.approx(0.6, rel=1e-6)
    assert not courted[KNOWN:].any()


def test_he_who_is_turned_away_comes_back_to_colder_hearts() -> None:
    """He gives up after 13 weeks, rests for 26, knocks anew after 39: a silence of 39 of the 40 weeks that halve."""
    base = market(freelancer(0.6), rate=0.0)
    courting = MECHANISMS["courting"](gain_per_hour=0.0, give_up_weeks=13, rest_weeks=26)
    p = parameters_of(base.model_copy(update={"mechanisms": base.mechanisms.model_copy(
        update={"courting": courting})}), STRATEGY)
    world, trace = play(season(p, Key(3, 0)), p, 40)
    assert sorted(set(trace.events[:, 0])) == [0, 39]
    courted = view(world.real, fields.COURTSHIP, CLIENTS)
    assert courted[:KNOWN] == pytest.approx(0.6 * 0.5**(39 / 40), rel=1e-6)


def test_the_more_they_felt_the_more_go_in_the_week_in_which_he_knocks() -> None:
    """The same luck: whoever goes for less also goes for more."""
    going = [set(told(lived(market(freelancer(attachment), rate=26.0, early=0.0), 1, seed=8), events.DECIDES).tolist())
             for attachment in (0.0, 0.3, 0.6, 0.9)]
    assert [len(few) for few in going] == sorted({len(few) for few in going})
    assert all(few <= more for few, more in itertools.pairwise(going))


def test_a_rival_that_does_not_exist_takes_nobody_along() -> None:
    lives = lived(market(freelancer(0.6, enabled=False)), 10, seed=3)
    assert not len(lives.trace.events)
    assert (lives.trace.final_supplier == codes.FIRM).all()

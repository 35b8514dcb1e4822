"""Rivals answer the firm's list as declared, so many weeks later, and clients feel an answer as any other price.

All clients are alike, and only look around. In a week a client decides with the hazard rate * logistic((U1 - U0) / s),
U0 and U1 being minus weight * (price - 1) of the firm's price and of the rival's, and U0 with the cost of switching.
"""

import math

import numpy as np
import pytest

from alarm import Alarm
from retainsim.declared import codes, events
from retainsim.engine.world import Key, play, season
from retainsim.model.state import World
from retainsim.scenario.changes import StrategyChange
from retainsim.scenario.schema import MECHANISMS, Rival, Scenario, Strategy
from retainsim.study.setup.schedule import schedule_of
from retainsim.study.setup.translation import parameters_of

from .worlds import STRATEGY, alike, off, world_of

RATE, NOISE, WEIGHT, COST = 26.0, 0.5, 2.0, 0.25  # [1/year], and appeal
CLIENTS = 200_000
WEEKS = 3  # from a list to the answer
LISTS = {"cut": {"all": 0.8}, "rise": {"all": 1.2}}
REPAIR = {"client_department": {"repair": 1.0}}


def market(clients: int, strength: float = 1.0, **rival: object) -> Scenario:
    """A firm that may post other lists in week 0, and a rival with room for everybody."""
    mechanisms = off(
        answers=MECHANISMS["answers"](strength=strength, weeks=WEEKS),
        decision=MECHANISMS["decision"](switching_cost=COST, noise=NOISE, price_weight=WEIGHT,
                                        courted_rate_per_year=0.0, tender_rate_per_year=RATE))
    other = Rival.model_validate({"role": "established", "capacity": clients, "courting_hours_per_week": 0.0} | rival)
    scenario = world_of(alike(clients, term_weeks=520), mechanisms, {"other": other})
    lists = {name: Strategy(hours=REPAIR, care_focus=0.0, prices=prices) for name, prices in LISTS.items()}
    return scenario.model_copy(update={"strategies": scenario.strategies | lists})


def asked(strategy: str, **terms: object) -> list[float]:
    """What the rival asks of new clients in each of the first weeks."""
    scenario, offers = market(10, **terms), list[float]()

    def watch(_: int, world: World, __: object) -> None:
        offers.append(float(world.offer[1, 0]))

    seasoned = season(parameters_of(scenario, STRATEGY), Key(1, 0))
    play(seasoned, parameters_of(scenario, strategy), 2 * WEEKS, watch=watch)
    return offers


@pytest.mark.parametrize(("strategy", "terms", "before", "after"), [
    ("cut", {"answers": "none"}, 1.0, 1.0),
    ("cut", {"answers": "matches"}, 1.0, 0.8),
    ("cut", {"answers": "matches", "undercuts": 0.1}, 0.9, 0.72),
    ("cut", {"answers": "matches", "price_index": 0.7}, 0.7, 0.7),
    ("rise", {"answers": "matches"}, 1.0, 1.0),
    ("rise", {"answers": "matches", "price_index": 1.3}, 1.0, 1.2),
    ("rise", {"answers": "follows", "price_index": 0.9}, 0.9, 1.08),
    ("cut", {"answers": "follows"}, 1.0, 0.8),
    ("cut", {"answers": "matches", "strength": 0.5}, 1.0, 0.9),
    ("cut", {"answers": "matches", "strength": 0.0}, 1.0, 1.0)])
def test_the_answer_comes_late_and_as_declared(strategy: str, terms: dict[str, object], before: float, after: float,
                                               ) -> None:
    assert asked(strategy, **terms) == pytest.approx([before] * WEEKS + [after] * WEEKS, rel=1e-15)


def test_a_list_that_is_replaced_before_it_is_known_is_never_answered() -> None:
    """By hand, with three weeks to an answer: 0.9 from week 4 on, 0.8 from 10, 0.85 from 12, as before from 20."""
    scenario, offers = market(10, answers="matches", price_index=0.95), list[float]()
    dates = [(4, 0.9), (10, 0.8), (12, 0.85), (20, 1.0)]
    plan = scenario.strategies[STRATEGY].model_copy(update={"changes": [
        StrategyChange.model_validate({"from_week": week, "prices": {"all": price}}) for week, price in dates]})
    scenario = scenario.model_copy(update={"strategies": {STRATEGY: plan}})

    def watch(_: int, world: World, __: object) -> None:
        offers.append(float(world.offer[1, 0]))

    (_, first), *dated = schedule_of(scenario, STRATEGY)
    play(season(first, Key(1, 0)), first, 26, watch=watch, dates=tuple(dated))
    assert offers == pytest.approx([0.95] * 7 + [0.9] * 8 + [0.85] * 8 + [0.95] * 3, rel=1e-15)


def test_clients_feel_an_answer_as_any_price(alarm: Alarm) -> None:
    """The rate of leaving in the weeks before the answer and after it; all are bound to their price for ten years."""
    scenario = market(CLIENTS, answers="matches")
    seasoned = season(parameters_of(scenario, STRATEGY), Key(1974, 0))
    trace = play(seasoned, parameters_of(scenario, "cut"), 2 * WEEKS)[1]
    going = trace.events[(trace.events[:, 1] == events.DECIDES) & (trace.events[:, 3] == codes.FIRM), 0]
    there = CLIENTS
    for week, offer in enumerate([1.0] * WEEKS + [0.8] * WEEKS):
        gap = -WEIGHT * (offer - 1.0) - COST  # the clients still pay the list of before
        chance = -math.expm1(-RATE / 52 / (1.0 + math.exp(-gap / NOISE)))
        number = int((going == week).sum())
        low, high = alarm.chance(number, there)
        assert high - low < 0.02  # the answer moves the chance by 0.07
        assert low < chance < high
        there -= number


def test_who_follows_a_list_that_stays_changes_no_bit() -> None:
    def trace(answers: str) -> tuple[np.ndarray, ...]:
        p = parameters_of(market(300, answers=answers, price_index=0.9), STRATEGY)
        return play(season(p, Key(7, 0)), p, 30)[1]

    for ours, theirs in zip(trace("follows"), trace("none"), strict=True):
        np.testing.assert_array_equal(ours, theirs)

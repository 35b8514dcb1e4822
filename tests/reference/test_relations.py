"""What trials, pride, delegations, pooled hours and triggers do in the twin's small world."""

from collections import Counter

import pytest

from .entities import BACKGROUND, COURTED, INSOLVENT, NEVER, TENDER
from .naive import NaiveWorld
from .tiny import make_scenario, seasoned_world

WEEKS = 60
EAGER = {  # a market in which all of this happens in 60 weeks
    "trial": {"rate_per_year": 50.0, "weeks": 4},
    "decision": {"tender_rate_per_year": 2.0},
    "voice": {"loyalty": 3.0},
}


def test_trials_begin_cost_credits_and_end():
    world = seasoned_world(**EAGER)
    trying, price = {}, {i: world.price(o) for i, o in enumerate(world.organisations)}
    for week in range(WEEKS):
        world.live(1)
        for _, kind, i, old, new, _ in (event for event in world.events if event[0] == week):
            if kind == "tries":
                assert old >= 0
                assert new == 2  # the only one that offers trials
                trying[i] = week
            elif kind == "drops":
                assert week - trying.pop(i) >= 4
            elif kind in ("ends", "dissolves") or (kind == "decides" and new != 2):
                trying.pop(i, None)
        assert trying == {i: o.trial for i, o in enumerate(world.organisations) if o.trial != NEVER}
        served = [i for i in trying if world.organisations[i].supplier == 0]
        assert world.weeks[-1]["credits"] == sum((20 * price[i] + 50) // 100 for i in served)
        assert all(o.suitor == 2 for o in world.organisations if o.trial != NEVER)
    told = Counter(event[1] for event in world.events)
    assert told["tries"] > told["drops"] > 0


def test_the_proud_never_come_back():
    always = {"after_courted": 1.0, "after_tender": 1.0, "after_background": 1.0}
    world = seasoned_world(pride=always, **EAGER)
    world.live(2 * WEEKS)
    left = set()
    for _, kind, i, old, new, reason in world.events:
        assert kind != "decides" or (i, new) not in left
        if kind == "ends" and reason in (BACKGROUND, COURTED, TENDER):
            left.add((i, old))
    assert left
    assert all(world.organisations[i].refuses(s) for i, s in left)


def test_whom_the_firm_did_not_win_may_resist_for_ever():
    scenario = make_scenario()
    clients = {name: g.model_copy(update={"resistant_share": 1.0}) for name, g in scenario.clients.items()}
    world = NaiveWorld(scenario.model_copy(update={"clients": clients}), "hunt", seed=1, replication=0)
    world.season()
    former = {i for i, o in enumerate(world.organisations) if o.marks & 1}
    world.live(WEEKS)
    assert all(o.marks & 1 or o.refuses(0) for o in world.organisations)
    won = [i for _, kind, i, _, new, _ in world.events if kind == "starts" and new == 0]
    assert sum(row["new_clients"] for row in world.weeks) == len(won)
    assert set(won) <= former  # who was a client once may come back


@pytest.mark.parametrize("strategy", ["pool", "wary"])
def test_a_delegation_keeps_some(strategy):
    world = seasoned_world(strategy, rescue={"after_notice": 1.0, "scorn": 0.0}, **EAGER)
    outcomes = Counter()
    for week in range(WEEKS):
        decided = {i for i, o in enumerate(world.organisations) if o.leaving != NEVER}
        world.live(1)
        for _, kind, i, _, _, outcome in (event for event in world.events if event[0] == week):
            if kind == "rescued":
                outcomes[outcome] += 1
                assert (i in decided) == (outcome != 0)
                again = ("decides", i) in {event[1:3] for event in world.events if event[0] == week}
                assert (world.organisations[i].leaving != NEVER) == (outcome == 2 or again)
        for o in world.organisations:
            assert o.alarm == NEVER or o.supplier == 0
    assert outcomes[0] > 0
    assert strategy == "wary" or min(outcomes[1], outcomes[2]) > 0  # the wary soon take to hunting


def test_pooled_hours_go_to_orders_first_and_to_hunting_by_quota():
    world = seasoned_world("pool")
    world.live(1)
    clients, weight = 18, sum(position.filled for position in world.positions)
    orders = clients * 2.0 / 6.0  # everybody every 6 weeks, 2 hours each
    left = 0.7 * 40 + 2 * 0.6 * 40 - orders
    assert world.suppliers[0].courting_hours == pytest.approx(left * 28 / (28 + 24))
    for position in world.positions:
        assert position.calls == pytest.approx(1 / 6)
        assert position.visits == pytest.approx(left * 24 / (28 + 24) / (3.0 * weight))


def test_a_pool_that_would_only_take_orders_still_hunts_by_quota():
    world = seasoned_world("pool", orders={"round_weeks": 0.1})
    world.live(1)
    assert world.suppliers[0].courting_hours == pytest.approx(0.1 * 76)
    assert all(position.visits == pytest.approx(0, abs=1e-9) for position in world.positions)


def test_a_trigger_changes_the_strategy():
    world = seasoned_world("wary", **EAGER)
    wary, hunt = (world.scenario.strategies[name] for name in ("wary", "hunt"))
    while world.strategy == wary:
        assert world.week < WEEKS
        assert world.week < 8 or sum(row["notices"] for row in world.weeks[-8:]) <= 2
        world.live(1)
    assert world.strategy == hunt
    assert world.week >= 8
    assert sum(row["notices"] for row in world.weeks[-8:]) > 2
    assert sum(position.hours["care"] for position in world.positions) == 0
    world.live(1)
    assert world.suppliers[0].courting_hours == (0.8 + 2 * 0.6) * 40


def test_counts_agree_with_the_diary():
    world = seasoned_world("wary", **EAGER)
    world.live(WEEKS)
    for row in world.weeks:
        told = [event[1:] for event in world.events if event[0] == row["week"]]
        notices = [i for kind, i, old, _, reason in told if kind == "decides" and old == 0 and reason != INSOLVENT]
        assert row["notices"] == len(notices)
        assert row["status_notices"] == sum(i < 10 for i in notices)
        assert row["complaints"] == sum(kind == "complains" for kind, *_ in told)
        assert row["faults"] == sum(kind == "fault" for kind, *_ in told)
        assert row["new_clients"] == sum(kind == "starts" and new == 0 for kind, _, _, new, _ in told)
        assert 0 <= row["believed"] <= row["clients"] + 18

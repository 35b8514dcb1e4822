"""The twin lives a small world without losing an organisation or a cent."""

from collections import Counter

import pytest

from retainsim.scenario.schema import Mechanisms

from .entities import DISSOLVED, INSOLVENT, NEVER, NOBODY, UNFOUNDED
from .naive import TALLIES
from .tiny import seasoned_world

WEEKS = 60
PLAYED = ["status-quo", "hunt", "pool", "wary"]


def claims(world):
    """Cents owed, overdue, and served but not yet invoiced at the end of the last week lived; none once insolvent."""
    if world.insolvent_week is not None:
        assert all(o.owed == o.arrears == o.overdue == 0 for o in world.organisations)
        return 0
    last, interval = world.week - 1, world.scenario.firm.invoice_every_weeks
    total = sum(o.owed + o.arrears for o in world.organisations)
    for o in world.organisations:
        if o.supplier == 0:
            total += min((last + o.identity) % interval, last - o.since + 1) * world.price(o)
    return total


@pytest.mark.parametrize("strategy", PLAYED)
@pytest.mark.parametrize("cash", [200_000.0, 0.0])
def test_every_organisation_is_somewhere(strategy, cash):
    world = seasoned_world(strategy, cash=cash)
    for _ in range(WEEKS):
        world.live(1)
        where = Counter(o.supplier for o in world.organisations)
        assert sum(where[s] for s in (0, 1, 2, NOBODY, UNFOUNDED, DISSOLVED)) == 40
        assert where[1] <= 20
        assert where[2] <= 12
        assert world.weeks[-1]["clients"] == where[0]
        for o in world.organisations:
            expected = {0: range(4), 1: [4], 2: [5]}.get(o.supplier, [6])
            assert o.handler in expected
            assert o.leaving == NEVER or o.leaving > world.week - 1
            assert o.suitor in (-1, 0, 1, 2)
            assert o.suitor != o.supplier or o.suitor == -1
            assert o.suitor == -1 or o.leaving == NEVER or o.suitor == o.next
            assert o.suitor >= 0 or o.courtship == 0


@pytest.mark.parametrize("strategy", PLAYED)
@pytest.mark.parametrize("cash", [200_000.0, 0.0])
def test_every_cent_is_accounted_for(strategy, cash):
    """What was earned and neither paid nor given up is still claimed; cash moves by what was collected and spent."""
    world = seasoned_world(strategy, cash=cash)
    claimed, held = claims(world), world.cash
    for _ in range(WEEKS):
        world.live(1)
        row = world.weeks[-1]
        fees = row["revenue"] - row["orders"] + row["credits"]
        assert claims(world) - claimed == fees - row["collected"] - row["written_off"]
        assert world.cash - held == row["collected"] + row["orders"] - row["credits"] - row["costs"]
        claimed, held = claims(world), world.cash
    assert (world.insolvent_week is not None) == (cash == 0)
    assert sum(row["credits"] for row in world.weeks) > 0 or cash == 0


@pytest.mark.parametrize("strategy", PLAYED)
def test_events_tell_the_same_story_as_the_state(strategy):
    world = seasoned_world(strategy)
    suppliers = [o.supplier for o in world.organisations]
    world.live(WEEKS)
    for _, kind, i, old, new, _ in world.events:
        if kind in ("ends", "starts"):
            assert suppliers[i] == (old if kind == "ends" or old == NOBODY else None)
            suppliers[i] = None if kind == "ends" and new >= 0 else new
        elif kind in ("founded", "dissolves"):
            assert suppliers[i] == old
            suppliers[i] = new
        else:
            assert suppliers[i] == old
    assert suppliers == [o.supplier for o in world.organisations]


def test_insolvency_frees_every_client_and_freezes_cash():
    world = seasoned_world(cash=0.0)
    world.live(WEEKS)
    week = world.insolvent_week
    told = {event[2] for event in world.events if event[5] == INSOLVENT and event[1] == "decides"}
    gone = {event[2] for event in world.events if event[0] == week + 1 and event[1] == "ends" and event[3] == 0}
    assert told <= gone
    assert len(gone) == world.weeks[week]["clients"]
    assert {row["cash"] for row in world.weeks[week:]} == {world.cash}
    for row in world.weeks[week + 1 :]:
        assert {row[k] for k in ("clients", "overdue", *TALLIES)} == {0}


def test_insolvency_respects_decisions_and_releases_the_pursued():
    # so that many have decided when the firm fails
    restless = {"tender_rate_per_year": 3.0, "without_service": 0.0, "switching_cost": 0.0}
    world = seasoned_world(cash=0.0, decision=restless)
    while world.insolvent_week is None:
        waiting = {i: (o.next, o.reason) for i, o in enumerate(world.organisations) if world.week < o.leaving < NEVER}
        world.live(1)
    clients = {i: o for i, o in enumerate(world.organisations) if o.supplier == 0}
    assert all(o.leaving == world.week for o in clients.values())
    assert clients.keys() & waiting.keys()
    assert all((clients[i].next, clients[i].reason) == waiting[i] for i in clients.keys() & waiting.keys())
    assert not any(o.suitor == 0 or (o.leaving != NEVER and o.next == 0) for o in world.organisations)


def test_nothing_happens_when_all_mechanisms_are_off():
    off = {"strength": 0.0}
    world = seasoned_world(**dict.fromkeys(Mechanisms.model_fields, off))
    world.live(WEEKS)
    assert world.events == []
    for o in world.organisations:
        assert o.grievance == o.attach_person == o.courtship == o.outage == o.overdue == 0
        assert o.alertness == o.expected == o.belief == 0
        assert o.trial == o.alarm == NEVER
        assert o.marks == (o.supplier == 0)


def test_the_same_luck_gives_the_same_world():
    first, second = seasoned_world(), seasoned_world()
    first.live(20)
    second.live(20)
    assert first.organisations == second.organisations
    assert first.weeks == second.weeks

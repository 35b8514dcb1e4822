"""Nobody and no cent is lost over whole runs, in worlds that prosper and in worlds that fail."""

import itertools
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from retainsim.engine.world import Key, play, season
from retainsim.model.parameters import Parameters
from retainsim.model.record import (
    COLUMNS,
    R_CASH,
    R_CLIENTS,
    R_COLLECTED,
    R_CREDITS,
    R_DIRECT_COSTS,
    R_FEES,
    R_FINDING_COSTS,
    R_FIXED_COSTS,
    R_KEEPING_COSTS,
    R_ORDER_REVENUE,
    R_RECEIVABLES,
    R_UNATTACHED,
    R_WRITTEN_OFF,
    Trace,
)
from retainsim.model.state import (
    CASH,
    COLLECTED,
    COSTS,
    DECIDES,
    DISSOLVED,
    DISSOLVES,
    DROPS,
    ENDS,
    FEE,
    FIRM,
    FOUNDED,
    IDENTITY,
    INSOLVENT,
    INSOLVENT_SINCE,
    LEAVING,
    NEVER,
    NOBODY,
    OVERDUE,
    OWED,
    REASON,
    RESCUED,
    REVENUE,
    SINCE,
    STARTS,
    STAYS,
    SUPPLIER,
    TRIAL,
    TRIES,
    UNFOUNDED,
    WRITTEN_OFF,
    World,
    view,
)
from retainsim.study.setup.translation import parameters_of

from .small import STRATEGIES, small

YEARS = 3
YEAR = 52
WORLDS = {
    "solvent": (),
    "odd prices and intervals": ("firm.price_index=1.137", "firm.invoice_every_weeks=5", "firm.write_off_weeks=3",
                                 "mechanisms.dunning.paid_within_week=0.1"),
    "all at trial": ("mechanisms.trial.rate_per_year=200", "mechanisms.trial.aversion=-9", "mechanisms.trial.share=0.4",
                     "rivals.third.offers_trial=true", "rivals.established.offers_trial=true",
                     "firm.price_index=0.973"),
    "rescues": ("strategies.status-quo.hours.account_managers={ care=0.1, orders=0.3, rescue=0.3 }",
                "strategies.balanced.hours.account_managers={ care=0.1, orders=0.3, rescue=0.3 }",
                "strategies.balanced.rescue_on='courtship'", "strategies.balanced.pooled=true"),
    "insolvent": ("firm.overhead_per_week=9000", "firm.cash=50000", "firm.credit_line=60000"),
    "insolvent at once": ("firm.overhead_per_week=50000", "firm.cash=0", "firm.credit_line=0"),
}
FAILING = [name for name in WORLDS if name.startswith("insolvent")]
CASES = [(name, strategy) for name in WORLDS for strategy in STRATEGIES]


class Run(NamedTuple):
    """One world under one strategy, looked at every year."""

    p: Parameters
    seasoned: World
    years: list[tuple[World, Trace]]  # after 1, 2, ... years, each lived from week 0


@cache
def run(name: str, strategy: str) -> Run:
    scenario, key = small(*WORLDS[name]), Key(1894, 5)
    seasoned = season(parameters_of(scenario, "status-quo"), key)
    p = parameters_of(scenario, strategy)
    return Run(p, seasoned, [play(seasoned, p, key, YEAR * year) for year in range(1, YEARS + 1)])


def field(world: World, row: np.uint64, p: Parameters) -> np.ndarray:
    return view(world.whole, row, p.organisations).astype(np.int64)


def claims(world: World, last_week: int, p: Parameters) -> int:
    """What organisations owe [cents] for weeks up to the last one lived, invoiced or not; nothing to a dead firm."""
    debts = int(field(world, OWED, p).sum() + field(world, OVERDUE, p).sum())
    if world.ledger[INSOLVENT_SINCE] != NEVER:
        assert debts == 0
        return 0
    identity = field(world, IDENTITY, p)
    for i in np.flatnonzero(field(world, SUPPLIER, p) == FIRM):
        fee, since = int(field(world, FEE, p)[i]), int(field(world, SINCE, p)[i])
        price = int(np.floor(fee * p.price_index[FIRM] + 0.5))
        debts += min((last_week + int(identity[i])) % p.invoice_every, last_week - since + 1) * price
    return debts


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_a_longer_run_begins_like_a_shorter_one(name: str, strategy: str) -> None:
    """What makes it right to look at the years one by one."""
    years = run(name, strategy).years
    for (_, shorter), (_, longer) in itertools.pairwise(years):
        assert shorter.series.tobytes() == longer.series[:len(shorter.series)].tobytes()
        assert shorter.events.tobytes() == longer.events[:len(shorter.events)].tobytes()


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_organisations_go_where_events_say_and_none_is_lost(name: str, strategy: str) -> None:
    p, seasoned, years = run(name, strategy)
    places = [*range(p.suppliers), NOBODY, UNFOUNDED, DISSOLVED]
    stock = {place: int((field(seasoned, SUPPLIER, p) == place).sum()) for place in places}
    assert sum(stock.values()) == p.organisations
    for number, (world, trace) in enumerate(years, 1):
        flow = dict(stock)
        for _, kind, _, old, new, _ in trace.events.tolist():
            # A change of supplier is an end and a start: the end takes the client off, the start puts it on.
            if kind == ENDS:
                flow[old] -= 1
                flow[NOBODY] += new < 0
            elif kind == STARTS:
                flow[NOBODY] -= old < 0
                flow[new] += 1
            elif kind in (DISSOLVES, FOUNDED):
                flow[old] -= 1
                flow[new] += 1
        now = field(world, SUPPLIER, p)
        assert {place: int((now == place).sum()) for place in places} == flow, number
        assert sum(flow.values()) == p.organisations
        assert all(flow[s] <= p.capacity[s] for s in range(1, p.suppliers))
        assert (trace.final_supplier == now).all()
        assert (trace.opening_supplier == field(seasoned, SUPPLIER, p)).all()
        assert trace.series[-1, R_CLIENTS] == (flow[FIRM] if world.ledger[INSOLVENT_SINCE] == NEVER else 0)
    assert stock[UNFOUNDED] > flow[UNFOUNDED]  # something did happen
    assert flow[DISSOLVED] > stock[DISSOLVED]


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_every_cent_earned_is_paid_lost_or_still_claimed(name: str, strategy: str) -> None:
    p, seasoned, years = run(name, strategy)
    opening = claims(seasoned, -1, p)
    assert opening > 0
    for number, (world, trace) in enumerate(years, 1):
        fees, orders, credited, collected, lost = (int(trace.series[:, c].sum()) for c in (
            R_FEES, R_ORDER_REVENUE, R_CREDITS, R_COLLECTED, R_WRITTEN_OFF))
        assert fees == collected + lost + claims(world, YEAR * number - 1, p) - opening  # the others are paid at once
        ledger = world.ledger
        assert (ledger[REVENUE], ledger[COLLECTED], ledger[WRITTEN_OFF]) == (fees + orders - credited, collected, lost)
        assert ledger[COSTS] == int(trace.series[:, R_DIRECT_COSTS].sum() + trace.series[:, R_FIXED_COSTS].sum())
        assert ledger[CASH] == p.opening_cash + collected + orders - credited - ledger[COSTS]
    assert orders > 0 or name == "insolvent at once"
    assert lost > 0 or name == "solvent"  # what the equation weighs is there


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_cash_moves_week_by_week_by_what_came_in_and_went_out(name: str, strategy: str) -> None:
    p, _, years = run(name, strategy)
    series = years[-1][1].series
    moves = (series[:, R_COLLECTED] + series[:, R_ORDER_REVENUE] - series[:, R_CREDITS] - series[:, R_DIRECT_COSTS]
             - series[:, R_FIXED_COSTS])
    assert np.array_equal(np.diff(series[:, R_CASH], prepend=p.opening_cash), moves)  # whole cents below 2**53: exact


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_credits_are_those_of_the_trials_under_way(name: str, strategy: str) -> None:
    """Nothing after the books are closed begins or ends a trial, as long as the firm is solvent."""
    p, _, years = run(name, strategy)
    for world, trace in years:
        price = np.floor(field(world, FEE, p) * p.price_index[FIRM] + 0.5)
        trying = (field(world, SUPPLIER, p) == FIRM) & (field(world, TRIAL, p) != NEVER)
        credited = np.floor(p.trial_share * price[trying] + 0.5).sum()
        assert trace.series[-1, R_CREDITS] == (credited if world.ledger[INSOLVENT_SINCE] == NEVER else 0)
    assert name != "all at trial" or credited > 0


@pytest.mark.parametrize(("name", "strategy"), [case for case in CASES if case[0] not in FAILING])
def test_the_diary_tells_who_has_decided_and_who_is_trying(name: str, strategy: str) -> None:
    p, seasoned, years = run(name, strategy)
    assert not (field(seasoned, LEAVING, p) != NEVER).any()  # nobody has decided yet, nobody is trying
    assert not (field(seasoned, TRIAL, p) != NEVER).any()
    for world, trace in years:
        decided: set[int] = set()
        trying: dict[int, int] = {}
        for _, kind, i, _, new, how in trace.events.tolist():
            if kind == DECIDES:
                assert i not in decided
                decided.add(i)
                if trying.get(i) != new:  # decides for another than it has tried
                    trying.pop(i, None)
            elif kind == TRIES:
                assert i not in decided | set(trying)
                trying[i] = new
            elif kind == DROPS:
                assert trying.pop(i) == new
            elif kind in (ENDS, STARTS, DISSOLVES) or (kind == RESCUED and how == STAYS):
                assert i in decided or kind in (STARTS, DISSOLVES)
                decided.discard(i)
                trying.pop(i, None)
        assert set(np.flatnonzero(field(world, LEAVING, p) != NEVER)) == decided
        assert set(np.flatnonzero(field(world, TRIAL, p) != NEVER)) == set(trying)
    stays = (trace.events[:, 1] == RESCUED) & (trace.events[:, 5] == STAYS)
    assert stays.any() or (name, strategy) != ("rescues", "status-quo")


def test_receivables_of_a_week_are_the_invoices_not_yet_paid() -> None:
    p, _, years = run("solvent", "balanced")
    for world, trace in years:
        assert trace.series[-1, R_RECEIVABLES] == int(field(world, OWED, p).sum() + field(world, OVERDUE, p).sum())


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("name", FAILING)
def test_a_firm_that_fails_stops(name: str, strategy: str) -> None:
    """Cash is frozen where it fell below the credit line, no money moves, the clients go in the week after."""
    p, _, years = run(name, strategy)
    world, trace = years[-1]
    week = int(world.ledger[INSOLVENT_SINCE])
    assert week < YEAR * YEARS - 2
    cash = trace.series[:, R_CASH]
    assert cash[week] < -p.credit_line
    assert (cash[:week] >= -p.credit_line).all()
    assert (cash[week:] == cash[week]).all()
    still_told = {R_CASH, R_UNATTACHED, *(COLUMNS.index(c) for c in ("staff_changes", "contact_changes"))}
    silent = [c for c in range(len(COLUMNS)) if c not in still_told]
    silent_names = [COLUMNS[c] for c in silent if trace.series[week + 2:, c].any()]
    assert not silent_names
    money = (R_COLLECTED, R_FEES, R_CREDITS, R_DIRECT_COSTS, R_FIXED_COSTS, R_FINDING_COSTS, R_KEEPING_COSTS,
             R_WRITTEN_OFF, R_ORDER_REVENUE)
    assert not [COLUMNS[c] for c in money if trace.series[week + 1:, c].any()]
    ends = trace.events[(trace.events[:, 1] == ENDS) & (trace.events[:, 3] == FIRM)]
    assert ends[:, 0].max() == week + 1
    assert INSOLVENT in ends[ends[:, 0] == week + 1, 5]
    assert not (field(world, SUPPLIER, p) == FIRM).any()
    assert not (field(world, REASON, p) == INSOLVENT).any()


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_solvent_firm_goes_on(strategy: str) -> None:
    assert run("solvent", strategy).years[-1][0].ledger[INSOLVENT_SINCE] == NEVER

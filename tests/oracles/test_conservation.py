"""Nobody and no cent is lost over whole runs, in worlds that prosper and in worlds that fail."""

import itertools
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from retainsim.declared import columns, events, fields, reasons
from retainsim.declared import ledger as accounts
from retainsim.declared.codes import DISSOLVED, FIRM, NEVER, NOBODY, UNFOUNDED
from retainsim.engine.world import Key, play, season
from retainsim.model.parameters import Parameters
from retainsim.model.record import Trace
from retainsim.model.state import World, view
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
    "prices that move": ("strategies.status-quo.prices={young=0.8}", "strategies.balanced.prices={status=1.2}",
                         "strategies.balanced.applies=at-once", "clients.standard.renewal_weeks=26",
                         "mechanisms.decision.tender_rate_per_year=2", "firm.invoice_every_weeks=7"),
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
    return Run(p, seasoned, [play(seasoned, p, YEAR * year) for year in range(1, YEARS + 1)])


def field(world: World, row: np.uint64, p: Parameters) -> np.ndarray:
    return view(world.whole, row, p.organisations).astype(np.int64)


def prices(world: World, p: Parameters) -> np.ndarray:
    """What the firm charges each organisation, or would [cents/week]."""
    own = field(world, fields.PRICE, p)
    index = np.where(own == 0, p.supplier.price_index[FIRM], own / 1e6)
    return np.floor(world.fee[:p.organisations] * index + 0.5).astype(np.int64)


def invoiced(world: World, p: Parameters) -> int:
    """What is invoiced and not yet paid [cents]."""
    assert ((world.arrears[:p.organisations] > 0) == (field(world, fields.OVERDUE, p) > 0)).all()
    return int((world.owed + world.arrears).sum())


def claims(world: World, last_week: int, p: Parameters) -> int:
    """What organisations owe [cents] for weeks up to the last one lived, invoiced or not; nothing to a dead firm."""
    price, debts = prices(world, p), invoiced(world, p)
    if world.ledger[accounts.INSOLVENT_SINCE] != NEVER:
        assert debts == 0
        return 0
    identity = field(world, fields.IDENTITY, p)
    for i in np.flatnonzero(field(world, fields.SUPPLIER, p) == FIRM):
        since = int(field(world, fields.SINCE, p)[i])
        weeks = min((last_week + int(identity[i])) % p.firm.invoice_every_weeks, last_week - since + 1)
        debts += weeks * int(price[i])
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
    stock = {place: int((field(seasoned, fields.SUPPLIER, p) == place).sum()) for place in places}
    assert sum(stock.values()) == p.organisations
    for number, (world, trace) in enumerate(years, 1):
        flow = dict(stock)
        for _, kind, _, old, new, _ in trace.events.tolist():
            # A change of supplier is an end and a start: the end takes the client off, the start puts it on.
            if kind == events.ENDS:
                flow[old] -= 1
                flow[NOBODY] += new < 0
            elif kind == events.STARTS:
                flow[NOBODY] -= old < 0
                flow[new] += 1
            elif kind in (events.DISSOLVES, events.FOUNDED):
                flow[old] -= 1
                flow[new] += 1
        now = field(world, fields.SUPPLIER, p)
        assert {place: int((now == place).sum()) for place in places} == flow, number
        assert sum(flow.values()) == p.organisations
        assert all(flow[s] <= p.supplier.capacity[s] for s in range(1, p.suppliers))
        assert (trace.final_supplier == now).all()
        assert (trace.opening_supplier == field(seasoned, fields.SUPPLIER, p)).all()
        assert trace.series[-1, columns.CLIENTS] == (flow[FIRM] if world.ledger[accounts.INSOLVENT_SINCE] == NEVER
                                                     else 0)
    assert stock[UNFOUNDED] > flow[UNFOUNDED]  # something did happen
    assert flow[DISSOLVED] > stock[DISSOLVED]


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_every_cent_earned_is_paid_lost_or_still_claimed(name: str, strategy: str) -> None:
    p, seasoned, years = run(name, strategy)
    opening = claims(seasoned, -1, p)
    assert opening > 0
    for number, (world, trace) in enumerate(years, 1):
        fees, orders, credited, collected, lost = (int(trace.series[:, c].sum()) for c in (
            columns.FEES, columns.ORDER_REVENUE, columns.CREDITS, columns.COLLECTED, columns.WRITTEN_OFF))
        assert fees == collected + lost + claims(world, YEAR * number - 1, p) - opening  # the others are paid at once
        ledger = world.ledger
        assert (ledger[accounts.REVENUE], ledger[accounts.COLLECTED],
                ledger[accounts.WRITTEN_OFF]) == (fees + orders - credited, collected, lost)
        assert ledger[accounts.COSTS] == int(trace.series[:, columns.DIRECT_COSTS].sum()
                                             + trace.series[:, columns.FIXED_COSTS].sum())
        assert ledger[accounts.CASH] == p.firm.cash + collected + orders - credited - ledger[accounts.COSTS]
    assert orders > 0 or name == "insolvent at once"
    assert lost > 0 or name == "solvent"  # what the equation weighs is there


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_cash_moves_week_by_week_by_what_came_in_and_went_out(name: str, strategy: str) -> None:
    p, _, years = run(name, strategy)
    series = years[-1][1].series
    moves = (series[:, columns.COLLECTED] + series[:, columns.ORDER_REVENUE] - series[:, columns.CREDITS]
             - series[:, columns.DIRECT_COSTS] - series[:, columns.FIXED_COSTS])
    assert np.array_equal(np.diff(series[:, columns.CASH], prepend=p.firm.cash),
                          moves)  # whole cents below 2**53: exact


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_credits_are_those_of_the_trials_under_way(name: str, strategy: str) -> None:
    """Nothing after the books are closed begins or ends a trial, as long as the firm is solvent."""
    p, _, years = run(name, strategy)
    for world, trace in years:
        price = prices(world, p)
        trying = (field(world, fields.SUPPLIER, p) == FIRM) & (field(world, fields.TRIAL, p) != NEVER)
        credited = np.floor(p.trial.share * price[trying] + 0.5).sum()
        assert trace.series[-1, columns.CREDITS] == (credited if world.ledger[accounts.INSOLVENT_SINCE] == NEVER else 0)
    assert name != "all at trial" or credited > 0


@pytest.mark.parametrize(("name", "strategy"), [case for case in CASES if case[0] not in FAILING])
def test_the_diary_tells_who_has_decided_and_who_is_trying(name: str, strategy: str) -> None:
    p, seasoned, years = run(name, strategy)
    assert not (field(seasoned, fields.LEAVING, p) != NEVER).any()  # nobody has decided yet, nobody is trying
    assert not (field(seasoned, fields.TRIAL, p) != NEVER).any()
    for world, trace in years:
        decided: set[int] = set()
        trying: dict[int, int] = {}
        for _, kind, i, _, new, how in trace.events.tolist():
            if kind == events.DECIDES:
                assert i not in decided
                decided.add(i)
                if trying.get(i) != new:  # decides for another than it has tried
                    trying.pop(i, None)
            elif kind == events.TRIES:
                assert i not in decided | set(trying)
                trying[i] = new
            elif kind == events.DROPS:
                assert trying.pop(i) == new
            elif kind in (events.ENDS, events.STARTS,
                          events.DISSOLVES) or (kind == events.RESCUED and how == events.STAYS):
                assert i in decided or kind in (events.STARTS, events.DISSOLVES)
                decided.discard(i)
                trying.pop(i, None)
        assert set(np.flatnonzero(field(world, fields.LEAVING, p) != NEVER)) == decided
        assert set(np.flatnonzero(field(world, fields.TRIAL, p) != NEVER)) == set(trying)
    stays = (trace.events[:, 1] == events.RESCUED) & (trace.events[:, 5] == events.STAYS)
    assert stays.any() or (name, strategy) != ("rescues", "status-quo")


def test_receivables_of_a_week_are_the_invoices_not_yet_paid() -> None:
    p, _, years = run("solvent", "balanced")
    for world, trace in years:
        assert trace.series[-1, columns.RECEIVABLES] == invoiced(world, p)


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("name", FAILING)
def test_a_firm_that_fails_stops(name: str, strategy: str) -> None:
    """Cash is frozen where it fell below the credit line, no money moves, the clients go in the week after."""
    p, _, years = run(name, strategy)
    world, trace = years[-1]
    week = int(world.ledger[accounts.INSOLVENT_SINCE])
    assert week < YEAR * YEARS - 2
    cash = trace.series[:, columns.CASH]
    assert cash[week] < -p.firm.credit_line
    assert (cash[:week] >= -p.firm.credit_line).all()
    assert (cash[week:] == cash[week]).all()
    still_told = {columns.CASH, columns.UNATTACHED, *(columns.NAMES.index(c)
                                                      for c in ("staff_changes", "contact_changes"))}
    silent = [c for c in range(len(columns.NAMES)) if c not in still_told]
    silent_names = [columns.NAMES[c] for c in silent if trace.series[week + 2:, c].any()]
    assert not silent_names
    money = (columns.COLLECTED, columns.FEES, columns.CREDITS, columns.DIRECT_COSTS, columns.FIXED_COSTS,
             columns.FINDING_COSTS, columns.KEEPING_COSTS, columns.WRITTEN_OFF, columns.ORDER_REVENUE)
    assert not [columns.NAMES[c] for c in money if trace.series[week + 1:, c].any()]
    ends = trace.events[(trace.events[:, 1] == events.ENDS) & (trace.events[:, 3] == FIRM)]
    assert ends[:, 0].max() == week + 1
    assert reasons.INSOLVENT in ends[ends[:, 0] == week + 1, 5]
    assert not (field(world, fields.SUPPLIER, p) == FIRM).any()
    assert not (field(world, fields.REASON, p) == reasons.INSOLVENT).any()


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_solvent_firm_goes_on(strategy: str) -> None:
    assert run("solvent", strategy).years[-1][0].ledger[accounts.INSOLVENT_SINCE] == NEVER

"""One world in compiled loops: the population, and week after week. No formula stands here.

A tile is done in sub-passes: luck for all lanes, then the regular part without branches, which the compiler vectorises,
then the lanes that were flagged, one by one.
"""

import numpy as np

from retainsim.kernel import Float64Table, UInt32s, entry, kernel
from retainsim.model.luck import (
    CONTACT_LEAVES,
    DECIDES,
    DISSOLVES,
    FAULT,
    ROUNDS,
    WEYL_0,
    WEYL_1,
    bumped,
    philox_round,
    unit,
    week_word,
)
from retainsim.model.parameters import Parameters
from retainsim.model.population import set_up_handlers, settle_in, weigh
from retainsim.model.state import (
    CARE_WEIGHT,
    EVENTS_PER_ORGANISATION_WEEK,
    FEE,
    FIRM,
    IDENTITY,
    INSOLVENT_SINCE,
    LANE_COUNT,
    LEAVING,
    NEVER,
    NOBODY,
    SEGMENT,
    SUPPLIER,
    TERM_END,
    TILE,
    UNFOUNDED,
    Address,
    World,
    address_of,
)
from retainsim.model.week import courting, decisions, hours, lived, money, needs, portfolio, strategy, surroundings

ZERO = np.uint64(0)
ONE, TWO, THREE = LANE_COUNT, LANE_COUNT + LANE_COUNT, LANE_COUNT + LANE_COUNT + LANE_COUNT


@kernel
def fill_luck(words: UInt32s, base: Address, week: int, k0: np.uint32, k1: np.uint32, w: World) -> None:
    """Block 0 of the luck of a tile: word by word, `unit(words[draw * LANES + lane])` is a draw of that lane."""
    for lane in range(ZERO, LANE_COUNT):
        words[lane] = np.uint32(w.whole[IDENTITY + base + lane])
        words[ONE + lane] = week_word(week)
        words[TWO + lane] = np.uint32(0)
        words[THREE + lane] = np.uint32(0)
    for _ in range(ROUNDS):
        for lane in range(ZERO, LANE_COUNT):
            a, b, c, d = philox_round(words[lane], words[ONE + lane], words[TWO + lane], words[THREE + lane], k0, k1)
            words[lane] = a
            words[ONE + lane] = b
            words[TWO + lane] = c
            words[THREE + lane] = d
        k0 = bumped(k0, WEYL_0)
        k1 = bumped(k1, WEYL_1)


@kernel
def surroundings_and_needs(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Steps 1 and 2: within a tile one after the other, for neither looks at other organisations."""
    fault = LANE_COUNT * np.uint64(FAULT)
    dissolution = LANE_COUNT * np.uint64(DISSOLVES)
    surroundings.staff_come_and_go(week, k0, k1, p, w)
    surroundings.buildings_fail(week, k0, k1, p, w)
    for tile in range(ZERO, np.uint64(w.real.size) // TILE):
        base = tile * TILE
        first = tile * LANE_COUNT
        fill_luck(w.luck, base, week, k0, k1, w)
        for lane in range(ZERO, LANE_COUNT):
            at = base + lane
            dissolves = unit(w.luck[dissolution + lane]) < p.dissolution_chance[np.uint64(w.whole[SEGMENT + at])]
            w.flag[lane] = np.int32(dissolves) * np.int32(2) + np.int32(
                (w.whole[LEAVING + at] == week) | (w.whole[SUPPLIER + at] == UNFOUNDED)
                | ((w.whole[TERM_END + at] <= week) & (p.renewal_weeks[np.uint64(w.whole[SEGMENT + at])] > 0)))
        for lane in range(ZERO, LANE_COUNT):
            if w.flag[lane] != 0:
                surroundings.surround(base + lane, np.int64(first + lane), week, w.flag[lane] >= 2, k0, k1, p, w)
        for lane in range(ZERO, LANE_COUNT):
            needs.look_up_needs(base + lane, lane, w)
        for lane in range(ZERO, LANE_COUNT):
            w.flag[lane] = np.int32(needs.line_fails(base + lane, lane, unit(w.luck[fault + lane]), w))
        for lane in range(ZERO, LANE_COUNT):
            needs.sum_up(base + lane, np.int64(first + lane), week, w.flag[lane] != 0, p, w)


@kernel
def clear_desks(w: World) -> None:
    """Empty the tables that are summed up anew every week."""
    w.tally[:] = 0.0
    w.served[:] = 0
    w.under_way[:] = 0
    w.pursuits[:] = 0
    w.handler_weight[:] = 0.0
    w.job_load[:] = 0.0


@kernel
def divide_hours(week: int, p: Parameters, w: World) -> None:
    """Step 3."""
    for handler in range(w.dealt.size):
        w.dealt[handler] = w.handler_weight[handler]
    hours.share_out_desk_work(p, w)
    hours.share_out_calls(p, w)
    hours.share_out_courting(week, p, w)


@kernel
def live_through(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Step 4."""
    fault = LANE_COUNT * np.uint64(FAULT)
    contact = LANE_COUNT * np.uint64(CONTACT_LEAVES)
    for tile in range(ZERO, np.uint64(w.real.size) // TILE):
        base = tile * TILE
        first = tile * LANE_COUNT
        fill_luck(w.luck, base, week, k0, k1, w)
        for lane in range(ZERO, LANE_COUNT):
            lived.look_up_rates(base + lane, lane, w)
        for lane in range(ZERO, LANE_COUNT):
            w.flag[lane] = np.int32(lived.live_regularly(base + lane, lane, unit(w.luck[contact + lane]), p, w))
        for lane in range(ZERO, LANE_COUNT):
            lived.live_rarely(base + lane, np.int64(first + lane), week, unit(w.luck[fault + lane]), k0, k1,
                              w.flag[lane], p, w)


@kernel
def choose_targets(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Step 5."""
    if week < 0:
        return
    for i in range(p.organisations):
        courting.pursue(address_of(i), i, week, k0, k1, p, w)
    for supplier in range(p.suppliers):
        places = courting.free_places(supplier, week, p, w)
        found = 0
        if places > 0:
            for i in range(p.organisations):
                at = address_of(i)
                if courting.is_candidate(at, week, supplier, p, w):
                    score = courting.target_score(at, week, supplier, k0, k1, p, w)
                    found = courting.insert(w.target, w.temptation, found, places, i, score)
        for row in range(found):
            courting.begin_to_court(address_of(w.target[row]), w.target[row], week, supplier, p, w)


@kernel
def decide(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Step 6."""
    draw = LANE_COUNT * np.uint64(DECIDES)
    least_supplier = NOBODY if week >= 0 else FIRM
    decisions.open_doors(week, p, w)
    for tile in range(ZERO, np.uint64(w.real.size) // TILE):
        base = tile * TILE
        first = tile * LANE_COUNT
        fill_luck(w.luck, base, week, k0, k1, w)
        for lane in range(ZERO, LANE_COUNT):
            decisions.look_up_offers(base + lane, lane, p, w)
        for lane in range(ZERO, LANE_COUNT):
            luck = unit(w.luck[draw + lane])
            w.flag[lane] = np.int32(decisions.makes_up_its_mind(base + lane, lane, week, luck, least_supplier, p,
                                                                   w))
        for lane in range(ZERO, LANE_COUNT):
            if w.flag[lane] != 0:
                if week < 0:
                    decisions.renew_in_place(base + lane, week, p, w)
                else:
                    decisions.decide(base + lane, lane, np.int64(first + lane), week, k0, k1, p, w)


@kernel
def settle_accounts(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Step 9."""
    if w.ledger[INSOLVENT_SINCE] != NEVER:
        money.keep_frozen(w)
        return
    for i in range(p.organisations):
        at = address_of(i)
        if money.has_account(at, w):
            money.book(at, week, k0, k1, p, w)
    if money.close_books(week, p, w):
        for i in range(p.organisations):
            decisions.flee_insolvency(address_of(i), i, week, k0, k1, p, w)


@kernel
def live_week(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """The agenda of a week; each step reads the state after the step before."""
    clear_desks(w)
    surroundings_and_needs(week, k0, k1, p, w)
    divide_hours(week, p, w)
    live_through(week, k0, k1, p, w)
    choose_targets(week, k0, k1, p, w)
    decide(week, k0, k1, p, w)
    settle_accounts(week, k0, k1, p, w)


@entry
def live_weeks(first: int, last: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World,
               series: Float64Table) -> int:
    """Live the weeks first to last - 1 while the diary has room and no trigger fires; returns the week not yet lived.

    `series` has a row per week from 0 and a column per entry of the record; nothing is written for weeks before 0.
    """
    for week in range(first, last):
        if w.counter[0] + EVENTS_PER_ORGANISATION_WEEK * p.organisations > w.events.shape[0]:
            return week
        live_week(week, k0, k1, p, w)
        if week >= 0:
            for column in range(w.tally.size):
                series[week, column] = w.tally[column]
            if w.ledger[INSOLVENT_SINCE] == NEVER:
                w.counter[1] = strategy.trigger_fired(week, p, series)
                if w.counter[1] >= 0:
                    return week + 1
    return last


@entry
def take_up_strategy(p: Parameters, w: World) -> None:
    """Weigh the clients and deal the portfolios, under the strategy that `p` holds."""
    total = 0.0
    for i in range(p.organisations):
        total += w.whole[FEE + address_of(i)]
    weight = 0.0
    for i in range(p.organisations):
        at = address_of(i)
        weigh(at, total / p.organisations, p, w)
        if w.whole[SUPPLIER + at] == FIRM:
            weight += float(w.real[CARE_WEIGHT + at])
    w.dealt[:] = 0.0
    capacity = 0.0
    for position in range(p.positions):
        capacity += p.portfolio_capacity[position]
    for i in range(p.organisations):
        portfolio.deal(address_of(i), weight / capacity, p, w)
    set_up_handlers(p, w)


@entry
def populate(first: int, last: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Put the organisations first to last - 1 into an empty world."""
    for i in range(first, last):
        settle_in(address_of(i), i, k0, k1, p, w)

"""The agenda of a week, tile by tile. No formula stands here.

A tile is done in sub-passes: what all lanes do, without branches, so that the compiler takes many at a time, and which
lanes it leaves more to do for; then these, one by one. Sums of fractions are taken in the order of organisations, for
their last bits depend on it; whole numbers may be counted as it is convenient.
"""

import math

import numpy as np

from retainsim.declared import choices, columns, draws, fields, scratch
from retainsim.declared.codes import FIRM, NOBODY
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import philox, unit, week_word
from retainsim.model.mechanisms.billing import index_of, price_per_week
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, address_of
from retainsim.model.week import (
    answers,
    courting,
    decisions,
    delivery,
    experience,
    hours,
    money,
    needs,
    people,
    prices,
    surroundings,
)
from retainsim.model.week.appeal import attached

NONE = np.int32(0)
ZERO, WORDS = np.uint64(0), np.uint64(4)
FAULT_WORD, CONTACT_WORD, DECISION_WORD, DISSOLUTION_WORD = (
    fields.LANE_COUNT * np.uint64(draw) for draw in (draws.FAULT, draws.CONTACT_LEAVES, draws.DECIDES, draws.DISSOLVES))
TARGET_WORD = draws.TARGET % 4
NO_TEMPTATION = -math.inf  # below every score


@inlined
def tiles_of(w: World) -> np.uint64:
    """How many tiles there are."""
    return np.uint64(w.real.size) // fields.TILE


@inlined
def luck_of(tile: Address) -> np.uint64:
    """Where the luck of a tile begins."""
    return tile * WORDS * fields.LANE_COUNT


@inlined
def list_flagged(w: World) -> int:
    """Write the flagged lanes into `w.lanes`, in order; returns how many. No branch depends on a flag."""
    count = ZERO
    for lane in range(ZERO, fields.LANE_COUNT):
        w.lanes[count] = lane
        count += np.uint64(w.flag[lane] != 0)
    return int(count)


@kernel
def draw_luck(tile: Address, week: int, w: World) -> None:
    """Block 0 of the luck of a tile, for the whole week: `unit(w.luck[luck_of(tile) + draw * 128 + lane])`."""
    nothing = np.uint32(0)
    luck = luck_of(tile)
    for lane in range(ZERO, fields.LANE_COUNT):
        identity = np.uint32(w.whole[fields.IDENTITY + tile * fields.TILE + lane])
        fault, contact, decision, dissolution = philox(identity, week_word(week), nothing, nothing, w.k0, w.k1)
        w.luck[luck + FAULT_WORD + lane] = fault
        w.luck[luck + CONTACT_WORD + lane] = contact
        w.luck[luck + DECISION_WORD + lane] = decision
        w.luck[luck + DISSOLUTION_WORD + lane] = dissolution


@kernel
def count_clients(base: Address, p: Parameters, w: World) -> None:
    """Add the organisations of a tile to the numbers of those that suppliers serve, court and are about to serve."""
    for supplier in range(p.suppliers):
        served, pursued, coming = NONE, NONE, NONE
        narrow = int(np.int32(supplier))  # so that 32 bits are compared, not 64
        for lane in range(ZERO, fields.LANE_COUNT):
            served = np.int32(served + np.int32(w.whole[fields.SUPPLIER + base + lane] == narrow))
            pursued = np.int32(pursued + np.int32(needs.is_pursued_by(base + lane, narrow, w)))
            coming = np.int32(coming + np.int32(needs.is_coming_to(base + lane, narrow, w)))
        w.served[supplier] += served
        w.pursuits[supplier] += pursued
        w.under_way[supplier] += coming
    unattached = NONE
    for lane in range(ZERO, fields.LANE_COUNT):
        unattached = np.int32(unattached + np.int32(w.whole[fields.SUPPLIER + base + lane] == NOBODY))
    w.tally[columns.UNATTACHED] += unattached


@kernel
def surroundings_and_needs(week: int, p: Parameters, w: World) -> None:
    """Steps 1 and 2: within a tile one after the other, for neither looks at other organisations."""
    people.staff_come_and_go(week, p, w)
    surroundings.acquaintances_leave(week, p, w)
    surroundings.buildings_fail(week, p, w)
    if delivery.takes_place(p):
        delivery.strain_people(p, w)
    for tile in range(ZERO, tiles_of(w)):
        base = tile * fields.TILE
        luck = luck_of(tile)
        draw_luck(tile, week, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            surroundings.look_up_segment(base + lane, lane, p, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            draw = unit(w.luck[luck + DISSOLUTION_WORD + lane])
            w.flag[lane] = np.int32(surroundings.is_touched(base + lane, lane, week, draw, w))
        for row in range(list_flagged(w)):
            flagged = w.lanes[row]
            surroundings.surround(base + flagged, week, unit(w.luck[luck + DISSOLUTION_WORD + flagged]), p, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            needs.look_up_needs(base + lane, lane, p, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            draw = unit(w.luck[luck + FAULT_WORD + lane])
            w.flag[lane] = np.int32(needs.is_needy(base + lane, lane, week, draw, p, w))
        count_clients(base, p, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            needs.weigh_in(base + lane, w)
        for row in range(list_flagged(w)):
            flagged = w.lanes[row]
            needs.sum_up(base + flagged, flagged, week, unit(w.luck[luck + FAULT_WORD + flagged]), p, w)
        if delivery.takes_place(p):
            for lane in range(ZERO, fields.LANE_COUNT):
                delivery.ask(base + lane, week, p, w)


@kernel
def divide_hours(week: int, p: Parameters, w: World) -> None:
    """Step 3."""
    for handler in range(w.dealt.size):
        w.dealt[handler] = w.handler_weight[handler]
    hours.share_out_desk_work(p, w)
    if delivery.takes_place(p):
        delivery.share_out_work(p, w)
    hours.share_out_calls(p, w)
    hours.share_out_courting(week, p, w)


@kernel
def sum_feelings(base: Address, p: Parameters, w: World) -> None:
    """Add the hours and the feelings of the firm's clients in a tile to the record, in their order."""
    set_aside, attachment = w.tally[columns.CARE_HOURS], w.tally[columns.ATTACHMENT]
    believed, grievance = w.tally[columns.BELIEVED], w.tally[columns.GRIEVANCE]
    for lane in range(ZERO, fields.LANE_COUNT):
        at = base + lane
        if w.whole[fields.SUPPLIER + at] == FIRM:
            set_aside += experience.hours_set_aside(at, p, w)
            attachment += attached(at, p, w)
            believed += float(w.real[fields.BELIEVED + at])
            grievance += float(w.real[fields.GRIEVANCE + at])
    w.tally[columns.CARE_HOURS], w.tally[columns.ATTACHMENT] = set_aside, attachment
    w.tally[columns.BELIEVED], w.tally[columns.GRIEVANCE] = believed, grievance


@kernel
def live_through(week: int, p: Parameters, w: World) -> None:
    """Step 4."""
    for tile in range(ZERO, tiles_of(w)):
        base = tile * fields.TILE
        luck = luck_of(tile)
        for lane in range(ZERO, fields.LANE_COUNT):
            experience.look_up_rates(base + lane, lane, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            contact, fault = unit(w.luck[luck + CONTACT_WORD + lane]), unit(w.luck[luck + FAULT_WORD + lane])
            w.flag[lane] = np.int32(experience.live_regularly(base + lane, lane, week, contact, fault, p, w))
        if delivery.takes_place(p):
            for lane in range(ZERO, fields.LANE_COUNT):
                w.flag[lane] |= np.int32(experience.LATE if delivery.work_off(base + lane, week, p, w) else 0)
        for row in range(list_flagged(w)):
            flagged = w.lanes[row]
            fault = unit(w.luck[luck + FAULT_WORD + flagged])
            experience.live_rarely(base + flagged, week, fault, w.flag[flagged], p, w)
        sum_feelings(base, p, w)


@kernel
def list_targets(supplier: int, places: int, week: int, p: Parameters, w: World) -> int:
    """Put those whom a supplier would like to court most into `w.target`; returns how many."""
    count = 0
    by_luck, by_neglect, only_clients, only_former = courting.wishes(supplier, p)
    block, pair = np.uint32(draws.TARGET // 4), np.uint32(p.supplier.pair_identity[supplier])
    for tile in range(ZERO, tiles_of(w)):
        base, first = tile * fields.TILE, tile * fields.LANE_COUNT
        if by_luck:
            for lane in range(ZERO, fields.LANE_COUNT):
                identity = np.uint32(w.whole[fields.IDENTITY + base + lane])
                words = philox(identity, week_word(week), block, pair, w.k0, w.k1)
                w.looked_up[scratch.TEMPTATION + lane] = unit(words[TARGET_WORD])
        else:
            for lane in range(ZERO, fields.LANE_COUNT):
                score = courting.target_score(base + lane, w.fee[first + lane], by_neglect, p, w)
                w.looked_up[scratch.TEMPTATION + lane] = score
        least = w.temptation[places - 1] if count == places else NO_TEMPTATION
        for lane in range(ZERO, fields.LANE_COUNT):
            may_be_courted = courting.is_candidate(base + lane, week, supplier, only_clients, only_former, w)
            w.flag[lane] = np.int32(may_be_courted & (w.looked_up[scratch.TEMPTATION + lane] > least))
        if p.supplier.targets[supplier] == choices.THOSE_IT_KNOWS:
            for lane in range(ZERO, fields.LANE_COUNT):
                w.flag[lane] &= np.int32(courting.is_known(base + lane, supplier, p, w))
        for row in range(list_flagged(w)):
            flagged = w.lanes[row]
            score = w.looked_up[scratch.TEMPTATION + flagged]
            count = courting.insert(w.target, w.temptation, count, places, base + flagged, score)
    return count


@kernel
def choose_targets(week: int, p: Parameters, w: World) -> None:
    """Step 5."""
    if not courting.takes_place(week):
        return
    for tile in range(ZERO, tiles_of(w)):
        base = tile * fields.TILE
        for lane in range(ZERO, fields.LANE_COUNT):
            w.flag[lane] = np.int32(courting.is_pursued(base + lane, w))
        for row in range(list_flagged(w)):
            courting.pursue(base + w.lanes[row], week, p, w)
    for supplier in range(p.suppliers):
        places = courting.free_places(supplier, week, p, w)
        for row in range(list_targets(supplier, places, week, p, w) if places > 0 else 0):
            courting.begin_to_court(np.uint64(w.target[row]), week, supplier, p, w)


@kernel
def decide(week: int, p: Parameters, w: World) -> None:
    """Step 6."""
    decisions.open_doors(week, p, w)
    for tile in range(ZERO, tiles_of(w)):
        base = tile * fields.TILE
        luck = luck_of(tile) + DECISION_WORD
        for lane in range(ZERO, fields.LANE_COUNT):
            draw = unit(w.luck[luck + lane])
            w.flag[lane] = np.int32(decisions.may_make_up_its_mind(base + lane, week, draw, p, w))
        for row in range(list_flagged(w)):
            flagged = w.lanes[row]
            decisions.make_up_its_mind(base + flagged, week, unit(w.luck[luck + flagged]), p, w)


@kernel
def settle_accounts(week: int, p: Parameters, w: World) -> None:
    """Step 9."""
    if money.stands_still(w):
        return
    w.sums[:] = 0.0
    price_index = p.supplier.price_index[FIRM]
    for tile in range(ZERO, tiles_of(w)):
        base, first = tile * fields.TILE, tile * fields.LANE_COUNT
        for lane in range(ZERO, fields.LANE_COUNT):
            money.look_up_status(base + lane, lane, p, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            w.looked_up[scratch.PRICE + lane] = price_per_week(w.fee[first + lane], price_index)
            w.looked_up[scratch.OWED + lane] = w.owed[first + lane]
        if w.is_special[0]:
            for lane in range(ZERO, fields.LANE_COUNT):
                index = index_of(w.whole[fields.PRICE + base + lane], price_index)
                w.looked_up[scratch.PRICE + lane] = price_per_week(w.fee[first + lane], index)
                usual = price_per_week(w.fee[first + lane], price_index)
                money.count_premium(base + lane, lane, usual, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            w.flag[lane] = np.int32(money.book_regularly(base + lane, lane, week, p, w))
        for row in range(list_flagged(w)):
            flagged = w.lanes[row]
            money.book_rarely(base + flagged, week, w.looked_up[scratch.PRICE + flagged], p, w)
        for lane in range(ZERO, fields.LANE_COUNT):
            money.count_debts(first + lane, lane, w)
    for lane in range(ZERO, fields.LANE_COUNT):
        money.add_up(lane, w)
    if money.close_books(week, p, w):
        for i in range(p.organisations):
            decisions.flee_insolvency(address_of(i), week, p, w)


@kernel
def live_week(week: int, p: Parameters, w: World) -> None:
    """The agenda; each step reads the state after the step before."""
    for totals in (w.tally, w.handler_weight, w.job_load):
        totals[:] = 0.0
    for numbers in (w.served, w.under_way, w.pursuits):
        numbers[:] = 0
    prices.post_lists(week, p, w)
    answers.answer_lists(week, p, w)
    surroundings_and_needs(week, p, w)
    divide_hours(week, p, w)
    live_through(week, p, w)
    choose_targets(week, p, w)
    decide(week, p, w)
    settle_accounts(week, p, w)

"""Step 1. Services end and start, organisations are founded and dissolve, people change, buildings fail."""

import numpy as np

from retainsim.kernel import inlined, kernel
from retainsim.model.luck import REFUSES, SHARED_FAULT, STAFF_QUITS, philox, uniform, unit, week_word
from retainsim.model.mechanisms.attachment import attachment, firm_at_signing, person_at_signing
from retainsim.model.mechanisms.billing import price_per_week, weeks_on_final_bill
from retainsim.model.mechanisms.calls import part_of_a_call
from retainsim.model.mechanisms.contract import runs_on_until
from retainsim.model.mechanisms.pride import is_too_proud
from retainsim.model.mechanisms.promises import excess
from retainsim.model.parameters import Parameters
from retainsim.model.record import R_NEW_CLIENTS, R_STAFF_CHANGES, R_WRITTEN_OFF
from retainsim.model.state import (
    ALARM,
    ALERTNESS,
    ATTACH_FIRM,
    ATTACH_PERSON,
    BELIEF,
    BELIEVED,
    COURTSHIP,
    DISSOLUTION,
    DISSOLVED,
    DISSOLVES,
    ENDS,
    EXPECTED,
    FEE,
    FIRM,
    FORMER,
    FOUNDED,
    GIVEN_0,
    GIVEN_1,
    GRIEVANCE,
    HANDLER,
    IDENTITY,
    INSOLVENT_SINCE,
    LANE_COUNT,
    LEAVING,
    MARKS,
    MENDED,
    NEVER,
    NEXT,
    NO_REASON,
    NOBODY,
    ORDER_DUE,
    OUTAGE,
    OVERDUE,
    OWED,
    PURSUIT,
    REASON,
    REFUSES_FIRM,
    SEGMENT,
    SINCE,
    STARTS,
    SUITOR,
    SUPPLIER,
    TERM_END,
    TRIAL,
    UNFOUNDED,
    VISIT_DUE,
    WRITTEN_OFF,
    Address,
    Identity,
    World,
)
from retainsim.model.week.events import note
from retainsim.model.week.portfolio import take_on

SHARED_FAULT_WORD = SHARED_FAULT % 4


@kernel
def staff_come_and_go(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Positions change their incumbent; what a client felt for the person leaves with the person, in part."""
    for position in range(p.positions):
        if uniform(k0, k1, week, p.position_identity[position], STAFF_QUITS, 0) < p.staff_quits_chance[position]:
            w.carried[position] = p.kept_at_hand_over
            w.tally[R_STAFF_CHANGES] += 1.0
        else:
            w.carried[position] = 1.0


@inlined
def rows_of_buildings(p: Parameters) -> np.uint64:
    """The number of buildings, rounded up to whole rows of lanes."""
    return (np.uint64(p.buildings) + LANE_COUNT - np.uint64(1)) // LANE_COUNT * LANE_COUNT


@kernel
def buildings_fail(week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """Faults that all clients of a supplier in one building share."""
    block = np.uint32(SHARED_FAULT // 4)
    for supplier in range(p.suppliers):
        pair = np.uint32(p.pair_identity[supplier])
        chance = p.shared_fault_chance[supplier]
        for first in range(np.uint64(0), rows_of_buildings(p), LANE_COUNT):
            row = np.uint64(supplier) * rows_of_buildings(p) + first
            for lane in range(np.uint64(0), LANE_COUNT):
                words = philox(np.uint32(first + lane), week_word(week), block, pair, k0, k1)
                w.shared_fault[row + lane] = np.uint8(unit(words[SHARED_FAULT_WORD]) < chance)


@kernel
def bill_the_rest(at: Address, week: int, p: Parameters, w: World) -> None:
    """Invoice what the firm has served and not yet billed."""
    weeks = weeks_on_final_bill(week, w.whole[IDENTITY + at], w.whole[SINCE + at], p.invoice_every)
    w.whole[OWED + at] += weeks * price_per_week(w.whole[FEE + at], p.price_index[FIRM])


@kernel
def stop_being_served(at: Address, week: int, supplier: int, p: Parameters, w: World) -> None:
    """Leave the organisation with nobody (or dissolved), and clear what belonged to the relation."""
    w.whole[SUPPLIER + at] = supplier
    w.whole[HANDLER + at] = p.positions + p.suppliers - 1
    w.whole[SINCE + at] = week
    w.whole[OUTAGE + at] = 0
    w.real[GRIEVANCE + at] = 0.0
    w.real[ATTACH_PERSON + at] = 0.0
    w.real[ATTACH_FIRM + at] = 0.0
    w.real[ALERTNESS + at] = 0.0
    w.real[EXPECTED + at] = 0.0
    w.real[BELIEVED + at] = 0.0


@kernel
def sign(at: Address, week: int, supplier: int, courtship: float, promised: float, p: Parameters, w: World) -> None:
    """Begin a contract with a supplier that had courted and promised so much; the handler is chosen by the caller."""
    w.whole[SUPPLIER + at] = supplier
    w.whole[SINCE + at] = week
    w.whole[TERM_END + at] = week + p.term_weeks[w.whole[SEGMENT + at]]
    w.whole[OUTAGE + at] = 0
    w.real[GRIEVANCE + at] = 0.0
    w.real[VISIT_DUE + at] = part_of_a_call(float(w.real[VISIT_DUE + at]))
    w.real[ORDER_DUE + at] = part_of_a_call(float(w.real[ORDER_DUE + at]))
    builds = p.attachment_strength > 0.0
    w.real[ATTACH_PERSON + at] = (
        person_at_signing(courtship, p.kept_at_hand_over, p.hands_over[supplier] != 0) if builds else 0.0)
    w.real[ATTACH_FIRM + at] = firm_at_signing(courtship, p.signing_firm_share) if builds else 0.0
    w.real[BELIEVED + at] = attachment(float(w.real[ATTACH_PERSON + at]), float(w.real[ATTACH_FIRM + at]),
                                       p.person_share) if supplier == FIRM else 0.0
    w.real[EXPECTED + at] = excess(promised, p.quality[supplier]) if p.promises_on != 0 else 0.0
    w.real[ALERTNESS + at] = 0.0
    w.whole[MARKS + at] &= ~MENDED


@kernel
def lose_suitor(at: Address, week: int, w: World) -> None:
    """Nobody courts the organisation any more, and what courtship there was is gone."""
    w.whole[SUITOR + at] = NOBODY
    w.whole[PURSUIT + at] = week
    w.whole[TRIAL + at] = NEVER
    w.real[COURTSHIP + at] = 0.0
    w.real[BELIEF + at] = 0.0


@kernel
def undecided(at: Address, week: int, w: World) -> None:
    """Clear a decision and the courtship that led to it."""
    w.whole[LEAVING + at] = NEVER
    w.whole[REASON + at] = NO_REASON
    w.whole[ALARM + at] = NEVER
    lose_suitor(at, week, w)


@kernel
def refuses(at: Address, supplier: int, w: World) -> bool:
    """Whether an organisation would never decide for a supplier."""
    return (w.whole[MARKS + at] & (REFUSES_FIRM << supplier)) != 0


@kernel
def look_back_in_anger(at: Address, week: int, old: int, reason: int, k0: np.uint32, k1: np.uint32, p: Parameters,
                       w: World) -> None:
    """One who leaves may be too proud ever to return."""
    luck = uniform(k0, k1, week, w.whole[IDENTITY + at], REFUSES, 0)
    if is_too_proud(luck, p.pride_by_reason[reason]):
        w.whole[MARKS + at] |= REFUSES_FIRM << old


@kernel
def give_up_claims(at: Address, w: World) -> None:
    """What the organisation owes the firm is lost."""
    lost = w.whole[OWED + at] + w.whole[OVERDUE + at]
    w.ledger[WRITTEN_OFF] += lost
    w.tally[R_WRITTEN_OFF] += lost
    w.whole[OWED + at] = 0
    w.whole[OVERDUE + at] = 0


@kernel
def change_supplier(at: Address, i: Identity, week: int, k0: np.uint32, k1: np.uint32, p: Parameters,
                    w: World) -> None:
    """1a. Service ends, and starts elsewhere, in the week that was fixed when the decision fell."""
    old = w.whole[SUPPLIER + at]
    new = w.whole[NEXT + at]
    reason = w.whole[REASON + at]
    if new == FIRM and w.ledger[INSOLVENT_SINCE] != NEVER:
        new = NOBODY
    if old >= 0:
        if old == FIRM and w.ledger[INSOLVENT_SINCE] == NEVER:
            bill_the_rest(at, week, p, w)
        look_back_in_anger(at, week, old, reason, k0, k1, p, w)
        note(w, week, ENDS, i, old, new, reason)
    if new >= 0:
        is_won = w.whole[SUITOR + at] == new
        sign(at, week, new, float(w.real[COURTSHIP + at]) if is_won else 0.0,
             float(w.real[BELIEF + at]) if is_won else p.reputation[new], p, w)
        if new == FIRM:
            w.tally[R_NEW_CLIENTS] += 1.0
            w.whole[MARKS + at] |= FORMER
            take_on(at, is_won, p, w)
        else:
            w.whole[HANDLER + at] = p.positions + new - 1
        note(w, week, STARTS, i, old, new, reason)
    else:
        stop_being_served(at, week, NOBODY, p, w)
    undecided(at, week, w)


@kernel
def dissolve(at: Address, i: Identity, week: int, p: Parameters, w: World) -> None:
    """1c. An organisation ceases to exist; what it owes is lost."""
    old = w.whole[SUPPLIER + at]
    if old == FIRM and w.ledger[INSOLVENT_SINCE] == NEVER:
        bill_the_rest(at, week, p, w)
    give_up_claims(at, w)
    note(w, week, DISSOLVES, i, old, DISSOLVED, DISSOLUTION)
    stop_being_served(at, week, DISSOLVED, p, w)
    undecided(at, week, w)


@inlined
def look_up_segment(at: Address, lane: Address, p: Parameters, w: World) -> None:
    """What `is_touched` wants from tables: the chance of dissolving, and for how long a contract runs on."""
    segment = w.whole[SEGMENT + at]
    w.given[GIVEN_0 + lane] = p.dissolution_chance[segment]
    w.given[GIVEN_1 + lane] = p.renewal_weeks[segment]


@inlined
def is_touched(at: Address, lane: Address, week: int, luck: float, w: World) -> bool:
    """Whether `surround` may find something to do."""
    supplier = w.whole[SUPPLIER + at]
    is_founded = (supplier == UNFOUNDED) & (w.whole[SINCE + at] == week)
    runs_on = (supplier >= 0) & (w.whole[TERM_END + at] <= week) & (w.given[GIVEN_1 + lane] > 0.0)
    return (w.whole[LEAVING + at] == week) | is_founded | runs_on | (luck < w.given[GIVEN_0 + lane])


@kernel
def surround(at: Address, i: Identity, week: int, luck: float, k0: np.uint32, k1: np.uint32, p: Parameters,
             w: World) -> None:
    """1a, b, c, f for one organisation."""
    if w.whole[LEAVING + at] == week:
        change_supplier(at, i, week, k0, k1, p, w)
    if week >= 0 and p.demography_on != 0:
        if w.whole[SUPPLIER + at] == UNFOUNDED and w.whole[SINCE + at] == week:
            w.whole[SUPPLIER + at] = NOBODY
            note(w, week, FOUNDED, i, UNFOUNDED, NOBODY, NO_REASON)
        if luck < p.dissolution_chance[w.whole[SEGMENT + at]] and w.whole[SUPPLIER + at] >= NOBODY:
            dissolve(at, i, week, p, w)
    renewal = p.renewal_weeks[w.whole[SEGMENT + at]]
    if (w.whole[SUPPLIER + at] >= 0 and w.whole[LEAVING + at] == NEVER and renewal > 0
            and week >= w.whole[TERM_END + at]):
        w.whole[TERM_END + at] = runs_on_until(w.whole[TERM_END + at], week, renewal)

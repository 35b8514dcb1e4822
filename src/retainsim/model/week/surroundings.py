"""Step 1. Services end and start, organisations are founded and dissolve, people change, buildings fail."""

import numpy as np

from retainsim.declared import columns, draws, events, fields, ledger, reasons, scratch
from retainsim.declared.codes import (
    DISSOLVED,
    FIRM,
    FORMER,
    KEPT_BY_PRICE,
    MENDED,
    NEVER,
    NOBODY,
    PROMISED,
    REFUSES_FIRM,
    UNFOUNDED,
)
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import philox, uniform, unit, week_word
from retainsim.model.mechanisms.attachment import firm_at_signing, person_after_leaving, person_at_signing
from retainsim.model.mechanisms.billing import weeks_on_final_bill
from retainsim.model.mechanisms.calls import part_of_a_call
from retainsim.model.mechanisms.contract import runs_on_until
from retainsim.model.mechanisms.pride import is_too_proud
from retainsim.model.mechanisms.promises import excess
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, address_of, note, place_of
from retainsim.model.week.appeal import attached, believed_of
from retainsim.model.week.delivery import drop_work
from retainsim.model.week.hours import take_on
from retainsim.model.week.prices import come_under_list, price

SHARED_FAULT_WORD = draws.SHARED_FAULT % 4


@kernel
def acquaintances_leave(week: int, p: Parameters, w: World) -> None:
    """Who knows clients leaves the firm for a rival; those who are still there miss the person."""
    for supplier in range(p.suppliers):
        if p.supplier.start_week[supplier] == week:
            for segment in range(p.clients.first.size - 1):
                first = p.clients.first[segment]
                for i in range(first, first + p.acquaintances.number[supplier, segment]):
                    at = address_of(i)
                    if w.whole[fields.SUPPLIER + at] == FIRM and w.whole[fields.SINCE + at] <= 0:
                        w.real[fields.ATTACH_PERSON + at] = person_after_leaving(
                            float(w.real[fields.ATTACH_PERSON + at]), p.acquaintances.attachment[supplier, segment],
                            p.attachment.kept_at_hand_over)


@inlined
def rows_of_buildings(p: Parameters) -> np.uint64:
    """The number of buildings, rounded up to whole rows of lanes."""
    return (np.uint64(p.market.buildings) + fields.LANE_COUNT - np.uint64(1)) // fields.LANE_COUNT * fields.LANE_COUNT


@kernel
def buildings_fail(week: int, p: Parameters, w: World) -> None:
    """Faults that all clients of a supplier in one building share."""
    block = np.uint32(draws.SHARED_FAULT // 4)
    for supplier in range(p.suppliers):
        pair = np.uint32(p.supplier.pair_identity[supplier])
        chance = p.supplier.shared_fault_rate_within_week[supplier]
        for first in range(np.uint64(0), rows_of_buildings(p), fields.LANE_COUNT):
            row = np.uint64(supplier) * rows_of_buildings(p) + first
            for lane in range(np.uint64(0), fields.LANE_COUNT):
                words = philox(np.uint32(first + lane), week_word(week), block, pair, w.k0, w.k1)
                w.shared_fault[row + lane] = np.uint8(unit(words[SHARED_FAULT_WORD]) < chance)


@kernel
def bill_the_rest(at: Address, week: int, p: Parameters, w: World) -> None:
    """Invoice what the firm has served and not yet billed."""
    weeks = weeks_on_final_bill(week, w.whole[fields.IDENTITY + at], w.whole[fields.SINCE + at],
                                p.firm.invoice_every_weeks)
    w.owed[place_of(at)] += weeks * price(at, p, w)


@kernel
def stop_being_served(at: Address, week: int, supplier: int, p: Parameters, w: World) -> None:
    """Leave the organisation with nobody (or dissolved), and clear what belonged to the relation."""
    w.whole[fields.SUPPLIER + at] = supplier
    w.whole[fields.PRICE + at] = 0
    w.whole[fields.MARKS + at] &= ~(PROMISED | KEPT_BY_PRICE)
    w.whole[fields.HANDLER + at] = p.positions + p.suppliers - 1
    w.whole[fields.SINCE + at] = week
    w.whole[fields.OUTAGE + at] = 0
    for field in (fields.GRIEVANCE, fields.ATTACH_PERSON, fields.ATTACH_FIRM, fields.ALERTNESS, fields.EXPECTED,
                  fields.BELIEVED):
        w.real[field + at] = 0.0
    drop_work(at, w)


@kernel
def sign(at: Address, week: int, supplier: int, courtship: float, promised: float, p: Parameters, w: World) -> None:
    """Begin a contract with a supplier that had courted and promised so much; the handler is chosen by the caller."""
    w.whole[fields.SUPPLIER + at] = supplier
    w.whole[fields.PRICE + at] = 0
    w.whole[fields.MARKS + at] &= ~(PROMISED | KEPT_BY_PRICE)
    w.whole[fields.SINCE + at] = week
    w.whole[fields.TERM_END + at] = week + p.clients.term_weeks[w.whole[fields.SEGMENT + at]]
    w.whole[fields.OUTAGE + at] = 0
    w.real[fields.GRIEVANCE + at] = 0.0
    w.real[fields.VISIT_DUE + at] = part_of_a_call(float(w.real[fields.VISIT_DUE + at]))
    w.real[fields.ORDER_DUE + at] = part_of_a_call(float(w.real[fields.ORDER_DUE + at]))
    person, firm = 0.0, 0.0
    if p.attachment.strength > 0.0:
        is_handed_over = p.supplier.hands_over[supplier] != 0
        person = person_at_signing(courtship, p.attachment.kept_at_hand_over, is_handed_over)
        firm = firm_at_signing(courtship, p.attachment.signing_firm_share)
    w.real[fields.ATTACH_PERSON + at] = person
    w.real[fields.ATTACH_FIRM + at] = firm
    w.real[fields.BELIEVED + at] = attached(at, p, w) if supplier == FIRM else 0.0
    w.real[fields.EXPECTED + at] = excess(promised, p.supplier.quality[supplier]) if p.promises.strength > 0.0 else 0.0
    w.real[fields.ALERTNESS + at] = 0.0
    w.whole[fields.MARKS + at] &= ~MENDED
    drop_work(at, w)


@kernel
def lose_suitor(at: Address, week: int, w: World) -> None:
    """Nobody courts the organisation any more, and what courtship there was is gone; what a trial taught is not."""
    if w.whole[fields.TRIAL + at] != NEVER:
        w.whole[fields.TRIED + at] = w.whole[fields.SUITOR + at]
        w.whole[fields.TRIED_UNTIL + at] = week
        w.real[fields.REMEMBERED + at] = w.real[fields.BELIEF + at]
    w.whole[fields.SUITOR + at] = NOBODY
    w.whole[fields.PURSUIT + at] = week
    w.whole[fields.TRIAL + at] = NEVER
    w.real[fields.COURTSHIP + at] = 0.0
    w.real[fields.BELIEF + at] = 0.0


@kernel
def undecided(at: Address, week: int, w: World) -> None:
    """Clear a decision and the courtship that led to it."""
    w.whole[fields.LEAVING + at] = NEVER
    w.whole[fields.REASON + at] = reasons.NONE
    w.whole[fields.ALARM + at] = NEVER
    lose_suitor(at, week, w)


@kernel
def refuses(at: Address, supplier: int, w: World) -> bool:
    """Whether an organisation would never decide for a supplier."""
    return (w.whole[fields.MARKS + at] & (REFUSES_FIRM << supplier)) != 0


@kernel
def look_back_in_anger(at: Address, week: int, old: int, reason: int, p: Parameters, w: World) -> None:
    """One who leaves may be too proud ever to return, by its reason for leaving."""
    share = 0.0
    if reason == reasons.COURTED:
        share = p.pride.after_courted
    elif reason == reasons.TENDER:
        share = p.pride.after_tender
    elif reason == reasons.BACKGROUND:
        share = p.pride.after_background
    luck = uniform(week, w.whole[fields.IDENTITY + at], draws.REFUSES, 0, w)
    if is_too_proud(luck, share):
        w.whole[fields.MARKS + at] |= REFUSES_FIRM << old


@kernel
def give_up_claims(at: Address, w: World) -> None:
    """What the organisation owes the firm is lost."""
    lost = w.owed[place_of(at)] + w.arrears[place_of(at)]
    w.ledger[ledger.WRITTEN_OFF] += int(lost)
    w.tally[columns.WRITTEN_OFF] += lost
    w.owed[place_of(at)] = 0.0
    w.arrears[place_of(at)] = 0.0
    w.whole[fields.OVERDUE + at] = 0


@kernel
def change_supplier(at: Address, week: int, p: Parameters, w: World) -> None:
    """1a. Service ends, and starts elsewhere, in the week that was fixed when the decision fell."""
    old = w.whole[fields.SUPPLIER + at]
    new = w.whole[fields.NEXT + at]
    reason = w.whole[fields.REASON + at]
    if new == FIRM and w.ledger[ledger.INSOLVENT_SINCE] != NEVER:
        new = NOBODY
    if old >= 0:
        if old == FIRM and w.ledger[ledger.INSOLVENT_SINCE] == NEVER:
            bill_the_rest(at, week, p, w)
        look_back_in_anger(at, week, old, reason, p, w)
        note(at, week, events.ENDS, old, new, reason, w)
    if new >= 0:
        is_won = w.whole[fields.SUITOR + at] == new
        sign(at, week, new, float(w.real[fields.COURTSHIP + at]) if is_won else 0.0,
             float(w.real[fields.BELIEF + at]) if is_won
             else believed_of(at, new, p.supplier.reputation[new], week, p, w), p, w)
        if new == FIRM:
            w.tally[columns.NEW_CLIENTS] += 1.0
            w.whole[fields.MARKS + at] |= FORMER
            take_on(at, is_won, p, w)
        else:
            w.whole[fields.HANDLER + at] = p.positions + new - 1
        note(at, week, events.STARTS, old, new, reason, w)
        if new == FIRM:
            come_under_list(at, week, old, p, w)
    else:
        stop_being_served(at, week, NOBODY, p, w)
    undecided(at, week, w)


@kernel
def dissolve(at: Address, week: int, p: Parameters, w: World) -> None:
    """1c. An organisation ceases to exist; what it owes is lost."""
    old = w.whole[fields.SUPPLIER + at]
    if old == FIRM and w.ledger[ledger.INSOLVENT_SINCE] == NEVER:
        bill_the_rest(at, week, p, w)
    give_up_claims(at, w)
    note(at, week, events.DISSOLVES, old, DISSOLVED, reasons.DISSOLUTION, w)
    stop_being_served(at, week, DISSOLVED, p, w)
    undecided(at, week, w)


@inlined
def look_up_segment(at: Address, lane: Address, p: Parameters, w: World) -> None:
    """What `is_touched` wants from tables: the chance of dissolving, and for how long a contract runs on."""
    segment = w.whole[fields.SEGMENT + at]
    w.looked_up[scratch.DISSOLUTION_CHANCE + lane] = p.clients.dissolution_within_week[segment]
    w.looked_up[scratch.RENEWAL_WEEKS + lane] = p.clients.renewal_weeks[segment]


@inlined
def is_touched(at: Address, lane: Address, week: int, luck: float, w: World) -> bool:
    """Whether `surround` may find something to do."""
    supplier = w.whole[fields.SUPPLIER + at]
    is_founded = (supplier == UNFOUNDED) & (w.whole[fields.SINCE + at] == week)
    runs_on = ((supplier >= 0) & (w.whole[fields.TERM_END + at] <= week)
               & (w.looked_up[scratch.RENEWAL_WEEKS + lane] > 0.0))
    dissolves = luck < w.looked_up[scratch.DISSOLUTION_CHANCE + lane]
    return (w.whole[fields.LEAVING + at] == week) | is_founded | runs_on | dissolves


@kernel
def surround(at: Address, week: int, luck: float, p: Parameters, w: World) -> None:
    """1a, b, c, f for one organisation."""
    if w.whole[fields.LEAVING + at] == week:
        change_supplier(at, week, p, w)
    if week >= 0 and p.demography.strength > 0.0:
        if w.whole[fields.SUPPLIER + at] == UNFOUNDED and w.whole[fields.SINCE + at] == week:
            w.whole[fields.SUPPLIER + at] = NOBODY
            note(at, week, events.FOUNDED, UNFOUNDED, NOBODY, reasons.NONE, w)
        chance = p.clients.dissolution_within_week[w.whole[fields.SEGMENT + at]]
        if luck < chance and w.whole[fields.SUPPLIER + at] >= NOBODY:
            dissolve(at, week, p, w)
    renewal = p.clients.renewal_weeks[w.whole[fields.SEGMENT + at]]
    if (w.whole[fields.SUPPLIER + at] >= 0 and w.whole[fields.LEAVING + at] == NEVER and renewal > 0
            and week >= w.whole[fields.TERM_END + at]):
        w.whole[fields.MARKS + at] &= ~KEPT_BY_PRICE
        w.whole[fields.TERM_END + at] = runs_on_until(w.whole[fields.TERM_END + at], week, renewal)

"""Step 4. What the client lived through: silence, visits, outages, reminders, order calls, courtship."""

import numpy as np

from retainsim.declared import choices, columns, draws, events, fields, jobs, scratch
from retainsim.declared.codes import FIRM, NEVER, REMINDED
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import uniform, uniforms
from retainsim.model.mechanisms import attachment, grievance, promises, voice
from retainsim.model.mechanisms.billing import value
from retainsim.model.mechanisms.calls import is_due, left_after_call
from retainsim.model.mechanisms.delivery import weight_of_lateness
from retainsim.model.mechanisms.faults import is_delight
from retainsim.model.mechanisms.orders import is_order
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note
from retainsim.model.week.appeal import attached
from retainsim.model.week.delivery import lateness
from retainsim.model.week.needs import owes_an_answer, wants_delegation
from retainsim.model.week.prices import price, usual_price
from retainsim.model.week.rescue import may_be_visited, may_complain
from retainsim.numeric import left_after_week, nearer_to_one

VISITED, CONTACT_LEFT, MORE, LATE = 1, 2, 4, 8


@inlined
def look_up_rates(at: Address, lane: Address, w: World) -> None:
    """What `live_regularly` wants from tables."""
    handler = w.whole[fields.HANDLER + at]
    w.looked_up[scratch.VISITS + lane] = w.visits[handler]
    w.looked_up[scratch.CALLS + lane] = w.calls[handler]
    w.looked_up[scratch.CARRIED + lane] = w.carried[handler]


@inlined
def live_regularly(at: Address, lane: Address, week: int, contact_luck: float, fault_luck: float, p: Parameters,
                   w: World) -> int:
    """What every client lives through every week; no branches, so that many are done at once.

    Returns what has happened and what `live_rarely` is to look into: bits VISITED, CONTACT_LEFT, MORE.
    """
    is_firm = w.whole[fields.SUPPLIER + at] == FIRM
    is_served = w.whole[fields.SUPPLIER + at] >= 0
    contact_left = contact_luck < p.attachment.contact_leaves_within_week
    carried = w.looked_up[scratch.CARRIED + lane] * (p.attachment.kept_at_hand_over if contact_left else 1.0)
    person = left_after_week(float(w.real[fields.ATTACH_PERSON + at]), p.attachment.kept_person_per_week * carried)
    firm = left_after_week(float(w.real[fields.ATTACH_FIRM + at]), p.attachment.kept_firm_per_week)
    weight = float(w.real[fields.CARE_WEIGHT + at]) if is_firm else 1.0
    due = float(w.real[fields.VISIT_DUE + at]) + min(1.0, w.looked_up[scratch.VISITS + lane] * weight)
    visit = is_due(due) & is_served
    person = nearer_to_one(person, p.attachment.visit_gain_person) if visit else person
    firm = nearer_to_one(firm, p.attachment.visit_gain_firm) if visit else firm
    w.real[fields.ATTACH_PERSON + at] = person
    w.real[fields.ATTACH_FIRM + at] = firm
    believed = voice.picture_after_silence(float(w.real[fields.BELIEVED + at]), p.voice.optimism_kept_per_week)
    noticed = voice.picture_after_news(believed, attachment.attachment(person, firm, p.attachment.person_share),
                                       p.voice.told_by_visit)
    w.real[fields.BELIEVED + at] = (noticed if visit else believed) if is_firm else 0.0
    w.real[fields.VISIT_DUE + at] = left_after_call(due) if is_served else due
    order_due = np.float32(float(w.real[fields.ORDER_DUE + at]) + w.looked_up[scratch.CALLS + lane])
    w.real[fields.ORDER_DUE + at] = order_due
    expected = float(w.real[fields.EXPECTED + at])
    still_expected = left_after_week(expected, p.promises.kept_per_week)
    w.real[fields.EXPECTED + at] = still_expected
    old = left_after_week(float(w.real[fields.GRIEVANCE + at]), p.grievance.kept_per_week)
    loss = promises.disillusion(expected, still_expected, p.promises.strength * p.grievance.loss_weight)
    w.real[fields.GRIEVANCE + at] = grievance.after_experience(old, loss)
    w.real[fields.ALERTNESS + at] = left_after_week(float(w.real[fields.ALERTNESS + at]), p.alertness.kept_per_week)
    undecided = w.whole[fields.LEAVING + at] == NEVER
    fading = p.courting.kept_per_week if undecided else 1.0  # the winner stays in touch
    w.real[fields.COURTSHIP + at] = left_after_week(float(w.real[fields.COURTSHIP + at]), fading)
    calls = is_firm & (is_due(float(order_due)) | is_delight(fault_luck, p.firm.delights_within_week))
    more = (calls | (w.whole[fields.OUTAGE + at] > 0) | ((w.whole[fields.SUITOR + at] >= 0) & undecided)
            | owes_an_answer(at, week, p, w) | wants_delegation(at, week, p, w))
    return (VISITED if visit & is_firm else 0) + (CONTACT_LEFT if contact_left & is_firm else 0) + (MORE if more else 0)


@inlined
def hours_set_aside(at: Address, p: Parameters, w: World) -> float:
    """Caring hours [hours] that a client of the firm has got this week: those of a visit at most."""
    return p.attachment.visit_hours * min(1.0, w.visits[w.whole[fields.HANDLER + at]]
                                          * float(w.real[fields.CARE_WEIGHT + at]))


@kernel
def wake(at: Address, by: float, w: World) -> None:
    """A contact that makes the client look around."""
    w.real[fields.ALERTNESS + at] = nearer_to_one(float(w.real[fields.ALERTNESS + at]), by)


@kernel
def hear_bad_news(at: Address, p: Parameters, w: World) -> None:
    """A contact that was about money or a failure."""
    dent = p.attachment.bad_news_dent
    w.real[fields.ATTACH_PERSON + at] = attachment.after_bad_news(float(w.real[fields.ATTACH_PERSON + at]), dent)
    w.real[fields.ATTACH_FIRM + at] = attachment.after_bad_news(float(w.real[fields.ATTACH_FIRM + at]), dent)
    wake(at, p.alertness.bad_news, w)


@kernel
def live_through_outage(at: Address, luck: float, p: Parameters, w: World) -> None:
    """Another week without service: a bad experience, a call about it, and perhaps the repair."""
    supplier = w.whole[fields.SUPPLIER + at]
    w.real[fields.GRIEVANCE + at] = grievance.after_experience(float(w.real[fields.GRIEVANCE + at]),
                                                               p.grievance.loss_weight)
    hear_bad_news(at, p, w)
    chance = w.job_share[jobs.REPAIR] if supplier == FIRM else p.supplier.mended_within_week[supplier]
    w.whole[fields.OUTAGE + at] = 0 if luck < chance else w.whole[fields.OUTAGE + at] + 1


@kernel
def live_through_lateness(at: Address, p: Parameters, w: World) -> None:
    """Another week in which work is late: a bad experience, and a reason to look around."""
    weight = weight_of_lateness(p.grievance.loss_weight * p.delivery.late_weight, lateness(at, p, w))
    w.real[fields.GRIEVANCE + at] = grievance.after_experience(float(w.real[fields.GRIEVANCE + at]), weight)
    wake(at, p.delivery.wakes, w)


@kernel
def live_through_reminder(at: Address, during_outage: bool, p: Parameters, w: World) -> bool:
    """The firm asks: where is the money? Whether a client was called about it."""
    w.whole[fields.MARKS + at] |= REMINDED
    w.tally[columns.REMINDERS] += 1.0
    is_called = w.whole[fields.SUPPLIER + at] == FIRM and p.strategy.duns_by == choices.CALL
    if is_called:
        weight = grievance.reminder_weight(p.grievance.loss_weight * p.grievance.reminder, during_outage)
        w.real[fields.GRIEVANCE + at] = grievance.after_experience(float(w.real[fields.GRIEVANCE + at]), weight)
        hear_bad_news(at, p, w)
    return is_called


@kernel
def take_order_call(at: Address, luck: float, p: Parameters, w: World) -> None:
    """The firm asks for another order."""
    w.tally[columns.ORDER_CALLS] += 1.0
    reciprocated = float(w.real[fields.RECIPROCITY + at]) * attached(at, p, w)
    if is_order(luck, p.orders.chance, p.orders.attachment_effect, reciprocated):
        w.tally[columns.ORDERS] += 1.0
        worth = value(p.orders.value_weeks, price(at, p, w))
        w.tally[columns.ORDER_REVENUE] += worth
        w.tally[columns.ORDER_PREMIUM] += worth - value(p.orders.value_weeks, usual_price(at, p, w))
    else:
        wake(at, p.alertness.selling, w)


@kernel
def live_rarely(at: Address, week: int, fault_luck: float, happened: int, p: Parameters, w: World) -> None:
    """What happens to some clients in some weeks; `happened` are the bits of `live_regularly`, and LATE."""
    supplier = w.whole[fields.SUPPLIER + at]
    suitor = w.whole[fields.SUITOR + at]
    if suitor >= 0 and w.whole[fields.LEAVING + at] == NEVER and w.hours_per_pursuit[suitor] > 0.0:
        w.real[fields.COURTSHIP + at] = nearer_to_one(float(w.real[fields.COURTSHIP + at]),
                                                      p.courting.gain_per_hour * w.hours_per_pursuit[suitor])
    reminds = owes_an_answer(at, week, p, w)
    is_expecting = wants_delegation(at, week, p, w)
    if supplier < 0 and not reminds:
        return
    is_out, is_late, is_called = w.whole[fields.OUTAGE + at] > 0, (happened & LATE) != 0, False
    calls = supplier == FIRM and is_due(float(w.real[fields.ORDER_DUE + at]))
    if supplier == FIRM:
        w.tally[columns.VISITS] += (happened & VISITED) != 0
        w.tally[columns.CONTACT_CHANGES] += (happened & CONTACT_LEFT) != 0
        if not is_out and is_delight(fault_luck, p.firm.delights_within_week):
            w.tally[columns.DELIGHTS] += 1.0
            note(at, week, events.DELIGHT, FIRM, FIRM, 0, w)
            w.real[fields.GRIEVANCE + at] = grievance.after_experience(float(w.real[fields.GRIEVANCE + at]),
                                                                       -p.grievance.strength)
    if is_late:
        live_through_lateness(at, p, w)
    if is_out or reminds:
        luck = uniforms(week, w.whole[fields.IDENTITY + at], draws.MENDED // 4, 0, w)
        if is_out:
            live_through_outage(at, luck[draws.MENDED % 4], p, w)
        if reminds and luck[draws.REMINDED % 4] < w.job_share[jobs.DUNNING]:
            is_called = live_through_reminder(at, is_out, p, w)
    if supplier == FIRM and (is_out or is_called or is_late):
        may_complain(at, week, p, w)
    if is_expecting:
        may_be_visited(at, week, p, w)
    if calls:
        w.real[fields.ORDER_DUE + at] = left_after_call(float(w.real[fields.ORDER_DUE + at]))
        take_order_call(at, uniform(week, w.whole[fields.IDENTITY + at], draws.ORDER, 0, w), p, w)

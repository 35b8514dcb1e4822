"""Step 4 of the naive week: what the client lived through."""

import math

from .entities import NEVER, REMINDED
from .rescue import complaint, delegation, wants_rescue
from .suitors import is_pursued
from .week import wants_reminder
from .work import mind_the_delay


def flush(x):
    """What is left after a decay; next to nothing is nothing."""
    return 0.0 if abs(x) < 1e-6 else x


def kept(half_life):
    """Part kept after a week of a decay with this half-life [weeks]."""
    return 1.0 if half_life == 0 else math.exp(-math.log(2) / half_life)


def experience(world):
    """Step 4: what the client lived through."""
    for i, o in enumerate(world.organisations):
        was_out, was_alarmed = o.outage > 0, wants_rescue(world, o)
        troubled = False  # had bad news this week
        courted(world, o)
        if o.supplier >= 0:
            week_passes(world, o)
            visited(world, o)
            troubled = mind_the_delay(world, i, o)
            troubled = service_felt(world, i, o) or troubled
        if wants_reminder(world, o) and world.luck.uniform(world.week, o.identity, 7) < world.dunning_granted:
            troubled = reminded(world, o, was_out) or troubled
        if o.supplier == 0:
            if troubled:
                complaint(world, i, o)
            if was_alarmed:
                delegation(world, i, o)
            order_call(world, o)
        o.store()
    world.tally["believed"] = sum(o.believed for o in world.organisations if o.supplier == 0)


def position_of(world, o):
    """The firm's position that looks after this client, or None."""
    return world.positions[o.handler] if o.handler < len(world.positions) else None


def week_passes(world, o):
    """Step 4, of the served: memories fade, people on either side change."""
    attachment, turnover = world.mechanisms.attachment, world.mechanisms.turnover
    position = position_of(world, o)
    carried = position.carried if position else 1.0
    leaves = world.chance(turnover.strength * attachment.contact_leaves_per_year / 52)
    k = attachment.kept_at_hand_over if world.luck.uniform(world.week, o.identity, 1) < leaves else 1.0
    o.attach_person = flush(o.attach_person * kept(attachment.half_life_person_weeks) * carried * k)
    o.attach_firm = flush(o.attach_firm * kept(attachment.half_life_firm_weeks))
    grievance, promises = world.mechanisms.grievance, world.mechanisms.promises
    expected = flush(o.expected * kept(promises.half_life_weeks))
    disappointed = promises.strength * grievance.strength * grievance.loss_weight * (o.expected - expected)
    o.grievance = flush(o.grievance * kept(grievance.half_life_weeks)) + disappointed
    o.expected = expected
    o.alertness = flush(o.alertness * kept(world.mechanisms.alertness.half_life_weeks))
    if o.supplier == 0:
        o.believed = 1 - (1 - o.believed) * kept(world.mechanisms.voice.optimism_half_life_weeks)


def visited(world, o):
    """Step 4, of the served: a caring visit, when one is due."""
    attachment = world.mechanisms.attachment
    position = position_of(world, o)
    if o.supplier > 0:
        o.visit_due += min(1.0, world.suppliers[o.supplier].visits_per_year / 52)
    elif position:
        o.visit_due += min(1.0, position.visits * o.care_weight)
    if o.visit_due >= 1:
        o.visit_due -= 1
        world.tally["visits"] += o.supplier == 0
        gain = attachment.strength * attachment.visit_gain_person
        o.attach_person = min(1.0, o.attach_person + gain * (1 - o.attach_person))
        gain = attachment.strength * attachment.visit_gain_firm
        o.attach_firm = min(1.0, o.attach_firm + gain * (1 - o.attach_firm))
        if o.supplier == 0:
            o.believed += world.mechanisms.voice.told_by_visit * (world.attachment(o) - o.believed)


def bad_news(world, o):
    """Step 4, *bad news*."""
    attachment = world.mechanisms.attachment
    left = max(0.0, 1 - attachment.bad_news_dent * attachment.strength)
    o.attach_person *= left
    o.attach_firm *= left
    awaken(world, o, world.mechanisms.alertness.bad_news)


def awaken(world, o, share):
    """Step 4, *bad news* and *order call*: the client looks around more than before."""
    o.alertness += min(1.0, world.mechanisms.alertness.strength * share) * (1 - o.alertness)


def service_felt(world, i, o):
    """Step 4, *delight* and *outage*; whether it was bad news."""
    grievance = world.mechanisms.grievance
    no_delight = math.exp(-world.mechanisms.faults.strength * world.scenario.firm.delights_per_year / 52)
    if o.supplier == 0 and o.outage == 0 and world.luck.uniform(world.week, o.identity, 0) > no_delight:
        o.grievance -= grievance.strength
        world.record("delight", i, 0, 0, 0)
    if o.outage > 0:
        o.grievance += grievance.strength * grievance.loss_weight
        bad_news(world, o)
        chance = world.repair_granted if o.supplier == 0 else world.suppliers[o.supplier].mended_within_week
        o.outage = 0 if world.luck.uniform(world.week, o.identity, 4) < chance else o.outage + 1
        return True
    return False


def reminded(world, o, was_out):
    """Step 4, *reminder*: any debtor, former clients too, may be reached; a client of the firm minds a call."""
    grievance = world.mechanisms.grievance
    world.tally["reminders"] += 1
    o.marks |= REMINDED
    if o.supplier == 0 and world.strategy.duns_by == "call":
        taken = grievance.strength * world.mechanisms.dunning.strength * grievance.loss_weight * grievance.reminder
        o.grievance += taken * (2 if was_out else 1)
        bad_news(world, o)
        return True
    return False


def order_call(world, o):
    """Step 4, *order call*."""
    orders = world.mechanisms.orders
    position = position_of(world, o)
    o.order_due += position.calls if position else 0.0
    if o.order_due >= 1:
        o.order_due -= 1
        mutual = 1 + orders.attachment_effect * o.reciprocity * world.attachment(o)
        if world.luck.uniform(world.week, o.identity, 10) < min(1.0, orders.strength * orders.chance * mutual):
            worth, usual = (
                math.floor(orders.value_weeks * price + 0.5) for price in (world.price(o), world.usual_price(o))
            )
            world.tally["orders"] += worth
            world.tally["premium"] += worth - usual
        else:
            awaken(world, o, world.mechanisms.alertness.selling)


def courted(world, o):
    """Step 4, first part: courtship fades, and grows by hours, until a decision has fallen."""
    courting = world.mechanisms.courting
    if o.leaving != NEVER:
        return
    o.courtship = flush(o.courtship * kept(courting.half_life_weeks))
    if is_pursued(o) and world.hours_per_pursuit[o.suitor] > 0 and courting.strength > 0:
        gain = courting.strength * courting.gain_per_hour * world.hours_per_pursuit[o.suitor]
        o.courtship = min(1.0, o.courtship + gain * (1 - o.courtship))

"""Steps 1 to 3 of the naive week: surroundings, needs, hours."""

import math

from .appeal import knows
from .entities import (
    BACKGROUND,
    CEASED,
    COURTED,
    DISSOLVED,
    KEPT_BY_PRICE,
    LATE_WORK,
    NEVER,
    NOBODY,
    PROMISED,
    TENDER,
    UNFOUNDED,
)
from .people import succeed
from .prices import come_under_list
from .rescue import wants_rescue
from .suitors import is_pursued, undecided
from .work import share_out_work


def surroundings(world):
    """Step 1: services end and start, organisations come and go, people change, buildings fail, contracts run on."""
    services_end_and_start(world)
    if not world.seasoning:
        foundings(world)
        dissolutions(world)
    incumbents_change(world)
    shared_faults(world)
    contracts_run_on(world)


def final_bill(world, o):
    """Step 1a, *End*: what was served since the last invoice is billed, unless the firm has become insolvent (9d)."""
    if world.insolvent_week is not None:
        return
    n = min((world.week - 1 + o.identity) % world.scenario.firm.invoice_every_weeks, world.week - o.since)
    o.owed += n * world.price(o)


def services_end_and_start(world):
    """Step 1a."""
    for i, o in enumerate(world.organisations):
        if o.leaving != world.week:
            continue
        a, b, reason = o.supplier, o.next, o.reason
        if b == 0 and world.insolvent_week is not None:
            b = NOBODY
        if a == 0:
            final_bill(world, o)
        if a >= 0:
            world.record("ends", i, a, b, reason)
        if b >= 0:
            if o.suitor == b:
                world.new_contract(o, b, o.courtship, promised=o.belief)
            else:
                world.new_contract(o, b, 0.0, promised=knows(world, o, b, world.suppliers[b].reputation, world.week))
            world.assign_handler(o)
            world.record("starts", i, a, b, reason)
            if b == 0:
                come_under_list(world, i, o, a)
            world.tally["new_clients"] += b == 0
        else:
            without_service(world, o, NOBODY)
        if a >= 0 and world.luck.uniform(world.week, o.identity, 18) < pride(world, reason):
            o.refuse(a)
        undecided(world, o)


def without_service(world, o, supplier):
    """Step 1a, *with b = NOBODY* (and 1c): nobody serves it from this week on."""
    o.supplier = supplier
    o.price = 0
    o.marks &= ~(PROMISED | KEPT_BY_PRICE)
    o.handler = world.nobody_row
    o.grievance = o.attach_person = o.attach_firm = o.alertness = o.expected = o.believed = 0.0
    o.outage = 0
    world.tally["work_lapsed"] += o.undone
    o.undone = 0.0
    o.marks &= ~LATE_WORK
    o.since = world.week


def pride(world, reason):
    """Step 1a: chance of refusing the old supplier from now on, by the reason of the decision."""
    terms = world.mechanisms.pride
    shares = {BACKGROUND: terms.after_background, COURTED: terms.after_courted, TENDER: terms.after_tender}
    return min(1.0, terms.strength * shares.get(reason, 0.0))


def foundings(world):
    """Step 1b."""
    for i, o in enumerate(world.organisations):
        if o.supplier == UNFOUNDED and o.since == world.week and world.mechanisms.demography.strength > 0:
            o.supplier = NOBODY
            world.record("founded", i, UNFOUNDED, NOBODY, 0)


def dissolutions(world):
    """Step 1c."""
    for i, o in enumerate(world.organisations):
        d = -math.log(1 - world.segments[o.segment].dissolution_per_year) / 52
        u = world.luck.uniform(world.week, o.identity, 3)
        if o.supplier >= NOBODY and u < world.chance(world.mechanisms.demography.strength * d):
            if o.supplier == 0:
                final_bill(world, o)
            world.tally["written_off"] += o.owed + o.arrears
            o.owed = o.arrears = o.overdue = 0
            world.record("dissolves", i, o.supplier, DISSOLVED, CEASED)
            without_service(world, o, DISSOLVED)
            undecided(world, o)


def incumbents_change(world):
    """Step 1d."""
    for position in world.positions:
        hazard = world.mechanisms.turnover.strength * position.quits_per_year / 52
        overtime = world.mechanisms.overtime
        hazard *= 1 + overtime.strength * overtime.quits * position.wear
        quits = world.luck.uniform(world.week, position.identity, 12) < world.chance(hazard)
        quits = quits and position.joined is not None and position.joined <= world.week
        position.wear = 0.0 if quits or position.joined is None or position.joined > world.week else position.wear
        position.carried = world.mechanisms.attachment.kept_at_hand_over if quits else 1.0
        succeed(world, position, quits)
    for rival in world.suppliers[1:]:
        for o in world.organisations if rival.start_week == world.week else ():
            attachment = rival.attachment_of(o)
            if o.supplier == 0 and o.since <= 0 and attachment is not None:
                gone = 1 - world.mechanisms.attachment.kept_at_hand_over
                o.attach_person -= gone * min(o.attach_person, attachment)
                o.store()


def shared_faults(world):
    """Step 1e."""
    world.failed = set()  # of (building, supplier)
    for building in {o.building for o in world.organisations}:
        for s, supplier in enumerate(world.suppliers):
            hazard = world.mechanisms.faults.strength * supplier.shared_fault_rate / 52
            if world.luck.uniform(world.week, building, 16, pair=supplier.pair) < world.chance(hazard):
                world.failed.add((building, s))


def contracts_run_on(world):
    """Step 1f."""
    for o in world.organisations:
        renewal = world.segments[o.segment].renewal_weeks
        if o.supplier >= 0 and o.leaving == NEVER and world.week >= o.term_end and renewal > 0:
            o.marks &= ~KEPT_BY_PRICE
            o.term_end += renewal * math.ceil((world.week - o.term_end + 1) / renewal)


def wants_reminder(world, o):
    """Whether the firm would remind this debtor this week."""
    dunning = world.mechanisms.dunning
    return dunning.strength > 0 and o.overdue > 0 and world.week - o.overdue_since >= dunning.first_reminder_weeks


def needs(world):
    """Step 2: faults, and the loads that follow."""
    strength = world.mechanisms.faults.strength
    for i, o in enumerate(world.organisations):
        if o.supplier >= 0:
            u = world.luck.uniform(world.week, o.identity, 0)
            strain = world.strain if o.supplier == 0 else 0.0
            chance = world.chance(strength * o.exposure * world.suppliers[o.supplier].fault_rate * (1 + strain) / 52)
            if o.outage == 0 and (u < chance or (o.building, o.supplier) in world.failed):
                o.outage = 1
                if o.supplier == 0:
                    world.tally["faults"] += 1
                    world.record("fault", i, 0, 0, 0)
    clients = [o for o in world.organisations if o.supplier == 0]
    debtors = [o for o in world.organisations if wants_reminder(world, o)]
    world.repair_load = world.scenario.firm.repair_hours * sum(o.outage > 0 for o in clients)
    world.dunning_load = world.mechanisms.dunning.reminder_hours * len(debtors)
    world.rescue_load = world.mechanisms.rescue.hours * sum(wants_rescue(world, o) for o in clients)
    for p, position in enumerate(world.positions):
        position.filled = sum(o.care_weight for o in clients if o.handler == p)
    world.pursuits = [pursuits_of(world, s) for s in range(len(world.suppliers))]


def pursuits_of(world, s):
    """How many organisations supplier `s` courts now."""
    return sum(is_pursued(o) and o.suitor == s for o in world.organisations)


def total_hours(world, job):
    """Hours of all positions for this job."""
    return sum(position.hours[job] * position.able for position in world.positions)


def granted(world, job, load):
    """Part [0..1] of a load of hours that the firm's people have time for."""
    return 1.0 if load == 0 else min(1.0, total_hours(world, job) / load)


def courting_hours(world, s):
    """Hours that supplier `s` has for courting this week."""
    closed = world.insolvent_week is not None if s == 0 else world.week < world.suppliers[s].start_week
    return 0.0 if closed else world.suppliers[s].courting_hours


def hours(world):
    """Step 3: the week's hours are divided among the clients and among the pursued."""
    mechanisms = world.mechanisms
    world.repair_granted = granted(world, "repair", world.repair_load)
    world.dunning_granted = granted(world, "dunning", world.dunning_load)
    world.rescue_granted = granted(world, "rescue", world.rescue_load)
    share_out_work(world)
    if world.strategy.pooled:
        share_the_pool(world)
    else:
        world.suppliers[0].courting_hours = total_hours(world, "hunting")
        clients = sum(o.supplier == 0 for o in world.organisations)
        for position in world.positions:
            position.visits = visit_rate(world, position.hours["care"] * position.able, position.filled)
            position.calls = call_rate(world, total_hours(world, "orders"), clients)
    world.hours_per_pursuit = []
    full = mechanisms.courting.hours_per_week
    for s, pursuits in enumerate(world.pursuits):
        world.hours_per_pursuit.append(full * min(1.0, courting_hours(world, s) / (full * max(1, pursuits))))


def visit_rate(world, care, weight):
    """Step 3: visits per unit of weight from so many hours of care."""
    return care / (world.mechanisms.attachment.visit_hours * weight) if weight > 0 else 0.0


def call_rate(world, hours_for_orders, number):
    """Step 3: order calls per client from so many hours for orders."""
    orders = world.mechanisms.orders
    if number == 0 or orders.strength == 0:
        return 0.0
    return min(1.0, hours_for_orders / (orders.call_hours * number))


def share_the_pool(world):
    """Step 3, *pooled*: orders come first, hunting has its quota, care gets what is left; all serve all."""
    orders, quota = world.mechanisms.orders, world.strategy.new_business_quota
    hunting, care = total_hours(world, "hunting"), total_hours(world, "care")
    total = hunting + care + total_hours(world, "orders")
    clients = sum(o.supplier == 0 for o in world.organisations)
    weight = sum(o.care_weight for o in world.organisations if o.supplier == 0)
    for_orders = 0.0
    if orders.strength > 0:
        for_orders = min((1 - quota) * total, clients * orders.call_hours / orders.round_weeks)
    left = total - for_orders
    part = hunting / (hunting + care) if hunting + care > 0 else 1.0
    for_hunting = min(left, max(quota * total, part * left))
    world.suppliers[0].courting_hours = for_hunting
    for position in world.positions:
        position.visits = visit_rate(world, left - for_hunting, weight)
        position.calls = call_rate(world, for_orders, clients)

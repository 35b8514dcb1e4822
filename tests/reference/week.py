"""Steps 1 to 3 of the naive week: surroundings, needs, hours."""

import math

from .entities import CEASED, DISSOLVED, NEVER, NOBODY, UNFOUNDED


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
            world.new_contract(o, b, o.courtship if o.suitor == b else 0.0)
            world.assign_handler(o)
            world.record("starts", i, a, b, reason)
        else:
            without_service(world, o, NOBODY)
        clean_slate(world, o)


def without_service(world, o, supplier):
    """Step 1a, *with b = NOBODY* (and 1c): nobody serves it from this week on."""
    o.supplier = supplier
    o.handler = world.nobody_row
    o.grievance = o.attach_person = o.attach_firm = 0.0
    o.outage = 0
    o.since = world.week


def clean_slate(world, o):
    """The end of step 1a: nothing is decided and nobody courts it (also 1c, 9d and the seasoning)."""
    o.leaving = NEVER
    o.reason = 0
    lose_suitor(world, o)


def lose_suitor(world, o):
    """Steps 1a, 6 and 9d: the suitor goes, and with it what it has achieved."""
    o.suitor = -1
    o.courtship = 0.0
    o.pursuit = world.week


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
            world.tally["written_off"] += o.owed + o.overdue
            o.owed = o.overdue = 0
            world.record("dissolves", i, o.supplier, DISSOLVED, CEASED)
            without_service(world, o, DISSOLVED)
            clean_slate(world, o)


def incumbents_change(world):
    """Step 1d."""
    for position in world.positions:
        hazard = world.mechanisms.turnover.strength * position.quits_per_year / 52
        quits = world.luck.uniform(world.week, position.identity, 12) < world.chance(hazard)
        position.carried = world.mechanisms.attachment.kept_at_hand_over if quits else 1.0


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
            o.term_end += renewal * math.ceil((world.week - o.term_end + 1) / renewal)


def is_pursued(o):
    """*Pursued*: it has a suitor and has not decided; a suitor that has won is remembered until service starts."""
    return o.suitor >= 0 and o.leaving == NEVER


def wants_reminder(world, o):
    """Whether the firm would remind this debtor this week."""
    dunning = world.mechanisms.dunning
    return dunning.strength > 0 and o.overdue > 0 and world.week - o.overdue_since >= dunning.first_reminder_weeks


def needs(world):
    """Step 2: faults, and the loads that follow."""
    strength = world.mechanisms.faults.strength
    for o in world.organisations:
        if o.supplier >= 0:
            u = world.luck.uniform(world.week, o.identity, 0)
            chance = world.chance(strength * o.exposure * world.suppliers[o.supplier].fault_rate / 52)
            if o.outage == 0 and (u < chance or (o.building, o.supplier) in world.failed):
                o.outage = 1
                world.tally["faults"] += o.supplier == 0
    clients = [o for o in world.organisations if o.supplier == 0]
    debtors = [o for o in world.organisations if wants_reminder(world, o)]
    world.repair_load = world.scenario.firm.repair_hours * sum(o.outage > 0 for o in clients)
    world.dunning_load = world.mechanisms.dunning.reminder_hours * len(debtors)
    for p, position in enumerate(world.positions):
        position.filled = sum(o.care_weight for o in clients if o.handler == p)
        position.number = sum(o.handler == p for o in clients)
    world.pursuits = [pursuits_of(world, s) for s in range(len(world.suppliers))]


def pursuits_of(world, s):
    """How many organisations supplier `s` courts now."""
    return sum(is_pursued(o) and o.suitor == s for o in world.organisations)


def granted(world, job, load):
    """Part [0..1] of a load of hours that the firm's people have time for."""
    return 1.0 if load == 0 else min(1.0, sum(position.hours[job] for position in world.positions) / load)


def courting_hours(world, s):
    """Hours that supplier `s` has for courting this week."""
    closed = world.insolvent_week is not None if s == 0 else world.week < world.suppliers[s].start_week
    return 0.0 if closed else world.suppliers[s].courting_hours


def hours(world):
    """Step 3: the week's hours are divided among the clients and among the pursued."""
    mechanisms = world.mechanisms
    world.repair_granted = granted(world, "repair", world.repair_load)
    world.dunning_granted = granted(world, "dunning", world.dunning_load)
    for position in world.positions:
        position.visits = position.calls = 0.0
        if position.filled > 0:
            position.visits = position.hours["care"] / (mechanisms.attachment.visit_hours * position.filled)
        if position.number > 0 and mechanisms.orders.strength > 0:
            position.calls = min(1.0, position.hours["orders"] / (mechanisms.orders.call_hours * position.number))
    world.hours_per_pursuit = []
    full = mechanisms.courting.hours_per_week
    for s, pursuits in enumerate(world.pursuits):
        world.hours_per_pursuit.append(full * min(1.0, courting_hours(world, s) / (full * max(1, pursuits))))

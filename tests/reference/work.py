"""Of steps 2, 3 and 4 of the naive week: clients ask for work, which is done or waits."""

import math

from .entities import LATE_WORK


def is_asked(world):
    """Whether any client asks for work."""
    hours = [segment.delivery_hours_per_week for segment in world.segments]
    return any(hours) and world.mechanisms.delivery.strength > 0


def clients_of(world):
    """The firm's clients, if clients ask for work."""
    return [o for o in world.organisations if o.supplier == 0] if is_asked(world) else []


def usual_work(world, o):
    """Hours a week that the work of this client takes in the mean."""
    segment, part = world.segments[o.segment], world.mechanisms.delivery.proportion
    return segment.delivery_hours_per_week * (1 - part + part * o.fee / (100 * segment.fee_per_week))


def ask_for_work(world):
    """Step 2b."""
    world.delivery_load = 0.0
    for o in clients_of(world):
        asked, parcel = usual_work(world, o), world.segments[o.segment].delivery_parcel_weeks
        kept = min(o.undone, world.mechanisms.delivery.lapse_weeks * asked)
        new = asked * parcel if world.luck.uniform(world.week, o.identity, 19) < 1 / parcel else 0.0
        world.tally["work_lapsed"] += o.undone - kept
        world.tally["work_asked"] += new
        o.undone = kept + new
        o.store()
        world.delivery_load += o.undone


def share_out_work(world):
    """Step 3."""
    world.work_done = 1.0  # part of the work that waits
    if not is_asked(world):
        return
    terms, load, tally = world.mechanisms.delivery, world.delivery_load, world.tally
    own = sum(position.hours["delivery"] * position.able for position in world.positions)
    helping = min(left_over(world), max(0.0, load - own))
    overtime = work_overtime(world, max(0.0, load - own - helping))
    hours = own + helping + overtime
    world.work_done = 1.0 if load <= hours else hours / load
    each = 2.0 if load >= 2 * hours else load / hours
    mistakes = terms.strength * terms.errors * max(0.0, each - terms.tipping) if load > 0 else 0.0
    worn = sum(position.wear * position.able * position.hours["delivery"] for position in world.positions)
    worn = worn / own if own > 0 else 0.0
    wearing = world.mechanisms.overtime.strength * world.mechanisms.overtime.errors * worn
    world.strain = (1 + mistakes) * (1 + wearing) - 1
    tally["delivery_given"], tally["help_hours"] = own, helping
    tally["delivery_hours"] = min(own, load) + helping + tally["overtime_hours"]
    tally["work_done"] = world.work_done * load


def left_over(world):
    """Step 3: hours of the desks that nobody needs there, of those who may do clients' work."""
    desks = {"dunning": world.dunning_granted * world.dunning_load, "repair": world.repair_granted * world.repair_load,
             "rescue": world.rescue_granted * world.rescue_load}
    hours = 0.0
    for job, used in desks.items():
        total = sum(position.hours[job] * position.able for position in world.positions)
        for position in world.positions:
            if total > 0 and "delivery" in (world.scenario.staff[position.role].jobs or ["delivery"]):
                hours += (1 - used / total) * position.hours[job] * position.able
    return hours if world.strategy.helps else 0.0


def work_overtime(world, missing):
    """Step 3: longer weeks; how much of the missing work they get done."""
    terms = world.mechanisms.overtime
    allowed = world.strategy.overtime if terms.strength > 0 else 0.0
    longer = {}
    for p, position in enumerate(world.positions):
        week = world.scenario.staff[position.role].hours_per_week
        longer[p] = (week, allowed * week if position.hours["delivery"] * position.able > 0 else 0.0)

    def output(week):
        return min(week, terms.kink_hours) + terms.slope * max(0.0, week - terms.kink_hours)

    gain = sum(world.positions[p].able * (output(week + more) - output(week)) for p, (week, more) in longer.items())
    part = min(1.0, missing / gain) if gain > 0 else 0.0
    kept = 1.0 if terms.wear_half_life_weeks == 0 else math.exp(-math.log(2) / terms.wear_half_life_weeks)
    pay = 0.0
    for p, (week, more) in longer.items():
        position = world.positions[p]
        pay += part * more * 100 * world.scenario.staff[position.role].wage_per_week / week if week > 0 else 0.0
        share = part * more / week if week > 0 else 0.0
        position.wear = kept * position.wear + (1 - kept) * min(1.0, share / terms.wearing)
    world.tally["overtime_hours"] = part * sum(more for _, more in longer.values())
    world.tally["overtime_pay"] = math.floor(terms.pay * pay + 0.5)
    return part * gain


def work_off(world):
    """Step 4, *work*, and how late it is then."""
    world.late = {}  # weeks, by client
    for i, o in enumerate(world.organisations):
        if not is_asked(world) or o.supplier != 0:
            continue
        left = o.undone * (1 - world.work_done)
        o.undone = left if left > 1e-6 else 0.0
        o.store()
        asked, segment = usual_work(world, o), world.segments[o.segment]
        late = o.undone - world.mechanisms.delivery.promised_weeks * segment.delivery_parcel_weeks * asked
        world.tally["undone"] += o.undone
        if late > 0.01 * asked:
            world.late[i] = late / asked
            if not o.marks & LATE_WORK:
                world.record("late", i, 0, 0, 0)
            o.marks |= LATE_WORK
        else:
            o.marks &= ~LATE_WORK
    world.tally["late_clients"] = len(world.late)


def mind_the_delay(world, i, o):
    """Step 4, *late work*; whether it was bad news."""
    if i not in world.late:
        return False
    terms, grievance = world.mechanisms.delivery, world.mechanisms.grievance
    loss = grievance.strength * grievance.loss_weight
    o.grievance += loss * terms.strength * terms.late_weight * min(1, world.late[i])
    o.alertness += min(1.0, terms.strength * terms.wakes) * (1 - o.alertness)
    return True

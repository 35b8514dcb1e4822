"""Of steps 2, 3 and 4 of the naive week: clients ask for work, which is done or waits."""

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
    if is_asked(world):
        terms, load = world.mechanisms.delivery, world.delivery_load
        hours = sum(position.hours["delivery"] * position.able for position in world.positions)
        world.tally["delivery_given"] = hours
        world.tally["delivery_hours"] = min(hours, load)
        world.work_done = 1.0 if load <= hours else hours / load
        strain = 2.0 if load >= 2 * hours else load / hours
        world.strain = terms.strength * terms.errors * max(0.0, strain - terms.tipping) if load > 0 else 0.0


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

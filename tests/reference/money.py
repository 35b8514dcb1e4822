"""Step 9 of the naive week: the firm's books."""

import math

from .entities import INSOLVENT, NEVER, NOBODY, REMINDED
from .market import choose, is_open
from .prices import may_come_under_list
from .suitors import undecided, without_suitor


def money(world):
    """Step 9: the firm's books."""
    if world.insolvent_week is None:
        revenue_and_costs(world)
        for i, o in enumerate(world.organisations):
            collect_overdue(world, o)
            fall_due_and_invoice(world, i, o)
            o.marks &= ~REMINDED
        tally = world.tally
        world.cash += tally["collected"] + tally["orders"] - tally["credits"] - tally["costs"]
        if world.cash < -cents(world.scenario.firm.credit_line) and not world.seasoning:
            become_insolvent(world)


def cents(amount):
    """Whole cents of an amount in currency."""
    return math.floor(100 * amount + 0.5)


def revenue_and_costs(world):
    """Step 9a."""
    firm, staff = world.scenario.firm, world.scenario.staff
    clients = [o for o in world.organisations if o.supplier == 0]
    share = world.mechanisms.trial.share
    trying = [o for o in clients if o.trial != NEVER]
    credited = sum(math.floor(share * world.price(o) + 0.5) for o in trying)
    revenue = sum(world.price(o) for o in clients) + world.tally["orders"] - credited
    world.tally["premium"] += sum(world.price(o) - world.usual_price(o) for o in clients) - credited
    world.tally["premium"] += sum(math.floor(share * world.usual_price(o) + 0.5) for o in trying)
    costs = math.floor((revenue - world.tally["premium"]) * firm.direct_cost_share + 0.5)
    for role in staff.values():
        costs += role.people * cents(role.wage_per_week)
    costs += world.extra_costs
    world.extra_costs = 0
    costs += cents(firm.overhead_per_week) + cents(world.strategy.advertising_per_week)
    costs += world.tally["overtime_pay"]
    world.tally["credits"] = credited
    world.tally["revenue"] = revenue
    world.tally["costs"] = costs


def collect_overdue(world, o):
    """Step 9b."""
    dunning = world.mechanisms.dunning
    if o.overdue == 0:
        return
    effect = dunning.reminder_effect if o.marks & REMINDED else 0.0
    if world.luck.uniform(world.week, o.identity, 6) < 1 - (1 - dunning.paid_within_week) * (1 - effect):
        world.tally["collected"] += o.arrears
        o.arrears = o.overdue = 0
    elif world.week - o.overdue_since >= world.scenario.firm.write_off_weeks:
        world.tally["written_off"] += o.arrears
        o.arrears = o.overdue = 0


def fall_due_and_invoice(world, i, o):
    """Steps 9c and 9e."""
    interval = world.scenario.firm.invoice_every_weeks
    if (world.week + o.identity) % interval != 0:
        return
    if o.owed > 0:
        dunning = world.mechanisms.dunning
        mutual = 1 - dunning.mutual_effect * o.reciprocity * world.attachment(o) if o.supplier == 0 else 1.0
        if world.luck.uniform(world.week, o.identity, 5) < min(1.0, dunning.strength * o.lateness * mutual):
            if o.overdue == 0:
                o.overdue_since = world.week
            o.arrears += o.owed
            o.overdue += max(1, math.floor(o.owed / max(1, world.price(o)) + 0.5))
        else:
            world.tally["collected"] += o.owed
        o.owed = 0
    if o.supplier == 0:
        o.owed = min(interval, world.week - o.since + 1) * world.price(o)
        may_come_under_list(world, i, o)


def become_insolvent(world):
    """Step 9d: claims are lost, service stops next week, clients go where they were going or where they find room."""
    world.insolvent_week = world.week
    open_suppliers = [s for s in range(len(world.suppliers)) if is_open(world, s)]
    for i, o in enumerate(world.organisations):
        write_off_claims(world, o)
        if o.supplier == 0:
            if o.leaving == NEVER:
                seek_another(world, i, o, open_suppliers)
            o.leaving = world.week + 1
        elif o.suitor == 0 or (o.leaving != NEVER and o.next == 0):
            undecided(world, o)


def seek_another(world, i, o, open_suppliers):
    """Step 9d: a client of the insolvent firm that had not decided goes where it finds room."""
    to = choose(world, o, open_suppliers)
    o.next = NOBODY if to is None else to
    o.reason = INSOLVENT
    if o.next != o.suitor:
        without_suitor(world, o)
    world.record("decides", i, 0, o.next, INSOLVENT)


def write_off_claims(world, o):
    """Step 9d: what this organisation owes, billed or not, will never be paid."""
    unbilled = 0
    if o.supplier == 0:
        interval = world.scenario.firm.invoice_every_weeks
        unbilled = min((world.week + o.identity) % interval, world.week - o.since + 1)
    world.tally["written_off"] += o.owed + o.arrears + unbilled * world.price(o)
    o.owed = o.arrears = o.overdue = 0

"""Step 2. What clients need this week, summed up at the desks that will have to give it."""


from retainsim.kernel import inlined, kernel
from retainsim.model.mechanisms.dunning import wants_reminder
from retainsim.model.mechanisms.faults import is_fault
from retainsim.model.mechanisms.rescue import is_wanted
from retainsim.model.parameters import DUNNING, REPAIR, RESCUE, Parameters
from retainsim.model.record import R_OUTAGES, R_UNATTACHED
from retainsim.model.state import (
    ALARM,
    BUILDING,
    CARE_WEIGHT,
    EXPOSURE,
    FAULT,
    FIRM,
    GIVEN_0,
    HANDLER,
    LEAVING,
    NEVER,
    NEXT,
    NOBODY,
    OUTAGE,
    OVERDUE,
    OVERDUE_SINCE,
    SUITOR,
    SUPPLIER,
    Address,
    Identity,
    World,
)
from retainsim.model.week.events import note


@inlined
def look_up_needs(at: Address, lane: Address, w: World) -> None:
    """What `line_fails` wants from tables."""
    w.given[GIVEN_0 + lane] = w.fault_rate[w.whole[HANDLER + at]]


@kernel
def line_fails(at: Address, lane: Address, luck: float, w: World) -> bool:
    """Whether the organisation's own line fails this week; a fault is nothing new to a line that is down."""
    return (w.whole[OUTAGE + at] == 0) & is_fault(luck, float(w.real[EXPOSURE + at]), w.given[GIVEN_0 + lane])


@inlined
def owes_an_answer(at: Address, week: int, p: Parameters, w: World) -> bool:
    """Whether the firm would remind this organisation now."""
    return p.dunning_strength > 0.0 and wants_reminder(
        w.whole[OVERDUE + at], week - w.whole[OVERDUE_SINCE + at], p.first_reminder_weeks)


@inlined
def wants_delegation(at: Address, week: int, p: Parameters, w: World) -> bool:
    """Whether the firm would send a delegation to this organisation now."""
    return (w.whole[ALARM + at] != NEVER and p.rescue_strength > 0.0
            and is_wanted(week - w.whole[ALARM + at], p.rescue_delay))


@kernel
def sum_up(at: Address, i: Identity, week: int, fails: bool, p: Parameters, w: World) -> None:
    """Begin an outage, and add the organisation's needs to the loads."""
    supplier = w.whole[SUPPLIER + at]
    if supplier >= 0:
        handler = w.whole[HANDLER + at]
        w.served[supplier] += 1
        w.handler_weight[handler] += float(w.real[CARE_WEIGHT + at])
        if fails or (w.whole[OUTAGE + at] == 0
                     and w.shared_fault[w.whole[BUILDING + at] * p.suppliers + supplier] != 0):
            w.whole[OUTAGE + at] = 1
            if supplier == FIRM:
                w.tally[R_OUTAGES] += 1.0
                note(w, week, FAULT, i, FIRM, FIRM, 0)
        if supplier == FIRM and w.whole[OUTAGE + at] > 0:
            w.job_load[REPAIR] += p.repair_hours
    elif supplier == NOBODY:
        w.tally[R_UNATTACHED] += 1.0
    if owes_an_answer(at, week, p, w):
        w.job_load[DUNNING] += p.reminder_hours
    if wants_delegation(at, week, p, w):
        w.job_load[RESCUE] += p.rescue_hours
    if w.whole[LEAVING + at] == NEVER:
        if w.whole[SUITOR + at] >= 0:
            w.pursuits[w.whole[SUITOR + at]] += 1
    elif w.whole[NEXT + at] >= 0:
        w.under_way[w.whole[NEXT + at]] += 1

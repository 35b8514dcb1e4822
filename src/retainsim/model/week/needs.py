"""Step 2. What clients need this week, summed up at the desks that will have to give it."""

import numpy as np

from retainsim.kernel import inlined, kernel
from retainsim.model.mechanisms.dunning import wants_reminder
from retainsim.model.mechanisms.faults import is_fault, may_be_fault
from retainsim.model.mechanisms.rescue import is_wanted
from retainsim.model.parameters import DUNNING, REPAIR, RESCUE, Parameters
from retainsim.model.record import R_OUTAGES
from retainsim.model.state import (
    ALARM,
    BUILDING,
    CARE_WEIGHT,
    EXPOSURE,
    FAULT,
    FIRM,
    GIVEN_0,
    GIVEN_1,
    HANDLER,
    LEAVING,
    NEVER,
    NEXT,
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
from retainsim.model.week.surroundings import rows_of_buildings


@inlined
def look_up_needs(at: Address, lane: Address, p: Parameters, w: World) -> None:
    """What `is_needy` wants from tables: the rate of faults, and whether the building has one."""
    place = np.uint64(max(w.whole[SUPPLIER + at], 0)) * rows_of_buildings(p) + np.uint64(w.whole[BUILDING + at])
    w.given[GIVEN_0 + lane] = w.fault_rate[w.whole[HANDLER + at]]
    w.given[GIVEN_1 + lane] = w.shared_fault[place]


@inlined
def is_needy(at: Address, lane: Address, week: int, luck: float, p: Parameters, w: World) -> bool:
    """Whether `sum_up` may find something to do."""
    supplier = w.whole[SUPPLIER + at]
    own = may_be_fault(luck, float(w.real[EXPOSURE + at]), w.given[GIVEN_0 + lane])
    may_fail = (supplier >= 0) & (w.whole[OUTAGE + at] == 0) & (own | (w.given[GIVEN_1 + lane] != 0.0))
    is_out = (supplier == FIRM) & (w.whole[OUTAGE + at] > 0)
    return may_fail | is_out | owes_an_answer(at, week, p, w) | wants_delegation(at, week, p, w)


@inlined
def is_pursued_by(at: Address, supplier: int, w: World) -> bool:
    """Whether a supplier courts the organisation, which has not decided yet."""
    return (w.whole[SUITOR + at] == supplier) & (w.whole[LEAVING + at] == NEVER)


@inlined
def is_coming_to(at: Address, supplier: int, w: World) -> bool:
    """Whether the organisation has decided for a supplier and is on its way."""
    return (w.whole[NEXT + at] == supplier) & (w.whole[LEAVING + at] != NEVER)


@inlined
def weigh_in(at: Address, w: World) -> None:
    """Add a client of the firm to what its handler cares for."""
    if w.whole[SUPPLIER + at] == FIRM:
        w.handler_weight[w.whole[HANDLER + at]] += float(w.real[CARE_WEIGHT + at])


@inlined
def owes_an_answer(at: Address, week: int, p: Parameters, w: World) -> bool:
    """Whether the firm would remind this organisation now."""
    return (p.dunning_strength > 0.0) & wants_reminder(
        w.whole[OVERDUE + at], week - w.whole[OVERDUE_SINCE + at], p.first_reminder_weeks)


@inlined
def wants_delegation(at: Address, week: int, p: Parameters, w: World) -> bool:
    """Whether the firm would send a delegation to this organisation now."""
    return ((w.whole[ALARM + at] != NEVER) & (p.rescue_strength > 0.0)
            & is_wanted(week - w.whole[ALARM + at], p.rescue_delay))


@kernel
def sum_up(at: Address, lane: Address, i: Identity, week: int, luck: float, p: Parameters, w: World) -> None:
    """Begin an outage, and add what the firm's desks are asked for; a fault is nothing new to a line that is down."""
    supplier = w.whole[SUPPLIER + at]
    if supplier >= 0 and w.whole[OUTAGE + at] == 0 and (w.given[GIVEN_1 + lane] != 0.0 or is_fault(
            luck, float(w.real[EXPOSURE + at]), w.given[GIVEN_0 + lane])):
        w.whole[OUTAGE + at] = 1
        if supplier == FIRM:
            w.tally[R_OUTAGES] += 1.0
            note(w, week, FAULT, i, FIRM, FIRM, 0)
    if supplier == FIRM and w.whole[OUTAGE + at] > 0:
        w.job_load[REPAIR] += p.repair_hours
    if owes_an_answer(at, week, p, w):
        w.job_load[DUNNING] += p.reminder_hours
    if wants_delegation(at, week, p, w):
        w.job_load[RESCUE] += p.rescue_hours

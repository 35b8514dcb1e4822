"""Step 2. What clients need this week, summed up at the desks that will have to give it."""

import numpy as np

from retainsim.declared import columns, events, fields, jobs, scratch
from retainsim.declared.codes import FIRM, NEVER
from retainsim.kernel import inlined, kernel
from retainsim.model.mechanisms.dunning import wants_reminder
from retainsim.model.mechanisms.faults import is_fault, may_be_fault
from retainsim.model.mechanisms.rescue import is_wanted
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note
from retainsim.model.week.surroundings import rows_of_buildings


@inlined
def look_up_needs(at: Address, lane: Address, p: Parameters, w: World) -> None:
    """What `is_needy` wants from tables: the rate of faults, and whether the building has one."""
    place = np.uint64(max(w.whole[fields.SUPPLIER + at],
                          0)) * rows_of_buildings(p) + np.uint64(w.whole[fields.BUILDING + at])
    w.looked_up[scratch.FAULT_RATE + lane] = w.fault_rate[w.whole[fields.HANDLER + at]]
    w.looked_up[scratch.SHARED_FAULT + lane] = w.shared_fault[place]


@inlined
def is_needy(at: Address, lane: Address, week: int, luck: float, p: Parameters, w: World) -> bool:
    """Whether `sum_up` may find something to do."""
    supplier = w.whole[fields.SUPPLIER + at]
    own = may_be_fault(luck, float(w.real[fields.EXPOSURE + at]), w.looked_up[scratch.FAULT_RATE + lane])
    fails = own | (w.looked_up[scratch.SHARED_FAULT + lane] != 0.0)
    may_fail = (supplier >= 0) & (w.whole[fields.OUTAGE + at] == 0) & fails
    is_out = (supplier == FIRM) & (w.whole[fields.OUTAGE + at] > 0)
    return may_fail | is_out | owes_an_answer(at, week, p, w) | wants_delegation(at, week, p, w)


@inlined
def is_pursued_by(at: Address, supplier: int, w: World) -> bool:
    """Whether a supplier courts the organisation, which has not decided yet."""
    return (w.whole[fields.SUITOR + at] == supplier) & (w.whole[fields.LEAVING + at] == NEVER)


@inlined
def is_coming_to(at: Address, supplier: int, w: World) -> bool:
    """Whether the organisation has decided for a supplier and is on its way."""
    return (w.whole[fields.NEXT + at] == supplier) & (w.whole[fields.LEAVING + at] != NEVER)


@inlined
def weigh_in(at: Address, w: World) -> None:
    """Add a client of the firm to what its handler cares for."""
    if w.whole[fields.SUPPLIER + at] == FIRM:
        w.handler_weight[w.whole[fields.HANDLER + at]] += float(w.real[fields.CARE_WEIGHT + at])


@inlined
def owes_an_answer(at: Address, week: int, p: Parameters, w: World) -> bool:
    """Whether the firm would remind this organisation now."""
    return (p.dunning.strength > 0.0) & wants_reminder(
        w.whole[fields.OVERDUE + at], week - w.whole[fields.OVERDUE_SINCE + at], p.dunning.first_reminder_weeks)


@inlined
def wants_delegation(at: Address, week: int, p: Parameters, w: World) -> bool:
    """Whether the firm would send a delegation to this organisation now."""
    return ((w.whole[fields.ALARM + at] != NEVER) & (p.rescue.strength > 0.0)
            & is_wanted(week - w.whole[fields.ALARM + at], p.strategy.rescue_delay_weeks))


@kernel
def sum_up(at: Address, lane: Address, week: int, luck: float, p: Parameters, w: World) -> None:
    """Begin an outage, and add up the load of the firm's desks; a line that is down cannot fail again."""
    supplier = w.whole[fields.SUPPLIER + at]
    if supplier >= 0 and w.whole[fields.OUTAGE + at] == 0 and (
            w.looked_up[scratch.SHARED_FAULT + lane] != 0.0
            or is_fault(luck, float(w.real[fields.EXPOSURE + at]), w.looked_up[scratch.FAULT_RATE + lane])):
        w.whole[fields.OUTAGE + at] = 1
        if supplier == FIRM:
            w.tally[columns.OUTAGES] += 1.0
            note(at, week, events.FAULT, FIRM, FIRM, 0, w)
    if supplier == FIRM and w.whole[fields.OUTAGE + at] > 0:
        w.job_load[jobs.REPAIR] += p.firm.repair_hours
    if owes_an_answer(at, week, p, w):
        w.job_load[jobs.DUNNING] += p.dunning.reminder_hours
    if wants_delegation(at, week, p, w):
        w.job_load[jobs.RESCUE] += p.rescue.hours

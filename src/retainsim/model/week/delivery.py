"""Parts of steps 2, 3 and 4. Clients ask for work, the firm's people do it, and what is left over waits."""

from retainsim.declared import columns, draws, events, fields, jobs
from retainsim.declared.codes import FIRM, LATE_WORK
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import uniform
from retainsim.model.mechanisms.billing import rounded
from retainsim.model.mechanisms.delivery import (
    more_faults,
    parcel_comes,
    weeks_late,
    work_asked,
    work_that_stays,
)
from retainsim.model.mechanisms.hours import granted_share
from retainsim.model.mechanisms.overtime import output, wear_after_week
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note, place_of
from retainsim.model.week.hours import hours_of
from retainsim.numeric import left_after_week

CENTS = 100.0


@inlined
def takes_place(p: Parameters) -> bool:
    """Whether clients ask for work."""
    return (p.delivers != 0) & (p.delivery.strength > 0.0)


@kernel
def drop_work(at: Address, w: World) -> None:
    """1a, c. Work for a client that goes is never done."""
    w.whole[fields.MARKS + at] &= ~LATE_WORK
    w.tally[columns.WORK_LAPSED] += float(w.real[fields.UNDONE + at])
    w.real[fields.UNDONE + at] = 0.0


@kernel
def work_of(at: Address, p: Parameters, w: World) -> float:
    """Work [hours/week] that a client asks for, in the mean."""
    segment = w.whole[fields.SEGMENT + at]
    median = CENTS * p.clients.fee_per_week[segment]
    return work_asked(p.clients.delivery_hours_per_week[segment], p.delivery.proportion, w.fee[place_of(at)] / median)


@kernel
def ask(at: Address, week: int, p: Parameters, w: World) -> None:
    """2b. Work comes to what is left over, if the organisation is a client of the firm."""
    if w.whole[fields.SUPPLIER + at] != FIRM:
        return
    weekly, parcel_weeks = work_of(at, p, w), p.clients.delivery_parcel_weeks[w.whole[fields.SEGMENT + at]]
    undone = float(w.real[fields.UNDONE + at])
    stays = work_that_stays(undone, weekly, p.delivery.lapse_weeks)
    luck = uniform(week, w.whole[fields.IDENTITY + at], draws.WORK, 0, w)
    comes = weekly * parcel_weeks if parcel_comes(luck, parcel_weeks) else 0.0
    w.real[fields.UNDONE + at] = stays + comes
    w.tally[columns.WORK_LAPSED] += undone - stays
    w.tally[columns.WORK_ASKED] += comes
    w.job_load[jobs.DELIVERY] += float(w.real[fields.UNDONE + at])


@kernel
def strain_people(p: Parameters, w: World) -> None:
    """1. People who had too much to do last week make more mistakes in this one."""
    for position in range(p.positions):
        w.fault_rate[position] = p.supplier.fault_rate_per_week[FIRM] * (1.0 + w.strain[0])


@kernel
def hours_left_over(p: Parameters, w: World) -> float:
    """Hours that the desks leave over of those who may do clients' work, if the strategy lets them help."""
    left = 0.0
    if p.strategy.helps != 0:
        for job in (jobs.DUNNING, jobs.REPAIR, jobs.RESCUE):
            hours = hours_of(job, p, w)
            part = 1.0 - w.job_share[job] * w.job_load[job] / hours if hours > 0.0 else 0.0
            for position in range(p.positions):
                left += part * p.staff.may_deliver[position] * p.staff.job_hours[position, job] * w.able[position]
    return left


@kernel
def longer_by(position: int, p: Parameters, w: World) -> float:
    """Hours by which the strategy lets the week of somebody be longer: of those who do clients' work."""
    does_work = p.staff.job_hours[position, jobs.DELIVERY] > 0.0 and w.able[position] > 0.0
    return p.strategy.overtime * p.staff.week_hours[position] if does_work and p.overtime.strength > 0.0 else 0.0


@kernel
def work_overtime(missing: float, p: Parameters, w: World) -> float:
    """Overtime for so many hours of work, all the same part of what is allowed; returns how many it gets done."""
    gain = 0.0
    for position in range(p.positions):
        week, longer = p.staff.week_hours[position], longer_by(position, p, w)
        gain += w.able[position] * (output(week + longer, p.overtime.kink_hours, p.overtime.slope)
                                    - output(week, p.overtime.kink_hours, p.overtime.slope))
    part = min(1.0, missing / gain) if gain > 0.0 else 0.0
    pay = 0.0
    for position in range(p.positions):
        hours = part * longer_by(position, p, w)
        w.tally[columns.OVERTIME_HOURS] += hours
        pay += hours * p.staff.hour_wage[position]
        week = p.staff.week_hours[position]
        w.wear[position] = wear_after_week(w.wear[position], p.overtime.wear_kept_per_week,
                                           hours / week if week > 0.0 else 0.0, p.overtime.wearing)
    w.tally[columns.OVERTIME_PAY] += rounded(p.overtime.pay * pay)
    w.extra_costs[0] += int(w.tally[columns.OVERTIME_PAY])
    return part * gain


@kernel
def mean_wear(hours: float, p: Parameters, w: World) -> float:
    """Mean wear [0..1] of so many hours for clients' work."""
    total = 0.0
    for position in range(p.positions):
        total += w.wear[position] * w.able[position] * p.staff.job_hours[position, jobs.DELIVERY]
    return total / hours if hours > 0.0 else 0.0


@kernel
def share_out_work(p: Parameters, w: World) -> None:
    """3. One desk: everyone who waits gets the same share of the hours; first its own, then others', then overtime."""
    own, load = hours_of(jobs.DELIVERY, p, w), w.job_load[jobs.DELIVERY]
    helping = min(hours_left_over(p, w), max(0.0, load - own))
    overtime = work_overtime(max(0.0, load - own - helping), p, w)
    hours = own + helping + overtime
    w.job_share[jobs.DELIVERY] = granted_share(hours, load)
    w.strain[0] = ((1.0 + more_faults(p.delivery.errors, p.delivery.tipping, load, hours))
                   * (1.0 + p.overtime.errors * mean_wear(own, p, w)) - 1.0)
    w.tally[columns.WORK_DONE] += w.job_share[jobs.DELIVERY] * load
    w.tally[columns.HELP_HOURS] += helping
    w.tally[columns.DELIVERY_HOURS] += min(own, load) + helping + w.tally[columns.OVERTIME_HOURS]
    w.tally[columns.DELIVERY_GIVEN] += own


@kernel
def lateness(at: Address, p: Parameters, w: World) -> float:
    """By how many weeks' work the work of a client is late."""
    return weeks_late(float(w.real[fields.UNDONE + at]), work_of(at, p, w),
                      p.clients.delivery_parcel_weeks[w.whole[fields.SEGMENT + at]], p.delivery.promised_weeks)


@kernel
def work_off(at: Address, week: int, p: Parameters, w: World) -> bool:
    """4. What is done of a client's work is done; whether the rest is late."""
    if w.whole[fields.SUPPLIER + at] != FIRM:
        return False
    w.real[fields.UNDONE + at] = left_after_week(float(w.real[fields.UNDONE + at]), 1.0 - w.job_share[jobs.DELIVERY])
    w.tally[columns.UNDONE] += float(w.real[fields.UNDONE + at])
    is_late = lateness(at, p, w) > 0.0
    if not is_late:
        w.whole[fields.MARKS + at] &= ~LATE_WORK
        return False
    w.tally[columns.LATE_CLIENTS] += 1.0
    if (w.whole[fields.MARKS + at] & LATE_WORK) == 0:
        note(at, week, events.LATE, FIRM, FIRM, 0, w)
    w.whole[fields.MARKS + at] |= LATE_WORK
    return True

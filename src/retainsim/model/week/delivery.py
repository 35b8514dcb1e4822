"""Parts of steps 2, 3 and 4. Clients ask for work, the firm's people do it, and what is left over waits."""

from retainsim.declared import columns, draws, events, fields, jobs
from retainsim.declared.codes import FIRM, LATE_WORK
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import uniform
from retainsim.model.mechanisms.delivery import (
    more_faults,
    parcel_comes,
    weeks_late,
    work_asked,
    work_that_stays,
)
from retainsim.model.mechanisms.hours import granted_share
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
def share_out_work(p: Parameters, w: World) -> None:
    """3. One desk: everyone who waits gets the same share of the hours."""
    hours, load = hours_of(jobs.DELIVERY, p, w), w.job_load[jobs.DELIVERY]
    w.job_share[jobs.DELIVERY] = granted_share(hours, load)
    w.strain[0] = more_faults(p.delivery.errors, p.delivery.tipping, load, hours)
    w.tally[columns.DELIVERY_HOURS] += w.job_share[jobs.DELIVERY] * load
    w.tally[columns.DELIVERY_GIVEN] += hours


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

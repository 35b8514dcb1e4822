"""Parts of steps 2, 3 and 4. Clients ask for work, the firm's people do it, and what is left over waits."""

from retainsim.declared import columns, draws, fields, jobs
from retainsim.declared.codes import FIRM
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import uniform
from retainsim.model.mechanisms.delivery import parcel_comes, weeks_late, work_asked, work_that_stays
from retainsim.model.mechanisms.hours import granted_share
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, place_of
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
def share_out_work(p: Parameters, w: World) -> None:
    """3. One desk: everyone who waits gets the same share of the hours."""
    hours = hours_of(jobs.DELIVERY, p)
    w.job_share[jobs.DELIVERY] = granted_share(hours, w.job_load[jobs.DELIVERY])
    w.tally[columns.DELIVERY_HOURS] += w.job_share[jobs.DELIVERY] * w.job_load[jobs.DELIVERY]
    w.tally[columns.DELIVERY_GIVEN] += hours


@kernel
def work_off(at: Address, p: Parameters, w: World) -> None:
    """4a. What is done of a client's work is done; whether the rest is late."""
    if w.whole[fields.SUPPLIER + at] != FIRM or float(w.real[fields.UNDONE + at]) == 0.0:
        return
    w.real[fields.UNDONE + at] = left_after_week(float(w.real[fields.UNDONE + at]), 1.0 - w.job_share[jobs.DELIVERY])
    undone = float(w.real[fields.UNDONE + at])
    w.tally[columns.UNDONE] += undone
    late = weeks_late(undone, work_of(at, p, w), p.clients.delivery_parcel_weeks[w.whole[fields.SEGMENT + at]],
                      p.delivery.promised_weeks)
    w.tally[columns.LATE_CLIENTS] += late > 0.0

"""Work that clients ask for waits until somebody does it, and is late when more of it waits than was promised.

Formula    a = h (1 - f + f * fee / median fee) [hours/week], in parcels of n weeks' work with the chance 1 / n;
           at most `lapse_weeks` weeks' work is kept of what is left; late = max(0, left - promised * n * a) / a;
           G <- G + weight * min(1, late); rate of faults * (1 + errors * max(0, min(2, waiting / hours) - tipping))
Source     A backlog as work over rate: Little 1961, Operations Research 9. Late is what is done after it was promised;
           three quarters of the projects of professional services are on time: SPI Research 2024. Mistakes under load:
           Kc & Terwiesch 2009, Management Science 55; Berry Jaeker & Tucker 2017, Management Science 63.
Assumed:   all who wait get the same share of the hours; how work grows with the fee; late work offends every week anew,
           and a delay of more than a week no more than that; nobody feels a load of more than twice the hours.
"""

from retainsim.kernel import kernel

NOTICEABLE = 0.01  # weeks: nobody calls work late that is late by an hour
MOST_LOAD = 2.0  # hours of work for each hour


@kernel
def work_asked(hours: float, proportion: float, relative_fee: float) -> float:
    """Work [hours/week] of a client whose fee is so many times the median, to which so many hours belong."""
    return hours * (1.0 - proportion + proportion * relative_fee)


@kernel
def parcel_comes(luck: float, parcel_weeks: float) -> bool:
    """Whether a parcel of so many weeks' work comes this week."""
    return luck * parcel_weeks < 1.0


@kernel
def work_that_stays(undone: float, weekly: float, lapse_weeks: float) -> float:
    """Work [hours] left over that still waits when new work comes; weekly [hours/week]."""
    return min(undone, lapse_weeks * weekly)


@kernel
def weeks_late(undone: float, weekly: float, parcel_weeks: float, promised: float) -> float:
    """By how many weeks' work a client's work is late; promised [weeks, where a parcel is that of one week]."""
    late = undone - promised * parcel_weeks * weekly
    return late / weekly if late > NOTICEABLE * weekly else 0.0


@kernel
def weight_of_lateness(weight: float, late: float) -> float:
    """Weight [experience] of a week in which work is late by so many weeks."""
    return weight * min(1.0, late)


@kernel
def more_faults(errors: float, tipping: float, load: float, hours: float) -> float:
    """By what part faults become more frequent while so many hours of work wait for so many hours of people."""
    if load == 0.0:
        return 0.0
    each = MOST_LOAD if load >= MOST_LOAD * hours else load / hours
    return errors * max(0.0, each - tipping)

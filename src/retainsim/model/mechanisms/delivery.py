"""Work that clients ask for waits until somebody does it, and is late when more of it waits than was promised.

Formula    asked = h (1 - f + f * fee / median fee) [hours/week], in parcels of n weeks' work with the chance 1 / n;
           at most `lapse_weeks` weeks' work is kept of what is left; late = max(0, left - promised * n * asked) / asked
Source     A backlog as work over rate: Little 1961, Operations Research 9. Late is what is done after it was promised;
           three quarters of the projects of professional services are on time: SPI Research 2024.
Assumed:   everyone who waits gets the same share of the hours; how work grows with the fee.
"""

from retainsim.kernel import kernel

NOTICEABLE = 0.01  # weeks: nobody calls work late that is late by an hour


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

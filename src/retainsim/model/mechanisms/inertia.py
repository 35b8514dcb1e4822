"""Long service may make staying likelier by itself: a switch, off by default, since the essays deny it.

Formula    appeal = appeal_max * t / (t + half way)
Source     Bolton 1998, Marketing Science 17: the experienced weigh new information less. Assumed: the form.
           Control of claim I1 of the essays: with it on, tests of "time served builds nothing" must fail.
"""

from retainsim.kernel import kernel


@kernel
def appeal_of_long_service(weeks_served: int, most: float, half_way_weeks: float) -> float:
    """Appeal of staying that comes from having stayed; tenure [weeks]."""
    return most * weeks_served / (weeks_served + half_way_weeks)

"""A second, trial connection: shows what the suitor is like; a disappointed client comes back warmer.

Formula    rate of beginning = rate logistic((U1 - U0 + switching cost - aversion) / noise)
           learning: b <- b + (y - b) / (n + prior), y what week n of the trial shows
           disappointed: a <- min(1, a + contrast * max(0, expected - b)), as much for the neglected as for others
           later: what is believed = hearsay + (b - hearsay) 2**(-weeks / half-life), until another is tried
Source     Normal learning with known variances: DeGroot 1970, ch. 9. Second sourcing lowers the cost of switching:
           Burnham, Frels & Mahajan 2003, J. Academy of Marketing Science 31. Claim I6 of the essays.
Assumed:   the contrast effect, its linear form, the fading of memory, and all rates.
Limits     One remembers the last trial only.
"""

import math

from retainsim.kernel import kernel
from retainsim.numeric import logistic, power

UNIFORM_SPREAD = math.sqrt(12.0)  # makes a uniform's standard deviation 1


@kernel
def trial_hazard(rate: float, suitor: float, own: float, switching_cost: float, aversion: float, noise: float) -> float:
    """Hazard [1/week] of agreeing to a trial: like a switch, with `aversion` in place of the switching cost."""
    return rate * logistic((suitor - own + switching_cost - aversion) / noise)


@kernel
def experience_of_week(quality: float, noise: float, luck: float) -> float:
    """What one week of a trial seems to show [appeal] of the suitor's service."""
    return quality + noise * UNIFORM_SPREAD * (luck - 0.5)


@kernel
def belief_after_week(belief: float, experience: float, weeks: int, prior_weeks: float) -> float:
    """Belief [appeal] about the suitor after this many weeks of trial, the last of which was `experience`."""
    return belief + (experience - belief) / (weeks + prior_weeks)


@kernel
def is_dropped(weeks: int, trial_weeks: int, suitor: float, own: float) -> bool:
    """Whether the verdict is due and goes against the suitor."""
    return weeks >= trial_weeks and suitor <= own


@kernel
def after_disappointment(attached: float, contrast: float, expected: float, belief: float) -> float:
    """Attachment [0..1] to the old supplier when the new one has proved worse than expected."""
    return min(1.0, attached + contrast * max(0.0, expected - belief))


@kernel
def remembered(hearsay: float, lesson: float, weeks: int, kept_per_week: float) -> float:
    """What is believed [appeal] of a supplier, so long after a trial taught a lesson about it."""
    return hearsay + (lesson - hearsay) * power(kept_per_week, weeks)


@kernel
def cost_left(switching_cost: float, relief: float, on_trial: bool) -> float:
    """Cost of switching [appeal]; less of it while the other line is there already."""
    return switching_cost * (1.0 - relief) if on_trial else switching_cost

"""A second, trial connection: shows what the suitor is like; a disappointed client comes back warmer.

Formula    rate of beginning = rate logistic((U1 - U0 + switching cost - aversion) / noise)
           learning: b <- b + (y - b) / (n + prior), y what week n of the trial shows
           disappointed: a <- a + contrast * max(0, claimed - b) (1 - a)
Source     Normal learning with known variances: DeGroot 1970, ch. 9. Second sourcing lowers the cost of switching:
           Burnham, Frels & Mahajan 2003, J. Academy of Marketing Science 31. Claim I6 of the essays.
Assumed:   the contrast effect, its linear form, and all rates.
Limits     What was learnt is forgotten when the suitor goes.
"""

import math

from retainsim.kernel import kernel
from retainsim.numeric import logistic, nearer_to_one

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
def after_disappointment(attached: float, contrast: float, claimed: float, belief: float) -> float:
    """Attachment [0..1] to the old supplier when the new one has proved worse than it claimed."""
    return nearer_to_one(attached, contrast * max(0.0, claimed - belief))


@kernel
def cost_left(switching_cost: float, relief: float, on_trial: bool) -> float:
    """Cost of switching [appeal]; less of it while the other line is there already."""
    return switching_cost * (1.0 - relief) if on_trial else switching_cost

"""Service fails now and then; on rare occasions it is better than promised.

Formula    chance of a fault within a week = 1 - exp(-exposure * rate)
Source     Faults as a Poisson process, mixed over clients: Greenwood & Yule 1920, J. Royal Statistical Society 83.
Assumed:   at most one fault at a time on a line; faults do not depend on how busy the firm is.
"""

from retainsim.kernel import inlined, kernel
from retainsim.numeric import chance_within_week, most_within_week


@kernel
def is_fault(luck: float, exposure: float, rate: float) -> bool:
    """Whether the client's own line fails this week; rate [1/week]."""
    return luck < chance_within_week(exposure * rate)


@inlined
def may_be_fault(luck: float, exposure: float, rate: float) -> bool:
    """Whether the line can fail at all, for an exposure and a rate of 0 or more: false only where `is_fault` is.

    It needs no `exp`: `numeric.most_within_week` says why.
    """
    return luck < most_within_week(exposure * rate)


@kernel
def is_delight(luck: float, chance: float) -> bool:
    """Whether service surprises for the better: the far end of the draw whose near end is a fault."""
    return luck > 1.0 - chance

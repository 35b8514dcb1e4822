"""A promise that the service does not keep is felt as a loss, week by week, until the client is used to it.

Formula    excess = max(0, promised - delivered); excess <- excess * 2**(-1 / half-life), and what goes is felt
Source     Expectation and disconfirmation: Oliver 1980, J. Marketing Research 17. Spike of exits of the newly signed:
           month-1 hazards of published telecom data.
Assumed:   promises that are surpassed delight nobody: one gets used to them at once.
"""

from retainsim.kernel import kernel


@kernel
def excess(promised: float, delivered: float) -> float:
    """Promises [appeal] in excess of the service."""
    return max(0.0, promised - delivered)


@kernel
def disillusion(before: float, after: float, weight: float) -> float:
    """Grievance [experience] felt as the excess goes from `before` to `after` [appeal]; weight [experience/appeal]."""
    return weight * (before - after)

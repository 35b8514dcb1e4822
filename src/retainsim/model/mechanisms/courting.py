"""Courtship: a supplier's people become familiar hour by hour, and are forgotten when they stop.

Formula    c <- c * 2**(-1 / half-life) + gain * hours * (1 - c)
Source     Personal attention wins accounts: Palmatier et al. 2007; claim I5 of the essays.
Assumed:   the saturating form and the rates.
"""

from retainsim.kernel import kernel


@kernel
def is_given_up(weeks_courted: int, give_up_weeks: int) -> bool:
    """Whether the suitor has tried long enough."""
    return weeks_courted >= give_up_weeks


@kernel
def target_score_neglected(fee: float, attached: float) -> float:
    """How tempting a client is to a suitor who looks for large and neglected ones."""
    return fee * (1.0 - attached)

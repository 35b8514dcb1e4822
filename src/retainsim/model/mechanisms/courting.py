"""Courtship: a supplier's people become familiar hour by hour, and are forgotten when they stop.

Formula    c <- c * 2**(-1 / half-life) + gain * hours * (1 - c)
Source     Personal attention wins accounts: Palmatier et al. 2007; claim I5 of the essays.
           Who moves to a competitor starts with what clients felt: more follow whom they know longer and better
           (Bermiss & Greenbaum 2016, Administrative Science Quarterly 61; Gurun, Stoffman & Yonker 2021, Review of
           Financial Studies 34).
Assumed:   the saturating form and the rates; that an attachment to a person is as good as a courtship.
"""

from retainsim.kernel import kernel
from retainsim.numeric import left_after_week, power


@kernel
def is_given_up(weeks_courted: int, give_up_weeks: int) -> bool:
    """Whether the suitor has tried long enough."""
    return weeks_courted >= give_up_weeks


@kernel
def courtship_of_acquaintance(attachment: float, kept_per_week: float, weeks: int) -> float:
    """Courtship [0..1] by somebody to whom one was attached when he left, so many weeks of silence ago."""
    return left_after_week(attachment, power(kept_per_week, weeks))


@kernel
def target_score_neglected(fee: float, attached: float) -> float:
    """How tempting a client is to a suitor who looks for large and neglected ones."""
    return fee * (1.0 - attached)

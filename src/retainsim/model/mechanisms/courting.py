"""Courtship: a supplier's people make themselves known, hour by hour, and are forgotten when they stop.

Formula    c <- c * 2**(-1 / half-life) + gain * hours * (1 - c)
Source     Personal attention wins accounts: Palmatier et al. 2007; claim I5 of the essays.
Assumed:   the saturating form and the rates.
"""

from retainsim.kernel import kernel
from retainsim.numeric import clip, flush


@kernel
def after_silence(courtship: float, kept_per_week: float) -> float:
    """Courtship [0..1] a week later, if nobody calls."""
    return flush(courtship * kept_per_week)


@kernel
def after_hours(courtship: float, gain_per_hour: float, hours: float) -> float:
    """Courtship [0..1] after these hours [hours] of attention."""
    return clip(courtship + gain_per_hour * hours * (1.0 - courtship), 0.0, 1.0)


@kernel
def is_given_up(weeks_courted: int, give_up_weeks: int) -> bool:
    """Whether the suitor has tried long enough."""
    return weeks_courted >= give_up_weeks


@kernel
def target_score_neglected(fee: float, attached: float) -> float:
    """How tempting a client is to a suitor who looks for large and neglected ones."""
    return fee * (1.0 - attached)

"""A delegation comes when something is wrong: early it mends, late it meets with scorn; it works once.

Formula    reception q = exp(-scorn * grievance) (1 - courtship); not decided: a <- a + gain q (1 - a), and the first
           time G <- G (1 - forgiven); decided: stays after all with chance c = after_notice q, with an offer of a
           price that is lower by d with odds c / (1 - c) * exp(price weight * d / noise)
Source     Recovery satisfies once, not twice: Maxham & Netemeyer 2002, J. Marketing 66. Claim I8 of the essays.
Assumed:   the form of the reception, and all numbers.
"""

from retainsim.kernel import inlined, kernel
from retainsim.numeric import clip, exp

MOST_OFFER = 50.0  # beyond that nobody can be told from certain


@inlined
def is_wanted(weeks_known: int, delay_weeks: int) -> bool:
    """Whether the delegation may go, this long [weeks] after the alarm."""
    return weeks_known >= delay_weeks


@kernel
def reception(grievance: float, scorn: float, courtship: float) -> float:
    """How well [0..1] a delegation is received; scorn [1/experience]."""
    return exp(-scorn * max(0.0, grievance)) * (1.0 - courtship)


@kernel
def stays_after_all(luck: float, after_notice: float, received: float, offer: float) -> bool:
    """Whether a client that has decided to leave changes its mind; `offer` is what it is offered [units of noise]."""
    chance = clip(after_notice * received, 0.0, 1.0)
    if offer > 0.0:
        odds = exp(min(offer, MOST_OFFER))
        chance = chance * odds / (1.0 - chance + chance * odds)
    return luck < chance


@kernel
def after_apology(grievance: float, share: float) -> float:
    """Grievance [experience] after the first delegation; goodwill stays as it is."""
    return grievance * (1.0 - clip(share, 0.0, 1.0)) if grievance > 0.0 else grievance

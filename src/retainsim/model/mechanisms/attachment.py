"""Attachment to a person and to the firm: visits build it, bad news dents it, silence wears it away.

Formula    visit: a <- a + gain (1 - a); bad news: a <- a (1 - dent); silence: a <- a * 2**(-1 / half-life)
Source     Loyalty is to the salesperson first: Palmatier, Scheer & Steenkamp 2007, J. Marketing Research 44.
           A change of person costs the relation: Shi, Sridhar, Grewal & Lilien 2017, J. Marketing 81.
Assumed:   the saturating form and all rates; claims I1, I3 and I15 of the essays.
Limits     Time served builds nothing: tenure does not appear.
"""

from retainsim.kernel import inlined, kernel
from retainsim.numeric import clip


@inlined
def attachment(person: float, firm: float, person_share: float) -> float:
    """Attachment [0..1] of a client, from its attachment to the contact person and to the supplier."""
    return person_share * person + (1.0 - person_share) * firm


@kernel
def after_bad_news(attached: float, dent: float) -> float:
    """Attachment [0..1] after a contact about money or a failure."""
    return attached * max(0.0, 1.0 - dent)


@kernel
def person_after_leaving(person: float, to_leaver: float, kept_at_hand_over: float) -> float:
    """Attachment [0..1] to people of a supplier after one of them has left, as far as it was meant for that one."""
    return person - (1.0 - kept_at_hand_over) * min(person, to_leaver)


@kernel
def person_at_signing(courtship: float, kept_at_hand_over: float, is_handed_over: bool) -> float:
    """Attachment [0..1] to the person at signing: what courtship built, less what a hand-over costs."""
    return clip(courtship * kept_at_hand_over if is_handed_over else courtship, 0.0, 1.0)


@kernel
def firm_at_signing(courtship: float, share: float) -> float:
    """Attachment [0..1] to the supplier at signing."""
    return clip(courtship * share, 0.0, 1.0)

"""A rival answers the firm's list of prices: it matches what is below its own, or follows up and down.

Formula    matching: min(own, list * (1 - undercuts)); following: own * list / list before week 0
Assumed:   that rivals look at the list, which is public, and at nothing else; how soon they answer.
Limits     Rivals answer the firm only, not each other, and never ask whether an answer pays.
"""

from retainsim.kernel import kernel


@kernel
def matching_price(own: float, listed: float, undercuts: float) -> float:
    """Price index of a rival that lets nobody be cheaper than its own list, or matches whoever is."""
    return min(own, listed * (1.0 - undercuts))


@kernel
def following_price(own: float, listed: float, before: float) -> float:
    """Price index of a rival that raises and lowers its own as the firm does."""
    return own * (listed / before)


@kernel
def partly(own: float, answer: float, strength: float) -> float:
    """A price index that goes this part of the way to an answer, at most all of it."""
    return answer if strength >= 1.0 else own + strength * (answer - own)

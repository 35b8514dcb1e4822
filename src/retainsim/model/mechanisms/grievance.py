"""A delivery as promised scores nothing, a failure takes away, rare delights give; the last weighs most.

Formula    G <- G * 2**(-1 / half-life) + loss_weight * (bad experiences) - (good experiences)
Source     Asymmetry: Kahneman & Tversky 1979, Econometrica 47; Mittal, Ross & Baldasare 1998, J. Marketing 62.
           Recency: Bolton, Lemon & Bramlett 2006, Management Science 52. Claim I2 of the essays.
Limits     The plain sum with a threshold (half-life infinite) is the oracle of the tests: an Erlang law.
"""

from retainsim.kernel import kernel


@kernel
def after_experience(grievance: float, weight: float) -> float:
    """Grievance [experience] after an experience of this weight, above 0 if it was bad; goodwill lies below 0."""
    return grievance + weight


@kernel
def reminder_weight(weight: float, during_outage: bool) -> float:
    """Weight [experience] of a reminder to pay: twice as much to a client whose service is out at that moment."""
    return 2.0 * weight if during_outage else weight

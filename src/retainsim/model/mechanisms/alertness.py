"""A contact that sells, or brings bad news, wakes a client that was not looking around.

Formula    w <- w * 2**(-1 / half-life); contact: w <- w + x (1 - w); the rate of looking around is times 1 + effect * w
Source     Ascarza, Iyengar & Schleicher 2016, J. Marketing Research 53: proactive outreach raised churn from 6 to 10 %.
Assumed:   the saturating form; that caring visits and orders placed gladly wake nobody.
"""

from retainsim.kernel import inlined


@inlined
def looking_around(rate: float, effect: float, alertness: float) -> float:
    """Rate [1/week] at which the client compares its supplier with the market."""
    return rate * (1.0 + effect * alertness)

"""When an organisation decides to change its supplier.

Formula    hazard = background + rate_c logistic((U1 - U0) / noise) + rate_t logistic((U2 - U0) / noise)
           U0 own supplier, U1 suitor, U2 = noise log(sum of exp(U / noise)) over the market, all in appeal;
           where to: proportional to exp(U / noise)
Source     Random utility and its log-sum: McFadden 1974, 1978; proportional hazards of relations: Bolton 1998,
           Marketing Science 17.
           Costs of switching: Burnham, Frels & Mahajan 2003, J. Academy of Marketing Science 31.
Assumed:   linear appeal, the weights, and that courtship and tender are competing risks.
Bound      A logistic is at most 1: a decision falls only if luck is below a number that takes no `exp` (`may_decide`).
Limits     A decision is not the end of service: see `contract`.
"""

from retainsim.kernel import inlined, kernel
from retainsim.numeric import chance_within_week, exp, log, logistic, most_within_week


@kernel
def own_appeal(quality: float, attention_weight: float, attached: float, grievance_weight: float, grievance: float,
               switching_cost: float, price_weight: float, price: float) -> float:
    """Appeal of staying with the present supplier; weights are the client's own."""
    return (quality + attention_weight * attached - grievance_weight * grievance + switching_cost
            - price_weight * (price - 1.0))


@kernel
def suitor_appeal(belief: float, price_weight: float, price: float, attention_weight: float, courtship: float) -> float:
    """Appeal of the supplier that courts the organisation, by what is believed of its service."""
    return belief - price_weight * (price - 1.0) + attention_weight * courtship


@kernel
def market_appeal(renown: float, price_weight: float, price: float) -> float:
    """Appeal of a supplier that is known only by hearsay and advertising (`renown`)."""
    return renown - price_weight * (price - 1.0)


@kernel
def choice_weight(appeal: float, noise: float) -> float:
    """Weight [0..1] of an alternative by its appeal above the best one (0 or less); chances are in proportion."""
    return exp(appeal / noise)


@kernel
def log_sum(best: float, weights: float, noise: float) -> float:
    """Appeal of several alternatives together: that of the best, and what the choice among them adds.

    `weights` is the sum of their `choice_weight`, 1 or more. The chance to prefer one of them to what one has is then
    that of one alternative of this appeal.
    """
    return best + noise * log(weights)


@kernel
def hazard(rate: float, alternative: float, own: float, noise: float) -> float:
    """Hazard [1/week] of deciding for an alternative."""
    return rate * logistic((alternative - own) / noise)


@kernel
def decides(luck: float, total_hazard: float) -> bool:
    """Whether a decision falls this week."""
    return luck < chance_within_week(total_hazard)


@inlined
def may_decide(luck: float, background: float, suitor_rate: float, tender_rate: float) -> bool:
    """Whether a decision can fall at all, whatever the appeals: false only where `decides` is.

    For rates of 0 or more: each hazard is its rate times a logistic, which is at most 1 after rounding, too; sums and
    products that are rounded keep their order; so the hazards, added up like this, are no more than their rates are.
    """
    return luck < most_within_week(background + suitor_rate + tender_rate)

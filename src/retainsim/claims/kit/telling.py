"""What decides where in a space a claim shows, as far as its decided points tell."""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from retainsim.claims.kit.lab import Values
from retainsim.study.robustness.evidence import HOLDS, OPEN
from retainsim.study.robustness.factors import LEAST_OF_A_KIND, correlations
from retainsim.study.statistics import familywise_confidence

TELLING = 0.3  # rank correlation; what tells less is of no use to a reader
NOTHING = "no single assumed parameter tells where"


def most_telling(names: Sequence[str], values: Values, distances: Values, decisions: Sequence[str]) -> str:
    """The parameter that best tells at which decided points a claim shows, and the cut that does so best.

    It is named only if its rank correlation with the distance to the bar stands out from that of as many parameters
    that have nothing to do with it (Bonferroni).

    Limits     A hint where to look: the shares on both sides of the cut are those of the points that chose it.
    """
    is_decided = np.array([decision != OPEN for decision in decisions]) & ~np.isnan(distances)
    is_shown = np.array([decision == HOLDS for decision in decisions])[is_decided]
    if min(is_shown.sum(), (~is_shown).sum()) < LEAST_OF_A_KIND:
        return NOTHING
    factors = dict(zip(names, values[is_decided].T.tolist(), strict=True))
    first = next(iter(correlations(factors, distances[is_decided])), None)
    if first is None or not _stands_out(first.correlation, len(is_shown), len(names)):
        return NOTHING
    column, is_above = np.array(factors[first.factor]), first.correlation > 0
    cuts = np.unique(column)[1:]
    cut = cuts[np.argmax([np.mean(((column >= cut) == is_above) == is_shown) for cut in cuts])]
    side = (column >= cut) == is_above
    return (f"{first.factor} {'at least' if is_above else 'below'} {cut:.3g} (there in {is_shown[side].mean():.0%} of "
            f"the points decided, elsewhere in {is_shown[~side].mean():.0%})")


def _stands_out(rho: float, points: int, parameters: int) -> bool:
    """Whether so strong a correlation is unlikely to be the strongest of so many by chance, and strong enough.

    Formula    |atanh rho| > z sqrt((1 + rho^2 / 2) / (points - 3)), z of 95 % for all together
    Source     Bonett & Wright 2000, Psychometrika 65.
    """
    z = float(ndtri((1 + familywise_confidence(parameters)) / 2))
    by_chance = np.tanh(z * np.sqrt((1 + rho**2 / 2) / (points - 3)))
    return bool(abs(rho) > max(by_chance, TELLING))

"""What counts as none: one margin for each kind of figure, the same for all claims, declared before any was judged."""

import math

import numpy as np

from retainsim.claims.kit.lab import Values
from retainsim.claims.kit.statistics import pseudovalues
from retainsim.results.facts import ratio

EXITS = 10.0  # [% of the base rate] decisions; clients won, lost or saved: rates of two years differ by a tenth
EXITS_ODDS = math.log(1.1)  # the same of odds
MONEY = 5.0  # [% of what it is compared with] revenue, value, cash, days of sales: what auditors call material
CHANCE = 5.0  # [percentage points] ruin, and shares without a base rate: one world, or client, in twenty
SCALE = 0.05  # [1] attachment, chance to tell who leaves: moves an appeal by less than half of a decision's noise
LEAST = 5  # worlds that define a ratio
ORDER = 0.0  # of what is claimed to be larger than something else, by however little


def percent_of(part: Values, whole: Values) -> Values:
    """`part` in % of `whole`, of all worlds together: pseudovalues of the ratio of the sums, one per world.

    NaN if there is a `whole` in fewer than `LEAST` worlds: then the ratio rests on hardly any.
    """
    if np.count_nonzero(whole > 0) < min(LEAST, len(whole)):
        return np.full(len(whole), np.nan)
    return pseudovalues(lambda some, all_: 100 * ratio(some.sum(), all_.sum()), part, whole)

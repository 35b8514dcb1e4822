"""Step 5. Suitors give up the hopeless and choose whom to court with the hours that are free."""

import math

import numpy as np

from retainsim.kernel import kernel
from retainsim.model.luck import TARGET, uniform
from retainsim.model.mechanisms.courting import is_given_up, target_score_neglected
from retainsim.model.parameters import LARGEST, NEGLECTED, Parameters
from retainsim.model.state import (
    COURTSHIP,
    FEE,
    FIRM,
    IDENTITY,
    LEAVING,
    NEVER,
    NOBODY,
    PURSUIT,
    SUITOR,
    SUPPLIER,
    TARGETED,
    Address,
    Identity,
    World,
)
from retainsim.model.week.events import note
from retainsim.model.week.hours import courting_hours
from retainsim.model.week.lived import attached


@kernel
def give_up(at: Address, week: int, p: Parameters, w: World) -> None:
    """Leave in peace whom one has courted in vain for too long."""
    suitor = w.whole[SUITOR + at]
    if (suitor >= 0 and w.whole[LEAVING + at] == NEVER
            and is_given_up(week - w.whole[PURSUIT + at], p.give_up_weeks)):
        w.whole[SUITOR + at] = NOBODY
        w.whole[PURSUIT + at] = week + p.rest_weeks
        w.real[COURTSHIP + at] = 0.0
        w.pursuits[suitor] -= 1


@kernel
def free_places(supplier: int, week: int, p: Parameters, w: World) -> int:
    """How many more organisations a supplier can begin to court this week."""
    hours = courting_hours(supplier, week, p, w)
    if hours <= 0.0:
        return 0
    free = math.floor(hours / p.courting_hours) - w.pursuits[supplier]
    if supplier != FIRM:
        free = min(free, p.capacity[supplier] - w.served[supplier] - w.under_way[supplier] - w.pursuits[supplier])
    return max(0, min(free, w.target.size))


@kernel
def is_candidate(at: Address, week: int, supplier: int, p: Parameters, w: World) -> bool:
    """Whether a supplier may begin to court this organisation."""
    other = w.whole[SUPPLIER + at]
    return (w.whole[SUITOR + at] == NOBODY and w.whole[LEAVING + at] == NEVER and other >= NOBODY
            and other != supplier and week >= w.whole[PURSUIT + at]
            and (other == FIRM or p.courts_firm_only[supplier] == 0))


@kernel
def target_score(at: Address, week: int, supplier: int, k0: np.uint32, k1: np.uint32, p: Parameters,
                 w: World) -> float:
    """How much a supplier would like to court this organisation."""
    rule = p.target_rule[supplier]
    if rule == LARGEST:
        return float(w.whole[FEE + at])
    if rule == NEGLECTED:
        return target_score_neglected(float(w.whole[FEE + at]), attached(at, p, w))
    return uniform(k0, k1, week, w.whole[IDENTITY + at], TARGET, p.pair_identity[supplier])


@kernel
def begin_to_court(at: Address, i: Identity, week: int, supplier: int, w: World) -> None:
    """Open a courtship, from nothing."""
    w.whole[SUITOR + at] = supplier
    w.whole[PURSUIT + at] = week
    w.real[COURTSHIP + at] = 0.0
    w.pursuits[supplier] += 1
    note(w, week, TARGETED, i, w.whole[SUPPLIER + at], supplier, 0)


@kernel
def insert(best: np.ndarray, scores: np.ndarray, found: int, places: int, i: Identity, score: float) -> int:
    """Keep the highest scores in falling order, the earlier of equals first; returns how many are kept."""
    if found == places and score <= scores[found - 1]:
        return found
    row = min(found, places - 1)
    while row > 0 and scores[row - 1] < score:
        scores[row] = scores[row - 1]
        best[row] = best[row - 1]
        row -= 1
    scores[row] = score
    best[row] = i
    return min(found + 1, places)

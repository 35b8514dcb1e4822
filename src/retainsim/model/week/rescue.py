"""Part of step 4. The delegation that the firm sends when it has learnt that something is wrong."""

import numpy as np

from retainsim.kernel import kernel
from retainsim.model.luck import IS_VISITED, uniforms
from retainsim.model.luck import STAYS as LUCK_STAYS
from retainsim.model.mechanisms.rescue import forgiven, reception, stays_after_all, warmed
from retainsim.model.parameters import RESCUE, Parameters
from retainsim.model.state import (
    ALARM,
    ATTACH_FIRM,
    ATTACH_PERSON,
    BACKGROUND_EXIT,
    COURTSHIP,
    FIRM,
    GOES,
    GRIEVANCE,
    IDENTITY,
    LEAVING,
    MARKS,
    MENDED,
    NEVER,
    NEXT,
    NOT_DECIDED,
    REASON,
    RESCUED,
    STAYS,
    Address,
    Identity,
    World,
)
from retainsim.model.week.events import note
from retainsim.model.week.picture import be_told
from retainsim.model.week.surroundings import undecided


@kernel
def make_up(at: Address, received: float, p: Parameters, w: World) -> None:
    """A delegation to one who has not decided: warmth, and the first time forgiveness."""
    if p.attachment_strength > 0.0:
        gain = p.rescue_strength * p.rescue_gain
        w.real[ATTACH_PERSON + at] = warmed(float(w.real[ATTACH_PERSON + at]), gain, received)
        w.real[ATTACH_FIRM + at] = warmed(float(w.real[ATTACH_FIRM + at]), gain, received)
    if float(w.real[GRIEVANCE + at]) > 0.0 and (w.whole[MARKS + at] & MENDED) == 0:
        w.real[GRIEVANCE + at] = forgiven(float(w.real[GRIEVANCE + at]), p.rescue_strength * p.rescue_forgiven)
        w.whole[MARKS + at] |= MENDED


@kernel
def may_be_visited(at: Address, i: Identity, week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """The delegation comes, if there is time for it, and is received as it deserves."""
    luck = uniforms(k0, k1, week, w.whole[IDENTITY + at], IS_VISITED // 4, 0)
    if luck[IS_VISITED % 4] >= w.job_share[RESCUE]:
        return
    w.whole[ALARM + at] = NEVER
    received = reception(float(w.real[GRIEVANCE + at]), p.rescue_scorn, float(w.real[COURTSHIP + at]))
    if w.whole[LEAVING + at] == NEVER:
        make_up(at, received, p, w)
        result = NOT_DECIDED
    elif w.whole[REASON + at] != BACKGROUND_EXIT and stays_after_all(
            luck[LUCK_STAYS % 4], p.rescue_strength * p.rescue_after_notice, received):
        if w.whole[NEXT + at] >= 0:
            w.under_way[w.whole[NEXT + at]] -= 1
        undecided(at, week, w)
        result = STAYS
    else:
        result = GOES
    if result != GOES:
        be_told(at, p.told_by_visit, p, w)
    note(w, week, RESCUED, i, FIRM, FIRM, result)

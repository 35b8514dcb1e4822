"""Part of step 4. The delegation that the firm sends when it has learnt that something is wrong."""

from retainsim.declared import draws, events, fields, jobs, reasons
from retainsim.declared.codes import FIRM, MENDED, NEVER
from retainsim.kernel import kernel
from retainsim.model.luck import uniforms
from retainsim.model.mechanisms.rescue import after_apology, reception, stays_after_all
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note
from retainsim.model.week.picture import hear_of
from retainsim.model.week.surroundings import undecided
from retainsim.numeric import nearer_to_one


@kernel
def make_up(at: Address, received: float, p: Parameters, w: World) -> None:
    """A delegation to one who has not decided: warmth, and the first time forgiveness."""
    if p.attachment.strength > 0.0:
        for field in (fields.ATTACH_PERSON, fields.ATTACH_FIRM):
            w.real[field + at] = nearer_to_one(float(w.real[field + at]), p.rescue.gain * received)
    if float(w.real[fields.GRIEVANCE + at]) > 0.0 and (w.whole[fields.MARKS + at] & MENDED) == 0:
        w.real[fields.GRIEVANCE + at] = after_apology(float(w.real[fields.GRIEVANCE + at]), p.rescue.forgiven)
        w.whole[fields.MARKS + at] |= MENDED


@kernel
def may_be_visited(at: Address, week: int, p: Parameters, w: World) -> None:
    """The delegation comes, if there is time for it, and is received as it deserves."""
    luck = uniforms(w.k0, w.k1, week, w.whole[fields.IDENTITY + at], draws.IS_VISITED // 4, 0)
    if luck[draws.IS_VISITED % 4] >= w.job_share[jobs.RESCUE]:
        return
    w.whole[fields.ALARM + at] = NEVER
    received = reception(float(w.real[fields.GRIEVANCE + at]), p.rescue.scorn, float(w.real[fields.COURTSHIP + at]))
    if w.whole[fields.LEAVING + at] == NEVER:
        make_up(at, received, p, w)
        result = events.NOT_DECIDED
    elif w.whole[fields.REASON + at] != reasons.BACKGROUND and stays_after_all(
            luck[draws.STAYS % 4], p.rescue.after_notice, received):
        if w.whole[fields.NEXT + at] >= 0:
            w.under_way[w.whole[fields.NEXT + at]] -= 1
        undecided(at, week, w)
        result = events.STAYS
    else:
        result = events.GOES
    if result != events.GOES:
        hear_of(at, p.voice.told_by_visit, p, w)
    note(at, week, events.RESCUED, FIRM, FIRM, result, w)

"""Parts of steps 4 and 10. What the firm learns about its clients, what alarms it, and how it sends a delegation."""

from retainsim.declared import choices, columns, draws, events, fields, jobs, reasons
from retainsim.declared.codes import FIRM, MENDED, NEVER
from retainsim.kernel import kernel
from retainsim.model.luck import uniform, uniforms
from retainsim.model.mechanisms import voice
from retainsim.model.mechanisms.rescue import after_apology, reception, stays_after_all
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note
from retainsim.model.week.appeal import attached
from retainsim.model.week.prices import bind_to_offer, offer_to_stay
from retainsim.model.week.surroundings import undecided
from retainsim.numeric import nearer_to_one


@kernel
def hear_of(at: Address, part: float, p: Parameters, w: World) -> None:
    """The firm's picture of a client comes nearer to the truth."""
    w.real[fields.BELIEVED + at] = voice.picture_after_news(float(w.real[fields.BELIEVED + at]), attached(at, p, w),
                                                            part)


@kernel
def raise_alarm(at: Address, week: int, least_attentive: int, p: Parameters, w: World) -> None:
    """The firm learns that something is wrong, if it listens to such signs; an older alarm stays."""
    if (w.whole[fields.SUPPLIER + at] == FIRM and week >= 0 and p.strategy.rescue_on >= least_attentive
            and w.whole[fields.ALARM + at] == NEVER):
        w.whole[fields.ALARM + at] = week


@kernel
def may_complain(at: Address, week: int, p: Parameters, w: World) -> None:
    """A client that had bad news this week says so, or does not."""
    saying = uniform(week, w.whole[fields.IDENTITY + at], draws.COMPLAINS, 0, w)
    if voice.complains(saying, p.voice.strength * float(w.real[fields.VOICE + at]), p.voice.loyalty, attached(at, p, w),
                       p.voice.hopelessness, float(w.real[fields.GRIEVANCE + at])):
        w.tally[columns.COMPLAINTS] += 1.0
        note(at, week, events.COMPLAINS, FIRM, FIRM, 0, w)
        hear_of(at, p.voice.told_by_complaint, p, w)
        if w.whole[fields.LEAVING + at] == NEVER:
            raise_alarm(at, week, choices.COMPLAINT, p, w)


@kernel
def make_up(at: Address, received: float, p: Parameters, w: World) -> None:
    """A delegation to a client that has not decided: it builds attachment, and the first time lessens grievance."""
    if p.attachment.strength > 0.0:
        for field in (fields.ATTACH_PERSON, fields.ATTACH_FIRM):
            w.real[field + at] = nearer_to_one(float(w.real[field + at]), p.rescue.gain * received)
    if float(w.real[fields.GRIEVANCE + at]) > 0.0 and (w.whole[fields.MARKS + at] & MENDED) == 0:
        w.real[fields.GRIEVANCE + at] = after_apology(float(w.real[fields.GRIEVANCE + at]), p.rescue.forgiven)
        w.whole[fields.MARKS + at] |= MENDED


@kernel
def may_be_visited(at: Address, week: int, p: Parameters, w: World) -> None:
    """The delegation comes, if there is time for it, and is received as it deserves."""
    luck = uniforms(week, w.whole[fields.IDENTITY + at], draws.IS_VISITED // 4, 0, w)
    if luck[draws.IS_VISITED % 4] >= w.job_share[jobs.RESCUE]:
        return
    w.whole[fields.ALARM + at] = NEVER
    received = reception(float(w.real[fields.GRIEVANCE + at]), p.rescue.scorn, float(w.real[fields.COURTSHIP + at]))
    if w.whole[fields.LEAVING + at] == NEVER:
        make_up(at, received, p, w)
        result = events.NOT_DECIDED
    elif w.whole[fields.REASON + at] != reasons.BACKGROUND and stays_after_all(
            luck[draws.STAYS % 4], p.rescue.after_notice, received, offer_to_stay(at, p, w)):
        if w.whole[fields.NEXT + at] >= 0:
            w.under_way[w.whole[fields.NEXT + at]] -= 1
        undecided(at, week, w)
        bind_to_offer(at, week, p, w)
        result = events.STAYS
    else:
        result = events.GOES
    if result != events.GOES:
        hear_of(at, p.voice.told_by_visit, p, w)
    note(at, week, events.RESCUED, FIRM, FIRM, result, w)

"""Step 10, where it happens: what the firm learns of its clients by complaints and visits, and what alarms it."""

from retainsim.declared import choices, columns, draws, events, fields
from retainsim.declared.codes import FIRM, NEVER
from retainsim.kernel import kernel
from retainsim.model import luck
from retainsim.model.mechanisms import voice
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note
from retainsim.model.week.appeal import attached


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
    saying = luck.uniform(w.k0, w.k1, week, w.whole[fields.IDENTITY + at], draws.COMPLAINS, 0)
    if voice.complains(saying, p.voice.strength * float(w.real[fields.VOICE + at]), p.voice.loyalty, attached(at, p, w),
                       p.voice.hopelessness, float(w.real[fields.GRIEVANCE + at])):
        w.tally[columns.COMPLAINTS] += 1.0
        note(at, week, events.COMPLAINS, FIRM, FIRM, 0, w)
        hear_of(at, p.voice.told_by_complaint, p, w)
        if w.whole[fields.LEAVING + at] == NEVER:
            raise_alarm(at, week, choices.COMPLAINT, p, w)

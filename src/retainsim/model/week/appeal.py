"""What an organisation feels for its supplier, and what speaks for that one and for the suitor."""

import numpy as np

from retainsim.declared import fields
from retainsim.declared.codes import NEVER
from retainsim.kernel import inlined, kernel
from retainsim.model.mechanisms.attachment import attachment
from retainsim.model.mechanisms.decision import own_appeal, suitor_appeal
from retainsim.model.mechanisms.inertia import appeal_of_long_service
from retainsim.model.mechanisms.trial import cost_left, remembered
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World
from retainsim.model.week.prices import price_index


@inlined
def attached(at: Address, p: Parameters, w: World) -> float:
    """Attachment [0..1] of an organisation to its supplier."""
    return attachment(float(w.real[fields.ATTACH_PERSON + at]), float(w.real[fields.ATTACH_FIRM + at]),
                      p.attachment.person_share)


@kernel
def appeal_of_staying(at: Address, week: int, p: Parameters, w: World) -> float:
    """Appeal of staying with the present supplier, or with none."""
    handler = np.int64(w.whole[fields.HANDLER + at])
    attention_weight = p.decision.attention_weight * float(w.real[fields.RECOGNITION + at])
    price_weight = p.decision.price_weight * float(w.real[fields.PRICE_SENSITIVITY + at])
    cost = cost_left(p.decision.switching_cost, p.trial.relief, w.whole[fields.TRIAL + at] != NEVER)
    inertia = appeal_of_long_service(max(0, week - w.whole[fields.SINCE + at]), p.inertia.appeal,
                                     p.inertia.half_way_weeks)
    own = own_appeal(w.quality[handler], attention_weight, attached(at, p, w), p.decision.grievance_weight,
                     float(w.real[fields.GRIEVANCE + at]), cost, price_weight, price_index(at, p, w)) + inertia
    return own if w.whole[fields.SUPPLIER + at] >= 0 else p.decision.without_service


@kernel
def appeal_of_suitor(at: Address, p: Parameters, w: World) -> float:
    """Appeal of the supplier that courts the organisation."""
    attention_weight = p.decision.attention_weight * float(w.real[fields.RECOGNITION + at])
    price_weight = p.decision.price_weight * float(w.real[fields.PRICE_SENSITIVITY + at])
    offer = w.offer[w.whole[fields.SUITOR + at], w.whole[fields.SEGMENT + at]]
    return suitor_appeal(float(w.real[fields.BELIEF + at]), price_weight, offer,
                         attention_weight * p.decision.courtship_weight, float(w.real[fields.COURTSHIP + at]))


@kernel
def believed_of(at: Address, supplier: int, hearsay: float, week: int, p: Parameters, w: World) -> float:
    """What an organisation believes [appeal] of a supplier: hearsay, and what it remembers of its last trial."""
    if w.whole[fields.TRIED + at] != supplier:
        return hearsay
    return remembered(hearsay, float(w.real[fields.REMEMBERED + at]), week - w.whole[fields.TRIED_UNTIL + at],
                      p.trial.memory_kept_per_week)

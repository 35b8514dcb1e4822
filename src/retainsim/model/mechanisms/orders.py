"""Extra orders: calls bring them, and mutual attachment makes them easier.

Formula    chance per call = base * (1 + effect * reciprocity * attachment), at most 1
Assumed:   the linear form and the numbers; claim I14 of the essays.
"""

from retainsim.kernel import kernel
from retainsim.numeric import clip


@kernel
def is_order(luck: float, base_chance: float, attachment_effect: float, reciprocated: float) -> bool:
    """Whether an order call brings an order; `reciprocated` is the attachment returned [0..1]."""
    return luck < clip(base_chance * (1.0 + attachment_effect * reciprocated), 0.0, 1.0)

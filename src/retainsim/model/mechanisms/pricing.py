"""A rise of the price is more than a higher price: on its day it is judged, and the client looks around.

Formula    blow = ln(new / old) * f(reason) * (1 - s A), 0 for a lower price; G <- G + weight * blow,
           alertness <- alertness + min(1, wakes * blow) * (1 - alertness)
Source     Motive and satisfaction: Homburg, Hoyer & Koschate 2005, J. Academy of Marketing Science 33. Payment equity:
           Dawes 2009, J. Service Research 11.
Assumed:   the sizes, and that A stands for satisfaction. What the new price itself weighs in later decisions is
           `decision.price_weight`, for ever, and is not counted here: this part fades as grievance and alertness do.
"""

from retainsim.kernel import kernel
from retainsim.numeric import log


@kernel
def blow(ratio: float, left: float, softened: float, attached: float) -> float:
    """How hard a rise to so many times the old price is felt, of which its reason leaves a part; 0 without a rise."""
    return log(ratio) * left * (1.0 - softened * attached) if ratio > 1.0 else 0.0

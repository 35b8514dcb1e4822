"""E4. Win-back succeeds with 5 to 40 % of lost clients, and depends on why they left."""

import numpy as np

from retainsim.claims.isp import SOLVENT, TEN_YEARS, IspClaim, win_back_readings, won_back
from retainsim.claims.kit import Lab, Pattern, Values
from retainsim.claims.kit.worth import CHANCE, ORDER

LEAST, MOST = 5.0, 40.0  # [%] Griffin & Lowenstein 2001; Kumar, Bhagwat & Zhang 2015


def effect(lab: Lab) -> Values:
    """Room to the nearer end of the published range."""
    rate = won_back(lab)[0]
    return np.minimum(rate - LEAST, MOST - rate)


def by_reason(lab: Lab) -> Values:
    """How much more often those are won back who left for reasons of their own than those who were wooed away."""
    _, wooed_away, _, for_their_own = won_back(lab)
    return for_their_own - wooed_away


CLAIM = IspClaim(
    label="calibration",
    experiment="The attack on a firm whose hunters court former clients and nobody else, over ten years.",
    figure="room of the win-back rate to the nearer end of the published range",
    unit="percentage points", effect=effect, margin=ORDER,
    parts=(Pattern(figure="won back of those who left for reasons of their own beyond those wooed away",
                   unit="percentage points", effect=by_reason, margin=CHANCE),),
    world=(*TEN_YEARS, *SOLVENT), replications=80, readings=win_back_readings,
    note="The rates of clients wooed away and of those who looked for better lie in the published range. Of those who "
         "left for reasons of their own far more come back than it knows: in the model they bear no grudge, and "
         "nothing of what made them go is left. Margins by kind since the first judging.",
)

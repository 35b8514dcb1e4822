"""E4. Evidence: between 5 and 40 % of those who have left are won back, by the reason for which they left."""

from __future__ import annotations

import numpy as np

from retainsim.claims.kit.claim import Claim, Pattern, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.claims.readings import EXIT_REASONS, won_back

LEAST, MOST = 5.0, 40.0  # [%] Griffin & Lowenstein 2001; Kumar, Bhagwat & Zhang 2015
ARM = {"win-back": ("status-quo", {"hunt_for": "former"})}


def effect(lab: Lab) -> np.ndarray:
    """Room to the nearer end of the published range."""
    rate = lab.play(ARM, won_back)["win-back"][:, 0]
    room: np.ndarray = np.minimum(rate - LEAST, MOST - rate)
    return room


def by_reason(lab: Lab) -> np.ndarray:
    """How much oftener those are won back who left for reasons of their own than those who were wooed away."""
    rates = lab.play(ARM, won_back)["win-back"]
    wooed, own = (1 + list(EXIT_REASONS).index(reason) for reason in ("wooed away", "for reasons of its own"))
    difference: np.ndarray = rates[:, own] - rates[:, wooed]
    return difference


def readings(lab: Lab) -> list[Reading]:
    """The rates, by reason."""
    columns = lab.play(ARM, won_back)["win-back"].T
    return [Reading(f"won back, of former clients courted{name}", "%", values) for name, values in zip(
        ("", *(f", who had left {reason}" for reason in EXIT_REASONS)), columns, strict=True)]


CLAIM = Claim(
    scenario="isp",
    label="calibration",
    statement="Win-back succeeds with 5 to 40 % of lost clients, and depends on why they left.",
    experiment="The attack on a firm whose hunters court former clients and nobody else, over ten years.",
    figure="room of the win-back rate to the nearer end of the published range",
    unit="percentage points",
    effect=effect,
    margin=1.0,
    parts=(Pattern(figure="won back of those who left for reasons of their own beyond those wooed away",
                 unit="percentage points", effect=by_reason, margin=5.0),),
    world=("weeks=520", "market.founded_over_weeks=520", "firm.cash=1_000_000_000"),  # the firm does not go bankrupt
    replications=24,
    space_replications=2,
    readings=readings,
    note="The rates of clients wooed away and of those who looked for better lie in the published range. Of those who "
         "left for reasons of their own far more come back than it knows: in the model they bear no grudge, and "
         "nothing of what made them go is left.",
)

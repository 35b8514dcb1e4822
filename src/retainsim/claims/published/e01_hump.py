"""E1. Evidence: the hazard of leaving rises after signing and then falls with tenure, where clients differ."""

from __future__ import annotations

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.claims.readings import hazards_by_tenure
from retainsim.model.record import Trace
from retainsim.results.facts import WEEKS_PER_YEAR, Facts

BANDS = np.array([0, 1, 3, 5, 8]) * WEEKS_PER_YEAR  # tenure: first year, years 2-3, 4-5, 6-8
EQUAL_CLIENTS = tuple(f"clients.{segment}.{field}=0" for segment in ("status", "standard", "young") for field in (
    "background_churn_concentration", "fault_exposure_cv", "late_payment_concentration", "recognition_cv",
    "price_sensitivity_cv"))


def _hazards(trace: Trace, facts: Facts) -> np.ndarray:
    return hazards_by_tenure(trace, BANDS)


def effect(lab: Lab) -> np.ndarray:
    """How far the hazard falls from years 2 and 3 to years 6 to 8."""
    hazards = lab.play(["status-quo"], _hazards)["status-quo"]
    fall: np.ndarray = hazards[:, 1] - hazards[:, 3]
    return fall


def readings(lab: Lab) -> list[Reading]:
    """The hazard by tenure, and the rise before the fall."""
    columns = lab.play(["status-quo"], _hazards)["status-quo"].T
    bands = ("in the first year", "in years 2 and 3", "in years 4 and 5", "in years 6 to 8")
    return [Reading(f"decisions to leave {band} of service", "per 100 client-years", values)
            for band, values in zip(bands, columns, strict=True)] + [
        Reading("rise from the first year to years 2 and 3", "per 100 client-years", columns[1] - columns[0])]


CLAIM = Claim(
    scenario="isp",
    label="validation",
    statement="Published cohorts show a hazard of leaving that humps in the first years and then falls; identical "
              "clients with a threshold of minuses would show a rise only.",
    experiment="Clients signed during ten years of status-quo, with nobody attacking, followed from their signing.",
    figure="fall of the hazard from years 2 and 3 to years 6 to 8 (the rise before it is among the further figures)",
    unit="decisions per 100 client-years",
    effect=effect,
    margin=1.0,  # a hump of less would not be seen in a cohort of a thousand
    knockouts=(Change("equal clients", EQUAL_CLIENTS),),
    world=("rivals.attacker.enabled=false", "weeks=520", "market.founded_over_weeks=520"),
    replications=60,
    space_replications=2,
    readings=readings,
)

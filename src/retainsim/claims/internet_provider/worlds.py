"""What several claims change in the internet provider's world, and hours that several of their arms have."""

from collections.abc import Mapping
from typing import Any

SEGMENTS = ("status", "standard", "young")
PEACE = ("rivals.attacker.enabled=false",)
SOLVENT = ("firm.cash=1_000_000_000",)  # the firm does not go bankrupt, and nobody leaves because of that
TEN_YEARS = ("weeks=520", "market.founded_over_weeks=520")
NO_ATTENTION = ("mechanisms.decision.attention_weight=0",)
ONLY_STANDARD = ("clients.status.organisations=0", "clients.status.served_by_firm=0", "clients.young.organisations=0",
                 "clients.young.served_by_firm=0", "clients.young.founded_later=0")
DIFFERENCES = ("background_churn_concentration", "fault_exposure_cv", "late_payment_concentration", "recognition_cv",
               "price_sensitivity_cv")  # what makes clients of a segment leave more or less easily
EQUAL = tuple(f"clients.standard.{trait}=0"
              for trait in (*DIFFERENCES, "voice_concentration", "reciprocity_concentration"))
DEPARTMENT = {"dunning": 0.15, "repair": 0.7}


def hours(**roles: Mapping[str, float]) -> dict[str, Any]:
    """Hours of a strategy, by role; the client department has its usual ones."""
    return {"hours": {"client_department": DEPARTMENT, **roles}}


def in_all_segments(**fields: float | str) -> tuple[str, ...]:
    """Overrides that give these fields the same value in every segment of clients."""
    return tuple(f"clients.{segment}.{field}={value}" for segment in SEGMENTS for field, value in fields.items())

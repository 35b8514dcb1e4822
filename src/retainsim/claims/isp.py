"""What claims that are played in the scenario `isp` share: changes of its world, hours, and two experiments."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from retainsim.claims.kit import Arms, Claim, Facts, Lab, Readings, Trace, Values, ratio
from retainsim.claims.kit.worth import percent_of
from retainsim.claims.readings import attacker, lost_to, who
from retainsim.declared import codes, events, reasons

IspClaim = partial(Claim, scenario="isp")
SEGMENTS = ("status", "standard", "young")
PEACE = ("rivals.attacker.enabled=false",)
SOLVENT = ("firm.cash=1_000_000_000",)  # the firm does not go bankrupt, and nobody leaves because of that
TEN_YEARS = ("weeks=520", "market.founded_over_weeks=520")
ONLY_STANDARD = ("clients.status.organisations=0", "clients.status.served_by_firm=0", "clients.young.organisations=0",
                 "clients.young.served_by_firm=0", "clients.young.founded_later=0")
# Where prospects are of no interest, fewer.
FEWER_PROSPECTS = ("clients.standard.organisations=900", "clients.young.organisations=600")
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


# Hours for all delegations at once; the same in every arm, so that nothing but the delay differs.
DELEGATIONS = hours(hunters={"hunting": 0.7}, account_managers={"care": 0.1, "rescue": 0.6})
NEVER = 520  # [weeks] the longest delay there is, longer than the run


def delegation(delay: int, alarm: str = "courtship") -> tuple[str, dict[str, Any]]:
    """A firm that sends a delegation so many weeks after the alarm."""
    return "status-quo", {**DELEGATIONS, "rescue_on": alarm, "rescue_delay_weeks": delay}


SAVED = "% of those lost without delegations"


def _number_lost(trace: Trace, facts: Facts) -> int:
    """Clients that the attacker has taken."""
    return int(who(trace, lost_to(trace, attacker(facts))).sum())


def clients_saved(lab: Lab, arms: Arms) -> dict[str, Values]:
    """Clients that delegations keep from the attacker [`SAVED`]."""
    lost = lab.play({"never": delegation(NEVER), **arms}, _number_lost)
    return {name: percent_of(lost["never"] - lost[name], lost["never"]) for name in arms}


WHY_THEY_LEFT = {"wooed away": reasons.COURTED, "looking for better": reasons.TENDER,
                 "for reasons of its own": reasons.BACKGROUND}


def _won_back(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Of former clients that the firm's people courted, those won back [%]: all, then by the reason of leaving."""
    left: dict[int, int] = {}  # these three: the reason, by organisation
    attempts: dict[int, int] = {}
    successes: dict[int, int] = {}
    for _, kind, organisation, before, after, reason in trace.events.tolist():
        if kind == events.ENDS and before == codes.FIRM:
            left[organisation] = reason
        elif kind == events.TARGETED and after == codes.FIRM and organisation in left:
            attempts.setdefault(organisation, left[organisation])
        elif kind == events.STARTS and after == codes.FIRM and reason == reasons.COURTED and organisation in attempts:
            successes.setdefault(organisation, attempts[organisation])
    won, tried = list(successes.values()), list(attempts.values())
    return (100 * ratio(len(won), len(tried)),
            *(100 * ratio(won.count(reason), tried.count(reason)) for reason in WHY_THEY_LEFT.values()))


def won_back(lab: Lab) -> list[Values]:
    """Won back by hunters who court former clients and nobody else [%]: of all, and by the reason of their leaving."""
    return list(lab.play_one(("status-quo", {"hunt_for": "former"}), _won_back).T)


def win_back_readings(lab: Lab) -> Readings:
    """The rates of those won back, by the reason of their leaving."""
    whom = ("", *(f", who had left {why}" for why in WHY_THEY_LEFT))
    yield "%", {f"won back, of former clients courted{who}": rate
                for who, rate in zip(whom, won_back(lab), strict=True)}

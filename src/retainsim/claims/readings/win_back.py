"""Attempts to win back: hunters who court former clients and nobody else, and how often they succeed."""

from retainsim.claims.kit import Facts, Lab, Reading, Trace, Values
from retainsim.declared import codes, events, reasons
from retainsim.results.facts import ratio

ARM = ("status-quo", {"hunt_for": "former"})
REASONS = {"wooed away": reasons.COURTED, "looking for better": reasons.TENDER,
           "for reasons of its own": reasons.BACKGROUND}


def _won_back(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Of former clients that the firm's people courted, those won back [%]: all, then by the reason of leaving."""
    why: dict[int, int] = {}
    attempts: dict[int, int] = {}
    successes: dict[int, int] = {}
    for _, kind, organisation, before, after, reason in trace.events.tolist():
        if kind == events.ENDS and before == codes.FIRM:
            why[organisation] = reason
        elif kind == events.TARGETED and after == codes.FIRM and organisation in why:
            attempts.setdefault(organisation, why[organisation])
        elif kind == events.STARTS and after == codes.FIRM and reason == reasons.COURTED and organisation in attempts:
            successes.setdefault(organisation, attempts[organisation])
    return (100 * ratio(len(successes), len(attempts)),
            *(100 * ratio(list(successes.values()).count(reason), list(attempts.values()).count(reason))
              for reason in REASONS.values()))


def rates(lab: Lab) -> dict[str, Values]:
    """Won back, of former clients courted [%]: all of them, and by the reason for which they had left."""
    return dict(zip(("all", *REASONS), lab.play_one(ARM, _won_back).T, strict=True))


def readings(lab: Lab) -> list[Reading]:
    """The rates, by reason."""
    whom = {why: "" if why == "all" else f", who had left {why}" for why in ("all", *REASONS)}
    return [Reading(f"won back, of former clients courted{whom[why]}", "%", rate) for why, rate in rates(lab).items()]

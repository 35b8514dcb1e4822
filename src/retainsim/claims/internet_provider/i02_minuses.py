"""I2. A failed delivery weighs more than an equal good surprise; minuses add up, and the last one weighs most."""

from typing import NamedTuple

import numpy as np

from retainsim.claims.isp import EQUAL, ONLY_STANDARD, PEACE, SOLVENT
from retainsim.claims.kit import Claim, Facts, Lab, Pattern, Reading, Trace, Values, readings_in
from retainsim.claims.readings import quarters
from retainsim.claims.readings.diary import decisions, select
from retainsim.declared import events

AGO = 6  # [quarters] eighteen months
MOST = 8  # events told apart; more count as so many
UNIT = "log odds ratio"

# Service and nothing else: nobody calls, visits or courts.
SERVED = ("status-quo", {"hours": {"client_department": {"repair": 0.7}}})

WORLD = (
    *PEACE, *SOLVENT, *ONLY_STANDARD, *EQUAL,
    "clients.standard.organisations=4000", "clients.standard.served_by_firm=2000",
    "market.seasoning_weeks=0", "market.early_attachment=0",  # the diary tells everybody's whole history
    # Good and bad surprises are equally frequent, and nothing else moves anybody.
    "firm.fault_rate_per_year=1", "firm.delights_per_year=1", "firm.shared_fault_rate_per_year=0",
    "mechanisms.dunning.strength=0", "clients.standard.background_churn_per_year=0",
    "rivals.established.courting_hours_per_week=0", "rivals.third.courting_hours_per_week=0",
    "mechanisms.pride.strength=0",
    # Clients look around every year and change easily, so that there are enough decisions to count.
    "mechanisms.decision.tender_rate_per_year=1", "mechanisms.decision.switching_cost=1",
)


class Quarters(NamedTuple):
    """What the diary says of those at risk as a quarter begins: each is quarters x organisations."""

    at_risk: np.ndarray  # bool; a client from the start that has not decided to leave
    decides: np.ndarray  # bool; in this quarter
    faults: np.ndarray  # int; in all quarters before
    delights: np.ndarray  # int; in all quarters before


def _quarters(trace: Trace) -> Quarters:
    at_risk, since = quarters.undecided_since(trace)
    faults, delights = (quarters.number(trace, select(trace, kind)) for kind in (events.FAULT, events.DELIGHT))
    decides = np.diff(quarters.number(trace, decisions(trace)), axis=0) > 0
    return Quarters((at_risk & (since < 0))[:-1], decides, faults[:-1], delights[:-1])


def _log_odds(decides: np.ndarray, who: np.ndarray) -> float:
    """Logarithm of the odds of deciding; half a case added to each side (Haldane 1956), so that none is no infinity."""
    yes, all_ = decides[who].sum() + 0.5, who.sum() + 1
    return float(np.log(yes / (all_ - yes)))


def _surprises(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Log odds of leaving in the quarter after just a failure, after just a delight, and after neither."""
    q = _quarters(trace)
    at_risk, decides = q.at_risk[1:], q.decides[1:]
    faults, delights = np.diff(q.faults, axis=0), np.diff(q.delights, axis=0)
    return (_log_odds(decides, at_risk & (faults == 1) & (delights == 0)),
            _log_odds(decides, at_risk & (faults == 0) & (delights == 1)),
            _log_odds(decides, at_risk & (faults == 0) & (delights == 0)))


def effect(lab: Lab) -> Values:
    """How much more a failure raises the odds of leaving than an equally large delight lowers them."""
    failure, delight, neither = lab.play_one(SERVED, _surprises).T
    return (failure - neither) - (neither - delight)


def _now_against_then(trace: Trace, facts: Facts) -> float:
    """Log odds ratio of leaving: failed in the last quarter, against eighteen months before; as many surprises in all.

    Formula    sum of a d / n over the sum of b c / n, over strata by the numbers of failures and delights so far
    Source     Mantel & Haenszel 1959, J. National Cancer Institute 22(4).
    """
    q = _quarters(trace)
    failed = np.diff(q.faults, axis=0) > 0
    now, then = failed[AGO:], failed[:-AGO]
    at_risk, decides = q.at_risk[AGO + 1:], q.decides[AGO + 1:]
    stratum = np.minimum(q.faults[AGO + 1:], MOST) * (MOST + 1) + np.minimum(q.delights[AGO + 1:], MOST)

    def count(who: np.ndarray) -> np.ndarray:
        return np.bincount(stratum[at_risk & who], minlength=(MOST + 1) ** 2)

    a, b = count(now & ~then & decides), count(now & ~then & ~decides)
    c, d = count(then & ~now & decides), count(then & ~now & ~decides)
    n = np.maximum(a + b + c + d, 1)
    more, less = (a * d / n).sum(), (b * c / n).sum()
    return float(np.log(more / less)) if more > 0 and less > 0 else np.nan


def _pile(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Log odds ratios of leaving after one, two, three and more failures in half a year, against none."""
    q = _quarters(trace)
    failures = q.faults[2:] - q.faults[:-2]
    none, *some = (_log_odds(q.decides[2:], q.at_risk[2:] & (np.minimum(failures, 3) == k)) for k in range(4))
    return tuple(odds - none for odds in some)


def readings(lab: Lab) -> list[Reading]:
    """Failure and delight apart, and how minuses add up."""
    failure, delight, neither = lab.play_one(SERVED, _surprises).T
    one, two, three = lab.play_one(SERVED, _pile).T
    odds = {"one failure": failure - neither, "one delight": delight - neither, "one failure in half a year": one,
            "two failures in half a year": two, "three and more failures in half a year": three}
    return readings_in(UNIT, {f"leaving after {what}, against none": values for what, values in odds.items()})


WEIGHT = ("mechanisms.grievance.loss_weight=1",)
MEMORY = ("mechanisms.grievance.half_life_weeks=0",)
MARGIN = 0.25  # odds a quarter apart: less would be lost in what else happens to a client in a quarter

# The last minus weighs most: it has just failed, or eighteen months ago, with as many failures and delights in all.
RECENCY = Pattern(
    figure="odds of leaving after a failure now, beyond those after the same failure eighteen months ago",
    unit=UNIT,
    effect=lambda lab: lab.play_one(SERVED, _now_against_then),
    margin=MARGIN,
    knockouts={"nothing is forgotten": MEMORY, "nothing is forgotten, and who has woken stays awake":
               (*MEMORY, "mechanisms.alertness.half_life_weeks=0")},
    world=WORLD,
)

CLAIM = Claim(
    scenario="isp",
    statement="A delivery as promised scores nothing, a failed one less than nothing; minuses add up, and the last "
              "one weighs most.",
    experiment="Equal clients with equally frequent failures and delights, whom nobody calls, visits or courts: who "
               "decides to leave in the quarter after just one failure, after just one delight, and after neither.",
    figure="how much more a failure raises the odds of leaving than an equal delight lowers them",
    unit=UNIT, effect=effect, margin=MARGIN,
    knockouts={"a failure weighs as much as a delight": WEIGHT, "and neither dents attachment nor wakes the client":
               (*WEIGHT, "mechanisms.attachment.bad_news_dent=0", "mechanisms.alertness.bad_news=0")},
    world=WORLD, readings=readings, parts=(RECENCY,),
)

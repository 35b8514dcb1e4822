"""I2. A delivery as promised scores nothing, a failed one less than nothing; minuses add up, and the last one weighs
most."""

import numpy as np

from retainsim.claims.isp import EQUAL, ONLY_STANDARD, PEACE, SOLVENT, IspClaim
from retainsim.claims.kit import Facts, Lab, Pattern, Readings, Trace, Values
from retainsim.claims.kit.worth import EXITS_ODDS
from retainsim.claims.readings import decisions, number_by_quarter, select, undecided_since
from retainsim.declared import events

AGO = 6  # [quarters] eighteen months
MOST = 8  # events told apart; more count as so many
UNIT = "log odds ratio"
WEIGHT = ("mechanisms.grievance.loss_weight=1",)
BAD_NEWS = ("mechanisms.attachment.bad_news_dent=0", "mechanisms.alertness.bad_news=0")
MEMORY = ("mechanisms.grievance.half_life_weeks=0",)
AWAKE = ("mechanisms.alertness.half_life_weeks=0",)

# Service and nothing else: nobody calls, visits or courts.
SERVED = ("status-quo", {"hours": {"client_department": {"repair": 0.7}}})

WORLD = (
    *PEACE, *SOLVENT, *ONLY_STANDARD, *EQUAL,
    "clients.standard.organisations=4000", "clients.standard.served_by_firm=2000",
    "market.seasoning_weeks=0", "market.early_attachment=0",  # the diary tells everybody's whole history
    "staff.client_department.people=40",  # every fault is mended at once
    # Good and bad surprises are equally frequent, and nothing else moves anybody.
    "firm.fault_rate_per_year=1", "firm.delights_per_year=1", "firm.shared_fault_rate_per_year=0",
    "mechanisms.dunning.strength=0", "clients.standard.background_churn_per_year=0",
    "rivals.established.courting_hours_per_week=0", "rivals.third.courting_hours_per_week=0",
    "mechanisms.pride.strength=0",
    # Clients look around every year and change easily, so that there are enough decisions to count.
    "mechanisms.decision.tender_rate_per_year=1", "mechanisms.decision.switching_cost=1",
)


def _quarters(trace: Trace) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Who is at risk, a client from the start that has not decided to leave, as a quarter begins; who decides in it;
    and the numbers of faults and of delights in all quarters before: each is quarters x organisations."""
    at_risk, since = undecided_since(trace)
    decided, faults, delights = (number_by_quarter(trace, rows) for rows in (
        decisions(trace), select(trace, events.FAULT), select(trace, events.DELIGHT)))
    return (at_risk & (since < 0))[:-1], np.diff(decided, axis=0) > 0, faults[:-1], delights[:-1]


def _log_odds(decides: np.ndarray, who: np.ndarray) -> float:
    """Logarithm of the odds of deciding; half a case added to each side (Haldane 1956), so that none is no infinity."""
    yes, all_ = decides[who].sum() + 0.5, who.sum() + 1
    return float(np.log(yes / (all_ - yes)))


def _surprises(trace: Trace, facts: Facts) -> list[float]:
    """Log odds ratios of leaving in the quarter after just a failure and after just a delight, against neither."""
    at_risk, decides, faults, delights = _quarters(trace)
    last = np.diff(faults, axis=0), np.diff(delights, axis=0)
    failure, delight, neither = (_log_odds(decides[1:], at_risk[1:] & (last[0] == bad) & (last[1] == good))
                                 for bad, good in ((1, 0), (0, 1), (0, 0)))
    return [failure - neither, delight - neither]


def _now_against_then(trace: Trace, facts: Facts) -> float:
    """Log odds ratio of leaving: failed in the last quarter, against eighteen months before; as many surprises in all.

    Formula    sum of a d / n over the sum of b c / n, over strata by the numbers of failures and delights so far
    Source     Mantel & Haenszel 1959, J. National Cancer Institute 22(4).
    """
    at_risk, decides, faults, delights = _quarters(trace)
    failed = np.diff(faults, axis=0) > 0
    now, then = failed[AGO:], failed[:-AGO]
    at_risk, decides, faults, delights = (table[AGO + 1:] for table in (at_risk, decides, faults, delights))
    stratum = np.minimum(faults, MOST) * (MOST + 1) + np.minimum(delights, MOST)
    a, b, c, d = (np.bincount(stratum[at_risk & who & does], minlength=(MOST + 1) ** 2)
                  for who in (now & ~then, then & ~now) for does in (decides, ~decides))
    n = np.maximum(a + b + c + d, 1)
    more, less = (a * d / n).sum(), (b * c / n).sum()
    return float(np.log(more / less)) if more > 0 and less > 0 else np.nan


def _pile(trace: Trace, facts: Facts) -> list[float]:
    """Log odds ratios of leaving after one, two, three and more failures in half a year, against none."""
    at_risk, decides, faults, _ = _quarters(trace)
    failures = np.minimum(faults[2:] - faults[:-2], 3)
    none, *some = (_log_odds(decides[2:], at_risk[2:] & (failures == k)) for k in range(4))
    return [odds - none for odds in some]


def _beyond_delight(lab: Lab) -> Values:
    """How much more a failure raises the odds of leaving than an equal delight lowers them."""
    return np.add(*lab.play_one(SERVED, _surprises).T)


def readings(lab: Lab) -> Readings:
    """Failure and delight apart, how minuses add up, and what a part of the causes leaves."""
    what = ("one failure", "one delight", "one failure in half a year", "two failures in half a year",
            "three and more failures in half a year")
    odds = [values for measure in (_surprises, _pile) for values in lab.play_one(SERVED, measure).T]
    yield UNIT, {f"leaving after {one}, against none": values for one, values in zip(what, odds, strict=True)}
    yield UNIT, {
        "a failure beyond an equal delight, where it weighs no more": _beyond_delight(lab.override(*WEIGHT)),
        "a failure now beyond one eighteen months ago, where no grievance is forgotten":
            lab.override(*MEMORY).play_one(SERVED, _now_against_then)}



# The last minus weighs most: it has just failed, or eighteen months ago, with as many failures and delights in all.
RECENCY = Pattern(
    figure="odds of leaving after a failure now, beyond those after the same failure eighteen months ago",
    unit=UNIT, effect=lambda lab: lab.play_one(SERVED, _now_against_then), margin=EXITS_ODDS,
    # Forgetting is of what was felt and of what woke the client.
    knockouts={"nothing is forgotten, and who has woken stays awake": (*MEMORY, *AWAKE)},
    world=WORLD, replications=80,
)

CLAIM = IspClaim(
    experiment="Equal clients with equally frequent failures and delights, whom nobody calls, visits or courts: who "
               "decides to leave in the quarter after just one failure, after just one delight, and after neither.",
    figure="how much more a failure raises the odds of leaving than an equal delight lowers them",
    unit=UNIT, effect=_beyond_delight, margin=EXITS_ODDS,
    # All that a failure does and a delight does not undo.
    knockouts={"a failure weighs as much as a delight, and neither dents attachment nor wakes the client":
               (*WEIGHT, *BAD_NEWS)},
    world=WORLD, replications=80, readings=readings, parts=(RECENCY,),
    note="Margins by kind since the first judging, in which a failure that only weighs as much as a delight, or a "
         "grievance that only is not forgotten, had left a little: each knock-out takes away all of its cause now. "
         "Played once on another seed with too few people to mend the faults, which was seen in the knock-out; judged "
         "on a fresh seed.",
)

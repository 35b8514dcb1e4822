"""What the worlds of one point say of a claim: shown, not shown or undecided, each part by its own interval.

The standard is that of the defaults: an interval that contains a bound decides nothing. A part that is undecided gets
more worlds, in looks that are planned beforehand, but none once another part is not shown.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from retainsim.claims.kit.claim import Claim, Pattern
from retainsim.claims.kit.lab import Lab, Values
from retainsim.claims.kit.statistics import estimator
from retainsim.study.robustness.evidence import (
    FAILS,
    HOLDS,
    OPEN,
    Evidence,
    Rule,
    column,
    distance,
    latest,
    worlds_to_decide,
)

LOOKS = (8, 16, 32)  # worlds of each part


class Standing(NamedTuple):
    """What is known of a claim at a point: the decision, and of each part how far its mean is from its bar."""

    decision: str
    distances: Values  # [unit of the part] below 0 where its mean does not show; NaN where too few worlds define it
    errors: Values  # standard errors of these
    freedom: Values  # their degrees of freedom
    worlds: int  # of the part that has most
    to_decide: float  # worlds that would decide the claim, as a guess; NaN where nothing is known

    @property
    def is_known(self) -> bool:
        """Whether enough worlds define all parts, or one that does not show."""
        is_there = ~np.isnan(self.distances)
        return bool(is_there.any() if self.decision == FAILS else is_there.all())


def rule_of(pattern: Pattern) -> Rule:
    """The bounds within which the mean of a pattern must lie at a point."""
    lower, upper = pattern.least, np.inf
    if pattern.is_absence or pattern.is_one_sided:
        lower, upper = -np.inf if pattern.is_one_sided else -pattern.margin, pattern.margin
    return Rule(lower, LOOKS, estimator(pattern.unit, pattern.is_event), upper)


def play(claim: Claim, lab: Lab) -> list[Values]:
    """The effects of all parts in the worlds that it takes at the point of a lab; none of a part that is not needed."""
    values = [np.empty(0) for _ in claim.patterns]
    for look in LOOKS:
        for place, pattern in enumerate(claim.patterns):
            if latest(values[place], rule_of(pattern)).decision != OPEN:
                continue
            values[place] = pattern.effect(replace(lab.override(*pattern.world), replications=look))
            if latest(values[place], rule_of(pattern)).decision == FAILS:
                return values
    return values


def standing(claim: Claim, values: Sequence[Values]) -> Standing:
    """What the effects of all parts of a claim say at a point."""
    rules = [rule_of(pattern) for pattern in claim.patterns]
    parts = [latest(effect, rule) for effect, rule in zip(values, rules, strict=True)]
    decisions = {part.decision for part in parts}
    decision = FAILS if FAILS in decisions else OPEN if OPEN in decisions else HOLDS
    distances = np.array([distance(part, rule) for part, rule in zip(parts, rules, strict=True)])
    there = Standing(decision, distances, column(parts, "error"), column(parts, "defined") - 1,
                     max(part.worlds for part in parts), np.nan)
    return there._replace(to_decide=_to_decide(parts, rules, distances)) if there.is_known else there


def _to_decide(parts: Sequence[Evidence], rules: Sequence[Rule], gaps: Values) -> float:
    """How many worlds would decide a claim: one part that does not show is enough, all must show."""
    takes = [(gap, worlds_to_decide(part, rule)) for part, rule, gap in zip(parts, rules, gaps, strict=True)
             if part.decision == OPEN]
    failing = [worlds for gap, worlds in takes if gap < 0]
    return min(failing) if failing else max((worlds for _, worlds in takes), default=0.0)

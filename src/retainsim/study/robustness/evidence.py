"""What the worlds of one point say about a statement: it is shown there, not shown, or undecided.

A statement says that a mean lies above a margin, such as that of the difference of two strategies; or within bounds, if
it says that there is no difference. A point is judged by an interval of its mean, at a few looks that are planned
beforehand; worlds are added only while it is undecided.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from retainsim.study.statistics import CONFIDENCE, paired_event_interval, t_interval, wilson_interval

HOLDS, FAILS, OPEN = "shown", "not shown", "undecided"
FIRST = 10  # worlds of the first look, at least
LOOKS = 6
GROWTH = 2  # of the worlds of a point from look to look
MOST = 4096  # worlds of a point
LEAST = 5  # worlds that define the difference; fewer decide nothing
TOO_MANY = 10_000  # worlds of one point, beyond which it is told as being at the margin


class Estimate(NamedTuple):
    """A mean with its standard error, 0 where all worlds are equal, and its interval."""

    mean: float
    error: float
    low: float
    high: float


def of_mean(values: np.ndarray, confidence: float) -> Estimate:
    """By `t_interval`; of two worlds at least."""
    error = float(values.std(ddof=1)) / np.sqrt(len(values)) if np.ptp(values) > 0 else 0.0
    return Estimate(float(values.mean()), error, *_ends(t_interval(values, confidence)))


def of_events(values: np.ndarray, confidence: float) -> Estimate:
    """Of differences of 0 and 1, by `paired_event_interval`; of two worlds at least."""
    return _around(*_ends(paired_event_interval(values, confidence)), confidence)


def of_share(values: np.ndarray, confidence: float) -> Estimate:
    """Of 0 and 1 themselves, by `wilson_interval`; of two worlds at least."""
    share = float(values.mean())
    return _around(*_ends(wilson_interval(share, len(values), confidence)), confidence)._replace(mean=share)


def _around(low: float, high: float, confidence: float) -> Estimate:
    """The centre of an interval, and the error of a normal mean that has it."""
    return Estimate((low + high) / 2, (high - low) / 2 / float(ndtri((1 + confidence) / 2)), low, high)


class Rule(NamedTuple):
    """How points are judged."""

    margin: float  # above which the mean must lie, in its unit
    looks: tuple[int, ...]  # worlds of a point at each
    estimate: Callable[[np.ndarray, float], Estimate] = of_mean  # from values and confidence
    upper: float = np.inf  # below which the mean must lie

    @property
    def confidence(self) -> float:
        """Confidence of the interval at each look, so that all looks of a point hold together with 95 %, at least.

        Formula    1 - 0.05 / looks
        Source     Bonferroni's inequality: whatever the dependence between looks, and whichever of them is the last.
        """
        return 1 - (1 - CONFIDENCE) / len(self.looks)


class Evidence(NamedTuple):
    """What is known of the difference, or of another mean, at a point, from the worlds of the look that judges it."""

    worlds: int  # of that look; 0 before the first
    defined: int  # of these; the others failed, or do not define the KPI
    mean: float  # difference, in the better direction; NaN where there is none
    error: float  # standard error of the mean; 0 where all worlds are equal, NaN where there is none
    low: float  # interval; NaN where there is none
    high: float
    decision: str


def looks(first: int) -> tuple[int, ...]:
    """Worlds of a point at each look that is planned."""
    sizes = (max(first, FIRST) * GROWTH**number for number in range(LOOKS))
    return tuple(dict.fromkeys(min(size, MOST) for size in sizes))


def judge(gaps: np.ndarray, rule: Rule) -> Evidence:
    """What worlds say, in their order: one difference each, in the better direction, NaN where there is none.

    The first look that decides is the one that counts, however many worlds more there are; so the answer is that of a
    point to which no more were added.

    Limits     Events that were the same in every world are a tie if the margin is 0: one that is too rare to be seen is
               not told from it.
    """
    evidence = Evidence(0, 0, np.nan, np.nan, np.nan, np.nan, OPEN)
    for look in rule.looks:
        if len(gaps) < look or evidence.decision != OPEN:
            break
        evidence = _at_look(gaps[:look], rule)
    return evidence


def latest(gaps: np.ndarray, rule: Rule) -> Evidence:
    """What the worlds of the last look say that was reached: of values that change as worlds are added (a jackknife).

    Limits     That no earlier look has decided is for the caller to know.
    """
    look = max((look for look in rule.looks if look <= len(gaps)), default=0)
    return _at_look(gaps[:look], rule) if look else judge(gaps, rule)


def _at_look(gaps: np.ndarray, rule: Rule) -> Evidence:
    there = gaps[~np.isnan(gaps)]
    if len(there) < LEAST:
        return Evidence(len(gaps), len(there), np.nan, np.nan, np.nan, np.nan, OPEN)
    is_tie = rule.margin == 0 and not there.any()
    mean, error, low, high = (of_mean if is_tie else rule.estimate)(there, rule.confidence)
    is_within, is_outside = low > rule.margin and high < rule.upper, high <= rule.margin or low >= rule.upper
    decision = HOLDS if is_within else FAILS if is_outside else OPEN
    return Evidence(len(gaps), len(there), mean, error, low, high, decision)


def _ends(interval: tuple[float | None, float | None]) -> tuple[float, float]:
    low, high = (np.nan if end is None else end for end in interval)
    return low, high


def distance(evidence: Evidence, rule: Rule) -> float:
    """How far the mean lies within the bounds, from the nearer one; below 0 outside."""
    return min(evidence.mean - rule.margin, rule.upper - evidence.mean)


def worlds_to_decide(evidence: Evidence, rule: Rule) -> float:
    """How many worlds would decide a point if its mean and spread stayed as they are; infinite at the margin itself.

    Formula    n * (half-width / distance of the mean to the margin, or to the nearer bound)^2, of n worlds played
    """
    gap, half = abs(distance(evidence, rule)), (evidence.high - evidence.low) / 2
    if not gap > 0:
        return np.inf
    return float(evidence.worlds * (half / gap) ** 2)


@dataclass(frozen=True)
class Further:
    """What would decide the points that are undecided, if their means and spreads stayed as they are."""

    points: int  # that some more worlds would decide
    worlds: int  # more that these would take, of all strategies
    replications: int  # at the one that takes most
    at_margin: int  # points so near the margin that each would take more than TOO_MANY worlds


def further(undecided: Iterable[tuple[int, float]], strategies: int = 1) -> Further:
    """What more worlds would do, from how many each undecided point has, and how many would decide it.

    Limits     A guess, as that of `worlds_to_decide`: the mean itself is only an estimate.
    """
    whole = list(undecided)
    near = [(has, takes) for has, takes in whole if takes <= TOO_MANY]
    more = sum(max(0, int(np.ceil(takes)) - has) for has, takes in near) * strategies
    return Further(len(near), more, int(np.ceil(max((takes for _, takes in near), default=0))), len(whole) - len(near))


def column(evidence: Sequence[Evidence], name: str) -> np.ndarray:
    """One number of each point."""
    return np.array([getattr(one, name) for one in evidence], float)

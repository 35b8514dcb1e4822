"""Where one strategy overtakes another along a factor, if every value of the factor is tried in the same worlds.

Under the same luck the mean difference of the worlds is a function of the factor without any noise of its own, so that
ordinary root finding applies: a coarse grid shows how often the lead changes, Brent's method finds each place. Where
both firms are ruined in most worlds nobody leads: what differs there is how much two ruined firms have lost.

The interval of such a place holds the values of the factor at which the 95 % t interval of the difference holds 0: the
test that neither is ahead, inverted. It covers the true place whenever the t interval there covers 0, whatever the
slope, in which the delta method divides and which a curve with jumps does not have; a bootstrap would need every curve
to cross. It has no end where the curve is flat, and so it should be (Gleser & Hwang 1987, Annals of Statistics 15(4)).

Source     Root: Brent 1973, Algorithms for Minimization without Derivatives, ch. 4. Interval: Fieller 1954, J. Royal
           Statistical Society B 16(2), for a curve that need not be a line.
Limits     Two changes of the lead between neighbours of the grid are missed. Several intervals hold one by one, not
           together. Each is the one stretch around its root; a curve that leaves and enters 0 again may have others.
           An interval narrower than some thousandths of the range is only as exact as that.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from retainsim.results.kpis.dictionary import MOST
from retainsim.study.statistics import CONFIDENCE, compare_pairs

GRID = 7  # values of the factor tried first
EXACTNESS = 1 / 1000  # of the range: how exactly a root and the ends of its interval are found


class Sample(NamedTuple):
    """What was played at one value of the factor."""

    a: np.ndarray  # the KPI under strategy a: float64, one per world, NaN where undefined
    b: np.ndarray
    both_ruined: np.ndarray  # bool, one per world: whether the firm is ruined under both


class UndefinedError(ValueError):
    """Fewer than two worlds define the difference at a value of the factor."""

    def __init__(self, *factors: float) -> None:
        super().__init__(f"fewer than two worlds define the difference at {', '.join(map(repr, factors))}")
        self.factors = factors


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How a differs from b in the same worlds; the attributes are told of a `Point`."""

    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float
    p_a_better: float
    p_equal: float
    both_ruined: float

    @property
    def is_void(self) -> bool:
        """Whether nobody leads here."""
        return self.both_ruined > MOST

    @classmethod
    def of(cls, sample: Sample, sign: int, is_event: bool) -> "Gap | None":
        """The difference in what was played; None where fewer than two worlds define it."""
        a, b, both_ruined = sample
        figures = vars(compare_pairs(a, b, sign, CONFIDENCE, is_event))
        values = {name: figures[name] for name in ("difference", "low", "high", "p_a_better", "p_equal")}
        if None in values.values():
            return None
        return Gap(mean_a=float(np.nanmean(a)), mean_b=float(np.nanmean(b)), **values,
                   both_ruined=float(both_ruined.mean()))


def figures_of(gap: Gap) -> dict[str, float]:
    """What is told of a difference, wherever it was played."""
    return {figure.name: getattr(gap, figure.name) for figure in fields(Gap)}


@dataclass(frozen=True)
class Point(Gap):
    """How a differs from b at one value of the factor.

    Attributes   `factor` is that value, `mean_a` and `mean_b` are the means there [unit of the KPI], and `difference`
                 is the mean of a - b with its 95 % interval from `low` to `high`. `p_a_better` [0..1] is the chance
                 that a beats b in one world, ties half, `p_equal` [0..1] that of a tie, `both_ruined` [0..1] the share
                 of worlds in which the firm is ruined under both.
    """

    factor: float


@dataclass(frozen=True)
class Crossing:
    """A place where the lead changes.

    Attributes   `at` is the value of the factor; of a whole-numbered one the first with the new leader ahead. It lies
                 between `low` and `high` with 95 %, None where the sample does not bound it within the range.
                 `a_leads_above` says whether it is a that leads above it.
    """

    at: float
    low: float | None
    high: float | None
    a_leads_above: bool


def find_crossings(evaluate: Callable[[float], Sample], low: float, high: float, whole: bool, sign: int,
                   *, is_event: bool = False) -> tuple[list[Point], list[Crossing]]:
    """All points that were tried, by factor, and the places where the lead changes.

    `evaluate` plays the same worlds at any value of the factor; `sign` is 1 if more of the KPI is better, -1 if less.

    Raises   `UndefinedError`.
    """
    curve = _Curve(evaluate, high - low, whole, sign, is_event)
    crossings = [curve.crossing(left, right) for left, right in curve.changes(first_values(low, high, whole))]
    return ([curve.points[x] for x in sorted(curve.points)],
            [crossing for crossing in crossings if not curve.point(crossing.at).is_void])


def first_values(low: float, high: float, whole: bool) -> list[float]:
    """The evenly spaced values of a factor that are tried first; of whole numbers there may be fewer."""
    return sorted({float(round(x) if whole else x) for x in np.linspace(low, high, GRID)})


@dataclass
class _Curve:
    """The lead of a over b along the factor, played at each value only once."""

    evaluate: Callable[[float], Sample]
    span: float
    whole: bool
    sign: int
    is_event: bool
    points: dict[float, Point] = field(default_factory=dict)

    def point(self, x: float) -> Point:
        if x not in self.points:
            gap = Gap.of(self.evaluate(x), self.sign, self.is_event)
            if gap is None:
                raise UndefinedError(x)
            self.points[x] = Point(x, **vars(gap))
        return self.points[x]

    def lead(self, x: float) -> float:
        return self.sign * self.point(x).difference

    def bounds(self, x: float, side: int) -> list[float]:
        """The interval of the lead, of a for side 1, of b for -1."""
        return sorted(self.sign * side * bound for bound in (self.point(x).low, self.point(x).high))

    def changes(self, grid: list[float]) -> list[tuple[float, float]]:
        """Neighbours of the grid with another leader, those left aside where the two are level; none across a void."""
        runs: list[list[float]] = [[]]
        for x in grid:
            if self.point(x).is_void:
                runs.append([])
            elif self.lead(x) != 0:
                runs[-1].append(x)
        return [(left, right) for run in runs for left, right in pairwise(run)
                if (self.lead(left) > 0) != (self.lead(right) > 0)]

    def crossing(self, left: float, right: float) -> Crossing:
        """The change of the lead between two values, with its interval."""
        side = 1 if self.lead(right) > 0 else -1  # of the new leader
        at = self._zero(lambda x: side * self.lead(x), left, right)
        return Crossing(at, self._end(at, side, upwards=False), self._end(at, side, upwards=True), side > 0)

    def _end(self, at: float, side: int, upwards: bool) -> float | None:
        """Where the interval of a root ends: up to where the new leader, down to where the old one is clearly ahead."""
        way = 1 if upwards else -1

        def clear(x: float) -> float:  # positive where it is
            return self.bounds(x, way * side)[0]

        if clear(at) > 0:
            return at
        inside = at
        for x in sorted((x for x in self.points if x != at and (x > at) == upwards), reverse=not upwards):
            if self.bounds(x, way * side)[1] < 0 or self.point(x).is_void:  # the lead has clearly changed once more
                return None
            if clear(x) > 0:
                left, right = sorted((inside, x))
                end = self._zero(lambda x: way * clear(x), left, right)
                return None if self.point(end).is_void else end
            inside = x
        return None

    def _zero(self, rising: Callable[[float], float], left: float, right: float) -> float:
        """Where a function becomes positive: of whole numbers the first at which it is."""
        if not self.whole:
            return float(brentq(rising, left, right, xtol=EXACTNESS * self.span))
        while right - left > 1:
            middle = float((left + right) // 2)
            left, right = (left, middle) if rising(middle) > 0 else (middle, right)
        return right

"""In which share of the space of assumed parameters a claim shows, with what its points cannot tell.

The share is not that of points that show: each point is known with an error, and all together tell the distribution of
the distance to the bar over the space (`share_above`). So an undecided point counts on both sides, and the interval is
for points and worlds together. Of several parts each has a distribution of its own; what they say together of a point,
and so of the space, is in `share_of_all`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from scipy.special import expit, logit

from retainsim.claims.kit.claim import Claim
from retainsim.claims.kit.lab import Values
from retainsim.claims.kit.looks import Standing, standing
from retainsim.claims.kit.space import Space
from retainsim.claims.kit.telling import most_telling
from retainsim.study.robustness.evidence import FAILS, HOLDS, OPEN, Further, further
from retainsim.study.robustness.factors import Division, division
from retainsim.study.robustness.share import share_above
from retainsim.study.robustness.statement import LEAST_POINTS
from retainsim.study.statistics import wilson_interval

QUANTILES = 41
MOST_UNKNOWN = 0.25  # share of the points; those that are left out are no random sample of the space
LEAST_SHARE = 0.0005  # nearer to 0 or 1 log odds are not told apart


@dataclass(frozen=True)
class Reach:
    """How far a claim reaches in a space; the share and its interval are None where too many points are not known."""

    space: str  # its digest
    tried_at: str  # digest of the points
    share: float | None
    low: float | None
    high: float | None
    points: int
    decisions: Mapping[str, int]  # how many points are decided so
    unknown: int  # points at which too few worlds define the claim, and which the share leaves out
    further: Further
    effects: Sequence[float] | None  # quantiles of the mean effect over the points, the least to the largest
    telling: str  # the parameter that best tells where
    division: Division | None  # of the space, where it foretells better than guessing

    def to_document(self) -> dict[str, Any]:
        """The keys of a claim's document."""
        return {
            "share_of_space": self.share, "share_low": self.low, "share_high": self.high,
            "points_of_space": self.points, "points_shown": self.decisions[HOLDS],
            "points_not_shown": self.decisions[FAILS], "points_undecided": self.decisions[OPEN],
            "points_unknown": self.unknown, "further": asdict(self.further), "effects_of_space": self.effects,
            "telling": self.telling,
            "division": self.division and asdict(self.division), "space": self.space,
            "tried_at": self.tried_at}


def digest_of(where: Space) -> str:
    """What the points of a space are known by: others where a value has changed, or what the evidence allows."""
    return sha256(repr(where.overrides).encode()).hexdigest()[:12]


def reach_of(claim: Claim, where: Space, effects: Sequence[Sequence[Values]], space: str = "") -> Reach:
    """The reach of a claim, from the effects of all its parts at each point of a space of this digest."""
    at = [standing(claim, values) for values in effects]
    decisions = [one.decision for one in at]
    clear = [one for one in at if one.is_known]
    share, low, high = share_of_all(clear) if _are_enough(len(clear), len(at)) else (None, None, None)
    counts = {kind: decisions.count(kind) for kind in (HOLDS, FAILS, OPEN)}
    more = further([(one.worlds, one.to_decide) for one in at if one.decision == OPEN and not np.isnan(one.to_decide)])
    return Reach(
        space, digest_of(where), share, low, high, len(at), counts, len(at) - len(clear), more,
        _quantiles([values[0] for values in effects]),
        most_telling(where.names, where.values, _least_in_typical_errors(at), decisions), _division(where, decisions))


def _are_enough(clear: int, points: int) -> bool:
    """Whether a share can be told from those points that are known."""
    return clear >= max(LEAST_POINTS, (1 - MOST_UNKNOWN) * points)


def rank_among(quantiles: Sequence[float], effect: float) -> float:
    """The share of points [0..1] whose mean effect is smaller than this one."""
    return float(np.interp(effect, quantiles, np.linspace(0, 1, len(quantiles)), left=0.0, right=1.0))


def _quantiles(effects: Sequence[Values]) -> list[float] | None:
    """Of the mean effects at those points of which enough is known."""
    means = [float(np.nanmean(values)) for values in effects if np.isfinite(values).any()]
    return None if len(means) < LEAST_POINTS else np.quantile(means, np.linspace(0, 1, QUANTILES)).tolist()


def share_of_all(clear: Sequence[Standing]) -> tuple[float, float, float]:
    """The share of a space in which all parts show, with its interval.

    Formula    mean over points of the least of the parts' chances to show there
    Model      A part that was not played, because another one does not show, takes nothing away from the chance. The
               interval is that of the part with the least share, moved in log odds from its share to that of all; it
               is never narrower than Wilson's for as many points without any error.
    Limits     Chances that are drawn towards those of the other points make the share of several parts a little too
               low; how far was tried on synthetic claims, see docs/statistics.md.
    """
    distances, errors, freedom = (np.array([getattr(one, name) for one in clear])
                                  for name in ("distances", "errors", "freedom"))
    chances, shares = np.ones(distances.shape), []
    for part, is_there in enumerate(~np.isnan(distances).T):
        if is_there.sum() > 1:
            own = share_above(distances[is_there, part], errors[is_there, part], freedom[is_there, part])
            chances[is_there, part] = own.chances
            shares.append(own)
    share, hardest = float(chances.min(axis=1).mean()), min(shares, key=lambda own: own.share)
    low, high = (_shift(end, hardest.share, share) for end in (hardest.low, hardest.high))
    least, most = wilson_interval(share, len(clear))
    return share, low if least is None else min(low, least), high if most is None else max(high, most)


def _shift(end: float, start: float, to: float) -> float:
    """The end of an interval, moved in log odds as far as from one share to another; 0 and 1 stay what they are."""
    if end in (0, 1):
        return end
    start, to = np.clip((start, to), LEAST_SHARE, 1 - LEAST_SHARE)
    return float(expit(logit(end) + logit(to) - logit(start)))


def _least_in_typical_errors(at: Sequence[Standing]) -> Values:
    """The least distance at each point, in multiples of the median error of its part; NaN where it is not known."""
    distances, errors = (np.array([getattr(one, name) for one in at]) for name in ("distances", "errors"))
    typical = [np.median(spread) if len(spread := column[column > 0]) else 1.0 for column in errors.T]
    is_known = np.array([one.is_known for one in at])
    return np.where(is_known, np.min(np.where(np.isnan(distances), np.inf, distances / typical), axis=1), np.nan)


def _division(where: Space, decisions: Sequence[str]) -> Division | None:
    """How two questions divide the space, if that foretells points that were not seen; none without scikit-learn."""
    kinds = np.array(decisions)
    parts, _ = division(dict(zip(where.names, where.values.T.tolist(), strict=True)), kinds == HOLDS, kinds != OPEN)
    return parts if parts is not None and parts.is_better_than_guessing else None

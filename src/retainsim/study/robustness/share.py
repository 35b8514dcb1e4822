"""The share of a space in which a quantity is above a margin, from points at which it is known with an error.

The quantity may be distributed over the space in any way. Each point tells the likelihood of its value there; together
they tell that of the distribution, and so of every share. No point is counted as above or below because its mean is.

Model      Points are independent draws from the space, each with worlds of its own. A point's likelihood is Student's t
           around its mean with its standard error: normal worlds whose spread is integrated out. As a likelihood it
           does not care when a look stopped the worlds of the point.
Source     Nonparametric maximum likelihood of a mixing distribution: Kiefer & Wolfowitz 1956, Annals of Mathematical
           Statistics 27; by EM: Laird 1978, J. American Statistical Association 73. Profile likelihood of a number of
           it: Murphy & van der Vaart 2000, the same journal 95.
Limits     Points of a Sobol sequence or a hypercube are more even than independent ones: the interval is then wider
           than it need be. Tried on spaces of known share, see docs/statistics.md.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import chdtri, expit, logit

from retainsim.study.statistics import CONFIDENCE, wilson_interval

SIDE = 30  # values of the quantity on either side of the margin that a distribution may take
STEPS = 200  # of EM
TINY = np.finfo(float).tiny
SHARES = np.geomspace(0.0005, 0.5, 24)  # at which the likelihood is computed, and as many from the other end


class Share(NamedTuple):
    """The share [0..1] with its 95 % interval, and for each point the chance that it is above."""

    share: float
    low: float
    high: float
    chances: np.ndarray


def share_above(distances: np.ndarray, errors: np.ndarray, freedom: np.ndarray) -> Share:
    """The share of a space with a distance above 0, from one mean distance per point; at least two points.

    `errors` are standard errors of the means, 0 where a point is exact; `freedom` their degrees of freedom.

    The interval is that of the profile likelihood: all shares that some distribution brings within 1.92 of the best
    log-likelihood. It is never narrower than Wilson's for as many points without any error.
    """
    above, likelihood = _likelihood(distances, errors, freedom)
    weights, _ = _fitted(likelihood, above, None)
    share = float(weights[0, above].sum())
    chances = likelihood[:, above] @ weights[0, above] / (likelihood @ weights[0])
    low, high = _profile_interval(likelihood, above, share)
    least, most = wilson_interval(share, len(distances))
    return Share(share, low if least is None else min(low, least), high if most is None else max(high, most), chances)


def _likelihood(distances: np.ndarray, errors: np.ndarray, freedom: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which values are above 0, and the likelihood of each value (columns) at each point (rows).

    The first and last value stand for points without error below and above: these share no value with others, as worlds
    that are all equal are a kind of their own.
    """
    is_exact = errors == 0
    likelihood = np.zeros((len(distances), 2 * SIDE + 3))
    likelihood[is_exact & (distances <= 0), 0] = likelihood[is_exact & (distances > 0), -1] = 1
    side = np.zeros(SIDE)
    if not is_exact.all():
        mean, error, df = (values[~is_exact][:, None] for values in (distances, errors, freedom))
        least = 0.1 * error.min()
        side = np.geomspace(least, max(10 * least, np.abs(mean).max()), SIDE)
        values = np.concatenate([-side[::-1], [0.0], side])
        logs = -(df + 1) / 2 * np.log1p(((mean - values) / error) ** 2 / df)
        likelihood[~is_exact, 1:-1] = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.arange(2 * SIDE + 3) > SIDE + 1, likelihood


def _fitted(likelihood: np.ndarray, above: np.ndarray, shares: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """The weights of the likeliest distribution with each of these shares above (without any: of all), in rows, and
    the log-likelihoods."""
    totals = np.array([0.5]) if shares is None else shares
    weights = np.where(above, totals[:, None] / above.sum(), (1 - totals[:, None]) / (~above).sum())
    for _ in range(STEPS):
        weights = weights * ((1 / (likelihood @ weights.T)).T @ likelihood) / len(likelihood)
        if shares is not None:
            # A side that explains no point at all has no weight left to be scaled.
            upper, lower = (np.maximum(weights[:, side].sum(axis=1), TINY) for side in (above, ~above))
            weights = weights * np.where(above, (shares / upper)[:, None], ((1 - shares) / lower)[:, None])
    return weights, np.log(likelihood @ weights.T).sum(axis=0)


def _profile_interval(likelihood: np.ndarray, above: np.ndarray, share: float) -> tuple[float, float]:
    shares = np.unique(np.concatenate([SHARES, 1 - SHARES, [np.clip(share, SHARES[0], 1 - SHARES[0])]]))
    _, logs = _fitted(likelihood, above, shares)
    excess = 2 * (logs.max() - logs) - chdtri(1, 1 - CONFIDENCE)  # of the deviance; above 0 outside
    inside = np.flatnonzero(excess <= 0)

    def end(last: int, step: int) -> float:
        beyond = last + step
        if not 0 <= beyond < len(shares):
            return float(step > 0)
        part = excess[last] / (excess[last] - excess[beyond])
        return float(expit(logit(shares[last]) + part * (logit(shares[beyond]) - logit(shares[last]))))

    return end(inside[0], -1), end(inside[-1], 1)

"""What claims compute of worlds beyond means: ratios and roots, percentages; and how they are estimated."""

from collections.abc import Callable

import numpy as np

from retainsim.claims.kit.lab import Values
from retainsim.study.robustness.evidence import Estimate, of_events, of_mean, of_share


def pseudovalues(statistic: Callable[..., float], *samples: Values) -> Values:
    """Values of worlds whose mean estimates, and whose t interval bounds, what is no mean: a ratio, a root.

    Formula    n t - (n - 1) t without this world, t the statistic of samples paired by world
    Source     Tukey 1958, Annals of Mathematical Statistics 29(2): the jackknife.
    Limits     The statistic must be smooth in the samples' means. NaN for worlds that do not define their sample, and
               for all, if without one of them the statistic is not defined: then it rests on that one.
    """
    is_there: np.ndarray = np.logical_and.reduce([np.isfinite(sample) for sample in samples])
    there, n = [sample[is_there] for sample in samples], int(is_there.sum())
    values = np.full(len(is_there), np.nan)
    without = [statistic(*(np.delete(sample, world) for sample in there)) for world in range(n)] if n > 1 else []
    if n > 1 and np.isfinite(without).all():
        values[is_there] = n * statistic(*there) - (n - 1) * np.array(without)
    return values


OF_WORLDS = "% of worlds"  # unit of what a world does or does not: values of 0 and 100


def estimator(unit: str, is_event: bool = False) -> Callable[[Values, float], Estimate]:
    """How the mean of at least two worlds is estimated with a confidence, at the defaults and in the space alike.

    Differences of events [percentage points], shares of worlds, and all other means.
    """
    def estimate(values: Values, confidence: float) -> Estimate:
        if is_event:
            return Estimate(*(100 * figure for figure in of_events(values / 100, confidence)))
        if unit == OF_WORLDS:
            return Estimate(*(100 * figure for figure in of_share(values / 100, confidence)))
        return of_mean(values, confidence)

    return estimate


def percent(part: np.ndarray, whole: np.ndarray) -> Values:
    """Organisations of `part` per 100 of `whole`, one per world; NaN where there are none."""
    with np.errstate(invalid="ignore"):
        return 100 * (part & whole).sum(1) / whole.sum(1)

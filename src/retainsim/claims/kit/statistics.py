"""What claims compute of worlds beyond means: ratios and roots, percentages; and how they are estimated."""

from collections.abc import Callable

import numpy as np

from retainsim.claims.kit.lab import Values
from retainsim.study.robustness.evidence import Estimate, of_events, of_mean, of_share


def pseudovalues(statistic: Callable[..., float], *samples: Values) -> Values:
    """Values of worlds whose mean estimates, and whose t interval bounds, what is no mean: a ratio, a root.

    Formula    n t - (n - 1) t without this world, t the statistic of samples paired by world
    Source     Tukey 1958, Annals of Mathematical Statistics 29(2): the jackknife.
    Limits     The statistic must be smooth in the samples' means.
    """
    n = len(samples[0])
    whole = statistic(*samples)
    return np.array([n * whole - (n - 1) * statistic(*(np.delete(sample, world) for sample in samples))
                     for world in range(n)])


def estimator(unit: str, is_event: bool = False) -> Callable[[Values, float], Estimate]:
    """How the mean of at least two worlds is estimated with a confidence, at the defaults and in the space alike.

    Differences of events [percentage points], shares of worlds [%], and all other means.
    """
    def estimate(values: Values, confidence: float) -> Estimate:
        if is_event:
            return Estimate(*(100 * figure for figure in of_events(values / 100, confidence)))
        if unit == "%" and np.isin(values, (0.0, 100.0)).all():
            return Estimate(*(100 * figure for figure in of_share(values / 100, confidence)))
        return of_mean(values, confidence)

    return estimate


def percent(part: np.ndarray, whole: np.ndarray) -> Values:
    """Organisations of `part` per 100 of `whole`, one per world; NaN where there are none."""
    with np.errstate(invalid="ignore"):
        return 100 * (part & whole).sum(1) / whole.sum(1)

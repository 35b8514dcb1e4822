"""What replications say about a mean, a spread and a difference, and how sure that is.

The sample is always the replication: worlds of one comparison differ in nothing but luck and are independent of each
other; clients within a world are not.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Summary:
    """One KPI over worlds, in the unit of the KPI.

    Attributes   `mean` with its 95 % interval from `low` to `high`; `p05`, `p50` and `p95` are percentiles of the
                 worlds. None where no world defines the KPI, for `low` and `high` also where only one does.
    """

    mean: float | None
    low: float | None
    high: float | None
    p05: float | None
    p50: float | None
    p95: float | None


@dataclass(frozen=True)
class Difference:
    """How much more a KPI is under one strategy than under another, in the same worlds."""

    difference: float | None  # mean of the paired differences
    low: float | None
    high: float | None
    p_a_better: float | None  # [0..1] chance that the first is better in one world; None if neither direction is
    p_equal: float | None  # [0..1] chance that both are the same, half of which p_a_better counts
    luck_factor: float | None  # what shared luck saves, see `luck_factor`


@dataclass(frozen=True)
class Pair:
    """How strategy `a` differs from `b` in one `kpi`, world by world.

    Attributes   `difference` is the mean of a - b over the worlds where both are defined [unit of the KPI], with its
                 95 % interval from `low` to `high`, which holds by itself only where it is `pointwise`, else together
                 with the others. `p_a_better` [0..1] is the chance that a beats b in one world, ties half, and
                 `p_equal` [0..1] that of such a tie. `luck_factor` says how many times as many worlds independent
                 luck would take for the same interval. None where there is no such number.
    """

    a: str
    b: str
    kpi: str
    difference: float | None
    low: float | None
    high: float | None
    p_a_better: float | None
    p_equal: float | None
    luck_factor: float | None
    pointwise: bool


def summarise(values: np.ndarray, is_event: bool = False) -> Summary:
    """Mean with a 95 % interval and percentiles of one value per world; worlds where it is NaN are left out.

    `is_event` marks values of 0 and 1, whose interval is Wilson's.

    Limits     Percentiles interpolate linearly between order statistics (Hyndman & Fan 1996, type 7).
    """
    defined = values[~np.isnan(values)]
    if not len(defined):
        return Summary(None, None, None, None, None, None)
    mean = float(defined.mean())
    low, high = wilson_interval(mean, len(defined)) if is_event else t_interval(defined, CONFIDENCE)
    return Summary(mean, low, high, *map(float, np.percentile(defined, (5, 50, 95))))


def t_interval(values: np.ndarray, confidence: float) -> tuple[float | None, float | None]:
    """Two-sided interval of the mean of independent worlds; None, None for fewer than two.

    Formula    mean -+ t(n - 1, (1 + confidence) / 2) * sd / sqrt(n), sd with n - 1
    Source     Student 1908, Biometrika 6(1).
    Limits     Exact if values are normal; else the mean must be nearly normal, which skewed values reach slowly. If all
               values are equal the interval is a point, although unlike worlds may merely not have been drawn.
    """
    n = len(values)
    if n < 2:
        return None, None
    mean = float(values.mean())
    # Rounding of the mean would make a spread out of values that are all equal.
    spread = float(values.std(ddof=1)) if np.ptp(values) > 0 else 0.0
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * spread / math.sqrt(n)
    return mean - half, mean + half


def wilson_interval(share: float, n: int, confidence: float = CONFIDENCE) -> tuple[float | None, float | None]:
    """Two-sided interval of the chance behind a share of `n` independent worlds; None, None for fewer than two.

    Formula    (p + z^2/2n -+ z sqrt(p (1 - p) / n + z^2/4n^2)) / (1 + z^2/n)
    Source     Wilson 1927, J. American Statistical Association 22(158); not a point if the event never came.
    """
    if n < 2:
        return None, None
    z = float(ndtri((1 + confidence) / 2))
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    scale = 1 + z * z / n
    # At a share of 0 or 1 the bound on that side is 0 or 1, and only rounding says otherwise.
    low = 0.0 if share == 0 else (centre - half) / scale
    return low, 1.0 if share == 1 else (centre + half) / scale


def compare_pairs(a: np.ndarray, b: np.ndarray, sign: int, confidence: float, is_event: bool = False) -> Difference:
    """How `a` differs from `b`, one value per world each, in the worlds where both are defined.

    `sign` is 1 if more is better, -1 if less is, 0 if neither.

    Formula    the t interval of a - b; p_a_better = share of worlds with a better, plus half of those with a tie
    Limits     Those of `t_interval`. Swapping a and b negates the difference and swaps low and high, exactly.
    """
    defined = ~(np.isnan(a) | np.isnan(b))
    gap = a[defined] - b[defined]
    if not len(gap):
        return Difference(None, None, None, None, None, None)
    low, high = paired_event_interval(gap, confidence) if is_event else t_interval(gap, confidence)
    better = (np.sign(gap) * sign + 1).mean() / 2
    return Difference(float(gap.mean()), low, high, float(better) if sign else None, float((gap == 0).mean()),
                      luck_factor(a[defined], b[defined]))


def luck_factor(a: np.ndarray, b: np.ndarray) -> float | None:
    """How many times as many worlds independent luck would take for the same interval of the difference.

    One value per world each, all defined; None for fewer than two worlds or where the difference never varies.

    Formula    (var a + var b) / var(a - b)
    Source     Common random numbers: Law 2015, Simulation Modeling and Analysis, 5th ed., 11.2. Below 1 the shared luck
               would cost worlds: strategies that luck drives apart.
    """
    if len(a) < 2 or np.ptp(a - b) == 0:
        return None
    return float((a.var(ddof=1) + b.var(ddof=1)) / (a - b).var(ddof=1))


def paired_event_interval(gap: np.ndarray, confidence: float) -> tuple[float | None, float | None]:
    """Two-sided interval of a difference of chances from paired worlds; None, None for fewer than two.

    `gap` is 1 where the event came under a only, -1 where under b only, 0 otherwise.

    Formula    p - q -+ z sqrt((p + q - (p - q)^2) / (n + 2)), p = (n_a only + 1) / (n + 2), q likewise for b
    Source     Bonett & Price 2012, J. Educational and Behavioral Statistics 37(4): adjusted Wald; not a point if the
               strategies never differed.
    """
    n = len(gap)
    if n < 2:
        return None, None
    only_a, only_b = ((int(np.count_nonzero(gap == side)) + 1) / (n + 2) for side in (1, -1))
    half = float(ndtri((1 + confidence) / 2)) * math.sqrt((only_a + only_b - (only_a - only_b) ** 2) / (n + 2))
    return max(-1.0, only_a - only_b - half), min(1.0, only_a - only_b + half)


def familywise_confidence(statements: int) -> float:
    """Confidence of each of so many intervals that hold together with 95 %, at least.

    Source     Bonferroni's inequality: whatever the dependence between them.
    """
    return 1 - (1 - CONFIDENCE) / max(1, statements)

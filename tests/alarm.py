"""The alarm: statistical assertions that state both of their errors."""

import math
from collections.abc import Callable, Iterable

import numpy as np
from scipy.special import betaincinv

FALSE_ALARMS = 1e-6  # chance that one assertion fails although its law is true


def envelope(n: int) -> float:
    """Half width of the band around an empirical CDF of n independent draws that holds the true one, but for a chance
    of `FALSE_ALARMS`.

    Source     Dvoretzky, Kiefer & Wolfowitz 1956 with Massart's constant (1990): P(sup gap > e) <= 2 exp(-2 n e^2),
               for every law, with or without jumps.
    """
    return math.sqrt(math.log(2 / FALSE_ALARMS) / (2 * n))


def draws_needed(gap: float) -> int:
    """Draws after which a CDF that is off by `gap` somewhere goes unnoticed with a chance of `FALSE_ALARMS` at most."""
    return math.ceil(2 * math.log(2 / FALSE_ALARMS) / gap**2)


class Alarm:
    """Each assertion spends `FALSE_ALARMS` of the suite's budget, and fails if it could hardly ever fail.

    The draws must be independent of each other. Seeds are fixed and never re-rolled to make a test pass.
    """

    def cdf_equals(self, sample: Iterable[float], cdf: Callable[[np.ndarray], np.ndarray], *, must_detect: float,
                   lattice: Iterable[float] | None = None) -> None:
        """Assert that independent draws follow a law.

        A law with jumps says where they are (`lattice`); draws beyond the lattice (censored ones, as infinity) count.
        """
        drawn = np.sort(np.asarray(sample, float))
        n = drawn.size
        assert n >= draws_needed(must_detect), (
            f"{n} draws cannot tell a CDF gap of {must_detect}: take {draws_needed(must_detect)} or more")
        if lattice is None:
            points, law = drawn, np.asarray(cdf(drawn))
            below = np.searchsorted(drawn, points, side="left") / n
        else:
            points = np.asarray(lattice, float)
            law = np.asarray(cdf(points))
            below = np.searchsorted(drawn, points, side="right") / n
        at_or_below = np.searchsorted(drawn, points, side="right") / n
        gaps = np.maximum(np.abs(at_or_below - law), np.abs(below - law))
        worst = int(np.argmax(gaps))
        assert gaps[worst] <= envelope(n), (
            f"CDF off by {gaps[worst]:.4f} at {points[worst]:g} (law {law[worst]:.4f}); "
            f"{n} draws allow {envelope(n):.4f}")

    def chance(self, successes: int, trials: int) -> tuple[float, float]:
        """Bounds of the chance behind `successes` in independent `trials`; wrong once in 1 / `FALSE_ALARMS`.

        Source     Clopper & Pearson 1934, Biometrika 26: exact.
        """
        tail = FALSE_ALARMS / 2
        low = 0.0 if successes == 0 else float(betaincinv(successes, trials - successes + 1, tail))
        high = 1.0 if successes == trials else float(betaincinv(successes + 1, trials - successes, 1 - tail))
        return low, high

    def mean_equals(self, sample: Iterable[float], mean: float, variance: float, spread: float, *,
                    must_detect: float) -> None:
        """Assert the mean of independent draws of known variance that lie within `spread` of each other.

        Source     Bernstein's inequality: P(|gap| > e) <= 2 exp(-n e^2 / (2 variance + 2 spread e / 3)).
        """
        drawn = np.asarray(sample, float)
        log = math.log(2 / FALSE_ALARMS)
        b = spread * log / (3 * drawn.size)
        allowed = b + math.sqrt(b * b + 2 * variance * log / drawn.size)
        assert 2 * allowed <= must_detect, f"{drawn.size} draws allow {allowed:.4g}: too few to tell {must_detect}"
        assert abs(drawn.mean() - mean) <= allowed, f"mean {drawn.mean():.5g}, law {mean:.5g}, allowed {allowed:.4g}"

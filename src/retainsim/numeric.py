"""The few functions that mechanisms may call: the same bits on every machine, compiled or not.

`math.exp` and `math.log` belong to the machine's C library, whose last bits differ; these are plain arithmetic.
"""

import numpy as np

from retainsim.kernel import inlined, kernel

LOG2_E = 1.4426950408889634
LN2_HIGH = 0.693145751953125  # 20 bits: times a whole number below 2**33 it is exact
LN2_LOW = 1.4286068203094173e-06
LN2 = 0.6931471805599453
SQRT_2 = 1.4142135623730951
MANTISSA = np.int64(0x000FFFFFFFFFFFFF)
NEGLIGIBLE = 1e-6
MARGIN = 2.0**-50


@inlined
def floor(x: float) -> float:
    """The largest whole number up to x, as float64: `math.floor` gives int64, of which only AVX-512 has vectors."""
    return float(np.floor(x))


@kernel
def exp(x: float) -> float:
    """e to the x, to 3 units in the last place; x is clipped to [-700, 700].

    Formula    x = n ln 2 + r, |r| <= ln 2 / 2; Taylor polynomial of degree 12 in r (remainder below 2e-16), times 2**n.
    """
    x = min(max(x, -700.0), 700.0)
    n = floor(x * LOG2_E + 0.5)  # int32 below: only AVX-512 has vectors of int64
    r = x - n * LN2_HIGH - n * LN2_LOW
    p = ((1.0 / 479001600.0 * r + 1.0 / 39916800.0) * r + 1.0 / 3628800.0) * r + 1.0 / 362880.0
    p = (((p * r + 1.0 / 40320.0) * r + 1.0 / 5040.0) * r + 1.0 / 720.0) * r + 1.0 / 120.0
    p = (((p * r + 1.0 / 24.0) * r + 1.0 / 6.0) * r + 0.5) * r + 1.0
    p = p * r + 1.0
    return p * np.int64((np.int64(np.int32(n)) + np.int64(1023)) << np.int64(52)).view(np.float64)


@kernel
def log(x: float) -> float:
    """Natural logarithm of a positive normal number, to 5 units in the last place.

    Formula    x = m 2**e, m in [sqrt(1/2), sqrt 2); ln m = 2 atanh s, s = (m - 1) / (m + 1), series to s**21.
    """
    bits = np.float64(x).view(np.int64)
    e = (bits >> np.int64(52)) - np.int64(1023)
    m = np.int64((bits & MANTISSA) | (np.int64(1023) << np.int64(52))).view(np.float64)
    if m > SQRT_2:
        m = m * 0.5
        e = e + np.int64(1)
    s = (m - 1.0) / (m + 1.0)
    q = s * s
    series = 1.0 / 21.0
    for k in range(19, 0, -2):
        series = series * q + 1.0 / k
    return e * LN2_HIGH + (e * LN2_LOW + 2.0 * s * series)


@kernel
def power(base: float, exponent: float) -> float:
    """A positive number to any power; 1 for the power 0."""
    if exponent == 0.0:
        return 1.0
    return exp(exponent * log(base))


@kernel
def logistic(x: float) -> float:
    """Chance [0..1] on the logistic scale."""
    return 1.0 / (1.0 + exp(-x))


@inlined
def is_multiple(number: float, of: float) -> bool:
    """Whether a whole number is a multiple of another; both below 2**53. Unlike `%` it is done for many lanes at once.

    The quotient of others is 1 / `of` away from a whole number at least, and rounded by less.
    """
    quotient = number / of
    return quotient == floor(quotient)


@kernel
def clip(x: float, low: float, high: float) -> float:
    """The number of [low, high] that is nearest to x."""
    return min(max(x, low), high)


@kernel
def left_after_week(x: float, kept_per_week: float) -> float:
    """What a week leaves of x; 0 where that is negligible: products would end as denormal numbers, 77 times slower."""
    left = x * kept_per_week
    return left if abs(left) > NEGLIGIBLE else 0.0


@kernel
def nearer_to_one(x: float, part: float) -> float:
    """A share [0..1] that has gone this part of the way to 1: all of it at most, none at least."""
    return x + clip(part, 0.0, 1.0) * (1.0 - x)


@kernel
def chance_within_week(hazard: float) -> float:
    """Chance [0..1] that an event with this constant hazard [1/week] happens in one week."""
    return 1.0 - exp(-hazard)


@inlined
def most_within_week(hazard: float) -> float:
    """What no chance within a week exceeds, of this hazard [1/week] or a smaller one; it takes no `exp`.

    Formula    1 - exp(-h) <= h for every h >= 0. The computed chance is above the true one by 3 * 2**-52 (`exp` of what
               is not positive) and 2**-54 (the difference) at most; the sum here is below the true one by 2**-53 at
               most if h < 1; both together are less than 2**-50. If h >= 1, it is enough that no chance exceeds 1.
    """
    return hazard + MARGIN


@kernel
def kept_per_week(half_life: float) -> float:
    """Factor [1/week] by which what is left alone shrinks; a half-life [weeks] of 0 stands for never."""
    return 1.0 if half_life == 0.0 else exp(-LN2 / half_life)

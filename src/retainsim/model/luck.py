"""Luck is a function of key, week, identity and decision: nothing is drawn in turn, nothing depends on who asks first.

Source     Philox4x32-10: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11.
"""

import math

import numpy as np

from retainsim.kernel import inlined, kernel
from retainsim.model.state import Identity, World
from retainsim.numeric import exp, log, power

POPULATION_WEEK = -(2**31)  # the week in which traits are drawn
SECOND_GAMMA = 1000  # first attempt of a Beta's second Gamma

MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
LOW_32, BITS_32 = np.uint64(0xFFFFFFFF), np.uint64(32)
UNIT = 2.0**-32
ROUNDS = 10

Words = tuple[np.uint32, np.uint32, np.uint32, np.uint32]


@inlined
def philox_round(c0: np.uint32, c1: np.uint32, c2: np.uint32, c3: np.uint32, k0: np.uint32, k1: np.uint32) -> Words:
    """One round of Philox4x32 on four counter words and two key words (uint32)."""
    product_0 = MULTIPLIER_0 * np.uint64(c0)
    product_1 = MULTIPLIER_1 * np.uint64(c2)
    return (np.uint32(product_1 >> BITS_32) ^ c1 ^ k0, np.uint32(product_1 & LOW_32),
            np.uint32(product_0 >> BITS_32) ^ c3 ^ k1, np.uint32(product_0 & LOW_32))


@inlined
def bumped(k: np.uint32, weyl: np.uint64) -> np.uint32:
    """The key word of the next round."""
    return np.uint32((np.uint64(k) + weyl) & LOW_32)


@inlined
def philox(c0: np.uint32, c1: np.uint32, c2: np.uint32, c3: np.uint32, k0: np.uint32, k1: np.uint32) -> Words:
    """The four words (uint32) of Philox4x32-10 for a counter and a key."""
    for _ in range(ROUNDS):
        c0, c1, c2, c3 = philox_round(c0, c1, c2, c3, k0, k1)
        k0 = bumped(k0, WEYL_0)
        k1 = bumped(k1, WEYL_1)
    return c0, c1, c2, c3


@inlined
def unit(word: np.uint32) -> float:
    """A word (uint32) as a number inside (0, 1); exact in float64."""
    return (np.float64(word) + 0.5) * UNIT


@inlined
def week_word(week: int) -> np.uint32:
    """The counter word (uint32) of a week, negative weeks included."""
    return np.uint32(week & 0xFFFFFFFF)


@kernel
def uniforms(week: int, identity: Identity, block: int, pair: int, w: World) -> tuple[float, float, float, float]:
    """The four uniforms of one block: the draws 4 block to 4 block + 3."""
    a, b, c, d = philox(np.uint32(identity), week_word(week), np.uint32(block), np.uint32(pair), w.k0, w.k1)
    return unit(a), unit(b), unit(c), unit(d)


@kernel
def uniform(week: int, identity: Identity, draw: int, pair: int, w: World) -> float:
    """The uniform [0..1] of one decision of one identity in one week; `pair` names a partner or an attempt, else 0."""
    words = uniforms(week, identity, draw // 4, pair, w)
    return words[draw % 4]


@kernel
def normal(identity: Identity, draw: int, w: World) -> float:
    """A standard normal trait (Marsaglia's polar method)."""
    attempt = 0
    while True:
        u = uniforms(POPULATION_WEEK, identity, draw // 4, attempt, w)
        a = 2.0 * u[0] - 1.0
        b = 2.0 * u[1] - 1.0
        q = a * a + b * b
        if 0.0 < q < 1.0:
            return a * math.sqrt(-2.0 * log(q) / q)
        attempt += 1


@kernel
def gamma(identity: Identity, draw: int, shape: float, first_attempt: int, w: World) -> float:
    """A Gamma trait of this shape and scale 1.

    Source     Cheng 1977, algorithm GA; for shapes below 1 the boost by a power of a uniform.
    """
    raised = shape if shape >= 1.0 else shape + 1.0
    slope = math.sqrt(2.0 * raised - 1.0)
    attempt = first_attempt
    while True:
        u = uniforms(POPULATION_WEEK, identity, draw // 4, attempt, w)
        v = log(u[0] / (1.0 - u[0])) / slope
        x = raised * exp(v)
        if raised - log(4.0) + (raised + slope) * v - x >= log(u[0] * u[0] * u[1]):
            return x if shape >= 1.0 else x * power(u[2], 1.0 / shape)
        attempt += 1


@kernel
def gamma_of_mean_one(identity: Identity, draw: int, cv: float, w: World) -> float:
    """A Gamma trait of mean 1 and coefficient of variation `cv`; 1 where `cv` is 0."""
    if cv == 0.0:
        return 1.0
    shape = 1.0 / (cv * cv)
    return gamma(identity, draw, shape, 0, w) / shape


@kernel
def beta(identity: Identity, draw: int, mean: float, concentration: float, w: World) -> float:
    """A Beta trait [0..1] by its mean and the sum of its parameters; the mean itself where that sum is 0."""
    if concentration == 0.0 or mean <= 0.0 or mean >= 1.0:
        return mean
    x = gamma(identity, draw, mean * concentration, 0, w)
    y = gamma(identity, draw, (1.0 - mean) * concentration, SECOND_GAMMA, w)
    return x / (x + y) if x + y > 0.0 else mean

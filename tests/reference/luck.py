"""Luck as the specification states it: Philox4x32-10 and the three kinds of trait, one number at a time."""

import math

MASK = 0xFFFFFFFF
TRAITS = -(2**31)  # the week in which traits are drawn


def philox4x32_10(counter, key):
    """Four random words [0..2^32) for four words of counter and two of key (Salmon et al. 2011)."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        first, second = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (second >> 32) ^ c1 ^ k0, second & MASK, (first >> 32) ^ c3 ^ k1, first & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


class Luck:
    """All luck of one replication: a function of week, identity, draw and pair."""

    def __init__(self, seed, replication):
        self.key = (seed, replication)

    def uniform(self, week, identity, draw, pair=0):
        """A number strictly between 0 and 1."""
        word = philox4x32_10((identity, week & MASK, draw // 4, pair), self.key)[draw % 4]
        return (word + 0.5) / 2**32

    def attempt(self, identity, draw, pair):
        """The first three uniforms of one attempt at a trait with rejection."""
        return [self.uniform(TRAITS, identity, draw + word, pair) for word in range(3)]

    def normal(self, identity, draw):
        """Standard normal, by the polar method."""
        pair = 0
        while True:
            u0, u1, _ = self.attempt(identity, draw, pair)
            a, b = 2 * u0 - 1, 2 * u1 - 1
            q = a * a + b * b
            if 0 < q < 1:
                return a * math.sqrt(-2 * math.log(q) / q)
            pair += 1

    def gamma(self, identity, draw, shape, first_pair=0):
        """Gamma of that shape and scale 1 (Cheng 1977, GA); below shape 1 by the power of a further uniform."""
        c = shape if shape >= 1 else shape + 1
        rate = math.sqrt(2 * c - 1)
        pair = first_pair
        while True:
            u0, u1, u2 = self.attempt(identity, draw, pair)
            v = math.log(u0 / (1 - u0)) / rate
            x = c * math.exp(v)
            if c - math.log(4) + (c + rate) * v - x >= math.log(u0 * u0 * u1):
                return x if shape >= 1 else x * math.exp(math.log(u2) / shape)
            pair += 1

    def gamma_of_mean_one(self, identity, draw, cv):
        """Gamma with mean 1 and coefficient of variation `cv`."""
        if cv == 0:
            return 1.0
        shape = 1 / (cv * cv)
        return self.gamma(identity, draw, shape) / shape

    def beta(self, identity, draw, mean, concentration):
        """Beta with that mean; `concentration` is the sum of its two parameters, 0 means no spread."""
        if concentration == 0 or mean in (0, 1):
            return mean
        x = self.gamma(identity, draw, mean * concentration)
        y = self.gamma(identity, draw, (1 - mean) * concentration, first_pair=1000)
        return x / (x + y) if x + y > 0 else mean

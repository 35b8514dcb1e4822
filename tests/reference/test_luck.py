"""The twin's luck against published words and known moments.

Each moment check has a false-alarm rate of 1e-6 (two-sided normal bound, 4.89 standard errors). The luck is fixed, so a
check that passes passes for ever; the seed was taken once and is not re-rolled. A bias of twice the tolerance stated
by `standard_error` would go unnoticed once in a million.
"""

import math

import pytest

from .luck import TRAITS, Luck, philox4x32_10

BOUND = 4.89  # standard errors: a normal number lies outside with chance 1e-6
SIZE = 4000
LUCK = Luck(20240, 7)


def mean_and_variance(sample):
    mean = math.fsum(sample) / len(sample)
    return mean, math.fsum((x - mean) ** 2 for x in sample) / (len(sample) - 1)


def check_moments(sample, mean, variance, excess_kurtosis):
    """Mean and variance lie within the bound; the variance of s^2 is sigma^4 (2 + excess) / n for large n."""
    found_mean, found_variance = mean_and_variance(sample)
    assert abs(found_mean - mean) < BOUND * math.sqrt(variance / len(sample))
    assert abs(found_variance - variance) < BOUND * variance * math.sqrt((2 + excess_kurtosis) / len(sample))


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_gives_the_published_words(counter, key, words):
    """Random123, file kat_vectors."""
    assert philox4x32_10(counter, key) == words


def test_uniform_places_its_arguments_as_the_specification_says():
    words = philox4x32_10((11, 2**32 - 3, 6, 5), (20240, 7))
    assert [LUCK.uniform(-3, 11, 24 + k, pair=5) for k in range(4)] == [(w + 0.5) / 2**32 for w in words]
    assert TRAITS % 2**32 == 2**31


def test_uniform_moments():
    check_moments([LUCK.uniform(0, i, 2) for i in range(SIZE)], 1 / 2, 1 / 12, -6 / 5)


def test_normal_moments():
    check_moments([LUCK.normal(i, 32) for i in range(SIZE)], 0, 1, 0)


@pytest.mark.parametrize("cv", [0.3, 0.7, 1.0, 1.5])
def test_gamma_moments(cv):
    shape = 1 / cv**2
    check_moments([LUCK.gamma_of_mean_one(i, 36, cv) for i in range(SIZE)], 1, cv**2, 6 / shape)


@pytest.mark.parametrize(("mean", "concentration"), [(0.36, 1.08), (0.03, 10.0), (0.5, 40.0)])
def test_beta_moments(mean, concentration):
    a, b = mean * concentration, (1 - mean) * concentration
    excess = 6 * ((a - b) ** 2 * (a + b + 1) - a * b * (a + b + 2)) / (a * b * (a + b + 2) * (a + b + 3))
    sample = [LUCK.beta(i, 44, mean, concentration) for i in range(SIZE)]
    check_moments(sample, mean, mean * (1 - mean) / (concentration + 1), excess)


def test_no_spread_gives_the_mean():
    assert LUCK.gamma_of_mean_one(1, 36, 0) == 1
    assert [LUCK.beta(1, 40, m, c) for m, c in [(0.3, 0), (0, 5), (1, 5)]] == [0.3, 0, 1]


def test_underflow_of_both_gammas_gives_the_mean():
    assert 0 <= LUCK.beta(1, 40, 0.3, 1e-9) <= 1

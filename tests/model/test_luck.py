"""Luck: published words, the tile's words, the twin's words, and laws.

The luck is fixed by its key; each statistical assertion had one chance in a
million to fail on a true law, and would pass a law that is off by `must_detect` once in a million.
"""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from alarm import Alarm, draws_needed
from reference.luck import Luck, philox4x32_10
from retainsim.declared import draws, fields
from retainsim.engine.agenda import draw_luck
from retainsim.engine.world import Key, season
from retainsim.kernel import entry
from retainsim.model import luck
from retainsim.model.population import empty_world
from retainsim.model.state import World, view
from retainsim.scenario import load
from retainsim.study.setup.translation import parameters_of

K0, K1 = 20_260, 7
TWIN = Luck(K0, K1)
PUBLISHED = [  # Random123, file kat_vectors, philox4x32 10: counter, key, words
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
     (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]
WORD = st.integers(0, 2**32 - 1)
WEEK = st.integers(-(2**31), 2**31 - 1)
uniform, normal, gamma, gamma_of_mean_one, beta = map(entry, (  # a million calls would take minutes uncompiled
    luck.uniform, luck.normal, luck.gamma, luck.gamma_of_mean_one, luck.beta))
GAP = 0.02  # of a CDF, the smallest that a law below must not hide
N = draws_needed(GAP)

SMALL = ("clients.status.organisations=150", "clients.standard.organisations=300", "clients.young.organisations=30",
         "clients.standard.served_by_firm=100", "clients.young.served_by_firm=10", "clients.young.founded_later=10",
         "market.seasoning_weeks=0")
P = parameters_of(load("isp", SMALL), "status-quo")


@cache
def world_of(seed: int, replication: int) -> World:
    """A world that has this luck, and nobody in it."""
    return empty_world(P, (seed, replication), 0)


WORLD = world_of(K0, K1)


def words(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """The generator, called with words as the model calls it."""
    return tuple(int(w) for w in luck.philox(*map(np.uint32, counter), *map(np.uint32, key)))


@pytest.mark.parametrize(("counter", "key", "expected"), PUBLISHED)
def test_philox_gives_the_published_words(counter: tuple[int, ...], key: tuple[int, ...],
                                          expected: tuple[int, ...]) -> None:
    assert words(counter, key) == expected


@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD))
def test_philox_equals_the_plain_one_of_the_twin(counter: tuple[int, ...], key: tuple[int, ...]) -> None:
    assert words(counter, key) == philox4x32_10(counter, key)


@given(WORD)
def test_a_unit_lies_inside_and_is_exact(word: int) -> None:
    value = luck.unit(np.uint32(word))
    assert 0.0 < value < 1.0
    assert value * 2.0**32 == word + 0.5  # both sides are exact: 33 bits and a power of two


@given(WEEK)
def test_weeks_before_0_are_counted_from_the_end_of_the_word(week: int) -> None:
    assert int(luck.week_word(week)) == week % 2**32


@given(WORD, WORD, WEEK, WORD, st.integers(0, 60), st.integers(0, 2**20))
def test_uniform_equals_the_twin(seed: int, replication: int, week: int, identity: int, draw: int, pair: int) -> None:
    found = uniform(week, identity, draw, pair, world_of(seed, replication))
    assert found == Luck(seed, replication).uniform(week, identity, draw, pair)


@given(WEEK, st.integers(0, 5_000_000), st.integers(0, 15), st.integers(0, 2000))
def test_a_block_holds_four_draws(week: int, identity: int, block: int, pair: int) -> None:
    block_of_four = luck.uniforms(week, identity, block, pair, WORLD)
    assert list(block_of_four) == [uniform(week, identity, 4 * block + k, pair, WORLD) for k in range(4)]


@pytest.mark.parametrize("week", [-(2**31), -156, -1, 0, 1, 259, 5_199])
@pytest.mark.parametrize("tile", [0, 1, 3])  # of the first segment, of both, of the second and unused lanes
def test_the_luck_of_a_tile_is_the_luck_of_its_organisations(week: int, tile: int) -> None:
    world = season(P, Key(K0, K1))
    identities = view(world.whole, fields.IDENTITY, 4 * fields.LANES)[tile * fields.LANES:(tile + 1) * fields.LANES]
    draw_luck(np.uint64(tile), week, world)
    for draw in (draws.FAULT, draws.CONTACT_LEAVES, draws.DECIDES, draws.DISSOLVES):
        row = [luck.unit(word) for word in world.luck[(4 * tile + draw) * fields.LANES:(4 * tile + draw + 1)
                                                      * fields.LANES]]
        assert row == [luck.uniform(week, identity, draw, 0, world) for identity in identities], draw


def test_identities_stay_when_segments_grow() -> None:
    def identities(*changes: str) -> np.ndarray:
        p = parameters_of(load("isp", [*SMALL, *changes]), "status-quo")
        return view(season(p, Key(3, 4)).whole, fields.IDENTITY, p.organisations)

    before, after = identities(), identities("clients.status.organisations=151")
    assert len(set(before)) == len(before) == len(after) - 1
    assert set(after) - set(before) == {150}


def test_every_decision_has_its_own_number() -> None:
    """Traits with rejection use the words draw .. draw + 2 of a block of their own; nothing else may lie there."""
    plain = [draws.FAULT, draws.CONTACT_LEAVES, draws.DECIDES, draws.DISSOLVES, draws.MENDED, draws.LATE, draws.PAID,
             draws.REMINDED, draws.WHY, draws.WHERE, draws.ORDER, draws.TRIES, draws.STAFF_QUITS, draws.COMPLAINS,
             draws.IS_VISITED, draws.STAYS, draws.SHARED_FAULT, draws.OBSERVED, draws.REFUSES, draws.TARGET,
             draws.TRAIT_SUPPLIER, draws.TRAIT_TENURE, draws.TRAIT_VISIT_PHASE, draws.TRAIT_ORDER_PHASE,
             draws.TRAIT_FOUNDING, draws.TRAIT_BUILDING, draws.TRAIT_REFUSES]
    rejecting = [draws.TRAIT_FEE, draws.TRAIT_EXPOSURE, draws.TRAIT_BACKGROUND, draws.TRAIT_LATENESS,
                 draws.TRAIT_RECOGNITION, draws.TRAIT_PRICE, draws.TRAIT_VOICE, draws.TRAIT_RECIPROCITY]
    assert len(set(plain)) == len(plain)
    blocks = [draw // 4 for draw in rejecting]
    assert len(set(blocks)) == len(blocks)
    assert not set(blocks) & {draw // 4 for draw in plain}
    assert all(draw % 4 == 0 for draw in rejecting)


def drawn(i: int, week: int = 0, identity: int = 0, draw: int = 0, pair: int = 0, seed: int = 0,
          replication: int = 0) -> float:
    """The i-th of many draws, at every second week and identity, or the one so far beside it."""
    return uniform(2 * (i // 500) + week, 2 * (i % 500) + identity, draw, pair, world_of(K0 + seed, K1 + replication))


@pytest.mark.parametrize("beside", [
    {}, {"week": 1}, {"identity": 1}, {"draw": 1}, {"draw": 4}, {"pair": 1}, {"seed": 1}, {"replication": 1},
], ids=str)
def test_neighbouring_draws_are_uniform_and_independent(beside: dict[str, int], alarm: Alarm) -> None:
    """If u and v are uniform and independent, so are their sum and difference on the circle; if v follows u, not."""
    v = np.array([drawn(i, **beside) for i in range(N)])
    alarm.cdf_equals(v, lambda x: x, must_detect=GAP)
    if beside:
        u = np.array([drawn(i) for i in range(N)])
        alarm.cdf_equals((u + v) % 1.0, lambda x: x, must_detect=GAP)
        alarm.cdf_equals((u - v) % 1.0, lambda x: x, must_detect=GAP)


def test_normal_traits_follow_their_law(alarm: Alarm) -> None:
    alarm.cdf_equals([normal(i, draws.TRAIT_FEE, WORLD) for i in range(N)], stats.norm.cdf, must_detect=GAP)


@pytest.mark.parametrize("shape", [0.05, 0.5, 1.0, 1 / 0.7**2, 40.0])
def test_gamma_traits_follow_their_law(shape: float, alarm: Alarm) -> None:
    sample = [gamma(i, draws.TRAIT_EXPOSURE, shape, 0, WORLD) for i in range(N)]
    alarm.cdf_equals(sample, stats.gamma(shape).cdf, must_detect=GAP)


@pytest.mark.parametrize("cv", [0.3, math.sqrt(2.0), 5.0])
def test_gamma_of_mean_one_has_its_coefficient_of_variation(cv: float, alarm: Alarm) -> None:
    sample = [gamma_of_mean_one(i, draws.TRAIT_PRICE, cv, WORLD) for i in range(N)]
    alarm.cdf_equals(sample, stats.gamma(1 / cv**2, scale=cv**2).cdf, must_detect=GAP)


@pytest.mark.parametrize(("mean", "concentration"), [(0.36, 1.08), (0.3733, 1.8861), (0.03, 10.0), (0.5, 400.0)])
def test_beta_traits_follow_their_law(mean: float, concentration: float, alarm: Alarm) -> None:
    sample = [beta(i, draws.TRAIT_BACKGROUND, mean, concentration, WORLD) for i in range(N)]
    alarm.cdf_equals(sample, stats.beta(mean * concentration, (1 - mean) * concentration).cdf, must_detect=GAP)


def test_traits_of_one_organisation_are_independent(alarm: Alarm) -> None:
    """The normal's chance position plus the gamma's, on the circle."""
    u = stats.norm.cdf([normal(i, draws.TRAIT_FEE, WORLD) for i in range(N)])
    v = stats.gamma(2.0).cdf([gamma(i, draws.TRAIT_EXPOSURE, 2.0, 0, WORLD) for i in range(N)])
    for sample in ((u + v) % 1.0, (u - v) % 1.0):
        alarm.cdf_equals(sample, lambda x: x, must_detect=GAP)


# The twin takes exp and log from the C library (1 unit in the last place, 2**-52), the model from `numeric` (2.7 and
# 4.1 units). A uniform is at least 2**-33, so its logarithm is at most 23 and that over a shape of 0.05 at most 460: an
# argument of exp off by 5.1 (the two logarithms) + 1.5 (three roundings) units is off by 460 * 6.6 * 2**-52 = 6.8e-13,
# and so is the result, relatively. All else adds some ten units. Another accepted attempt would show at once.
CLOSE = 7e-13


@given(st.integers(0, 5_000_000), st.floats(0.05, 50.0))
def test_traits_equal_those_of_the_twin(identity: int, shape: float) -> None:
    assert normal(identity, 32, WORLD) == pytest.approx(TWIN.normal(identity, 32), rel=CLOSE, abs=0)
    assert gamma(identity, 36, shape, 0, WORLD) == pytest.approx(
        TWIN.gamma(identity, 36, shape), rel=CLOSE, abs=0)


def test_no_spread_gives_the_mean() -> None:
    assert gamma_of_mean_one(5, 36, 0.0, WORLD) == 1.0
    assert [beta(5, 40, m, c, WORLD) for m, c in [(0.3, 0.0), (0.0, 5.0), (1.0, 5.0)]] == [0.3, 0.0, 1.0]


def test_a_beta_of_next_to_no_concentration_is_all_or_nothing() -> None:
    """Both gammas underflow to the same least number, or one wins: never a division by zero."""
    assert all(0.0 <= beta(i, 40, 0.3, 1e-9, WORLD) <= 1.0 for i in range(200))

"""The diary: never written past its end, not copied with a world, and used up worlds tell the same."""

import numpy as np
import pytest

from retainsim.declared import columns, events
from retainsim.engine import many
from retainsim.engine.loops import live_weeks
from retainsim.engine.world import Key, copy_of, play, play_on, season
from retainsim.model.state import World
from retainsim.scenario import load
from retainsim.study.setup.translation import parameters_of

from .fingerprint import SMALL

KEY, WEEKS = Key(7, 2), 16
SCENARIO = load("isp", SMALL)
P = parameters_of(SCENARIO, "balanced")
A_WEEK = events.MOST_PER_WEEK * P.organisations
UNTOUCHED = -77


@pytest.fixture(scope="module")
def seasoned() -> World:
    return season(parameters_of(SCENARIO, "status-quo"), KEY)


@pytest.mark.parametrize(("missing", "lived"), [(0, 1), (1, 0)])
def test_a_week_is_lived_only_if_the_diary_has_room_for_all_that_may_happen_in_it(
        seasoned: World, missing: int, lived: int) -> None:
    world = copy_of(seasoned)
    world.events[:] = UNTOUCHED
    world.counter[0] = told = len(world.events) - A_WEEK + missing
    series = np.zeros((1, len(columns.NAMES)))
    assert live_weeks(0, 1, np.uint32(KEY.seed), np.uint32(KEY.replication), P, world, series) == lived
    written = np.flatnonzero((world.events != UNTOUCHED).any(axis=1))
    assert written.tolist() == list(range(told, world.counter[0]))
    assert bool(len(written)) == bool(lived)
    assert world.counter[0] <= len(world.events)


def test_a_copied_world_shares_nothing_with_the_first_and_lives_the_same(seasoned: World) -> None:
    before = seasoned.whole.copy()
    first, second = (play(seasoned, P, KEY, WEEKS)[1] for _ in range(2))
    np.testing.assert_array_equal(seasoned.whole, before)
    assert len(first.events) > 0
    for mine, others in zip(first, second, strict=True):
        assert mine.tobytes() == others.tobytes()


def test_a_world_that_is_used_up_tells_what_its_copy_told(seasoned: World) -> None:
    _, told = play(seasoned, P, KEY, WEEKS)
    used = copy_of(seasoned)
    world, trace = play_on(used, P, KEY, WEEKS)
    assert world is used
    for mine, others in zip(trace, told, strict=True):
        assert mine.tobytes() == others.tobytes()


def test_strategies_of_a_replication_do_not_depend_on_which_is_last() -> None:
    strategies = {name: parameters_of(SCENARIO, name) for name in ("nurture", "balanced", "status-quo")}
    seasoned_by = parameters_of(SCENARIO, "status-quo")

    def cash(names: list[str]) -> dict[str, list[bytes]]:
        lineup = many.Lineup(seasoned_by, {name: strategies[name] for name in names}, {}, 3, WEEKS)
        return many.play_replications(lineup, range(2), lambda _, trace: trace.series.tobytes(), threads=1)

    names = list(strategies)
    there, back = cash(names), cash(names[::-1])
    assert list(there) == names
    assert there == back

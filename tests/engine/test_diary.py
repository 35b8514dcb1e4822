"""The diary: never written past its end, not copied with a world, and used up worlds tell the same."""

import os
import subprocess
import sys

import numpy as np
import pytest

from retainsim.declared import columns, events
from retainsim.engine import many
from retainsim.engine.loops import live_weeks
from retainsim.engine.world import Key, copy_of, play, season
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
    assert live_weeks(0, 1, P, world, series) == lived
    written = np.flatnonzero((world.events != UNTOUCHED).any(axis=1))
    assert written.tolist() == list(range(told, world.counter[0]))
    assert bool(len(written)) == bool(lived)
    assert world.counter[0] <= len(world.events)


WILD = (*SMALL, "firm.delights_per_year=40", "firm.fault_rate_per_year=40", "rivals.attacker.start_week=0",
        "rivals.attacker.courting_hours_per_week=2000", "rivals.attacker.offers_trial=true", "mechanisms.trial.weeks=1",
        "rivals.attacker.oversells=4", "rivals.attacker.quality=-3", "mechanisms.trial.prior_weeks=0.1",
        "mechanisms.trial.rate_per_year=100", "mechanisms.decision.tender_rate_per_year=20",
        "mechanisms.decision.switching_cost=-3", "mechanisms.pride.strength=0",
        "clients.status.dissolution_per_year=0.9", "strategies.late-rescue.prices={standard=1.02}",
        "clients.standard.dissolution_per_year=0.9", "clients.status.notice_weeks=0", "clients.standard.notice_weeks=0",
        "clients.status.voice_share=1", "clients.standard.voice_share=1", "market.founded_over_weeks=30",
        "clients.standard.delivery_hours_per_week=1", "mechanisms.delivery.promised_weeks=0")


def test_no_week_tells_more_of_an_organisation_than_its_kinds_of_events_allow() -> None:
    """In a market where everything happens all the time; each kind happens, and as often as it is declared to."""
    scenario = load("isp", WILD)
    strategy, seasoned_by = parameters_of(scenario, "late-rescue"), parameters_of(scenario, "status-quo")
    diaries = [play(season(seasoned_by, Key(seed, 0)), strategy, 60)[1].events for seed in range(3)]

    def most(events_of: list[np.ndarray]) -> int:
        """Events of one organisation in one week."""
        return max(int(np.unique(diary[:, [0, 2]], axis=0, return_counts=True)[1].max(initial=0))
                   for diary in events_of)

    by_kind = {kind.name: most([diary[diary[:, 1] == number] for diary in diaries])
               for number, kind in enumerate(events.ALL)}
    assert by_kind == {kind.name: kind.most for kind in events.ALL}
    assert 5 <= most(diaries) <= events.MOST_PER_WEEK


MORE_ROWS = """
import sys
import numpy as np
from retainsim.declared import fields
for number in range(int(sys.argv[1])):
    fields._whole(f"another{number}", "")
    fields._real(f"more{number}", "")
fields.WIDTH = max(len(fields.REAL), len(fields.WHOLE))
fields.TILE = np.uint64(fields.WIDTH * fields.LANES)
from engine.fingerprint import SMALL
from retainsim.engine.world import Key, play, season
from retainsim.scenario import load
from retainsim.study.setup.translation import parameters_of
p = parameters_of(load("isp", SMALL), "balanced")
world, trace = play(season(p, Key(7, 2)), p, 8)
assert world.real.size == world.whole.size == -(-p.organisations // 128) * 128 * fields.WIDTH
print(trace.events.tobytes().hex(), trace.series.tobytes().hex())
"""


def test_rows_grow_as_fields_are_declared() -> None:
    """Twenty-three fields more of each kind change no bit."""
    def told(more: int) -> str:
        environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run([sys.executable, "-c", MORE_ROWS, str(more)], check=True, capture_output=True, text=True,
                              env=environment).stdout
    assert told(0) == told(23) != ""


def test_a_copied_world_shares_nothing_with_the_first_and_lives_the_same(seasoned: World) -> None:
    before = seasoned.whole.copy()
    first, second = (play(seasoned, P, WEEKS)[1] for _ in range(2))
    np.testing.assert_array_equal(seasoned.whole, before)
    assert len(first.events) > 0
    for mine, others in zip(first, second, strict=True):
        assert mine.tobytes() == others.tobytes()


def test_a_world_that_is_used_up_tells_what_its_copy_told(seasoned: World) -> None:
    _, told = play(seasoned, P, WEEKS)
    used = copy_of(seasoned)
    world, trace = play(used, P, WEEKS, is_last=True)
    assert world is used
    for mine, others in zip(trace, told, strict=True):
        assert mine.tobytes() == others.tobytes()


def test_strategies_of_a_replication_do_not_depend_on_which_is_last() -> None:
    strategies = {name: parameters_of(SCENARIO, name) for name in ("nurture", "balanced", "status-quo")}
    seasoned_by = parameters_of(SCENARIO, "status-quo")

    def cash(names: list[str]) -> list[dict[str, bytes]]:
        lineup = many.Lineup(seasoned_by, {name: strategies[name] for name in names}, {}, {}, 3, WEEKS)
        rows: list[dict[str, bytes]] = []
        many.play_in_order(lineup, range(2), lambda _, trace: trace.series.tobytes(), lambda _, row: rows.append(row),
                           threads=1)
        return rows

    names = list(strategies)
    there, back = cash(names), cash(names[::-1])
    assert list(there[0]) == names
    assert there == back

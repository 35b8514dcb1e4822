"""One world that is lived week by week while its strategy may be changed: the same bits as every other command plays.

A move changes levers from the next week on. The moves, with the weeks in which they were made, play the world again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

import numpy as np

from retainsim.classroom.levers import PEOPLE, Value, values
from retainsim.classroom.staffing import about_people, with_decisions
from retainsim.declared import columns
from retainsim.declared import events as kinds
from retainsim.engine.loops import live_weeks
from retainsim.engine.world import (
    Key,
    change_strategy,
    copy_of,
    emptied_diary,
    opening_of,
    season,
    set_out,
    trace_of,
)
from retainsim.model.parameters import Parameters
from retainsim.model.record import Trace
from retainsim.model.state import World
from retainsim.results.facts import is_insolvent
from retainsim.results.story import Change, Course, Phase
from retainsim.scenario import Scenario, change, digest
from retainsim.scenario.changes import StrategyChange
from retainsim.scenario.dates import standing_in, strategy_in, without
from retainsim.scenario.people import most_people
from retainsim.scenario.schema import Strategy
from retainsim.study.run import changes_under, entries, phase_after
from retainsim.study.setup.checks import refuse
from retainsim.study.setup.setting import Observer, Setting
from retainsim.study.setup.several import about_strategies
from retainsim.study.setup.translation import parameters_of

WORLDS_KEPT = 8  # seasoned ones, of which firms take copies
PRESET = "preset"  # the key of a move under which it names a strategy of the scenario
OWN = "own"  # what a strategy is called that has been changed by hand

Move = Mapping[str, Value]  # the strategy of the scenario to take up, if any, then new values of levers by path

Kind = TypeVar("Kind")


class Recent(Generic[Kind]):
    """The last few of what takes long to make, by key; for any number of threads."""

    def __init__(self, most: int) -> None:
        self._most, self._lock, self._things = most, threading.Lock(), OrderedDict[Hashable, Kind]()

    def get(self, key: Hashable, make: Callable[[], Kind]) -> Kind:
        """What has this key; it is made if it is not there."""
        with self._lock:
            if key not in self._things:
                self._things[key] = make()
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)
            return self._things[key]


_worlds = Recent[World](WORLDS_KEPT)


def seasoned(setting: Setting, replication: int) -> World:
    """A world of the setting at week 0, to be copied; the last few are kept."""
    return _worlds.get((digest(setting.scenario), replication),
                       lambda: season(setting.seasoned_by, Key(setting.seed, replication)))


class Firm:
    """A world of a scenario under a strategy that may be changed at any time.

    Raises   `ScenarioError` for a strategy that the scenario does not have.
    """

    def __init__(self, scenario: Scenario, strategy: str, replication: int = 0) -> None:
        refuse(about_strategies([scenario], [strategy], 1))
        setting = Setting.of(scenario, [strategy])
        self.scenario, self.replication, self.facts = scenario, replication, setting.facts[strategy]
        self.week, self.weeks = 0, scenario.weeks
        self.strategy = strategy  # of the scenario, that it follows or has started from
        self.plan: Strategy = scenario.strategies[strategy]  # as it is followed from the next week on
        self._staffing: list[StrategyChange] = []  # people who were wanted by hand, each from its week on
        self._is_moved = False  # whether it differs from what was followed up to now
        self.moves: list[tuple[int, dict[str, Value]]] = []  # each with the week before which it was made
        self.p: Parameters = setting.strategies[strategy]
        self.world = copy_of(seasoned(setting, replication))
        set_out(self.world, self.p)
        self._opening = opening_of(self.world, self.p)
        self.series = np.zeros((self.weeks, len(columns.NAMES)))
        self._events: list[np.ndarray] = []
        self._changes: list[Change] = []  # by date, so far
        self._phases = [Phase(0, strategy, self.plan.rescue_on)]

    @property
    def opening(self) -> np.ndarray:
        """The suppliers at week 0, one per organisation."""
        opening: np.ndarray = self._opening.supplier
        return opening

    @property
    def is_over(self) -> bool:
        """Whether the last week has been lived."""
        return self.week >= self.weeks

    @property
    def is_insolvent(self) -> bool:
        """Whether the firm has been ruined."""
        return bool(is_insolvent(self.series[:self.week], self.facts).any())

    @property
    def follows_it(self) -> bool:
        """Whether no lever stands otherwise than in the strategy of the scenario."""
        return self.plan == self.scenario.strategies[self.strategy] and not self._staffing

    @property
    def levers(self) -> dict[str, Value]:
        """How the levers stand, by path."""
        return values(self.scenario, strategy_in(self._as_planned.strategies[self.strategy], self.week), self.week)

    @property
    def first_strategy(self) -> str:
        """The strategy of the scenario that it has started from."""
        return self._phases[0].strategy

    @property
    def course(self) -> Course:
        """The strategies that were followed so far, and the rivals that enter."""
        return Course(tuple(self._phases), entries(self.scenario, self.weeks), tuple(self._changes))

    def pull(self, move: Move) -> None:
        """Change the strategy from the next week on; moves of one week count as one. What stays changes no bit.

        Raises   `ScenarioError` for a move that no scenario could have; then nothing has changed.
        """
        strategy, plan, staffing = self.strategy, self.plan, self._staffing
        if PRESET in move:
            staffing = []
            strategy = str(move[PRESET])
            refuse(about_strategies([self.scenario], [strategy], 1))
            plan = self.scenario.strategies[strategy]
        refuse(about_people(self.scenario, move))
        paths = [path for path in move if path != PRESET and not path.startswith(f"{PEOPLE}.")]
        scenario = self._with(strategy, without(plan, self.week, paths))
        levers = {f"strategies.{strategy}.{path}": move[path] for path in paths}
        scenario = change(scenario, levers) if levers else scenario
        self.strategy, self.plan, self._is_moved = strategy, scenario.strategies[strategy], True
        self._staffing = with_decisions(staffing, move, self.week)
        before: dict[str, Value] = {}
        if self.moves and self.moves[-1][0] == self.week:
            before = self.moves.pop()[1]
        self.moves.append((self.week, dict(move) if PRESET in move else {**before, **move}))

    def step(self, observer: Observer | None = None) -> np.ndarray:
        """Live one week, which is not yet over, and return its events (events x FIELDS)."""
        week = self.week
        now = [change for change in changes_under(self._as_planned, self.strategy) if change.week == week]
        if self._is_moved or now:
            self._changes += now
            self._follow()
            name = self.strategy if self.follows_it else OWN
            self._phases.append(Phase(week, name, strategy_in(self.plan, week).rescue_on))
        self.week = live_weeks(week, week + 1, self.p, self.world, self.series)  # the diary has room for any one week
        if observer is not None:
            observer.look(week, self.world, self.p)
        happened = emptied_diary(self.world).copy()
        self._events.append(happened)
        if self.world.counter[1] >= 0 and not self.is_over:
            trigger = self.plan.triggers[self.world.counter[1]]
            self._phases.append(phase_after(trigger, week, self.scenario, self.series))
            self.strategy, self.plan, self._staffing = trigger.become, self.scenario.strategies[trigger.become], []
            self._follow()
        return happened

    def events(self) -> np.ndarray:
        """All events so far: events x FIELDS."""
        return np.concatenate([np.empty((0, len(kinds.FIELDS)), np.int32), *self._events])

    def trace(self) -> Trace:
        """What the world leaves behind after the weeks lived so far."""
        return trace_of(self.world, self._opening, self.series[:self.week], self.events())

    def again(self, weeks: int | None = None, observer: Observer | None = None) -> Firm:
        """The same world lived anew up to a week, by default the present one, with all moves made before it."""
        other = Firm(self.scenario, self.first_strategy, self.replication)
        other.live(self.week if weeks is None else weeks, self.moves, observer)
        return other

    def live(self, weeks: int, moves: Iterable[tuple[int, Move]] = (), observer: Observer | None = None) -> None:
        """Live up to a week, making the moves when their weeks come, under the eyes of an observer if there is one.

        Raises   `ScenarioError` for a move that no scenario could have.
        """
        if observer is not None:
            observer.begin(self.world, self.p)
        waiting = list(moves)
        while True:
            while waiting and waiting[0][0] <= self.week:
                self.pull(waiting.pop(0)[1])
            if self.week >= min(weeks, self.weeks):
                return
            self.step(observer)

    @property
    def _as_planned(self) -> Scenario:
        changes = [*self.plan.changes, *self._staffing]
        return self._with(self.strategy, self.plan.model_copy(update={"changes": changes}))

    def _with(self, strategy: str, plan: Strategy) -> Scenario:
        return self.scenario.model_copy(update={"strategies": {**self.scenario.strategies, strategy: plan}})

    def _follow(self) -> None:
        """Follow the strategy as it is planned."""
        left, self.p = self.p, parameters_of(standing_in(self._as_planned, self.strategy, self.week), self.strategy,
                                     most_people(self.scenario))
        change_strategy(left, self.p, self.world, self.week)
        self._is_moved = False

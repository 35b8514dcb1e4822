"""One world, to be told week by week."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.kpis.dictionary import measure
from retainsim.results.life import Life
from retainsim.results.story import Course
from retainsim.scenario.errors import Problem, ScenarioError
from retainsim.scenario.names import Naming
from retainsim.scenario.schema import Scenario
from retainsim.study.observer import Observer, course_of
from retainsim.study.recording import about_out, recording
from retainsim.study.setup import checks
from retainsim.study.setup.setting import Setting


@dataclass(frozen=True)
class SingleRun:
    """One world under one strategy."""

    trace: Trace
    kpis: dict[str, float]  # NaN where not defined
    facts: Facts
    scenario: Scenario  # as it was played, with seed and weeks
    strategy: str
    replication: int
    course: Course  # which strategies were followed, which rivals entered
    names: Naming  # of organisations
    life: Life | None  # of the client that was asked about


def run_one(scenario: Scenario, strategy: str, seed: int | None = None, weeks: int | None = None,
            replication: int = 0, on_start: Callable[[], None] = lambda: None, client: str | int | None = None,
            out: str | os.PathLike[str] | None = None, force: bool = False, command: str | None = None) -> SingleRun:
    """Play one strategy in one world: the same that `compare` plays as this replication of this seed.

    The `client` of this name or number is watched week by week. `on_start` is called once, when the arguments are right
    and work begins. A results folder of one row is written to `out`, in which `command` tells how it came about;
    `force` replaces an earlier one.

    Raises   `ScenarioError` with everything that is wrong with the arguments; `ResultsError` if the folder cannot be
             written, then nothing of it is there.
    """
    checks.refuse_unloaded(scenario)
    names = Naming(scenario)
    watched, problems = _watched(names, client)
    checks.refuse([
        *checks.about_strategies(scenario, [strategy], "--strategy"),
        *checks.about_number("--seed", seed, 0, checks.LARGEST_KEY),
        *checks.about_number("--weeks", weeks, 1, checks.LONGEST),
        *checks.about_number("--replication", replication, 0, checks.LARGEST_KEY), *problems,
        *about_out(out, force)])
    scenario = checks.settled(scenario, seed, weeks)
    setting = Setting.of(scenario, [strategy])
    facts = setting.facts[strategy]
    called = None if watched is None else names.name(watched)
    with nullcontext() if out is None else recording(out, force, scenario, [strategy], command, called) as kept:
        on_start()
        observer = Observer(scenario.weeks, watched)
        trace = setting.play_one(strategy, replication, observer)
        lived = SingleRun(trace, measure(trace, facts), facts, scenario, strategy, replication,
                          course_of(scenario, strategy, observer.fired, trace), names, observer.life(trace))
        if kept:
            kept.take(strategy, replication, trace, facts)
            kept.finish({strategy: {name: np.array([value]) for name, value in lived.kpis.items()}}, [replication])
    return lived


def _watched(names: Naming, client: str | int | None) -> tuple[int | None, list[Problem]]:
    """The number of the client to be watched, and what is wrong with how it is called."""
    if client is None:
        return None, []
    try:
        return names.organisation(str(client)), []
    except ScenarioError as error:
        return None, error.problems

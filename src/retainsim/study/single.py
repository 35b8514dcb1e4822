"""One world, to be told week by week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.measure import measure
from retainsim.scenario.schema import Scenario
from retainsim.study import arguments
from retainsim.study.facts import facts_of
from retainsim.study.translation import parameters_of, repertoire_of


@dataclass(frozen=True)
class SingleRun:
    """One world under one strategy."""

    trace: Trace
    kpis: dict[str, float]  # NaN where not defined
    facts: Facts
    scenario: Scenario  # as it was played, with seed and weeks


def run_one(scenario: Scenario, strategy: str, seed: int | None = None, weeks: int | None = None,
            replication: int = 0, on_start: Callable[[], None] = lambda: None) -> SingleRun:
    """Play one strategy in one world: the same that `compare` plays as this replication of this seed.

    `on_start` is called once, when the arguments are right and work begins.

    Raises   `ScenarioError` with everything that is wrong with the arguments.
    """
    arguments.refuse_unloaded(scenario)
    arguments.refuse([
        *arguments.about_strategies(scenario, [strategy], "--strategy"),
        *arguments.about_number("--seed", seed, 0, arguments.LARGEST_KEY),
        *arguments.about_number("--weeks", weeks, 1, arguments.LONGEST),
        *arguments.about_number("--replication", replication, 0, arguments.LARGEST_KEY)])
    scenario = arguments.settled(scenario, seed, weeks)
    p = parameters_of(scenario, strategy)
    facts = facts_of(scenario, p)
    key = Key(scenario.seed, replication)
    on_start()
    world = season(parameters_of(scenario, scenario.market.seasoned_by), key)
    trace = play(world, p, key, scenario.weeks, repertoire=repertoire_of(scenario, [strategy]))[1]
    return SingleRun(trace, measure(trace, facts), facts, scenario)

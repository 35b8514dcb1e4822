"""Strategies against each other under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from retainsim.engine.many import play_replications
from retainsim.model.record import Trace
from retainsim.results.dictionary import KPIS
from retainsim.results.measure import measure
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest
from retainsim.study import arguments
from retainsim.study.comparison import Comparison
from retainsim.study.facts import facts_of
from retainsim.study.translation import parameters_of, repertoire_of


def compare(
    scenario: Scenario,
    strategies: str | Sequence[str] | None = None,
    replications: int = 100,
    seed: int | None = None,
    weeks: int | None = None,
    threads: int | None = None,
    on_start: Callable[[], None] = lambda: None,
    on_done: Callable[[], None] = lambda: None,
) -> Comparison:
    """Play strategies (default: all of the scenario) in the same worlds, and keep every KPI of every world.

    Values depend neither on `threads` (default: all cores) nor on which other strategies are played, nor on their
    order. `on_start` is called once, when the arguments are right and work begins; `on_done` after each replication.

    Raises   `ScenarioError` with everything that is wrong with the arguments, or with the scenario's primary KPIs.
    """
    if isinstance(strategies, str):
        strategies = [strategies]
    names = list(scenario.strategies) if strategies is None else list(strategies)
    arguments.refuse([
        *arguments.about_strategies(scenario, names, "--strategies"),
        *arguments.about_number("--replications", replications, 1, arguments.MOST_REPLICATIONS),
        *arguments.about_number("--seed", seed, 0, arguments.LARGEST_KEY),
        *arguments.about_number("--weeks", weeks, 1, arguments.LONGEST),
        *arguments.about_number("--threads", threads, 1, arguments.MOST_THREADS),
        *arguments.about_primary_kpis(scenario)])
    scenario = arguments.settled(scenario, seed, weeks)
    parameters = {name: parameters_of(scenario, name) for name in names}
    facts = {name: facts_of(scenario, parameters[name]) for name in names}

    def row(strategy: str, trace: Trace) -> np.ndarray:  # a dict per world would take ten times the memory
        return np.array(list(measure(trace, facts[strategy]).values()))

    on_start()
    rows = play_replications(
        parameters_of(scenario, scenario.market.seasoned_by), parameters, scenario.seed, range(replications),
        scenario.weeks, row, threads, on_done, repertoire_of(scenario, names))
    values = {name: _columns(rows[name]) for name in names}
    return Comparison(scenario.name, digest(scenario), scenario.seed, scenario.weeks, replications, tuple(names),
                      tuple(scenario.primary_kpis), values)


def _columns(rows: list[np.ndarray]) -> dict[str, np.ndarray]:
    table = np.array(rows)
    return {name: table[:, column].copy() for column, name in enumerate(KPIS)}

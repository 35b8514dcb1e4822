"""Strategies against each other under the same luck."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack

import numpy as np

from retainsim.engine.many import QUEUE, available_cores, play_in_order
from retainsim.model.record import Trace
from retainsim.results.dictionary import KPIS
from retainsim.results.measure import measure
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest
from retainsim.study import arguments
from retainsim.study.comparison import Comparison
from retainsim.study.facts import facts_of
from retainsim.study.recording import about_out, recording
from retainsim.study.translation import parameters_of, repertoire_of

AHEAD = 4  # replications per thread that are played or wait to be written


def compare(
    scenario: Scenario,
    strategies: str | Sequence[str] | None = None,
    replications: int = 100,
    seed: int | None = None,
    weeks: int | None = None,
    threads: int | None = None,
    on_start: Callable[[], None] = lambda: None,
    on_done: Callable[[], None] = lambda: None,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    command: str | None = None,
) -> Comparison:
    """Play strategies (default: all of the scenario) in the same worlds, and keep every KPI of every world.

    Values depend neither on `threads` (default: all cores) nor on which other strategies are played, nor on their
    order. `on_start` is called once, when the arguments are right and work begins; `on_done` after each replication.
    A results folder is written to `out`, in which `command` tells how it came about; `force` replaces an earlier one.

    Raises   `ScenarioError` with everything that is wrong with the arguments, or with the scenario's primary KPIs;
             `TypeError` for the name of a scenario; `ResultsError` if the folder cannot be written, then nothing of it
             is there.
    """
    arguments.refuse_unloaded(scenario)
    if isinstance(strategies, str):
        strategies = [strategies]
    names = list(scenario.strategies) if strategies is None else list(strategies)
    arguments.refuse([
        *arguments.about_strategies(scenario, names, "--strategies"),
        *arguments.about_number("--replications", replications, 1, arguments.MOST_REPLICATIONS),
        *arguments.about_number("--seed", seed, 0, arguments.LARGEST_KEY),
        *arguments.about_number("--weeks", weeks, 1, arguments.LONGEST),
        *arguments.about_number("--threads", threads, 1, arguments.MOST_THREADS),
        *arguments.about_primary_kpis(scenario), *about_out(out, force)])
    scenario = arguments.settled(scenario, seed, weeks)
    parameters = {name: parameters_of(scenario, name) for name in names}
    facts = {name: facts_of(scenario, parameters[name]) for name in names}
    rows: dict[str, list[np.ndarray]] = {name: [] for name in names}

    def measured(strategy: str, trace: Trace) -> tuple[np.ndarray, Trace | None]:
        # A dict of KPIs per world would take ten times the memory.
        return np.array(list(measure(trace, facts[strategy]).values())), None if out is None else trace

    with ExitStack() as open_files:
        kept = None if out is None else open_files.enter_context(recording(out, force, scenario, names, command))

        def take(replication: int, found: dict[str, tuple[np.ndarray, Trace | None]]) -> None:
            for strategy, (row, trace) in found.items():
                rows[strategy].append(row)
                if kept and trace:
                    kept.take(strategy, replication, trace)

        on_start()
        ahead = QUEUE if out is None else AHEAD * (threads or available_cores())
        play_in_order(
            parameters_of(scenario, scenario.market.seasoned_by), parameters, scenario.seed, range(replications),
            scenario.weeks, measured, take, threads, on_done, repertoire_of(scenario, names), ahead)
        values = {name: _columns(rows[name]) for name in names}
        if kept:
            kept.finish(values, replications)
    return Comparison(scenario.name, digest(scenario), scenario.seed, scenario.weeks, replications, tuple(names),
                      tuple(scenario.primary_kpis), values)


def _columns(rows: list[np.ndarray]) -> dict[str, np.ndarray]:
    table = np.array(rows)
    return {name: table[:, column].copy() for column, name in enumerate(KPIS)}

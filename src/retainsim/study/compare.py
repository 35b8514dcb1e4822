"""Strategies against each other under the same luck."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack

import numpy as np

from retainsim.engine.many import QUEUE, available_cores
from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.kpis.dictionary import KPIS, judged_by, measure
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest
from retainsim.study.comparison import Comparison
from retainsim.study.precision import MOST, about_precision, precision_of, until_precise
from retainsim.study.recording import about_out, recording
from retainsim.study.setup import checks
from retainsim.study.setup.setting import Setting

REPLICATIONS = 100  # unless their number or a precision is given
AHEAD = 4  # replications per thread that are played or wait to be written


def compare(
    scenario: Scenario,
    strategies: str | Sequence[str] | None = None,
    replications: int | None = None,
    seed: int | None = None,
    weeks: int | None = None,
    threads: int | None = None,
    on_start: Callable[[], None] = lambda: None,
    on_done: Callable[[], None] = lambda: None,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    command: str | None = None,
    precision: str | float | None = None,
    on_plan: Callable[[int], None] = lambda _: None,
) -> Comparison:
    """Play strategies (default: all of the scenario) in the same worlds, and keep every KPI of every world.

    In 100 replications, if neither their number nor a precision is given. With a `precision` they are as many as it
    takes until every interval of a difference in the KPI that strategies are judged by, the first primary one with a
    better direction, has at most that half-width: "5%" of the largest difference between two strategies, or a number in
    the KPI's unit; `replications` are then the most (10,000).

    Values depend neither on `threads` (default: all cores) nor on which other strategies are played, nor on their
    order. `on_start` is called once, when the arguments are right and work begins; `on_plan` with the
    number of replications to be played, which grows where a precision takes more; `on_done` after each of them.
    A results folder is written to `out`, in which `command` tells how it came about; `force` replaces an earlier one.

    Raises   `ScenarioError` with everything that is wrong with the arguments, or with the scenario's primary KPIs;
             `TypeError` for the name of a scenario; `ResultsError` if the folder cannot be written, then nothing of it
             is there.
    """
    checks.refuse_unloaded(scenario)
    if isinstance(strategies, str):
        strategies = [strategies]
    names = list(scenario.strategies) if strategies is None else list(strategies)
    checks.refuse([
        *checks.about_strategies(scenario, names, "--strategies"),
        *checks.about_number("--replications", replications, 1, checks.MOST_REPLICATIONS),
        *checks.about_number("--seed", seed, 0, checks.LARGEST_KEY),
        *checks.about_number("--weeks", weeks, 1, checks.LONGEST),
        *checks.about_number("--threads", threads, 1, checks.MOST_THREADS),
        *about_precision(precision, len(names)),
        *checks.about_primary_kpis(scenario), *about_out(out, force)])
    scenario = checks.settled(scenario, seed, weeks)
    setting = Setting.of(scenario, names)
    rows: dict[str, list[np.ndarray]] = {name: [] for name in names}

    def measured(trace: Trace, facts: Facts) -> tuple[np.ndarray, Trace | None]:
        # A dict of KPIs per world would take ten times the memory.
        return np.array(list(measure(trace, facts).values())), None if out is None else trace

    with ExitStack() as open_files:
        kept = None if out is None else open_files.enter_context(recording(out, force, scenario, names, command))

        def take(replication: int, found: dict[str, tuple[np.ndarray, Trace | None]]) -> None:
            for strategy, (row, trace) in found.items():
                rows[strategy].append(row)
                if kept and trace:
                    kept.take(strategy, replication, trace, setting.facts[strategy])

        def played(more: range) -> Comparison:
            """The comparison of all replications so far, when these have been played too."""
            setting.play_in_order(more, measured, take, threads=threads, on_done=on_done,
                                  ahead=QUEUE if out is None else AHEAD * (threads or available_cores()))
            return Comparison(scenario.name, digest(scenario), scenario.seed, scenario.weeks, more.stop, tuple(names),
                              tuple(scenario.primary_kpis), {name: _columns(rows[name]) for name in names})

        on_start()
        asked = None if precision is None else precision_of(precision)
        if asked is not None:
            comparison = until_precise(asked, judged_by(scenario.primary_kpis), replications or MOST, played, on_plan)
        else:
            on_plan(replications or REPLICATIONS)
            comparison = played(range(replications or REPLICATIONS))
        if kept:
            kept.finish(comparison.values, range(comparison.replications), None if asked is None else str(asked))
    return comparison


def _columns(rows: list[np.ndarray]) -> dict[str, np.ndarray]:
    table = np.array(rows)
    return {name: table[:, column].copy() for column, name in enumerate(KPIS)}

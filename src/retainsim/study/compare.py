"""Strategies against each other under the same luck."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from retainsim.engine.many import QUEUE, available_cores
from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.kpis.dictionary import KPIS, measure
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest
from retainsim.study.comparison import Comparison
from retainsim.study.recording import recording
from retainsim.study.setup.precision import MOST, Precision, first_look, next_look, precision_of
from retainsim.study.setup.request import DEFAULT, FOLDER, SILENCE, WORLDS, Progress, Request
from retainsim.study.setup.setting import Setting

REPLICATIONS = 100  # unless their number or a precision is given
AHEAD = 4  # replications per thread that are played or wait to be written


def compare(scenario: Scenario, request: Request = DEFAULT, progress: Progress = SILENCE) -> Comparison:
    """Play strategies (default: all of the scenario) in the same worlds, and keep every KPI of every world.

    In 100 replications, if neither their number nor a precision is given. With a precision they are as many as it
    takes until every interval of a difference in the KPI that strategies are judged by, the first primary one with a
    better direction, has at most that half-width: "5%" of the largest difference between two strategies, or a number in
    the KPI's unit; `replications` are then the most (10,000).

    Values depend neither on the number of threads nor on which other strategies are played, nor on their order.

    Raises   `ScenarioError` with everything that is wrong with the request, or with the scenario's primary KPIs;
             `TypeError` for the name of a scenario; `ResultsError` if the folder cannot be written, then nothing of it
             is there.
    """
    scenario = request.settle(scenario, {*WORLDS, *FOLDER, "precision"})
    names, precision = request.names(scenario), precision_of(request.precision)
    setting = Setting.of(scenario, names)
    rows: dict[str, list[np.ndarray]] = {name: [] for name in names}
    is_recorded = request.out is not None

    def figures(trace: Trace, facts: Facts) -> tuple[np.ndarray, Trace | None]:
        # A dict of KPIs per world would take ten times the memory.
        return np.array(list(measure(trace, facts).values())), trace if is_recorded else None

    with recording(request, scenario, names) as record:

        def take(replication: int, worlds: dict[str, tuple[np.ndarray, Trace | None]]) -> None:
            for strategy, (row, trace) in worlds.items():
                rows[strategy].append(row)
                if record and trace:
                    record.take(strategy, replication, trace, setting.facts[strategy])

        def play(more: range) -> Comparison:
            """The comparison of all replications so far, when these have been played too."""
            setting.play_in_order(more, figures, take, threads=request.threads, on_done=progress.on_done,
                                  ahead=AHEAD * (request.threads or available_cores()) if is_recorded else QUEUE)
            return Comparison(scenario.name, digest(scenario), scenario.seed, scenario.weeks, more.stop, tuple(names),
                              tuple(scenario.primary_kpis), {name: _columns(rows[name]) for name in names})

        progress.on_start()
        if precision is None:
            progress.on_plan(request.replications or REPLICATIONS)
            comparison = play(range(request.replications or REPLICATIONS))
        else:
            comparison = until_precise(precision, request.replications or MOST, play, progress.on_plan)
        if record:
            record.finish(comparison.values, range(comparison.replications),
                          None if precision is None else str(precision))
    return comparison


def until_precise(precision: Precision, most: int, play: Callable[[range], Comparison],
                  on_plan: Callable[[int], None]) -> Comparison:
    """Let replications be played until the KPI that strategies are judged by is known so precisely.

    There are `most` of them. `play` plays some more and gives the comparison of all so far; `on_plan` is called with
    the number that there are to be in all.
    """
    done, planned = 0, first_look(most)
    while True:
        on_plan(planned)
        comparison = play(range(done, planned))
        now = comparison.assess(precision)
        done, planned = planned, next_look(now, planned, most)
        if done == planned:
            return replace(comparison, precision=now)


def _columns(rows: list[np.ndarray]) -> dict[str, np.ndarray]:
    table = np.array(rows)
    return {name: table[:, column].copy() for column, name in enumerate(KPIS)}

"""A sweep from its first world to its table, in one session or in several."""

import math
import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from retainsim.experiment import Experiment
from retainsim.experiment.precision import Precision, precision_of
from retainsim.experiment.schema import REPLICATIONS
from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.shards import Row, Shards, batch_of, schema
from retainsim.results.kpis.dictionary import KPIS, judged_by
from retainsim.study.compare import SIGNS
from retainsim.study.setup import checks
from retainsim.study.setup.precision import MOST, PILOT, assess, next_look
from retainsim.study.setup.request import SILENCE, Progress
from retainsim.study.statistics import Pair, compare_pairs, familywise_confidence
from retainsim.study.sweep.folder import in_one_table, opened
from retainsim.study.sweep.here import play_here
from retainsim.study.sweep.units import Job, Unit, key, units

FLUSH_SECONDS = 1.0  # rows wait at most so long for the disk
Crew = Callable[[Job, Iterator[Unit]], Generator[list[Row], None, None]]  # plays units wherever it likes, in any order


@dataclass(frozen=True)
class Sweep:
    """What has become of an experiment so far."""

    experiment: Experiment
    folder: Path
    rows: pa.Table = field(repr=False)  # of all worlds, point by point
    planned: int  # worlds, each once, though several points may be the same
    worlds: int  # of these played so far
    new: int  # worlds of this session
    seconds: float
    foreign: tuple[str, ...]  # what stands among the shards and is none
    keep: tuple[str, ...]  # tables of each world that stand beside its row

    @property
    def failures(self) -> int:
        """Worlds that failed."""
        return int(len(self.rows) - self.rows["error"].null_count)

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {"experiment": self.experiment.name, "folder": str(self.folder), "points": len(self.experiment.rows),
                "worlds": self.worlds, "planned": self.planned, "played": self.new, "failures": self.failures,
                "seconds": round(self.seconds, 3), "foreign": list(self.foreign), "keep": list(self.keep)}


def sweep(experiment: Experiment, out: str | os.PathLike[str], *, resume: bool = False, keep: Sequence[str] = (),
          threads: int | None = None, crew: Crew | None = None, command: str | None = None,
          progress: Progress = SILENCE) -> Sweep:
    """Play an experiment into a folder, or go on with it there.

    Its rows are those of an uninterrupted sweep, whoever plays them and however often it was interrupted. In this
    process, unless a `crew` takes the units elsewhere. `keep` names tables of each world that are kept beside its row:
    weeks, events.

    Raises   `ScenarioError` for a wish that is wrong, `ResultsError` for a folder that cannot be written, or belongs to
             another experiment.
    """
    checks.refuse([*checks.about_number("--threads", threads, 1, checks.MOST_THREADS), *checks.about_tables(keep)])
    folder, begun, new = Path(out), time.monotonic(), 0
    job, budget = Job.of(experiment, keep), experiment.definition.budget
    shards = opened(experiment, folder, resume, command, job.keep)
    try:
        progress.on_start()
        ledger = _Ledger(experiment, shards)
        before = ledger.done

        def is_over() -> bool:
            return before + new >= (budget.worlds or math.inf) or (
                time.monotonic() - begun >= 60 * (budget.minutes or math.inf))

        while ledger.plan() and not is_over():
            progress.on_plan(ledger.worlds - before)
            with closing((crew or partial(play_here, threads=threads))(job, ledger.units())) as results, \
                    _Writer(shards, ledger) as writer:
                for rows in results:
                    writer.take(rows)
                    new += len(rows)
                    for _ in rows:
                        progress.on_done()
                    if is_over():
                        break
        table, places = in_one_table(experiment, shards.rows(), ledger.planned)
        shards.assemble(table, places.tolist(), tuple(experiment.scenario.clients))
        return Sweep(experiment, folder, table, ledger.worlds, ledger.finished, new, time.monotonic() - begun,
                     tuple(shards.foreign), job.keep)
    finally:
        shards.close()


def rows_of(experiment: Experiment, threads: int | None = None) -> pa.Table:
    """The rows of an experiment with a fixed number of replications, played here and kept nowhere."""
    checks.refuse(checks.about_number("--threads", threads, 1, checks.MOST_THREADS))
    most = experiment.definition.replications or REPLICATIONS
    points = list(map(experiment.point, range(len(experiment.rows))))
    job, columns = Job.of(experiment), schema(experiment.kpis)
    every = units(dict.fromkeys(points), range(most), experiment.scenario.market.seasoned_by)
    rows = [row for some in play_here(job, every, threads) for row in some]
    return in_one_table(experiment, pa.Table.from_batches([batch_of(rows, columns)]),
                        {key(point): most for point in points})[0]


class _Writer(AbstractContextManager["_Writer"]):
    """Rows wait for the disk for a moment, so that it is asked once a second and not once a world."""

    def __init__(self, shards: Shards, ledger: "_Ledger") -> None:
        self._shards, self._ledger, self._waiting, self._flushed = shards, ledger, list[Row](), time.monotonic()

    def take(self, rows: list[Row]) -> None:
        """Keep these rows."""
        self._waiting += rows
        if time.monotonic() - self._flushed >= FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._shards.add(self._waiting)
            self._ledger.take(self._waiting)
        self._waiting, self._flushed = [], time.monotonic()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, ResultsError):  # which the disk has refused
            self.flush()


class _Ledger:
    """Which worlds there are to be, and which are done."""

    def __init__(self, experiment: Experiment, shards: Shards) -> None:
        definition = experiment.definition
        self.experiment = experiment
        self._points = {key(point): point for point in map(experiment.point, range(len(experiment.rows)))}
        self._precision = precision_of(definition.precision)
        self._most = definition.replications or (MOST if self._precision else REPLICATIONS)
        self._kpi = judged_by([name for name in (*experiment.scenario.primary_kpis, *experiment.kpis)
                               if name in experiment.kpis])
        self._column = experiment.kpis.index(self._kpi) if self._kpi in experiment.kpis else 0
        self._values: dict[str, dict[str, dict[int, float]]] = {}  # of that KPI: by point, strategy and replication
        self._done: set[tuple[str, int]] = set()
        self.planned = dict.fromkeys(self._points, 0)
        table = shards.rows()
        values = table[self._kpi].to_numpy() if self._kpi in table.column_names else np.zeros(len(table))
        for row in zip(*(table[name].to_pylist() for name in ("point_key", "strategy", "replication")), values,
                       strict=True):
            self._enter(*row)

    @property
    def worlds(self) -> int:
        """How many there are to be in all, as far as is known."""
        return sum(self.planned.values()) * len(self.experiment.strategies)

    @property
    def finished(self) -> int:
        """How many of these are done."""
        return sum(replication < self.planned.get(point, 0) for point, replication in self._done) * len(
            self.experiment.strategies)

    @property
    def done(self) -> int:
        """How many are done, this session's and earlier ones."""
        return len(self._done) * len(self.experiment.strategies)

    def _enter(self, point: str, strategy: str, replication: int, value: float) -> None:
        self._done.add((point, replication))
        if self._precision:
            self._values.setdefault(point, {}).setdefault(strategy, {})[replication] = float(value)

    def take(self, rows: list[Row]) -> None:
        """These have been played."""
        for row in rows:
            self._enter(row.point, row.strategy, row.replication,
                        np.nan if row.kpis is None else row.kpis[self._column])

    def plan(self) -> bool:
        """Plan as many worlds at each point as it takes; whether any of them is still to be played."""
        least = min(PILOT, self._most) if self._precision else self._most
        for point, before in self.planned.items():
            planned = max(before, least)
            while self._precision and self._is_done(point, planned):
                more = self._next(point, planned, self._precision)
                if more == planned:
                    break
                planned = more
            self.planned[point] = planned
        return not all(self._is_done(point, planned) for point, planned in self.planned.items())

    def _is_done(self, point: str, planned: int) -> bool:
        return all((point, number) in self._done for number in range(planned))

    def _next(self, point: str, planned: int, precision: Precision) -> int:
        values = {name: np.array([row[number] for number in range(planned)])
                  for name, row in self._values[point].items()}
        names = self.experiment.strategies
        count = len(names) * (len(names) - 1) // 2
        pairs = [Pair(a, b, self._kpi, **vars(compare_pairs(
            values[a], values[b], SIGNS[KPIS[self._kpi].better], familywise_confidence(count),
            KPIS[self._kpi].is_event)), pointwise=False) for place, a in enumerate(names) for b in names[place + 1:]]
        return next_look(assess(precision, pairs, planned), planned, self._most)

    def units(self) -> Iterator[Unit]:
        """What is planned and not done; each point has about as many replications whenever they stop."""
        most = max(self.planned.values())
        for unit in units(self._points.values(), range(most), self.experiment.scenario.market.seasoned_by):
            open_points = tuple(point for point in unit.points if unit.replication < self.planned[key(point)]
                                and (key(point), unit.replication) not in self._done)
            if open_points:
                yield Unit(open_points, unit.replication)

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

import pyarrow as pa

from retainsim.experiment import Experiment
from retainsim.experiment.schema import REPLICATIONS
from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.shards import Row, Shards, batch_of, schema
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, Progress
from retainsim.study.sweep.folder import Contents, in_one_table, opened, sign
from retainsim.study.sweep.here import play_here
from retainsim.study.sweep.ledger import Ledger, SweepLedger
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
    contents = Contents(keep=Job.of(experiment, keep).keep)
    return play(experiment, Path(out), contents, SweepLedger, resume=resume, threads=threads, crew=crew,
                command=command, progress=progress)


def play(experiment: Experiment, folder: Path, contents: Contents, ledger_of: Callable[[Experiment, Shards], Ledger], *,
         resume: bool, threads: int | None, crew: Crew | None, command: str | None, progress: Progress) -> Sweep:
    """Play what a ledger plans, until it plans no more or the budget is used.

    Raises   `ResultsError` as `sweep`.
    """
    begun, new = time.monotonic(), 0
    job, budget = Job.of(experiment, contents.keep), experiment.definition.budget
    shards = opened(experiment, folder, resume, command, contents)
    try:
        progress.on_start()
        ledger = ledger_of(experiment, shards)
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
        table, places = in_one_table(experiment, shards.rows(), ledger.replications)
        shards.assemble(table, places.tolist(), tuple(experiment.scenario.clients))
        sign(folder, table)
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
                        {key(point): range(most) for point in points})[0]


class _Writer(AbstractContextManager["_Writer"]):
    """Rows wait for the disk for a moment, so that it is asked once a second and not once a world."""

    def __init__(self, shards: Shards, ledger: Ledger) -> None:
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

"""What an experiment would play, how long that would take here, and how large its folder would become."""

import time
from collections.abc import Collection
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from retainsim.engine.many import available_cores
from retainsim.experiment import Experiment
from retainsim.experiment.schema import REPLICATIONS
from retainsim.results.folder.shards import Row, batch_of, schema
from retainsim.study.setup import checks
from retainsim.study.setup.precision import MOST
from retainsim.study.setup.request import SILENCE, Progress
from retainsim.study.sweep.units import Job, play_unit, units

TRIED = 4  # units that are played to know how long one takes
COPIES = 2  # of each row on the disk: as it came, and in the table


@dataclass(frozen=True)
class Plan:
    """What would be played."""

    experiment: str
    points: int
    strategies: int
    replications: int  # at each point; with a precision: at most
    worlds: int
    seconds: float | None  # that it takes, with all threads; None with a precision: nobody knows how many worlds
    seconds_per_world: float  # of one thread, its share of the seasoning included
    bytes: float | None  # that the folder takes; None with a precision
    bytes_per_world: float

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return asdict(self)


def plan(experiment: Experiment, threads: int | None = None, progress: Progress = SILENCE,
         keep: Collection[str] = ()) -> Plan:
    """What would be played; a few units are played to measure time and size of one world.

    Raises   `ScenarioError` for tables that a sweep cannot keep.
    """
    checks.refuse(checks.about_tables(keep))
    definition = experiment.definition
    points = list(dict.fromkeys(map(experiment.point, range(len(experiment.rows)))))  # each once
    most = definition.replications or (MOST if definition.precision else REPLICATIONS)
    job = Job.of(experiment, keep)
    every = units(points, range(most), experiment.scenario.market.seasoned_by)
    tried = list(islice(every, TRIED))
    progress.on_start()
    progress.on_plan(1 + len(tried))
    sample, seconds = list[Row](), 0.0
    for place, unit in enumerate((tried[0], *tried)):  # the first may have to wait for the compiler
        begun = time.perf_counter()
        rows = play_unit(job, unit)
        if place:
            sample, seconds = sample + rows, seconds + time.perf_counter() - begun
        progress.on_done()
    count, each = len(points) * most * len(experiment.strategies), seconds / len(sample)
    size = COPIES * batch_of(sample, schema(job.kpis, job.keep)).nbytes / len(sample)
    is_open = definition.precision is not None
    return Plan(experiment.name, len(experiment.rows), len(experiment.strategies), most, count,
                None if is_open else count * each / (threads or available_cores()), each,
                None if is_open else count * size, size)

"""What an experiment would play, and how long that would take here."""

import time
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from retainsim.engine.many import available_cores
from retainsim.experiment import Experiment
from retainsim.experiment.schema import REPLICATIONS
from retainsim.study.setup.precision import MOST
from retainsim.study.setup.request import SILENCE, Progress
from retainsim.study.sweep.units import Job, play_unit, units

TRIED = 4  # units that are played to know how long one takes


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

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return asdict(self)


def plan(experiment: Experiment, threads: int | None = None, progress: Progress = SILENCE) -> Plan:
    """What would be played; a few units are played to measure the time of one world."""
    definition = experiment.definition
    points = list(dict.fromkeys(map(experiment.point, range(len(experiment.rows)))))  # each once
    most = definition.replications or (MOST if definition.precision else REPLICATIONS)
    job = Job.of(experiment)
    every = units(points, range(most), experiment.scenario.market.seasoned_by)
    tried = list(islice(every, TRIED))
    progress.on_start()
    progress.on_plan(1 + len(tried))
    worlds, seconds = 0, 0.0
    for place, unit in enumerate((tried[0], *tried)):  # the first may have to wait for the compiler
        begun = time.perf_counter()
        rows = play_unit(job, unit)
        if place:
            worlds, seconds = worlds + len(rows), seconds + time.perf_counter() - begun
        progress.on_done()
    count, each = len(points) * most * len(experiment.strategies), seconds / worlds
    return Plan(experiment.name, len(experiment.rows), len(experiment.strategies), most, count,
                None if definition.precision else count * each / (threads or available_cores()), each)

"""What a sweep plays: units that may be played anywhere and in any order, and the rows that come of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

import numpy as np

from retainsim.engine.many import Lineup, live_side_by_side
from retainsim.engine.world import InterruptedWorldError
from retainsim.experiment import Experiment, Point
from retainsim.model.record import Trace
from retainsim.results.folder.layout import EXTRA
from retainsim.results.folder.parcels import parcels_of
from retainsim.results.folder.shards import Row
from retainsim.results.kpis.dictionary import measure
from retainsim.scenario import Scenario, change, from_toml, resolved_toml
from retainsim.study.setup.setting import Setting
from retainsim.version import VERSION

TOGETHER = 16  # points at most that share a seasoned world within a unit
SETTINGS = 512  # settings that wait for their next replication


@dataclass(frozen=True)
class Job:
    """What is the same for all units of a sweep, as plain text: it may travel to another machine."""

    scenario: str  # as TOML
    strategies: tuple[str, ...]
    kpis: tuple[str, ...]
    keep: tuple[str, ...] = ()  # tables of each world
    version: str = VERSION

    @classmethod
    def of(cls, experiment: Experiment, keep: Collection[str] = ()) -> Job:
        """That of an experiment."""
        return cls(resolved_toml(experiment.scenario), experiment.strategies, experiment.kpis,
                   tuple(word for word in EXTRA if word in keep))


class Unit(NamedTuple):
    """One replication of one point, or of several that start from the same seasoned world."""

    points: tuple[Point, ...]
    replication: int


def key(point: Point) -> str:
    """What a point is known by in a folder: another one where any value differs."""
    return sha256("\n".join(point).encode()).hexdigest()[:16]


def units(points: Iterable[Point], replications: range, seasoned_by: str) -> Iterator[Unit]:
    """All units of these points, replication by replication: whenever they stop, each point has about as many.

    Of more points than settings are kept, four replications at a time: a setting is then made once for four units. In
    `isp`, of two strategies over five years, making one takes some 10 ms of a processor and playing a unit some 86, so
    one replication at a time would cost 12 %, two 6 %, four 3 %.
    """
    mine = f"strategies.{seasoned_by}."

    def seasoning(point: Point) -> Point:
        # Where a strategy has more people, all worlds have more positions.
        return tuple(word for word in point if word.startswith(mine) or ".people" in word.partition("=")[0]
                     or not word.startswith(("strategies.", "weeks=")))

    together = [tuple(group) for _, group in groupby(sorted(points, key=seasoning), seasoning)]
    split = [group[first:first + TOGETHER] for group in together for first in range(0, len(group), TOGETHER)]
    rounds = 1 if sum(map(len, together)) <= SETTINGS else 4
    for first in range(replications.start, replications.stop, rounds):
        for group in split:
            for replication in range(first, min(first + rounds, replications.stop)):
                yield Unit(group, replication)


def play_unit(job: Job, unit: Unit, is_stopped: Callable[[], bool] = lambda: False) -> list[Row]:
    """A row for each point and strategy of a unit; of what fails, a row with its error."""
    settings: dict[str, Setting] = {}
    rows: list[Row] = []
    for point in unit.points:
        try:
            settings[key(point)] = _setting(job, point)
        except Exception as error:  # a point that is no scenario: the others go on
            rows += _failures(job, [key(point)], unit.replication, error)
    if not settings:
        return rows
    facts = {id(setting): setting.facts for setting in settings.values()}

    def figures(lineup: Lineup, strategy: str, trace: Trace) -> tuple[np.ndarray, tuple[bytes, ...]]:
        mine = facts[id(lineup)][strategy]
        kpis = measure(trace, mine)
        return np.array([kpis.get(name, np.nan) for name in job.kpis]), parcels_of(job.keep, trace, mine)

    try:
        measures = live_side_by_side(list(settings.values()), unit.replication, figures, is_stopped)
    except InterruptedWorldError:
        raise
    except Exception as error:
        if len(settings) > 1:  # one of them is to blame
            return rows + [row for point in unit.points if key(point) in settings
                           for row in play_unit(job, Unit((point,), unit.replication), is_stopped)]
        return rows + _failures(job, list(settings), unit.replication, error)
    return rows + [Row(point, strategy, unit.replication, None, *row[strategy])
                   for point, row in zip(settings, measures, strict=True) for strategy in job.strategies]


def _failures(job: Job, points: Sequence[str], replication: int, error: Exception) -> list[Row]:
    text = f"{type(error).__name__}: {error}"
    nothing = (None,) * len(job.keep)
    return [Row(point, strategy, replication, text, None, nothing) for point in points for strategy in job.strategies]


@lru_cache(SETTINGS)
def _setting(job: Job, point: Point) -> Setting:
    return Setting.of(change(_scenario(job.scenario), point), job.strategies)


@lru_cache(4)
def _scenario(text: str) -> Scenario:
    return from_toml(text)

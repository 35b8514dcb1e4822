"""Which worlds of an experiment there are to be, and which are done."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from retainsim.experiment import Experiment
from retainsim.experiment.precision import Precision, precision_of
from retainsim.experiment.schema import REPLICATIONS
from retainsim.results.folder.shards import Row, Shards
from retainsim.results.kpis.dictionary import KPIS, judged_by
from retainsim.study.compare import SIGNS
from retainsim.study.setup.precision import MOST, PILOT, assess, next_look
from retainsim.study.statistics import Pair, compare_pairs, familywise_confidence
from retainsim.study.sweep.units import Unit, key, units


class Ledger(Protocol):
    """Which worlds there are to be, and which are done; both sums count each strategy."""

    @property
    def worlds(self) -> int:
        """How many there are to be in all, as far as is known."""

    @property
    def finished(self) -> int:
        """How many of these are done."""

    @property
    def done(self) -> int:
        """How many are done, this session's and earlier ones."""

    @property
    def replications(self) -> dict[str, range]:
        """Which replications of each point are part of the table."""

    def take(self, rows: list[Row]) -> None:
        """These have been played."""

    def plan(self) -> bool:
        """Plan what is to be played next; whether any of it is still to be played."""

    def units(self) -> Iterator[Unit]:
        """What is planned and not done."""


class SweepLedger:
    """The ledger of a sweep: the same replications at all points, or as many at each as its precision takes."""

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
    def replications(self) -> dict[str, range]:
        """Which replications of each point are part of the table."""
        return {point: range(planned) for point, planned in self.planned.items()}

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

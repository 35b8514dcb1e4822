"""Which worlds are played to judge a statement: some at every point, then more where it is undecided.

Each point has worlds of its own, so that luck at one point says nothing about luck at another and the errors of points
are independent; its strategies share them.
"""

from collections.abc import Iterator

import numpy as np

from retainsim.experiment import Experiment
from retainsim.results.folder.shards import Row, Shards
from retainsim.study.robustness.evidence import MOST, OPEN, Evidence, judge, worlds_to_decide
from retainsim.study.robustness.statement import Statement, rule_of
from retainsim.study.sweep.units import Unit, key


class OwnWorlds:
    """The ledger of a statement over the points of an experiment."""

    def __init__(self, experiment: Experiment, statement: Statement) -> None:
        self.statement, self.rule = statement, rule_of(experiment, statement)
        self._column = experiment.kpis.index(statement.kpi)
        self._strategies, self._budget = len(experiment.strategies), experiment.definition.budget.worlds
        points = dict.fromkeys(map(experiment.point, range(len(experiment.rows))))  # each once
        self.points = {key(point): point for point in points}
        self._first = {one: place * MOST for place, one in enumerate(self.points)}
        self._values: dict[str, dict[int, dict[str, float]]] = {one: {} for one in self.points}
        self._missing: list[tuple[str, int]] = []

    def over(self, _: Experiment, shards: Shards) -> "OwnWorlds":
        """This ledger, with what is in a folder already."""
        table = shards.rows()
        names = ("point_key", "strategy", "replication", self.statement.kpi)
        for row in zip(*(table[name].to_pylist() for name in names), strict=True):
            self._enter(*row)
        return self

    @property
    def evidence(self) -> list[Evidence]:
        """What is known of each point, in their order."""
        return [judge(self._gaps(one), self.rule) for one in self.points]

    @property
    def done(self) -> int:
        """How many worlds are done, this session's and earlier ones."""
        return sum(map(len, self._values.values())) * self._strategies

    @property
    def finished(self) -> int:
        """All that are done belong to the table."""
        return self.done

    @property
    def worlds(self) -> int:
        """How many there are to be in all, as far as is planned."""
        return self.done + len(self._missing) * self._strategies

    @property
    def replications(self) -> dict[str, range]:
        """Which replications are those of each point."""
        return {one: range(first, first + MOST) for one, first in self._first.items()}

    def take(self, rows: list[Row]) -> None:
        """These have been played."""
        for row in rows:
            self._enter(row.point, row.strategy, row.replication, None if row.kpis is None else row.kpis[self._column])

    def plan(self) -> bool:
        """Plan one look at the open points, as far as the budget goes for whole looks.

        Points that need the fewest worlds come first. No point is ahead of another by a look, so that the plan after an
        interruption is that of an uninterrupted session.
        """
        left = np.inf if self._budget is None else self._budget - self.done
        self._missing = []
        for one, look in self._next_look():
            numbers = [number for number in range(look) if number not in self._values[one]]
            left -= len(numbers) * self._strategies
            if left < 0:
                break
            self._missing += [(one, number) for number in numbers]
        return bool(self._missing)

    def units(self) -> Iterator[Unit]:
        """What is planned, point by point."""
        for one, number in self._missing:
            yield Unit((self.points[one],), self._first[one] + number)

    def _next_look(self) -> list[tuple[str, int]]:
        """The open points that have had the fewest looks, and how many worlds each needs for its next."""
        waiting = []
        for one, evidence in zip(self.points, self.evidence, strict=True):
            look = next((size for size in self.rule.looks if size > evidence.worlds), None)
            if evidence.decision == OPEN and look is not None:
                to_go = worlds_to_decide(evidence, self.rule)
                waiting.append((np.inf if np.isnan(to_go) else to_go, one, look))
        least = min((look for *_, look in waiting), default=0)
        return [(one, look) for _, one, look in sorted(waiting, key=lambda entry: entry[0]) if look == least]

    def _gaps(self, one: str) -> np.ndarray:
        """The differences of a point in the better direction, from its first world as far as none is missing."""
        values, gaps = self._values[one], []
        for number in range(MOST):
            if number not in values:
                break
            gaps.append(self.statement.sign * (values[number][self.statement.a] - values[number][self.statement.b]))
        return np.array(gaps)

    def _enter(self, point: str, strategy: str, replication: int, value: float | None) -> None:
        number = replication - self._first.get(point, replication + 1)
        if 0 <= number < MOST:
            self._values[point].setdefault(number, {})[strategy] = np.nan if value is None else float(value)

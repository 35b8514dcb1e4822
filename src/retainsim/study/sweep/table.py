"""The rows of a sweep read again, point by point: what strategies differ by there, and how much of it is luck."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.results.folder.layout import EXPERIMENT, POINTS, REPLICATIONS, SCENARIO, ResultsError
from retainsim.results.folder.provenance import read_provenance
from retainsim.results.kpis.dictionary import KPIS, judged_by
from retainsim.scenario import load
from retainsim.scenario.errors import Problem, ScenarioError, file_label, printable, quote
from retainsim.study.setup import checks


class Range(NamedTuple):
    """Over what a factor varies."""

    low: float
    high: float
    is_log: bool

    def unit(self, values: np.ndarray) -> np.ndarray:
        """Places of the range, 0 to 1."""
        if self.is_log:
            return np.asarray(np.log(values / self.low) / np.log(self.high / self.low))
        return np.asarray((values - self.low) / (self.high - self.low))


@dataclass(frozen=True)
class Question:
    """Which figure of a sweep somebody asks about: a KPI of one strategy, or how much two of them differ in it."""

    kpi: str
    a: str
    b: str | None


class Answers(NamedTuple):
    """The figure at each point."""

    means: np.ndarray  # NaN where a world has failed, or does not define the KPI
    worlds: np.ndarray  # points x worlds that all points have, the same worlds at each


@dataclass(frozen=True)
class SweepRows:
    """A sweep that has been played."""

    name: str
    kind: str  # of the design
    strategies: tuple[str, ...]
    kpis: tuple[str, ...]
    primary_kpis: tuple[str, ...]  # of the scenario
    factors: dict[str, np.ndarray]  # the value of each at every point
    ranges: dict[str, Range]  # of those that have one
    rows: pa.Table

    @classmethod
    def of(cls, folder: str | os.PathLike[str]) -> "SweepRows":
        """The rows in a folder.

        Raises   `ResultsError` for what is no folder of a sweep with its table.
        """
        place = Path(folder)
        if not (place / EXPERIMENT).is_file():
            raise ResultsError(f"{file_label(place)} is not the folder of a sweep: there is no {EXPERIMENT} in it.")
        provenance = read_provenance(place)
        try:
            experiment = json.loads((place / EXPERIMENT).read_text("utf-8"))
            points, rows = pq.read_table(place / POINTS), pq.read_table(place / REPLICATIONS)
            names = rows.column_names
            return cls(str(experiment["name"]), str(experiment["design"]["kind"]), tuple(provenance["strategies"]),
                       tuple(names[names.index("error") + 1:]), tuple(load(place / SCENARIO).primary_kpis),
                       {name: np.array(points[name].to_pylist()) for name in points.column_names[3:]},
                       {path: Range(*ends) for path, ends in experiment["ranges"].items()}, rows)
        except (OSError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
            raise ResultsError(f"{file_label(place)} cannot be read: {printable(str(error), 200)}. If the sweep is not "
                               "complete, retainsim sweep --resume makes its table.") from None

    def question(self, kpi: str | None, strategies: list[str] | None) -> Question:
        """What is asked: if nothing is said, the difference of the first two strategies in the KPI that judges.

        Raises   `ScenarioError`.
        """
        problems: list[Problem] = []
        name = kpi or judged_by([*(one for one in self.primary_kpis if one in self.kpis), *self.kpis])
        problems += checks.about_kpi(name, "--kpi", {one: KPIS[one] for one in self.kpis})
        names = strategies or list(self.strategies[:2])
        for one in names:
            if one not in self.strategies:
                problems.append(Problem(f"--strategies {quote(one)}", None, "", "is not in this sweep; there are:",
                                        allowed=", ".join(self.strategies)))
        if not 1 <= len(names) <= 2 or len(set(names)) < len(names):
            problems.append(Problem("--strategies", None, "", "must name one strategy, or two different ones"))
        if problems:
            raise ScenarioError(problems)
        return Question(name, names[0], names[1] if len(names) == 2 else None)

    def answers(self, question: Question) -> Answers:
        """The figure at each point, from the worlds of the point; two strategies are compared in the same world."""
        by_strategy = [self._by_point(name, question.kpi) for name in (question.a, question.b) if name is not None]
        values = [by_strategy[0][point] - (by_strategy[1][point] if question.b else 0.0)
                  for point in range(len(by_strategy[0]))]
        all_have = min(map(len, values))
        return Answers(np.array([one.mean() if len(one) else np.nan for one in values]),
                       np.array([one[:all_have] for one in values]))

    def _by_point(self, strategy: str, kpi: str) -> list[np.ndarray]:
        """The KPI in every world of every point, in the order of replications."""
        mine = self.rows.filter(pa.compute.equal(self.rows["strategy"].cast(pa.string()), strategy))
        point, values = mine["point"].to_numpy(), mine[kpi].to_numpy().astype(float)
        return [values[point == number] for number in range(len(next(iter(self.factors.values()))))]

    def to_document(self) -> dict[str, Any]:
        """What it is, as plain values for JSON."""
        return {"experiment": self.name, "design": self.kind, "points": len(next(iter(self.factors.values())))}

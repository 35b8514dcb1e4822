"""In which share of the space of an experiment a statement holds: from the first world to the answer."""

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from retainsim.experiment import Experiment
from retainsim.results.folder.layout import ResultsError
from retainsim.study.robustness.evidence import (
    FAILS,
    HOLDS,
    OPEN,
    Evidence,
    Further,
    column,
    further,
    worlds_to_decide,
)
from retainsim.study.robustness.factors import Correlation, Division, correlations, division
from retainsim.study.robustness.ledger import OwnWorlds
from retainsim.study.robustness.share import share_above
from retainsim.study.robustness.statement import LEAST_POINTS, Statement, about
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, Progress
from retainsim.study.sweep.folder import OWN, Contents
from retainsim.study.sweep.session import Crew, Sweep, play


@dataclass(frozen=True)
class JudgedPoint:
    """One point of the space: its number in the folder, what it showed, and the chance that the statement holds."""

    point: int
    worlds: int
    mean: float | None  # difference in the better direction [unit of the KPI], with its interval
    low: float | None
    high: float | None
    decision: str
    chance: float | None


@dataclass(frozen=True)
class Robustness:
    """In which share of a space a statement holds, and what decides it.

    Attributes   `share` [0..1] with its 95 % interval from `low` to `high`, which is for points and worlds together.
                 `statement` says better in the better direction of its KPI; so do means of points.
    """

    experiment: str
    statement: Statement
    share: float
    low: float
    high: float
    points: tuple[JudgedPoint, ...] = field(repr=False)
    looks: tuple[int, ...]  # worlds of a point at each that was planned
    further: Further
    correlations: tuple[Correlation, ...]  # of the factors with the difference, the strongest first
    division: Division | None  # of the space, by a tree; None where nothing could be tried
    obstacle: str  # why nothing could be tried
    factors: dict[str, list[Any]] = field(repr=False)  # the value of each at every point that is listed
    worlds: int  # in the folder, of all strategies
    new: int  # of these played now
    failures: int  # of these failed
    undefined: int  # differences that are not there, because a world failed or does not define the KPI
    unknown: int  # points about which nothing is known, and which the share leaves out
    is_finished: bool  # whether every undecided point has had its last look

    def count(self, decision: str) -> int:
        """How many points are decided so."""
        return sum(point.decision == decision for point in self.points)

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {**asdict(self), "shown": self.count(HOLDS), "not_shown": self.count(FAILS),
                "undecided": self.count(OPEN)}


def robustness(experiment: Experiment, out: str | os.PathLike[str], statement: Statement, *, resume: bool = False,
               threads: int | None = None, crew: Crew | None = None, command: str | None = None,
               progress: Progress = SILENCE) -> Robustness:
    """Play an experiment until each point shows the statement or not, or may have no more worlds, and tell the share.

    The folder is that of a sweep, but each point has worlds of its own. One that has been played can be asked about
    another statement: what is there is not played again.

    Raises   `ScenarioError` for an experiment that is no sample of a space; `ResultsError` as `sweep`, and where too
             few points are known.
    """
    checks.refuse([*checks.about_number("--threads", threads, 1, checks.MOST_THREADS), *about(experiment)])
    ledger = OwnWorlds(experiment, statement)
    done = play(experiment, Path(out), Contents(OWN), ledger.over, resume=resume, threads=threads, crew=crew,
                command=command, progress=progress)
    return answer(experiment, ledger, done)


def answer(experiment: Experiment, ledger: OwnWorlds, done: Sweep) -> Robustness:
    """What the worlds of a ledger say.

    Raises   `ResultsError` where too few points have the figure.
    """
    evidence, rule = ledger.evidence, ledger.rule
    means = column(evidence, "mean")
    is_there = ~np.isnan(means)
    if is_there.sum() < LEAST_POINTS:
        raise ResultsError(f"{int(is_there.sum())} of {len(evidence)} points have {ledger.statement.kpi} of both "
                           f"strategies in enough worlds; a share of the space takes {LEAST_POINTS} at least. "
                           f"{done.failures:,} worlds failed. If the session was ended early, --resume goes on.")
    share = share_above(means[is_there] - rule.margin, column(evidence, "error")[is_there],
                        column(evidence, "defined")[is_there] - 1)
    chances = np.full(len(evidence), np.nan)
    chances[is_there] = share.chances
    numbers = _numbers(experiment)
    factors = {factor.path: [experiment.rows[number][place] for number in numbers]
               for place, factor in enumerate(experiment.factors)}
    decisions = np.array([one.decision for one in evidence])
    parts, obstacle = division(factors, decisions == HOLDS, decisions != OPEN)
    more = further([(one.worlds, worlds_to_decide(one, rule)) for one in evidence
                    if one.decision == OPEN and not np.isnan(one.mean)], len(experiment.strategies))
    return Robustness(
        experiment.name, ledger.statement, share.share, share.low, share.high,
        tuple(_point(*row) for row in zip(numbers, evidence, chances, strict=True)), rule.looks,
        more, tuple(correlations(factors, means)), parts, obstacle,
        factors, done.worlds, done.new, done.failures, sum(one.worlds - one.defined for one in evidence),
        int((~is_there).sum()), all(one.decision != OPEN or one.worlds == rule.looks[-1] for one in evidence))


def _numbers(experiment: Experiment) -> list[int]:
    """The first of the points that are the same, of each."""
    return list({experiment.point(number): number for number in reversed(range(len(experiment.rows)))}.values())[::-1]


def _point(number: int, evidence: Evidence, chance: float) -> JudgedPoint:
    mean, low, high, certain = (None if np.isnan(value) else float(value) for value in (
        evidence.mean, evidence.low, evidence.high, chance))
    return JudgedPoint(number, evidence.worlds, mean, low, high, evidence.decision, certain)




"""Strategies against each other under the same luck: every KPI of every world, and how pairs of strategies differ."""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from itertools import combinations
from typing import Any

import numpy as np

from retainsim.engine.many import QUEUE, available_cores, play_in_order
from retainsim.experiment.precision import Precision, precision_of
from retainsim.model.record import Trace
from retainsim.results.kpis.dictionary import KPIS, judged_by, measure
from retainsim.scenario import Scenario, digest
from retainsim.scenario.schema import named
from retainsim.study.setup.checks import UnknownNameError, kpis_in
from retainsim.study.setup.precision import MOST, PILOT, Outcome, assess, next_look
from retainsim.study.setup.request import DEFAULT, FOLDER, SILENCE, WORLDS, Progress, Request
from retainsim.study.setup.setting import Setting, recording
from retainsim.study.statistics import CONFIDENCE, Pair, Summary, compare_pairs, familywise_confidence, summarise

REPLICATIONS = 100  # unless their number or a precision is given
AHEAD = 4  # replications per thread that are played or wait to be written
SIGNS = {"higher": 1, "lower": -1, None: 0}


@dataclass(frozen=True)
class Comparison:
    """The KPIs of all worlds; `values[strategy][kpi]` has one entry per replication, NaN where it is not defined."""

    scenarios: dict[str, str]  # by strategy: the name of its scenario
    digests: dict[str, str]  # of each scenario as it was played, with seed and weeks; the first names the KPIs
    seed: int
    weeks: int
    replications: int
    primary_kpis: tuple[str, ...]
    values: dict[str, dict[str, np.ndarray]] = field(repr=False)
    precision: Outcome | None = None  # if one was requested
    worth_telling: float = 0.01  # share of the largest mean below which strategies are level
    first: int = 0  # replication, the others follow it; not 0 if one world was played by itself
    title: str = ""  # of the scenario
    currency: str = ""  # what its money is called

    @property
    def strategies(self) -> tuple[str, ...]:
        """What the strategies are called: by their names, or SCENARIO:NAME where several scenarios have that name."""
        return tuple(self.scenarios)

    @property
    def scenario(self) -> str:
        """The name of the scenario, of several that of the first."""
        return next(iter(self.digests))

    @property
    def digest(self) -> str:
        """That of the scenario, of several that of the first."""
        return self.digests[self.scenario]

    @property
    def kpis(self) -> list[str]:
        """The names of the KPIs, those of each rival among them."""
        return list(next(iter(self.values.values())))

    def summary(self, strategy: str, kpi: str) -> Summary:
        """Mean with its 95 % interval, and percentiles, over the worlds that define the KPI.

        Raises   `UnknownNameError`, a `KeyError`, for a strategy that was not played or a name that is no KPI.
        """
        for kind, name, names in (("strategy", strategy, self.values), ("KPI", kpi, self.kpis)):
            if name not in names:
                raise UnknownNameError(kind, name, names)
        return summarise(self.values[strategy][kpi], KPIS[kpi].is_event)

    def pairs(self) -> list[Pair]:
        """All unordered pairs in the order of the strategies, for every KPI.

        Intervals of the primary KPIs hold together with 95 % over all pairs (Bonferroni); those of the others hold one
        by one and are marked pointwise.
        """
        return self.pairs_of(*self.kpis)

    def pairs_of(self, *kpis: str) -> list[Pair]:
        """The same for one KPI, or for several.

        Raises   `UnknownNameError`, a `KeyError`, for a name that is no KPI.
        """
        for kpi in kpis:
            if kpi not in KPIS:
                raise UnknownNameError("KPI", kpi, KPIS)
        together = familywise_confidence(math.comb(len(self.strategies), 2) * len(self.primary_kpis))
        pairs = []
        for a, b in combinations(self.strategies, 2):
            for kpi in kpis:
                is_primary = kpi in self.primary_kpis
                difference = compare_pairs(self.values[a][kpi], self.values[b][kpi], SIGNS[KPIS[kpi].better],
                                           together if is_primary else CONFIDENCE, KPIS[kpi].is_event)
                pairs.append(Pair(a, b, kpi, **vars(difference), pointwise=not is_primary))
        return pairs

    def assess(self, precision: Precision) -> Outcome:
        """What has become of this precision, in the KPI that strategies are judged by."""
        return assess(precision, self.pairs_of(judged_by(self.primary_kpis)), self.replications)

    def to_document(self) -> dict[str, Any]:
        """The comparison as plain values for JSON; None where there is no number, `pointwise` only where it is true."""
        return {
            "scenario": self.scenario, **named(self.title, self.currency),
            "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "replications": self.replications, "worth_telling": self.worth_telling,
            "scenarios": self.scenarios, "digests": self.digests,
            **({} if self.precision is None else {"precision": self.precision.to_document()}),
            "strategies": {strategy: {kpi: asdict(self.summary(strategy, kpi)) for kpi in self.kpis}
                           for strategy in self.strategies},
            "pairs": [{key: value for key, value in vars(pair).items() if value is not False}
                      for pair in self.pairs()],
        }


def compare(scenarios: Scenario | list[Scenario], request: Request = DEFAULT, progress: Progress = SILENCE,
            ) -> Comparison:
    """Play strategies (default: all) of a scenario, or of several, in the same worlds; keep every KPI of every world.

    In 100 replications, or in as many, up to `replications` (10,000), as a precision takes: that is the half-width of
    every interval of a difference in the KPI that strategies are judged by. Values depend neither on the number of
    threads nor on which other strategies are played, nor on their order. Of several scenarios each has seasoned worlds
    of its own, with the same luck, and the first says by which KPIs all are judged.

    Raises   `ScenarioError` with all that is wrong with the request or the primary KPIs; `TypeError` for the name of a
             scenario; `ResultsError` if the folder cannot be written, then nothing of it is there.
    """
    scenarios = request.settle_all(scenarios if isinstance(scenarios, list) else [scenarios],
                                   {*WORLDS, *FOLDER, "precision"})
    scenario, entries, precision = scenarios[0], request.entries(scenarios), precision_of(request.precision)
    lineups = [Setting.of(each, {name: entry.strategy for name, entry in entries.items() if entry.scenario is each})
               for each in scenarios]
    settings = {name: setting for name in entries for setting in lineups if name in setting.strategies}
    kpis = kpis_in(*scenarios)
    rows: dict[str, list[np.ndarray]] = {name: [] for name in entries}
    with recording(settings, request) as record:

        def figures(strategy: str, trace: Trace) -> tuple[np.ndarray, Trace | None]:
            measured = measure(trace, settings[strategy].facts[strategy])
            # A dict of KPIs per world would take ten times the memory.
            return np.array([measured.get(name, math.nan) for name in kpis]), trace if record else None

        def take(replication: int, worlds: dict[str, tuple[np.ndarray, Trace | None]]) -> None:
            for strategy, (row, trace) in worlds.items():
                rows[strategy].append(row)
                if record and trace:
                    record.take(strategy, replication, trace)

        def play(more: range) -> Comparison:
            """The comparison of all replications so far, when these have been played too."""
            for setting in lineups:
                play_in_order(setting, more, figures, take, threads=request.threads, on_done=progress.on_done,
                              ahead=AHEAD * (request.threads or available_cores()) if record else QUEUE)
            values = {name: dict(zip(kpis, np.array(rows[name]).T.copy(), strict=True)) for name in entries}
            return Comparison({name: entry.scenario.name for name, entry in entries.items()},
                              {each.name: digest(each) for each in scenarios}, scenario.seed, scenario.weeks, more.stop,
                              tuple(scenario.primary_kpis), values, worth_telling=scenario.worth_telling,
                              title=scenario.title, currency=scenario.currency)

        def plan(replications: int) -> None:
            progress.on_plan(replications * len(lineups))

        progress.on_start()
        if precision is None:
            plan(request.replications or REPLICATIONS)
            comparison = play(range(request.replications or REPLICATIONS))
        else:
            comparison = until_precise(precision, request.replications or MOST, play, plan)
        if record:
            record.finish(comparison.values, range(comparison.replications), str(precision) if precision else None)
    return comparison


def until_precise(precision: Precision, most: int, play: Callable[[range], Comparison],
                  on_plan: Callable[[int], None]) -> Comparison:
    """Let at most so many replications be played until the KPI that strategies are judged by is precise enough.

    `play` plays some more and gives the comparison of all so far; `on_plan` is told how many there are to be in all.
    """
    done, planned = 0, min(PILOT, most)
    while True:
        on_plan(planned)
        comparison = play(range(done, planned))
        now = comparison.assess(precision)
        done, planned = planned, next_look(now, planned, most)
        if done == planned:
            return replace(comparison, precision=now)

"""One world, to be told week by week."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.kpis.dictionary import measure
from retainsim.results.life import Life
from retainsim.results.story import Course
from retainsim.scenario.names import Naming
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest
from retainsim.study.observer import Observer, course_of
from retainsim.study.recording import recording
from retainsim.study.setup.request import FOLDER, SILENCE, Progress, Request
from retainsim.study.setup.setting import Setting


@dataclass(frozen=True)
class Run:
    """One world under one strategy."""

    trace: Trace
    kpis: dict[str, float]  # NaN where not defined
    facts: Facts
    scenario: Scenario  # as it was played, with seed and weeks
    strategy: str
    replication: int
    course: Course  # which strategies were followed, which rivals entered
    names: Naming  # of organisations
    life: Life | None  # of the client that was asked about

    def to_document(self) -> dict[str, Any]:
        """The run as plain values for JSON; None where a KPI is not defined."""
        scenario, life = self.scenario, self.life
        document: dict[str, Any] = {
            "scenario": scenario.name, "digest": digest(scenario), "seed": scenario.seed, "weeks": scenario.weeks,
            "strategy": self.strategy, "replication": self.replication,
            "kpis": {name: value if math.isfinite(value) else None for name, value in self.kpis.items()}}
        if life:
            document["client"] = {
                "name": self.names.name(life.organisation), "organisation": life.organisation,
                "segment": self.names.segment(life.organisation), "weeks": life.to_document()}
        return document


def run(scenario: Scenario, request: Request, progress: Progress = SILENCE) -> Run:
    """Play one strategy in one world: the same that `compare` plays as this replication of this seed.

    The client that is asked for is watched week by week. The results folder, if one is asked for, has one row.

    Raises   `ScenarioError` with everything that is wrong with the request; `TypeError` for the name of a scenario;
             `ResultsError` if the folder cannot be written, then nothing of it is there.
    """
    scenario = request.settle(scenario, {*FOLDER, "strategies", "replication", "client", "seed", "weeks"}, 1)
    (strategy,), replication, names = request.names(scenario), request.replication, Naming(scenario)
    client = None if request.client is None else names.organisation(str(request.client))
    setting = Setting.of(scenario, [strategy])
    facts = setting.facts[strategy]
    with recording(request, setting, None if client is None else names.name(client)) as record:
        progress.on_start()
        observer = Observer(scenario.weeks, client)
        trace = setting.play_one(strategy, replication, observer)
        kpis = measure(trace, facts)
        if record:
            record.take(strategy, replication, trace)
            record.finish({strategy: {name: np.array([value]) for name, value in kpis.items()}}, [replication])
    return Run(trace, kpis, facts, scenario, strategy, replication,
               course_of(scenario, strategy, observer.triggers, trace), names, observer.life(trace))

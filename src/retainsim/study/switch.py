"""Where one strategy overtakes another along one number of the scenario."""

from dataclasses import asdict, dataclass
from typing import Any

from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario.errors import Problem, ScenarioError, quote
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest
from retainsim.study.compare import SIGNS, compare
from retainsim.study.crossings import Crossing, Point, Sample, UndefinedError, find_crossings
from retainsim.study.factor import about_factor, is_whole, plain, unit_of, with_factor
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, WORLDS, Progress, Request

REPLICATIONS = 100  # unless another number is asked for


@dataclass(frozen=True)
class Switch:
    """Where the lead changes between strategies a and b as a factor varies, and every value that was tried."""

    scenario: str
    digest: str  # of the scenario with seed and weeks as played, its factor as it was
    seed: int
    weeks: int
    replications: int
    factor: str
    unit: str
    low: float
    high: float
    a: str
    b: str
    kpi: str
    points: tuple[Point, ...]  # by factor
    crossings: tuple[Crossing, ...]  # by factor

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON; None for a bound that the sample does not give."""
        whole = is_whole(self.factor)

        def number(value: float | None) -> float | None:
            return plain(value) if whole and value is not None else value

        return {
            "scenario": self.scenario, "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "replications": self.replications, "factor": self.factor, "unit": self.unit, "whole": whole,
            "low": number(self.low), "high": number(self.high), "a": self.a, "b": self.b, "kpi": self.kpi,
            "crossings": [{"at": number(c.at), "low": number(c.low), "high": number(c.high),
                           "ahead_below": self.b if c.a_leads_above else self.a,
                           "ahead_above": self.a if c.a_leads_above else self.b} for c in self.crossings],
            "points": [asdict(point) | {"factor": number(point.factor)} for point in self.points],
        }


def switch(scenario: Scenario, factor: str, low: float, high: float, request: Request, *,
           progress: Progress = SILENCE) -> Switch:
    """Play two strategies in the same worlds at values of a factor between two bounds, until it is known where the lead
    in a KPI changes.

    In 100 replications, unless another number is asked for. The KPI is, if none is asked for, the one that strategies
    are judged by: the first primary one of the scenario that has a better direction.

    Limits   Those of `crossings`. The factor holds during the seasoning, too: worlds differ before week 0.
    Raises   `TypeError` for the name of a scenario; `ScenarioError` with everything that is wrong with the factor or
             the request, or if hardly a world defines the KPI.
    """
    checks.refuse_unloaded(scenario)
    problems = [*about_factor(scenario, factor, low, high), *_about_length(factor, request.weeks)]
    scenario = request.settle(scenario, {*WORLDS, "kpi"}, 2, also=problems, is_judge=True)
    (a, b), kpi = request.names(scenario), request.kpi_of(scenario)
    replications = request.replications or REPLICATIONS
    at_a_value = Request(strategies=(a, b), replications=replications, threads=request.threads)
    progress.on_start()

    def worlds(value: float) -> Sample:
        values = compare(with_factor(scenario, factor, value), at_a_value, Progress(on_done=progress.on_done)).values
        here, there = values[a], values[b]
        return Sample(here[kpi], there[kpi], (here["insolvent"] > 0) & (there["insolvent"] > 0))

    try:
        points, crossings = find_crossings(worlds, float(low), float(high), is_whole(factor), SIGNS[KPIS[kpi].better],
                                           is_event=KPIS[kpi].is_event)
    except UndefinedError as nothing:
        raise ScenarioError([checks.wrong(
            f"--kpi {kpi}", f"is defined under both strategies in fewer than two worlds where {factor} =",
            quote(plain(nothing.factor)), "Try another KPI, or more --replications.")]) from None
    return Switch(scenario.name, digest(scenario), scenario.seed, scenario.weeks, replications, factor,
                  unit_of(factor), float(low), float(high), a, b, kpi, tuple(points), tuple(crossings))


def _about_length(factor: str, weeks: int | None) -> list[Problem]:
    if factor != "weeks" or weeks is None:
        return []
    return [checks.wrong(f"--weeks {quote(weeks)}", "cannot be given where the factor is weeks", fix="Leave it out.")]

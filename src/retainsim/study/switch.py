"""Where one strategy overtakes another along one number of the scenario, named by its dotted path."""

from dataclasses import asdict, dataclass, replace
from numbers import Real
from typing import Any

from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import Scenario, change, digest, shape
from retainsim.scenario.description import mentions, parameters
from retainsim.scenario.errors import Places, Problem, ScenarioError, path_parts, quote
from retainsim.scenario.overrides import override
from retainsim.scenario.reading import Source
from retainsim.scenario.schema import named
from retainsim.study.compare import REPLICATIONS, SIGNS, compare
from retainsim.study.crossings import Crossing, Point, Sample, UndefinedError, find_crossings
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, WORLDS, Progress, Request


@dataclass(frozen=True)
class Switch:
    """Where the lead changes between strategies a and b as a factor varies, and every value that was tried."""

    scenario: str
    digest: str  # of the scenario with seed and weeks as played, its factor as it was
    seed: int
    weeks: int
    replications: int
    worth_telling: float  # share of the larger mean below which a difference is not worth telling
    factor: str
    unit: str
    low: float
    high: float
    a: str
    b: str
    kpi: str
    points: tuple[Point, ...]  # by factor
    crossings: tuple[Crossing, ...]  # by factor
    title: str = ""  # of the scenario
    currency: str = ""  # what its money is called

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON; None for a bound that the sample does not give."""
        whole = is_whole(self.factor)

        def number(value: float | None) -> float | None:
            return plain(value) if whole and value is not None else value

        return {
            "scenario": self.scenario, **named(self.title, self.currency),
            "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "replications": self.replications, "worth_telling": self.worth_telling,
            "factor": self.factor, "unit": self.unit, "whole": whole,
            "low": number(self.low), "high": number(self.high), "a": self.a, "b": self.b, "kpi": self.kpi,
            "crossings": [{"at": number(c.at), "low": number(c.low), "high": number(c.high),
                           "ahead_below": self.b if c.a_leads_above else self.a,
                           "ahead_above": self.a if c.a_leads_above else self.b} for c in self.crossings],
            "points": [asdict(point) | {"factor": number(point.factor)} for point in self.points],
        }


def switch(scenario: Scenario, factor: str, low: float, high: float, request: Request, *,
           progress: Progress = SILENCE) -> Switch:
    """Play two strategies in the same worlds at values of a factor, until it is clear where the lead in a KPI changes.

    In 100 replications and the KPI that strategies are judged by, unless the request names others.

    Limits   Those of `crossings`. The factor holds during the seasoning, too: worlds differ before week 0.
    Raises   `TypeError` for the name of a scenario; `ScenarioError` with everything that is wrong with the factor or
             the request, or if hardly a world defines the KPI.
    """
    checks.refuse_unloaded(scenario)
    low, high = shape.plain_number(low), shape.plain_number(high)
    problems = about_factor(scenario, factor, low, high)
    if factor == "weeks" and request.weeks is not None:
        problems.append(checks.wrong(f"--weeks {quote(request.weeks)}", "cannot be given where the factor is weeks",
                                     fix="Leave it out."))
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
    return Switch(scenario.name, digest(scenario), scenario.seed, scenario.weeks, replications,
                  scenario.worth_telling, factor, unit_of(factor), float(low), float(high), a, b, kpi, tuple(points),
                  tuple(crossings), scenario.title, scenario.currency)


def is_whole(factor: str) -> bool:
    """Whether the schema wants whole numbers there."""
    return shape.at(path_parts(factor)).get("type") == "integer"


def unit_of(factor: str) -> str:
    """The unit of the number; nothing where it has none."""
    unit = str(shape.at(path_parts(factor)).get("unit", ""))
    return "" if unit == "1" else unit


def with_factor(scenario: Scenario, factor: str, value: float, argument: str = "") -> Scenario:
    """The scenario with another number at this path.

    Raises   `ScenarioError` with what the schema says about it, at `argument` (default: the factor and the value).
    """
    place = argument or f"--factor {factor} at {quote(plain(value))}"
    try:
        return change(scenario, f"{factor}={plain(value)!r}")
    except ScenarioError as error:
        raise ScenarioError([replace(problem, file=place, line=None) for problem in error.problems]) from None


def about_factor(scenario: Scenario, factor: str, low: float, high: float) -> list[Problem]:
    """What is wrong with a factor of this scenario and with the range over which it is to vary."""
    place = f"--factor {quote(factor) if not isinstance(factor, str) or not factor.strip() else factor}"
    if not isinstance(factor, str) or "=" in factor:
        return [checks.wrong(place, "must be the dotted path of one number of the scenario",
                      fix="For instance rivals.attacker.courting_hours_per_week.")]
    source = Source(scenario.model_dump(), Places(scenario.name))
    problems = [replace(problem, file=place) for problem in override(source, [f"{factor}=0"])[1]]
    if problems:
        guess = mentions((one for one in parameters(scenario) if shape.is_number(one.value)), factor)
        return [replace(problem, fix=guess or problem.fix) for problem in problems]
    node = shape.at(path_parts(factor))
    if node.get("type") not in ("integer", "number"):
        return [checks.wrong(place, "must lead to one number, and there stands", shape.in_words(node))]
    if path_parts(factor) == ("seed",):
        return [checks.wrong(place, "says which worlds are played, and all values of a factor must meet the same")]
    for argument, value in (("--low", low), ("--high", high)):
        if not isinstance(value, Real) or isinstance(value, bool):
            problems.append(checks.wrong(f"{argument} {quote(value)}", "must be a number"))
            continue
        try:
            with_factor(scenario, factor, value, f"{argument} {quote(plain(value))}")
        except ScenarioError as error:
            problems += error.problems
    if not problems and not low < high:
        problems.append(checks.wrong(f"--low {quote(plain(low))}", "must be less than", f"--high {quote(plain(high))}",
                              "Did you mean it the other way round?" if low > high else ""))
    return problems


def plain(value: float) -> float | int:
    """The number without a point where it is whole, as one would write it."""
    value = value if isinstance(value, int) else float(value)
    return int(value) if isinstance(value, int) or value.is_integer() else value

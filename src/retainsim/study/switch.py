"""Where one strategy overtakes another along one number of the scenario, named by its dotted path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import Scenario, digest, shape
from retainsim.scenario.errors import Problem, ScenarioError, quote
from retainsim.scenario.schema import named
from retainsim.study.compare import REPLICATIONS, SIGNS, compare
from retainsim.study.crossings import Crossing, Point, Sample, UndefinedError, figures_of, find_crossings
from retainsim.study.factor import about_factor, factor_of, plain, unit_of, with_factors
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
    whole: bool = False  # whether the factor takes whole numbers only

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON; None for a bound that the sample does not give."""
        def number(value: float | None) -> float | None:
            return plain(value) if self.whole and value is not None else value

        return {
            "scenario": self.scenario, **named(self.title, self.currency),
            "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "replications": self.replications, "worth_telling": self.worth_telling,
            "factor": self.factor, "unit": self.unit, "whole": self.whole,
            "low": number(self.low), "high": number(self.high), "a": self.a, "b": self.b, "kpi": self.kpi,
            "crossings": [{"at": number(c.at), "low": number(c.low), "high": number(c.high),
                           "ahead_below": self.b if c.a_leads_above else self.a,
                           "ahead_above": self.a if c.a_leads_above else self.b} for c in self.crossings],
            "points": [{"factor": number(point.factor), **figures_of(point)} for point in self.points],
        }


@dataclass(frozen=True)
class Contest:
    """Two strategies of a scenario, and the KPI by which one is better; its worlds are the same wherever it is held."""

    scenario: Scenario  # with seed and weeks as played
    a: str
    b: str
    kpi: str
    replications: int
    threads: int | None
    progress: Progress

    @classmethod
    def of(cls, scenario: Scenario, request: Request, factors: Sequence[str], problems: list[Problem],
           progress: Progress) -> Self:
        """What is requested, over these factors.

        Raises   `ScenarioError` with everything that is wrong with the request, and these problems.
        """
        if "weeks" in factors and request.weeks is not None:
            problems = [*problems, checks.wrong(f"--weeks {quote(request.weeks)}",
                                                "cannot be given where the factor is weeks", fix="Leave it out.")]
        scenario = request.settle(scenario, {*WORLDS, "kpi"}, 2, also=problems, is_judge=True)
        a, b = request.names(scenario)
        progress.on_start()
        return cls(scenario, a, b, request.kpi_of(scenario), request.replications or REPLICATIONS, request.threads,
                   progress)

    @property
    def sign(self) -> int:
        """1 if more of the KPI is better, -1 if less."""
        return SIGNS[KPIS[self.kpi].better]

    @property
    def is_event(self) -> bool:
        """Whether the KPI says of each world whether something happened."""
        return KPIS[self.kpi].is_event

    def play(self, values: Mapping[str, float]) -> Sample:
        """What is played where the factors have these values."""
        request = Request(strategies=(self.a, self.b), replications=self.replications, threads=self.threads)
        worlds = compare(with_factors(self.scenario, values), request, Progress(on_done=self.progress.on_done)).values
        here, there = worlds[self.a], worlds[self.b]
        return Sample(here[self.kpi], there[self.kpi], (here["insolvent"] > 0) & (there["insolvent"] > 0))

    def undefined(self, values: Mapping[str, float]) -> ScenarioError:
        """What is said where hardly a world defines the KPI."""
        (*others, (factor, value)) = values.items()
        where = "".join(f"{other} = {quote(plain(there))} and " for other, there in others)
        return ScenarioError([checks.wrong(
            f"--kpi {self.kpi}", "is defined under both strategies in fewer than two worlds where "
            f"{where}{factor} =", quote(plain(value)), "Try another KPI, or more --replications.")])


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
    contest = Contest.of(scenario, request, [factor], about_factor(scenario, factor, low, high), progress)
    number = factor_of(contest.scenario, factor, low, high)
    try:
        points, crossings = find_crossings(lambda value: contest.play({factor: value}), number.low, number.high,
                                           number.is_whole, contest.sign, is_event=contest.is_event)
    except UndefinedError as nothing:
        raise contest.undefined({factor: nothing.factors[0]}) from None
    scenario = contest.scenario
    return Switch(scenario.name, digest(scenario), scenario.seed, scenario.weeks, contest.replications,
                  scenario.worth_telling, factor, unit_of(number), number.low, number.high, contest.a, contest.b,
                  contest.kpi, tuple(points), tuple(crossings), scenario.title, scenario.currency, number.is_whole)

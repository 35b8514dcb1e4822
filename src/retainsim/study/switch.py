"""Where one strategy overtakes another along one number of the scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from retainsim.results.kpis.dictionary import KPIS, judged_by
from retainsim.scenario.errors import Problem, ScenarioError, quote
from retainsim.scenario.schema import Scenario
from retainsim.scenario.spelling import did_you_mean
from retainsim.scenario.writing import digest
from retainsim.study.compare import compare
from retainsim.study.comparison import SIGNS
from retainsim.study.crossings import Crossing, Point, UndefinedError, Worlds, find_crossings
from retainsim.study.factor import about_factor, is_whole, plain, unit_of, with_factor
from retainsim.study.setup import checks


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


def switch(
    scenario: Scenario,
    factor: str,
    low: float,
    high: float,
    strategies: Sequence[str],
    kpi: str | None = None,
    replications: int = 100,
    seed: int | None = None,
    weeks: int | None = None,
    threads: int | None = None,
    on_start: Callable[[], None] = lambda: None,
    on_done: Callable[[], None] = lambda: None,
) -> Switch:
    """Play two strategies in the same worlds at values of a factor between two bounds, until it is known where the lead
    in a KPI changes.

    The KPI is, if none is given, the one that strategies are judged by: the first primary one of the scenario that has
    a better direction. `on_start` is called once, when the arguments are right and work begins; `on_done` after each
    replication.

    Limits   Those of `crossings`. The factor holds during the seasoning, too: worlds differ before week 0.
    Raises   `TypeError` for the name of a scenario; `ScenarioError` with everything that is wrong with the arguments,
             or if hardly a world defines the KPI.
    """
    checks.refuse_unloaded(scenario)
    names = [strategies] if isinstance(strategies, str) else list(strategies)
    kpi = judged_by(scenario.primary_kpis) if kpi is None else kpi
    checks.refuse([
        *about_factor(scenario, factor, low, high),
        *checks.about_two(scenario, names),
        *_about_kpi(kpi),
        *checks.about_number("--replications", replications, 2, checks.MOST_REPLICATIONS),
        *checks.about_number("--seed", seed, 0, checks.LARGEST_KEY),
        *checks.about_number("--weeks", weeks, 1, checks.LONGEST),
        *_about_length(factor, weeks),
        *checks.about_number("--threads", threads, 1, checks.MOST_THREADS),
        *checks.about_primary_kpis(scenario)])
    scenario = checks.settled(scenario, seed, weeks)
    a, b = names
    on_start()

    def worlds(value: float) -> Worlds:
        played = compare(with_factor(scenario, factor, value), names, replications, threads=threads, on_done=on_done)
        here, there = played.values[a], played.values[b]
        return Worlds(here[kpi], there[kpi], (here["insolvent"] > 0) & (there["insolvent"] > 0))

    try:
        points, crossings = find_crossings(worlds, float(low), float(high), is_whole(factor), SIGNS[KPIS[kpi].better],
                                           KPIS[kpi].is_event)
    except UndefinedError as nothing:
        raise ScenarioError([Problem(
            f"--kpi {kpi}", None, "", f"is defined under both strategies in fewer than two worlds where {factor} =",
            allowed=quote(plain(nothing.factor)), fix="Try another KPI, or more --replications.")]) from None
    return Switch(scenario.name, digest(scenario), scenario.seed, scenario.weeks, replications, factor,
                  unit_of(factor), float(low), float(high), a, b, kpi, tuple(points), tuple(crossings))


def _about_kpi(name: str) -> list[Problem]:
    known = [kpi.name for kpi in KPIS.values() if kpi.better is not None]
    if name in known:
        return []
    message = "has no better direction; choose one of:" if name in KPIS else "is not a KPI; allowed:"
    fix = did_you_mean(name, known) if isinstance(name, str) and name not in KPIS else ""
    return [Problem(f"--kpi {quote(name)}", None, "", message, allowed=", ".join(known), fix=fix)]


def _about_length(factor: str, weeks: int | None) -> list[Problem]:
    if factor != "weeks" or weeks is None:
        return []
    return [Problem(f"--weeks {quote(weeks)}", None, "", "cannot be given where the factor is weeks",
                    fix="Leave it out.")]

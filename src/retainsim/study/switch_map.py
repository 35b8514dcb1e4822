"""Which strategy is ahead over two numbers of the scenario, and the frontier between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retainsim.experiment.factors import Factor
from retainsim.scenario import Scenario, digest, shape
from retainsim.scenario.errors import ScenarioError, quote
from retainsim.scenario.schema import named
from retainsim.study.crossings import GRID, UndefinedError, figures_of
from retainsim.study.factor import about_factors, factor_of, own_value, plain, unit_of
from retainsim.study.frontier import PLACES, Axis, Frontier, Place, find_frontier
from retainsim.study.mesh import Cell, Node
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, Progress, Request
from retainsim.study.switch import Contest, Switch, switch

MOST_PLACES = 10_000
Ranges = tuple[Sequence[str], Sequence[float], Sequence[float]]  # factors, their smallest and their largest values


@dataclass(frozen=True)
class SwitchMap:
    """Which of strategies a and b is ahead as two factors vary, and every place that was tried."""

    scenario: str
    digest: str  # of the scenario with seed and weeks as played, its factors as they were
    seed: int
    weeks: int
    replications: int
    worth_telling: float  # share of the larger mean below which a difference is not worth telling
    factors: tuple[str, str]  # to the right, and upwards
    units: tuple[str, str]
    whole: tuple[bool, bool]
    low: tuple[float, float]
    high: tuple[float, float]
    own: tuple[float | None, float | None]  # values in the scenario
    a: str
    b: str
    kpi: str
    places: tuple[Place, ...]
    cells: tuple[Cell, ...]
    frontier: tuple[tuple[Node, ...], ...]
    shares: dict[str, float]  # of the area [0..1]
    complete: bool  # False if the places ran out
    title: str = ""  # of the scenario
    currency: str = ""  # what its money is called

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        def number(value: float, axis: int) -> float:
            return plain(value) if self.whole[axis] else value

        def short(node: Node) -> list[float]:
            return [float(f"{value:.9g}") for value in node]

        return {
            "scenario": self.scenario, **named(self.title, self.currency),
            "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "replications": self.replications, "worth_telling": self.worth_telling,
            "factors": [{"factor": factor, "unit": self.units[axis], "whole": self.whole[axis],
                         "low": number(self.low[axis], axis), "high": number(self.high[axis], axis),
                         "own": None if (own := self.own[axis]) is None else number(own, axis)}
                        for axis, factor in enumerate(self.factors)],
            "a": self.a, "b": self.b, "kpi": self.kpi, "shares": self.shares, "complete": self.complete,
            "places": len(self.places), "worlds": len(self.places) * self.replications,
            "frontier": [list(map(short, line)) for line in self.frontier],
            "cells": [[number(cell.left, 0), number(cell.right, 0), number(cell.bottom, 1), number(cell.top, 1)]
                      for cell in self.cells],
            "points": [{"x": number(place.x, 0), "y": number(place.y, 1), "ahead": place.ahead, **figures_of(place)}
                       for place in self.places],
        }


def search(scenario: Scenario, ranges: Ranges, places: int | None, request: Request, *,
           progress: Progress = SILENCE) -> Switch | SwitchMap:
    """`switch` along one factor, or `switch_map` over two.

    Raises   as these do, and `ScenarioError` if a number of places is given for one factor.
    """
    if any(len(values) != 1 for values in ranges):
        return switch_map(scenario, ranges, places, request, progress=progress)
    if places is not None:
        raise ScenarioError([checks.wrong(f"--places {quote(places)}", "is for two factors, and one is given",
                                          fix="Leave it out, or give a second --factor, --low and --high.")])
    (factor,), (low,), (high,) = ranges
    return switch(scenario, factor, low, high, request, progress=progress)


def switch_map(scenario: Scenario, ranges: Ranges, places: int | None, request: Request, *,
               progress: Progress = SILENCE) -> SwitchMap:
    """Play two strategies in the same worlds at places of a map, most of them where the lead in a KPI changes.

    In 100 replications, 200 places at most and the KPI that strategies are judged by, unless others are named.

    Limits   Those of `frontier`. Factors hold during the seasoning, too: worlds differ before week 0.
    Raises   `TypeError` for the name of a scenario; `ScenarioError` with everything that is wrong with the factors or
             the request, or if hardly a world defines the KPI.
    """
    checks.refuse_unloaded(scenario)
    names, *bounds = ranges
    lows, highs = ([shape.plain_number(value) for value in each] for each in bounds)
    problems = [*about_factors(scenario, names, lows, highs),
                *checks.about_number("--places", places, GRID**2, MOST_PLACES)]
    contest = Contest.of(scenario, request, names, problems, progress)
    scenario = contest.scenario
    x, y = (factor_of(scenario, *each) for each in zip(names, lows, highs, strict=True))

    def at(*values: float) -> dict[str, float]:
        return dict(zip(names, values, strict=True))

    try:
        frontier = find_frontier(lambda *values: contest.play(at(*values)), _axis(x), _axis(y), contest.sign,
                              is_event=contest.is_event, most=places or PLACES)
    except UndefinedError as nothing:
        raise contest.undefined(at(*nothing.factors)) from None
    return _map_of(contest, x, y, frontier)


def _axis(factor: Factor) -> Axis:
    return Axis(factor.low, factor.high, factor.is_whole)


def _map_of(contest: Contest, x: Factor, y: Factor, frontier: Frontier) -> SwitchMap:
    scenario = contest.scenario
    return SwitchMap(
        scenario.name, digest(scenario), scenario.seed, scenario.weeks, contest.replications, scenario.worth_telling,
        factors=(x.path, y.path), units=(unit_of(x), unit_of(y)), whole=(x.is_whole, y.is_whole),
        low=(x.low, y.low), high=(x.high, y.high), own=(own_value(scenario, x), own_value(scenario, y)),
        a=contest.a, b=contest.b, kpi=contest.kpi, places=frontier.places, cells=frontier.cells,
        frontier=frontier.lines, shares=frontier.shares, complete=frontier.complete,
        title=scenario.title, currency=scenario.currency)

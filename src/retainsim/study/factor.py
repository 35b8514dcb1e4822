"""Numbers of a scenario that a search varies, named by their dotted paths; a star stands for all tables of a room."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from numbers import Real
from typing import Any

from retainsim.experiment.factors import STAR, Factor, tables, targets
from retainsim.scenario import Scenario, change, shape
from retainsim.scenario.description import mentions, parameters
from retainsim.scenario.errors import Places, Problem, ScenarioError, did_you_mean, path_parts, quote
from retainsim.scenario.overrides import override
from retainsim.scenario.per_week import of_week, path_of_week
from retainsim.scenario.reading import Source
from retainsim.study.setup import checks

ROOMS = ("clients", "rivals", "staff", "mechanisms")  # whose tables a star may stand for


def factor_of(scenario: Scenario, path: str, low: float, high: float) -> Factor:
    """A factor that `about_factor` finds nothing wrong with, over its range."""
    paths = targets(scenario, path)
    return Factor(path, paths, float(low), float(high), shape.at(path_parts(paths[0])).get("type") == "integer")


def unit_of(factor: Factor) -> str:
    """The unit of the number; nothing where it has none."""
    unit = str(shape.at(path_parts(factor.targets[0])).get("unit", ""))
    return "" if unit == "1" else unit


def own_value(scenario: Scenario, factor: Factor) -> float | None:
    """The number that stands in the scenario; None where the tables that a star stands for differ."""
    values = {value for target in factor.targets if isinstance(value := _at(scenario, target), Real)}
    return float(values.pop()) if len(values) == 1 else None


def _at(scenario: Scenario, path: str) -> Any:
    value: Any = scenario
    parts = path_parts(path)
    for part in path_of_week(parts):
        if isinstance(value, list):
            value = value[int(part)]
        else:
            value = value.get(part) if isinstance(value, Mapping) else getattr(value, str(part), None)
    return of_week(parts[-1], value) if isinstance(value, Real) else value


def with_factors(scenario: Scenario, values: Mapping[str, float], argument: str = "") -> Scenario:
    """The scenario with other numbers at these paths.

    Raises   `ScenarioError` with what the schema says about them, at `argument` (default: the factors and the values).
    """
    place = argument or ", ".join(f"--factor {path} at {quote(plain(value))}" for path, value in values.items())
    try:
        return change(scenario, [f"{target}={plain(value)!r}" for path, value in values.items()
                                 for target in targets(scenario, path)])
    except ScenarioError as error:
        raise ScenarioError([replace(problem, file=place, line=None) for problem in error.problems]) from None


def about_factor(scenario: Scenario, factor: str, low: float, high: float) -> list[Problem]:
    """What is wrong with a factor of this scenario and with the range over which it is to vary."""
    if problems := about_path(scenario, factor):
        return problems
    for argument, value in (("--low", low), ("--high", high)):
        problems += _about_kind(argument, value) or _about_values(
            scenario, {factor: value}, f"{argument} {quote(plain(value))}")
    return problems or _about_order(low, high)


def about_factors(scenario: Scenario, factors: Sequence[str], lows: Sequence[float], highs: Sequence[float],
                  ) -> list[Problem]:
    """What is wrong with two factors and their ranges; values are tried together, at the corners of the map."""
    if len(factors) not in (1, 2):
        return [checks.wrong(f"--factor {', '.join(map(str, factors))}", f"is given {_times(factors)}, and switch "
                             "takes one factor or two")]
    for option, bounds in (("--low", lows), ("--high", highs)):
        if len(bounds) != len(factors):
            values = ", ".join(quote(plain(bound) if isinstance(bound, Real) else bound) for bound in bounds)
            return [checks.wrong(f"{option} {values}", f"is given {_times(bounds)} for "
                                 f"{'one factor' if len(factors) == 1 else 'two factors'}",
                                 fix="Each factor has a --low and a --high, in the order of the factors.")]
    problems = [problem for factor in factors for problem in about_path(scenario, factor)]
    if not problems and (both := set(targets(scenario, factors[0])) & set(targets(scenario, factors[1]))):
        problems = [checks.wrong(f"--factor {factors[1]}", "is given twice" if factors[0] == factors[1] else
                                 f"is varied by --factor {factors[0]} already: both mean {min(both)}")]
    problems += [problem for option, bounds in (("--low", lows), ("--high", highs)) for bound in bounds
                 for problem in _about_kind(option, bound)]
    if problems:
        return problems
    corners = (dict(zip(factors, values, strict=True)) for values in product(*zip(lows, highs, strict=True)))
    at_corners = [problem for corner in corners for problem in _about_values(scenario, corner)]
    once = {(problem.path, problem.message): problem for problem in reversed(at_corners)}
    return list(once.values())[::-1] or [
        problem for low, high in zip(lows, highs, strict=True) for problem in _about_order(low, high)]


def _times(values: Sequence[object]) -> str:
    return {1: "once", 2: "twice"}.get(len(values), f"{len(values)} times")


def about_path(scenario: Scenario, factor: str) -> list[Problem]:
    """What keeps a path from being that of a factor."""
    place = f"--factor {quote(factor) if not isinstance(factor, str) or not factor.strip() else factor}"
    if not isinstance(factor, str) or "=" in factor:
        return [checks.wrong(place, "must be the dotted path of one number of the scenario",
                      fix="For instance rivals.attacker.courting_hours_per_week.")]
    room, star, _ = factor.partition(f".{STAR}.")
    if star and not tables(scenario, room):
        rooms = f"{', '.join(ROOMS[:-1])} or {ROOMS[-1]}"
        return [checks.wrong(place, f"has a star, which stands for all tables of {rooms}",
                             fix=did_you_mean(room, ROOMS))]
    source = Source(scenario.model_dump(exclude_none=True), Places(scenario.name))
    for path in targets(scenario, factor):
        problems = [replace(problem, file=place) for problem in override(source, [f"{path}=0"])[1]]
        if problems:
            guess = "" if star else mentions(
                (one for one in parameters(scenario) if shape.is_number(one.value)), factor)
            return [replace(problem, fix=guess or problem.fix) for problem in problems]
        node = shape.at(path_parts(path))
        if node.get("type") not in ("integer", "number"):
            return [checks.wrong(place, "must lead to one number, and there stands", shape.in_words(node))]
    if path_parts(factor) == ("seed",):
        return [checks.wrong(place, "says which worlds are played, and all values of a factor must meet the same")]
    return []


def _about_kind(argument: str, value: float) -> list[Problem]:
    is_number = isinstance(value, Real) and not isinstance(value, bool)
    return [] if is_number else [checks.wrong(f"{argument} {quote(value)}", "must be a number")]


def _about_order(low: float, high: float) -> list[Problem]:
    return [] if low < high else [checks.wrong(
        f"--low {quote(plain(low))}", "must be less than", f"--high {quote(plain(high))}",
        "Did you mean it the other way round?" if low > high else "")]


def _about_values(scenario: Scenario, values: Mapping[str, float], argument: str = "") -> list[Problem]:
    try:
        with_factors(scenario, values, argument)
    except ScenarioError as error:
        return list(error.problems)
    return []


def plain(value: float) -> float | int:
    """The number without a point where it is whole, as one would write it."""
    value = value if isinstance(value, int) else float(value)
    return int(value) if isinstance(value, int) or value.is_integer() else value

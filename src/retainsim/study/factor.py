"""One number of a scenario, named by its dotted path, set to other values."""

from dataclasses import replace
from numbers import Real

from retainsim.scenario import change, shape
from retainsim.scenario.errors import Places, Problem, ScenarioError, quote
from retainsim.scenario.overrides import override
from retainsim.scenario.reading import Source
from retainsim.scenario.schema import Scenario
from retainsim.study.setup.checks import wrong


def is_whole(factor: str) -> bool:
    """Whether the schema wants whole numbers there."""
    return shape.at(_keys(factor)).get("type") == "integer"


def unit_of(factor: str) -> str:
    """The unit of the number; nothing where it has none."""
    unit = str(shape.at(_keys(factor)).get("unit", ""))
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
        return [wrong(place, "must be the dotted path of one number of the scenario",
                      fix="For instance rivals.attacker.courting_hours_per_week.")]
    source = Source(scenario.model_dump(), Places(scenario.name))
    problems = [replace(problem, file=place) for problem in override(source, [f"{factor}=0"])[1]]
    if problems:
        return problems
    node = shape.at(_keys(factor))
    if node.get("type") not in ("integer", "number"):
        return [wrong(place, "must lead to one number, and there stands", shape.in_words(node))]
    if _keys(factor) == ("seed",):
        return [wrong(place, "says which worlds are played, and all values of a factor must meet the same")]
    for argument, value in (("--low", low), ("--high", high)):
        problems += _about_value(scenario, factor, argument, value)
    if not problems and not low < high:
        problems.append(wrong(f"--low {quote(plain(low))}", "must be less than", f"--high {quote(plain(high))}",
                              "Did you mean it the other way round?" if low > high else ""))
    return problems


def plain(value: float) -> float | int:
    """The number without a point where it is whole, as one would write it."""
    value = value if isinstance(value, int) else float(value)
    return int(value) if isinstance(value, int) or value.is_integer() else value


def _about_value(scenario: Scenario, factor: str, argument: str, value: float) -> list[Problem]:
    if not isinstance(value, Real) or isinstance(value, bool):
        return [wrong(f"{argument} {quote(value)}", "must be a number")]
    try:
        with_factor(scenario, factor, value, f"{argument} {quote(plain(value))}")
    except ScenarioError as error:
        return error.problems
    return []


def _keys(factor: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in factor.split("."))

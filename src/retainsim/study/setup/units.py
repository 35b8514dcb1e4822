"""The one border at which units change: years become weeks, money becomes cents, choices become numbers."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from retainsim.declared.parameter import Declared, Kind, Parameter, parameters
from retainsim.model.parameters import Parameters
from retainsim.numeric import chance_within_week, kept_per_week, power
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR
from retainsim.scenario.schema import Scenario


def cents(amount: float) -> int:
    """An amount of money in cents, halves up."""
    return math.floor(amount * CENTS + 0.5)


def in_the_week(parameter: Parameter, value: Any, strength: float) -> Any:
    """What a value of a scenario is in the week, where the mechanism that scales it acts so strongly."""
    if parameter.scaled_by is not None and parameter.kind is not Kind.SHARE:
        value = strength * value
    match parameter.kind:
        case Kind.MONEY:
            return cents(value)
        case Kind.RATE:
            return value / WEEKS_PER_YEAR
        case Kind.CHANCE:
            return chance_within_week(value / WEEKS_PER_YEAR)
        case Kind.SHARE:  # of a rate that, at strength 1, adds up to this share in 52 weeks
            return 1.0 - power(1.0 - value, strength / WEEKS_PER_YEAR)
        case Kind.YEARS:
            return value * WEEKS_PER_YEAR
        case Kind.HALF_LIFE:
            return kept_per_week(value)
    return parameter.codes.index(value) if parameter.codes else int(value) if parameter.type is bool else value


def numbers(scenario: Scenario, declared: type[Declared], values: Any) -> dict[str, Any]:
    """The values of a table of the scenario in the week, by their names there."""
    entering = {}
    for name, parameter in parameters(declared).items():
        scaled_by = declared.__name__.lower() if parameter.scaled_by == "" else parameter.scaled_by
        strength = 1.0 if scaled_by is None else getattr(scenario.mechanisms, scaled_by).strength
        entering[parameter.kind.inside(name)] = in_the_week(parameter, getattr(values, name), strength)
    return entering


def filled(name: str, rows: Sequence[dict[str, Any]], **more: np.ndarray) -> Any:
    """The table of this name among the parameters: of one row its numbers, of one per supplier or segment their arrays.
    """
    kind: Any = Parameters._fields[name]
    return kind(**more, **{key: np.array([row[key] for row in rows], what.dtype) if what.axes else rows[0][key]
                           for key, what in kind._fields.items() if key not in more})

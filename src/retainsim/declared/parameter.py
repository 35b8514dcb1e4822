"""How a parameter is declared: with unit, meaning, bounds and source, and as what it enters the week."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any


class Kind(Enum):
    """How what stands in a file becomes what the week takes."""

    PLAIN = "as it is"
    MONEY = "currency: cents"
    RATE = "1/year: 1/week"
    CHANCE = "a rate per year: the chance [0..1] that the event happens within a week"
    SHARE = "a share of those that are there in a year: the chance [0..1] within a week"
    YEARS = "years: weeks"
    HALF_LIFE = "weeks, 0 for never: the part [0..1] that is left after a week"

    def inside(self, name: str) -> str:
        """What a parameter of this kind is called in the week: the same, but for the words of its unit."""
        match self:
            case Kind.RATE | Kind.YEARS:
                return name.replace("year", "week")
            case Kind.CHANCE | Kind.SHARE:
                return name.replace("per_year", "within_week")
            case Kind.HALF_LIFE:
                return name.replace("half_life", "kept").removesuffix("_weeks") + "_per_week"
        return name


@dataclass(frozen=True)
class Parameter:
    """A number, a switch or a choice of a scenario."""

    type: type
    meaning: str
    default: Any = None  # where it need not be said
    is_required: bool = False
    unit: str | None = None
    source: str | None = None
    plausible: tuple[float, float] | None = None  # over which robustness is measured, of what is assumed
    kind: Kind = Kind.PLAIN
    scaled_by: str | None = None  # the mechanism whose strength multiplies it; "" for its own
    choices: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    bounds: Mapping[str, float] = field(default_factory=dict)
    since: str = ""  # the version that brought it: files in full leave it out at its default, so that digests stand


class Declared:
    """Base of tables of parameters, in the order of a scenario file."""

    if TYPE_CHECKING:  # the classes that users fill are made from these
        def __init__(self, **values: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...


BY_SCHEMA: Any = object()  # has its place in the table, and its form in `scenario.schema`: the week does not take it


def everything(table: type[Declared]) -> dict[str, Parameter | object]:
    """All that a table declares, in order; first what it has in common with its like."""
    return {name: one for kind in reversed(table.__mro__) for name, one in vars(kind).items()
            if isinstance(one, Parameter) or one is BY_SCHEMA}


def parameters(table: type[Declared]) -> Mapping[str, Parameter]:
    """What a table declares, but for what only the schema knows."""
    return _parameters(table)  # type: ignore[arg-type]


@cache
def _parameters(table: Any) -> Mapping[str, Parameter]:
    return MappingProxyType({name: one for name, one in everything(table).items() if isinstance(one, Parameter)})


def sourced(default: float, unit: str, meaning: str, source: str, kind: Kind = Kind.PLAIN,
            scaled_by: str | None = None, since: str = "", **bounds: float) -> Any:
    """A number whose default stands in a publication."""
    return Parameter(type(default), meaning, default, False, unit, source, None, kind, scaled_by, bounds=bounds,
                     since=since)


def assumed(default: float, unit: str, meaning: str, plausible: tuple[float, float], why: str,
            kind: Kind = Kind.PLAIN, scaled_by: str | None = None, since: str = "", **bounds: float) -> Any:
    """A number whose default is a judgement."""
    return Parameter(type(default), meaning, default, False, unit, f"assumed: {why}", plausible, kind, scaled_by,
                     bounds=bounds, since=since)


def stated(default: float, unit: str, meaning: str, kind: Kind = Kind.PLAIN, since: str = "", **bounds: float) -> Any:
    """A number that is the scenario's own; it says so where it differs from this."""
    return Parameter(type(default), meaning, default, False, unit, "the scenario", kind=kind, bounds=bounds,
                     since=since)


def required(number: type, unit: str, meaning: str, kind: Kind = Kind.PLAIN, **bounds: float) -> Any:
    """A number without a default: the scenario must say it."""
    return Parameter(number, meaning, None, True, unit, "the scenario", kind=kind, bounds=bounds)


def switch(default: bool, meaning: str, since: str = "") -> Any:
    """Whether something is so; 0 or 1 in the week."""
    return Parameter(bool, meaning, default, since=since)


def choice(default: str | None, choices: tuple[str, ...], meaning: str, codes: tuple[str, ...] = (),
           since: str = "") -> Any:
    """One of several names: its place among all `codes` in the week. Without a default the scenario must say it."""
    return Parameter(str, meaning, default, default is None, choices=choices, codes=codes or choices, since=since)


def strength(default: float = 1.0, since: str = "") -> Any:
    """How strongly a mechanism acts."""
    return Parameter(float, "how strongly the mechanism acts; 0 switches it off", default,
                     bounds={"ge": 0, "le": 10}, since=since)


class Mechanism(Declared):
    """Base of the tables of mechanisms."""

    strength = strength()

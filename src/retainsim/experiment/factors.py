"""Numbers of a scenario that vary: which values one takes, and what of the scenario these change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from retainsim.scenario import Scenario
from retainsim.scenario.consistency import LEAST
from retainsim.scenario.schema import toml_value
from retainsim.scenario.tables import Table
from retainsim.scenario.uses import uses

STAR = "*"
ORDERS = 4  # a range that spans such a factor is one of orders of size
Point = tuple[str, ...]  # of a design: the changes of the scenario, as `path=value` words


@dataclass(frozen=True)
class Factor:
    """One number, or the same one of several tables: `rivals.*.courting_hours_per_week`."""

    path: str
    targets: tuple[str, ...]  # the paths that it stands for
    low: float = 0.0
    high: float = 0.0
    is_whole: bool = False
    is_log: bool = False
    values: tuple[Any, ...] = ()  # one by one, in place of a range

    def at(self, unit: np.ndarray) -> np.ndarray:
        """Its values at these places of the range, 0 to 1."""
        if self.values:
            places = np.minimum((unit * len(self.values)).astype(int), len(self.values) - 1)
            return np.asarray(np.array(self.values, object)[places])
        if self.is_log:
            value = np.clip(self.low * (self.high / self.low) ** unit, self.low, self.high)
            return np.round(value) if self.is_whole else value
        width = self.high - self.low
        return np.floor(self.low + (width + 1) * np.minimum(unit, 1 - 2**-53)) if self.is_whole else (
            self.low + width * unit)

    def text_of(self, value: Any) -> str:
        """A value as it stands in a scenario; what is less than the least that means anything is 0."""
        if isinstance(value, str | bool):
            return toml_value(value)
        if any(self.path.endswith(ending) and 0 <= value < least for ending, least in LEAST.items()):
            return "0.0"
        return str(int(value)) if self.is_whole or isinstance(value, int) else repr(float(value))


def tables(scenario: Scenario, room: str) -> dict[str, Table]:
    """The tables of a scenario in a room such as `rivals`, by name; none where it has none."""
    inner = getattr(scenario, room, None)
    if isinstance(inner, dict):
        return inner
    names = type(inner).model_fields if isinstance(inner, Table) else ()
    return {name: table for name in names if isinstance(table := getattr(inner, name), Table)}


def targets(scenario: Scenario, path: str) -> tuple[str, ...]:
    """The paths that a path with a star stands for; itself, if it has none."""
    room, star, field = path.partition(f".{STAR}.")
    return tuple(f"{room}.{name}.{field}" for name in tables(scenario, room)) if star else (path,)


def assumed(scenario: Scenario) -> list[Factor]:
    """Every number that a scenario leaves at an assumed default, over its plausible range.

    What is above 0, may exceed 1, and spans a factor of `ORDERS` or more is uniform in its logarithm: a rate of 0.1 to
    1 a year is as likely below 0.32 as above. Those of all segments, rivals or roles vary as one: `clients.*.f` stands
    for all that leave it at its default. Mechanisms of which the scenario makes no use are left out.
    """
    places = [*((f"mechanisms.{name}", table) for name, table in tables(scenario, "mechanisms").items()
                if uses(scenario, name)),
              ("market", scenario.market), ("firm", scenario.firm),
              *((f"{room}.{STAR}", table) for room in ("clients", "rivals", "staff")
                for table in tables(scenario, room).values())]
    factors: dict[str, Factor] = {}
    for place, table in places:
        for name, field in type(table).model_fields.items():
            extra: Any = field.json_schema_extra or {}
            if "plausible" in extra and name not in table.model_fields_set:
                low, high = map(float, extra["plausible"])
                path, room = f"{place}.{name}", place.partition(".")[0]
                which = (path,) if STAR not in place else tuple(
                    f"{room}.{key}.{name}" for key, one in tables(scenario, room).items()
                    if name not in one.model_fields_set)
                is_share = any(getattr(bound, "le", None) == 1 for bound in field.metadata)
                factors[path] = Factor(path, which, low, high, field.annotation is int,
                                       low > 0 and high >= ORDERS * low and not is_share)
    return list(factors.values())


def point(factors: Iterable[Factor], row: Sequence[Any]) -> Point:
    """What a row of values changes in the scenario."""
    return tuple(f"{target}={factor.text_of(value)}" for factor, value in zip(factors, row, strict=True)
                 for target in factor.targets)

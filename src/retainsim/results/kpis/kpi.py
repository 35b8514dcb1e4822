"""What a KPI says of itself, and how one is declared: above the function that measures it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from retainsim.results.account import Account

Better = Literal["higher", "lower"] | None
Horizon = Literal["end", "final year", "whole run"]

MONEY = "currency"
EVENT = "0 or 1"


@dataclass(frozen=True)
class Kpi:
    """One figure of one world; `better` is None where neither direction is good in itself.

    `horizon` says when it is measured: at the end of the last week, over the last 52 weeks (all if there are fewer), or
    over the whole run.
    """

    name: str
    label: str  # the name in plain words
    unit: str
    better: Better
    horizon: Horizon
    definition: str
    group: str  # in plain words
    measure: Callable[[Account], float] = field(repr=False, compare=False)  # NaN where it is not defined

    def __call__(self, account: Account) -> float:
        """Its value in one world, money in currency; NaN where it is not defined."""
        return float(self.measure(account))

    @property
    def is_event(self) -> bool:
        """Whether it says only if something happened, so that its mean is a share of worlds."""
        return self.unit == EVENT

    def to_document(self) -> dict[str, Any]:
        """What it says of itself, as plain values for JSON."""
        return {key: value for key, value in vars(self).items() if key not in ("group", "measure")}


def kpi(label: str, unit: str, better: Better, horizon: Horizon, definition: str) -> Callable[
        [Callable[[Account], float]], Kpi]:
    """Make a KPI of the function below, which measures it and gives it its name; its module is its group."""
    def declare(measure: Callable[[Account], float]) -> Kpi:
        group = measure.__module__.rpartition(".")[2].replace("_", " ")
        return Kpi(measure.__name__, label, unit, better, horizon, definition, group, measure)

    return declare

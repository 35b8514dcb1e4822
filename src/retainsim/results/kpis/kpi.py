"""What a KPI says of itself, beside the function that measures it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from retainsim.results.account import Account

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
    better: Literal["higher", "lower"] | None
    horizon: Literal["end", "final year", "whole run"]
    definition: str
    measure: Callable[[Account], Any] = field(repr=False)  # a number, money in currency; NaN where it is not defined

    @property
    def is_event(self) -> bool:
        """Whether it says only if something happened, so that its mean is a share of worlds."""
        return self.unit == EVENT

    def to_document(self) -> dict[str, Any]:
        """What it says of itself, as plain values for JSON."""
        return {key: value for key, value in vars(self).items() if key != "measure"}

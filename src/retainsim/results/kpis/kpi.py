"""What a KPI says of itself, beside the function that measures it, and one run as these look at it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.account import prices
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, is_insolvent
from retainsim.results.movements import ORGANISATION, WEEK

MONEY = "currency"
EVENT = "0 or 1"


class Account:
    """A run with what several KPIs need of it, computed once; arrays have one entry per organisation or event."""

    def __init__(self, trace: Trace, facts: Facts) -> None:
        self.trace, self.facts, self.series = trace, facts, trace.series
        self.exits, self.wins = movements.exits(trace), movements.wins(trace)
        self.price = prices(trace, facts)
        self.is_status = np.array(facts.status, bool)[trace.segment]
        self.is_held = trace.final_supplier == FIRM  # client of the firm at the end
        self.held_prices = self.price[self.is_held]
        self.key_accounts = movements.key_accounts(trace)
        self.is_insolvent = bool(is_insolvent(trace.series, facts)[-1])
        self.final_year = max(0, len(trace.series) - WEEKS_PER_YEAR)  # its first week; it is shorter where the run is
        self.was_held = movements.supplier_before(trace, self.final_year) == FIRM  # when the final year began
        self.has_stayed = self.was_held.copy()  # those of them that never left since
        self.has_stayed[self.exits[self.exits[:, WEEK] >= self.final_year, ORGANISATION]] = False


@dataclass(frozen=True)
class Kpi:
    """One figure of one world; `better` is None where neither direction is good in itself.

    It is measured at the end of the last week, over the last 52 weeks (all if there are fewer), or over the whole run.
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


NAME = "NAME"  # in the texts of a family: the name of the rival


@dataclass(frozen=True)
class Family:
    """A count over the whole run for each rival of the scenario; its KPIs are called after it and the rival."""

    name: str
    label: str
    unit: str
    better: Literal["higher", "lower"] | None
    definition: str
    suppliers: Callable[[Account], np.ndarray] = field(repr=False)  # those that are counted, an entry each

    def of(self, rival: str = NAME) -> Kpi:
        """The KPI of one rival; without a rival what it says of any."""
        label, definition = (text.replace(NAME, rival) for text in (self.label, self.definition))
        return Kpi(f"{self.name}.{rival}", label, self.unit, self.better, "whole run", definition,
                   lambda account: np.count_nonzero(self.suppliers(account) == account.facts.suppliers.index(rival)))

"""What a KPI is: name, unit, definition and the function that measures it; and a run as these functions see it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, is_insolvent
from retainsim.results.movements import ORGANISATION, WEEK
from retainsim.results.prices import final_prices, opening_prices, prices_before
from retainsim.version import is_earlier

MONEY = "currency"
EVENT = "0 or 1"


class Account:
    """A run, and what several KPIs need from it, computed once; arrays have an entry per organisation or event."""

    def __init__(self, trace: Trace, facts: Facts) -> None:
        self.trace, self.facts, self.series = trace, facts, trace.series
        self.exits, self.wins = movements.exits(trace), movements.wins(trace)
        self.opening_price, self.final_price = opening_prices(trace, facts), final_prices(trace, facts)
        self.is_status = np.array(facts.status, bool)[trace.segment]
        self.is_held = trace.final_supplier == FIRM  # client of the firm at the end
        self.held_prices = self.final_price[self.is_held]
        self.key_accounts = movements.key_accounts(trace)
        self.is_insolvent = bool(is_insolvent(trace.series, facts)[-1])
        self.final_year = max(0, len(trace.series) - WEEKS_PER_YEAR)  # its first week; it is shorter where the run is
        self.price_then = prices_before(trace, facts, self.final_year)
        self.was_held = movements.supplier_before(trace, self.final_year) == FIRM  # when the final year began
        self.has_stayed = self.was_held.copy()  # those of them that have not left since
        self.has_stayed[self.exits[self.exits[:, WEEK] >= self.final_year, ORGANISATION]] = False


@dataclass(frozen=True)
class Kpi:
    """One figure of one world; `better` is None where neither direction is good in itself.

    It is measured at the end of the last week, over the last 52 weeks (over all if there are fewer), or over the whole
    run.
    """

    name: str
    label: str  # the name in plain words
    unit: str
    better: Literal["higher", "lower"] | None
    horizon: Literal["end", "final year", "whole run"]
    definition: str
    measure: Callable[[Account], Any] = field(repr=False)  # a number, money in currency; NaN where it is not defined
    since: str = ""  # the version since which it means this; empty if it always has
    earlier: str = ""  # the definition until then, where its words were others

    def has_changed_since(self, version: str) -> bool:
        """Whether it meant something else in this version."""
        return is_earlier(version, self.since)

    def definition_in(self, version: str) -> str:
        """What it means in results of a version; they say so if it has come to mean something else."""
        if not self.has_changed_since(version):
            return self.definition
        return (f"{self.earlier or self.definition} So measured by retainsim {version}; since {self.since} it means "
                "something else.")

    @property
    def is_event(self) -> bool:
        """Whether it says only that something happened or not, so that its mean is a share of worlds."""
        return self.unit == EVENT

    def to_document(self) -> dict[str, Any]:
        """Its fields, as plain values for JSON."""
        return {key: value for key, value in vars(self).items() if key != "measure"}


NAME = "NAME"  # in the texts of a family: the name of the rival


@dataclass(frozen=True)
class Family:
    """A count over the whole run for each rival of the scenario; its KPIs are named after it and the rival."""

    name: str
    label: str
    unit: str
    better: Literal["higher", "lower"] | None
    definition: str
    suppliers: Callable[[Account], np.ndarray] = field(repr=False)  # one entry for each event that counts

    def of(self, rival: str = NAME) -> Kpi:
        """The KPI of one rival; without a rival, that of any."""
        label, definition = (text.replace(NAME, rival) for text in (self.label, self.definition))
        return Kpi(f"{self.name}.{rival}", label, self.unit, self.better, "whole run", definition,
                   lambda account: np.count_nonzero(self.suppliers(account) == account.facts.suppliers.index(rival)))

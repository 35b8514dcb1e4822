"""The Mesa model: a firm in the conventions of Mesa, with no science of its own."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import numpy as np

from retainsim.classroom.firm import Firm, Move
from retainsim.classroom.views import Organisations, Position, clients, staff
from retainsim.declared import columns
from retainsim.results.facts import CENTS, ratio
from retainsim.scenario import Scenario, load
from retainsim.study.setup.checks import LARGEST_KEY, UnknownNameError, about_number, refuse, refuse_unloaded

try:
    import mesa
except ModuleNotFoundError:
    raise ImportError("The Mesa model needs Mesa, which is not installed: pip install 'retainsim[classroom]', or in a "
                      "checkout pip install -e '.[classroom]'.") from None


class RetentionModel(mesa.Model):
    """A world of a scenario under a strategy, by default the one that the firm has followed up to week 0.

    `scenario` is the name of a shipped one, a file, or a scenario that is loaded; `rng` the number of the world, that
    is the replication of the scenario's seed, also as text. The data collector has every column of the weekly record:
    money in the scenario's currency, and what is summed over clients as their mean.

    Raises   `ScenarioError` with everything that is wrong with scenario or `rng`; `UnknownNameError` for a strategy
             that the scenario does not have; `TypeError` for what is no scenario.
    """

    running: bool  # until the last week is lived

    def __init__(self, strategy: str | None = None, scenario: str | os.PathLike[str] | Scenario = "isp",
                 rng: int | str | None = None) -> None:
        replication = _number(rng)
        if isinstance(scenario, str | os.PathLike):
            scenario = load(scenario)
        refuse_unloaded(scenario)
        if strategy is None:
            strategy = scenario.market.seasoned_by
        if strategy not in scenario.strategies:
            raise UnknownNameError("strategy", strategy, scenario.strategies)
        super().__init__(rng=replication)
        self.firm = Firm(scenario, strategy, replication)
        self.datacollector = mesa.DataCollector(
            {column.name: partial(_reading, place=place) for place, column in enumerate(columns.ALL)})

    def step(self) -> None:
        """Live one week and note its columns; after the last week nothing happens."""
        if self.running:
            self.firm.step()
            self.datacollector.collect(self)
            self.running = not self.firm.is_over

    @property
    def scenario(self) -> None:
        """None: in place of ours a reset of Mesa's page would put a scenario of Mesa's kind. Ours is the firm's."""
        return None

    @scenario.setter
    def scenario(self, _: object) -> None: ...

    def pull(self, move: Move) -> None:
        """Change levers from the next week on: values by path, or `preset`, a strategy of the scenario.

        Raises   `ScenarioError` for a move that no scenario could have; then nothing has changed.
        """
        self.firm.pull(move)

    @property
    def organisations(self) -> Organisations:
        """All organisations of the market; each value is read from the world when it is asked for."""
        return Organisations(self.firm)

    @property
    def clients(self) -> Organisations:
        """Those that the firm serves now."""
        return clients(self.firm)

    @property
    def staff(self) -> list[Position]:
        """The firm's people."""
        return staff(self.firm)


def _reading(model: RetentionModel, place: int) -> float:
    """A column of the record in the last week."""
    week = model.firm.series[model.firm.week - 1]
    value, unit = float(week[place]), columns.ALL[place].unit
    if unit == "sum over clients":
        return ratio(value, week[columns.CLIENTS])
    return value / CENTS if unit == "cents" else value


def _number(rng: Any) -> int:
    """The number of the world: the first if none is given."""
    text = rng.strip() if isinstance(rng, str) else ""
    number = (0 if rng is None else int(text) if text.isascii() and text.isdigit() and len(text) < 12
              else int(rng) if isinstance(rng, np.integer) else rng)
    refuse(about_number("rng", number, 0, LARGEST_KEY))
    return int(number)

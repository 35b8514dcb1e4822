"""What a study is asked, checked all at once, and who hears how far it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from retainsim.results.kpis.dictionary import judged_by
from retainsim.scenario.errors import Problem
from retainsim.scenario.schema import Scenario
from retainsim.study.setup import checks
from retainsim.study.setup.precision import about_precision


@dataclass(frozen=True)
class Progress:
    """Who hears of the work; called in the thread that asked for it."""

    on_start: Callable[[], None] = lambda: None  # once, when the request is right and work begins
    on_plan: Callable[[int], None] = lambda _: None  # with the number of replications to be played, which may grow
    on_done: Callable[[], None] = lambda: None  # after each replication

SILENCE = Progress()  # nobody hears


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody wants to know of a scenario; None stands for the default of the study that is asked.

    A study takes the fields that it has a use for, and no others.
    """

    strategies: str | Sequence[str] | None = None  # all of the scenario
    kpi: str | None = None  # the one that strategies are judged by
    replications: int | None = None  # with a precision: at most
    precision: str | float | None = None  # half-width of every interval of a difference in that KPI: "5%", or a number
    replication: int = 0  # of the one world that is told
    client: str | int | None = None  # whose life is told: a name or a number
    seed: int | None = None  # the scenario's
    weeks: int | None = None  # the scenario's
    threads: int | None = None  # all cores; no value depends on it
    out: str | os.PathLike[str] | None = None  # folder in which every world is kept
    force: bool = False  # whether it may replace earlier results there
    command: str | None = None  # how it came about, for that folder

    def names(self, scenario: Scenario) -> list[str]:
        """The strategies that are asked for."""
        if self.strategies is None:
            return list(scenario.strategies)
        return [self.strategies] if isinstance(self.strategies, str) else list(self.strategies)

    def kpi_of(self, scenario: Scenario) -> str:
        """The KPI that is asked for: if none is named, the first primary one that has a better direction."""
        return judged_by(scenario.primary_kpis) if self.kpi is None else self.kpi

    def settle(self, scenario: Scenario) -> Scenario:
        """The scenario with the seed and length that are asked for, if it can be asked to compare strategies so.

        Raises   `ScenarioError` with everything that is wrong with the request, or with the scenario's primary KPIs;
                 `TypeError` for what is no scenario, and for a field that such a study does not take.
        """
        self._refuse(scenario, "kpi", "replication", "client")
        names = self.names(scenario)
        return self._settled(scenario, [
            *checks.about_strategies(scenario, names), *self._about_worlds(least=1),
            *about_precision(self.precision, len(names)),
            *checks.about_primary_kpis(scenario), *checks.about_out(self.out, self.force)])

    def settle_pair(self, scenario: Scenario, also: Sequence[Problem] = (), is_judge: bool = False) -> Scenario:
        """The same for a study of two strategies in one KPI, which must have a better direction to be a judge.

        Raises   As `settle`, with the problems that are wrong `also`.
        """
        self._refuse(scenario, "precision", "replication", "client", "out", "force", "command")
        return self._settled(scenario, [
            *also, *checks.about_strategies(scenario, self.names(scenario), 2),
            *checks.about_kpi(self.kpi_of(scenario), "--kpi", is_judge), *self._about_worlds(least=2),
            *checks.about_primary_kpis(scenario)])

    def settle_one(self, scenario: Scenario) -> Scenario:
        """The same for one world under one strategy.

        Raises   As `settle`; the scenario's primary KPIs are of no account.
        """
        self._refuse(scenario, "kpi", "replications", "precision", "threads")
        return self._settled(scenario, [
            *checks.about_strategies(scenario, self.names(scenario), 1), *self._about_length(),
            *checks.about_number("--replication", self.replication, 0, checks.LARGEST_KEY),
            *checks.about_client(scenario, self.client), *checks.about_out(self.out, self.force)])

    def _refuse(self, scenario: object, *foreign: str) -> None:
        checks.refuse_unloaded(scenario)
        if extra := [field.name for field in fields(self)
                     if field.name in foreign and getattr(self, field.name) != field.default]:
            raise TypeError(f"This study does not take {', '.join(extra)}.")

    def _about_worlds(self, least: int) -> list[Problem]:
        return [*checks.about_number("--replications", self.replications, least, checks.MOST_REPLICATIONS),
                *self._about_length(),
                *checks.about_number("--threads", self.threads, 1, checks.MOST_THREADS)]

    def _about_length(self) -> list[Problem]:
        return [*checks.about_number("--seed", self.seed, 0, checks.LARGEST_KEY),
                *checks.about_number("--weeks", self.weeks, 1, checks.LONGEST)]

    def _settled(self, scenario: Scenario, problems: Sequence[Problem]) -> Scenario:
        checks.refuse(problems)
        changes = {"seed": self.seed, "weeks": self.weeks}
        return scenario.model_copy(update={name: value for name, value in changes.items() if value is not None})


DEFAULT = Request()

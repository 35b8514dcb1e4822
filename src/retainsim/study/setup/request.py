"""A request to a study, checked all at once, and the listener to its progress."""

import os
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, fields

from retainsim.results.kpis.dictionary import judged_by
from retainsim.scenario.errors import Problem
from retainsim.scenario.schema import Scenario
from retainsim.scenario.shape import plain_number
from retainsim.study.setup import checks, several
from retainsim.study.setup.precision import about_precision


@dataclass(frozen=True)
class Progress:
    """Callbacks that report progress; called in the thread that asked for the work."""

    on_start: Callable[[], None] = lambda: None  # once, when the request is valid and work begins
    on_plan: Callable[[int], None] = lambda _: None  # with the number of replications to be played, which may grow
    on_done: Callable[[], None] = lambda: None  # after each replication


SILENCE = Progress()  # nobody listens
WORLDS = {"strategies", "replications", "seed", "weeks", "threads"}  # fields of a study of many worlds
FOLDER = {"out", "force", "command"}  # of one that keeps them


@dataclass(frozen=True, kw_only=True)
class Request:
    """A question about a scenario; None stands for the default of the study, which takes some of the fields."""

    strategies: str | Sequence[str] | None = None  # all of the scenarios
    kpi: str | None = None  # the one that judges strategies
    replications: int | None = None  # with a precision: at most
    precision: str | float | None = None  # half-width of every interval of a difference in that KPI: "5%", or a number
    replication: int = 0  # of the one world that is played
    client: str | int | None = None  # the client whose life is wanted: a name or a number
    seed: int | None = None  # the scenario's
    weeks: int | None = None  # the scenario's
    threads: int | None = None  # all cores; no value depends on it
    out: str | os.PathLike[str] | None = None  # folder in which every world is kept
    force: bool = False  # whether it may replace earlier results there
    command: str | None = None  # the command, for the provenance of that folder

    def __post_init__(self) -> None:
        for field in fields(self):  # numbers of NumPy's, for instance
            object.__setattr__(self, field.name, plain_number(getattr(self, field.name)))

    def names(self, scenario: Scenario) -> list[str]:
        """The strategies of one scenario to play."""
        return [entry.strategy for entry in self.entries([scenario]).values()]

    def entries(self, scenarios: Sequence[Scenario]) -> dict[str, several.Entry]:
        """The strategies of several scenarios to play, in their order, by what each is called among all of them."""
        every = several.entries(scenarios)
        return {label: every[label] for word in self._words(every) for label in several.named_by(word, every)}

    def _words(self, every: Iterable[str]) -> list[str]:
        words = every if self.strategies is None else self.strategies
        return [words] if isinstance(words, str) else list(words)

    def kpi_of(self, scenario: Scenario) -> str:
        """The KPI of the request: if none is named, the first primary one that has a better direction."""
        return judged_by(scenario.primary_kpis) if self.kpi is None else self.kpi

    def settle(self, scenario: Scenario, takes: Set[str], number: int | None = None, *,
               also: Sequence[Problem] = (), is_judge: bool = False) -> Scenario:
        """`settle_all` for a study of one scenario."""
        return self.settle_all([scenario], takes, number, also=also, is_judge=is_judge)[0]

    def settle_all(self, scenarios: Sequence[Scenario], takes: Set[str], number: int | None = None, *,
                   also: Sequence[Problem] = (), is_judge: bool = False) -> list[Scenario]:
        """The scenarios with the seed and length of the request, each by a name of its own, if the request is valid.

        The study `takes` these fields and this `number` of strategies. Two are compared by one KPI, which must have a
        better direction to judge them; one is not judged, and the scenario's primary KPIs do not matter. Of several
        scenarios the first says which KPIs judge.

        Raises   `ScenarioError` with everything that is wrong with the request, or with the scenario's primary KPIs, or
                 `also`; `TypeError` if this is not a scenario, or for a field that the study does not take.
        """
        for each in scenarios:
            checks.refuse_unloaded(each)
        scenarios = several.with_own_names(scenarios)
        scenario = scenarios[0]
        if foreign := [field.name for field in fields(self)
                       if field.name not in takes and getattr(self, field.name) != field.default]:
            raise TypeError(f"This study does not take {', '.join(foreign)}.")
        least, words = 2 if number == 2 else 1, self._words(several.entries(scenarios))
        checks.refuse([
            *also, *several.about_luck(scenarios, {"seed": self.seed, "weeks": self.weeks}),
            *several.about_strategies(scenarios, words, number),
            *(checks.about_kpi(self.kpi_of(scenario), "--kpi", checks.kpis_in(scenario), is_judge)
              if number == 2 else ()),
            *checks.about_number("--replications", self.replications, least, checks.MOST_REPLICATIONS),
            *checks.about_number("--seed", self.seed, 0, checks.LARGEST_KEY),
            *checks.about_number("--weeks", self.weeks, 1, checks.LONGEST),
            *checks.about_number("--threads", self.threads, 1, checks.MOST_THREADS),
            *checks.about_number("--replication", self.replication, 0, checks.LARGEST_KEY),
            *checks.about_client(scenario, self.client),
            *about_precision(self.precision, len(self.entries(scenarios))),
            *(checks.about_primary_kpis(scenario) if number != 1 else ()), *checks.about_out(self.out, self.force)])
        luck = {name: value for name, value in (("seed", self.seed), ("weeks", self.weeks)) if value is not None}
        return [each.model_copy(update=luck) for each in scenarios]


DEFAULT = Request()

"""The worlds of a scenario under some of its strategies, ready to be played, and kept in a folder on request."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from retainsim.declared.codes import FIRM
from retainsim.engine.many import Lineup, play_in_order
from retainsim.engine.world import Key, play, season
from retainsim.model.parameters import Parameters
from retainsim.model.record import Trace
from retainsim.model.state import World
from retainsim.results.facts import Facts
from retainsim.results.folder.atomic import beside, put_in_place
from retainsim.results.folder.layout import ResultsError, scenario_files
from retainsim.results.folder.provenance import FORMAT, ONE
from retainsim.scenario import Scenario, digest, file_label, resolved_toml
from retainsim.study.setup.request import Request
from retainsim.study.setup.schedule import people_over, repertoire_of, schedule_of
from retainsim.study.setup.translation import enabled_rivals, parameters_of
from retainsim.version import VERSION

if TYPE_CHECKING:
    from retainsim.results.folder.writer import Recorder

LIBRARIES = ("numba", "numpy", "pyarrow", "pydantic", "scipy")
T = TypeVar("T")


class Observer(Protocol):
    """Who looks on while a world is lived; it changes no bit."""

    def begin(self, seasoned: World, p: Parameters) -> None:
        """Look at the world before the strategy in `p` is taken up."""

    def look(self, week: int, world: World, p: Parameters) -> None:
        """Look at the world at the end of a week, as the strategy in `p` has left it."""


@dataclass(frozen=True)
class Setting(Lineup):
    """Strategies of a scenario, which start from the same seasoned worlds; seed and weeks are the scenario's."""

    scenario: Scenario
    facts: Mapping[str, Facts]  # of each strategy

    @classmethod
    def of(cls, scenario: Scenario, strategies: Iterable[str] | Mapping[str, str]) -> Setting:
        """The setting of these strategies of a scenario, which a mapping may call otherwise than the scenario does."""
        names = strategies if isinstance(strategies, Mapping) else {name: name for name in strategies}
        schedules = {name: schedule_of(scenario, name) for name in dict.fromkeys(names.values())}
        parameters = {label: schedules[name][0][1] for label, name in names.items()}
        dates = {label: schedules[name][1:] for label, name in names.items()}
        rivals = enabled_rivals(scenario)
        facts = {name: Facts(
            discount_per_year=scenario.market.discount_per_year, direct_cost_share=p.firm.direct_cost_share,
            price_index=float(p.supplier.price_index[FIRM]), credit_line=p.firm.credit_line,
            positions=people_over(scenario.weeks, (0, p), *dates[name]),
            person_share=p.attachment.person_share, segments=tuple(scenario.clients),
            status=tuple(map(bool, p.clients.status)), suppliers=("firm", *rivals),
            roles=("firm", *(rival.role for rival in rivals.values()))) for name, p in parameters.items()}
        return cls(parameters_of(scenario, scenario.market.seasoned_by), parameters, dates,
                   repertoire_of(scenario, names.values()), scenario.seed, scenario.weeks, scenario, facts)

    def play(self, replications: Sequence[int], measure: Callable[[Trace, Facts], T], *, threads: int | None = None,
             on_done: Callable[[], None] = lambda: None) -> dict[str, list[T]]:
        """Play every strategy in every replication; what is measured by strategy, in the order of `replications`.

        Values do not depend on `threads` (default: all cores); `on_done` is called after each replication.
        """
        rows: list[dict[str, T]] = []
        play_in_order(self, replications, lambda strategy, trace: measure(trace, self.facts[strategy]),
                      lambda _, row: rows.append(row), threads=threads, on_done=on_done)
        return {name: [row[name] for row in rows] for name in self.strategies}

    def play_one(self, strategy: str, replication: int, observer: Observer | None = None) -> Trace:
        """Play one strategy in one replication, week by week under the eyes of an observer if there is one."""
        p = self.strategies[strategy]
        world = season(self.seasoned_by, Key(self.seed, replication))
        if observer is not None:
            observer.begin(world, p)
        return play(world, p, self.weeks, repertoire=self.repertoire, dates=self.dates[strategy],
                    watch=None if observer is None else observer.look, is_last=True)[1]


@contextmanager
def recording(settings: Mapping[str, Setting], request: Request, client: str | None = None,
              ) -> Iterator[Recorder | None]:
    """Keep what is played in the requested folder, if any; nothing of it is left if anything goes wrong.

    Provenance says what is needed to play any world again: `settings` are those of the strategies, the `client` is the
    one whose life is told.

    Raises   `ResultsError` when it cannot be written.
    """
    if request.out is None:
        yield None
        return
    from retainsim.results.folder.writer import Recorder

    out = Path(request.out)
    provenance = provenance_of({name: setting.scenario for name, setting in settings.items()}, request.command, client)
    scenarios = {setting.scenario.name: setting.scenario for setting in settings.values()}
    files = {file: resolved_toml(scenarios[name]) for name, file in scenario_files(scenarios).items()}
    facts = {name: setting.facts[name] for name, setting in settings.items()}
    try:
        with beside(out.resolve()) as folder:
            with closing(Recorder(folder, facts, files, provenance)) as recorder:
                yield recorder
            put_in_place(folder, out, request.force)
    except OSError as error:
        raise ResultsError(f"The results cannot be written to {file_label(out)}: {error.strerror or error}; an "
                           "earlier folder is as it was.") from None


def provenance_of(scenarios: Mapping[str, Scenario], command: str | None, client: str | None = None) -> dict[str, Any]:
    """Where a folder comes from that is begun now: all that it takes to play its worlds again; `scenarios` by strategy.

    How many replications there are is not known yet.
    """
    from retainsim.results.folder.writer import now

    different = {scenario.name: scenario for scenario in scenarios.values()}
    first, *others = different.values()
    return {
        "format": FORMAT if others else ONE, "retainsim": VERSION, "scenario": first.name, "digest": digest(first),
        "seed": first.seed, "weeks": first.weeks, "replications": None, "precision": None,
        "strategies": list(scenarios), "scenarios": {name: scenario.name for name, scenario in scenarios.items()},
        "digests": {name: digest(scenario) for name, scenario in different.items()}, "client": client,
        "command": command, "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES}, "started": now()}

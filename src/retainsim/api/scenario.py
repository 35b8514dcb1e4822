"""A scenario in Python: its methods do what the commands do with a file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from retainsim import scenario as room
from retainsim.api.frames import frame
from retainsim.api.words import in_words_of_python
from retainsim.scenario import Change, Changes, schema
from retainsim.scenario.description import parameters

if TYPE_CHECKING:
    from pandas import DataFrame

    from retainsim.api.outcomes import Comparison, Explanation, Run, Switch, SwitchMap

Path = str | os.PathLike[str]


class Scenario(schema.Scenario):
    """A scenario that has been read and checked. Its fields are the tables of the file, its methods the commands."""

    @in_words_of_python
    def override(self, *changes: Change) -> Scenario:
        """A copy with changes, checked like a file: strings `path=value` as for `--set`, or values by path.

        Raises   `ScenarioError` with every problem at once; `TypeError` for a value of a type that no scenario has.
        """
        return Scenario.of(room.change(self, changes))

    @in_words_of_python
    def compare(self, strategies: str | Sequence[str] | None = None, *, replications: int | None = None,
                precision: str | float | None = None, seed: int | None = None, weeks: int | None = None,
                threads: int | None = None, out: Path | None = None, force: bool = False,
                beside: schema.Scenario | Sequence[schema.Scenario] = ()) -> Comparison:
        """Play strategies (default: all) against each other under the same luck, those of scenarios `beside` it, too.

        Plays 100 worlds, or `replications`, or as many as it takes to measure every difference in the KPI that
        strategies are judged by within `precision`: "5%" of the largest, or a number in its unit (10,000 worlds at
        most, or `replications`). Values do not depend on the number of `threads`. `out` names a folder that keeps every
        world, for `open_results`.

        A strategy that several scenarios have is called SCENARIO:NAME, in `strategies` NAME stands for that of each.
        Scenarios must have the same seed and weeks and names of their own: `other.override("name=dearer")` gives one.

        Raises   `ScenarioError` with everything that is wrong; `ResultsError` if the folder cannot be written.
        """
        from retainsim.api.outcomes import Comparison
        from retainsim.study.compare import compare
        from retainsim.study.setup.request import Request

        others = [beside] if isinstance(beside, schema.Scenario | str) else beside
        return Comparison.of(compare([self, *others], Request(
            strategies=strategies, replications=replications, precision=precision, seed=seed, weeks=weeks,
            threads=threads, out=out, force=force)))

    @in_words_of_python
    def run(self, strategy: str | None = None, *, replication: int = 0, client: str | int | None = None,
            seed: int | None = None, weeks: int | None = None, out: Path | None = None, force: bool = False) -> Run:
        """Play one strategy in one world, the same that `compare` plays as this replication.

        If no strategy is given, it is the one that the firm has followed up to week 0.
        It is shown as a story, or as the life of a `client` if the name or number of one is given.

        Raises   `ScenarioError` with everything that is wrong; `ResultsError` if the folder `out` cannot be written.
        """
        from retainsim.api.outcomes import Run
        from retainsim.study.run import run
        from retainsim.study.setup.request import Request

        return Run.of(run(self, Request(strategies=strategy, replication=replication, client=client, seed=seed,
                                        weeks=weeks, out=out, force=force)))

    @overload
    def switch(self, factor: str, low: float, high: float, strategies: Sequence[str], *, kpi: str | None = None,
               replications: int = 100, seed: int | None = None, weeks: int | None = None,
               threads: int | None = None) -> Switch: ...

    @overload
    def switch(self, factor: Sequence[str], low: Sequence[float], high: Sequence[float], strategies: Sequence[str], *,
               places: int | None = None, kpi: str | None = None, replications: int = 100, seed: int | None = None,
               weeks: int | None = None, threads: int | None = None) -> SwitchMap: ...

    @in_words_of_python
    def switch(self, factor: str | Sequence[str], low: float | Sequence[float], high: float | Sequence[float],
               strategies: Sequence[str], *, places: int | None = None, kpi: str | None = None, replications: int = 100,
               seed: int | None = None, weeks: int | None = None, threads: int | None = None) -> Switch | SwitchMap:
        """Find where one of two strategies overtakes the other as a number of the scenario grows from low to high.

        `factor` is the dotted path of that number; a star stands for all tables: `clients.*.fee_per_week`. Two factors,
        with two values for `low` and two for `high`, make a map of at most 200 `places`, most of them where the lead
        changes. If no `kpi` is given, it is the first primary one that has a better direction.

        Raises   `ScenarioError` with everything that is wrong, or if the KPI is defined in hardly any world.
        """
        from retainsim.api.outcomes import Switch, SwitchMap
        from retainsim.study import switch_map
        from retainsim.study.setup.request import Request

        ranges: Any = ([factor], [low], [high]) if isinstance(factor, str) else (factor, low, high)
        result = switch_map.search(self, ranges, places, Request(
            strategies=strategies, kpi=kpi, replications=replications, seed=seed, weeks=weeks, threads=threads))
        return SwitchMap.of(result) if isinstance(result, switch_map.SwitchMap) else Switch.of(result)

    @in_words_of_python
    def why(self, strategies: Sequence[str], *, kpi: str | None = None, replications: int = 40, seed: int | None = None,
            weeks: int | None = None, threads: int | None = None) -> Explanation:
        """Explain the difference between two strategies: the chain of causes, and what is left when each link is cut.

        If no `kpi` is given, it is the first primary one that has a better direction.

        Raises   `ScenarioError` with everything that is wrong.
        """
        from retainsim.api.outcomes import Explanation
        from retainsim.study.setup.request import Request
        from retainsim.study.why import explain

        return Explanation.of(explain(self, Request(
            strategies=strategies, kpi=kpi, replications=replications, seed=seed, weeks=weeks, threads=threads)))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Scenario:
        """A copy with other values of some fields, checked like a file; `override` also changes values inside tables.

        Raises   `ScenarioError` with every problem at once.
        """
        return Scenario.of(room.updated(self, update)) if update else super().model_copy(deep=deep)

    def describe(self) -> DataFrame:
        """A row per parameter: its value, unit, meaning, default, plausible range and source."""
        # Values have many types, a column has one: so they are text here.
        return frame(p.to_document() | {"value": str(p.value), "default": str(p.default)} for p in parameters(self))

    @classmethod
    def of(cls, plain: schema.Scenario) -> Scenario:
        """A scenario that has been checked, with these methods."""
        scenario = cls.model_construct(plain.model_fields_set, **vars(plain))
        scenario._places = plain.places
        return scenario


@in_words_of_python
def load(name_or_path: Path, changes: Changes = ()) -> Scenario:
    """Read a scenario from a file, or a shipped one by its name, with changes as for `Scenario.override`.

    Raises   `ScenarioError` with every problem at once.
    """
    return Scenario.of(room.load(name_or_path, changes))

"""A results folder once more: its comparison and its worlds read back, a row of it played again, bit for bit or not."""

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from retainsim.experiment.precision import precision_of
from retainsim.results.folder import tables
from retainsim.results.folder.layout import REPLICATIONS, SCENARIO, ResultsError, scenario_files
from retainsim.results.folder.reader import Results, Weekly
from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import Scenario, digest, file_label, load, printable
from retainsim.scenario.shape import plain_number
from retainsim.study.chain import figures_of, row_of
from retainsim.study.compare import Comparison
from retainsim.study.run import Run, run
from retainsim.study.setup import checks, several
from retainsim.study.setup.request import SILENCE, Progress, Request
from retainsim.study.why import Worlds
from retainsim.version import VERSION


def scenarios_of(results: Results) -> list[Scenario]:
    """The scenarios as they were played, with seed and weeks; mostly it is one.

    Raises   `ScenarioError` if one is none.
    """
    return [load(results.folder / file) for file in scenario_files(results.digests).values()]


def unchanged_scenarios_of(results: Results) -> list[Scenario]:
    """The scenarios as they were played; those of another version may be read otherwise, as `is_as_played` says.

    Raises   `ScenarioError` if one is none, `ResultsError` if somebody has changed one since.
    """
    scenarios, files = scenarios_of(results), scenario_files(results.digests)
    for scenario, (name, was) in zip(scenarios, results.digests.items(), strict=True):
        if not results.notice and digest(scenario) != was:
            raise ResultsError(
                f"{file_label(results.folder / files[name])} has been changed since it was played: its digest is "
                f"{digest(scenario)}, was {printable(was)}. Undo the change, or play the changed scenario into another "
                "folder.")
    return scenarios


def is_as_played(results: Results, scenarios: Sequence[Scenario]) -> bool:
    """Whether the scenarios are still what they were; another version may read the same file otherwise."""
    return [digest(scenario) for scenario in scenarios] == list(results.digests.values())


def comparison_of(results: Results, scenarios: Sequence[Scenario]) -> Comparison:
    """The comparison: the same values, and so the same summaries and differences, as when it was played.

    Raises   `ResultsError`.
    """
    rows, provenance = results.table(REPLICATIONS), results.provenance
    try:
        names, count = list(provenance["strategies"]), int(provenance["replications"])
        origins = {name: results.scenarios[name] for name in names}
        strategy, replication = rows["strategy"].cast(pa.string()).to_pylist(), rows["replication"].to_pylist()
        order = sorted(range(len(rows)), key=lambda row: (names.index(strategy[row]), replication[row]))
        first = min(replication)  # not 0 if one world was played by itself
        if [(strategy[row], replication[row]) for row in order] != [
                (name, number) for name in names for number in range(first, first + count)]:
            raise ValueError
        shared = set(KPIS)  # which every scenario has; those of each rival are newer than some folders
        every = [kpi for kpi in checks.kpis_in(*scenarios) if kpi in shared or kpi in rows.column_names]
        for kpi in shared - set(rows.column_names) if results.notice else ():  # which was not measured then
            rows = rows.append_column(kpi, pa.nulls(len(rows), pa.float64()))
        kpis = {kpi: rows[kpi].to_numpy().astype(float)[order].reshape(len(names), count)
                for kpi in every}
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"{file_label(results.folder / REPLICATIONS)} does not have every KPI of every strategy and "
                           "replication: the folder has been changed since it was written.") from None
    scenario = scenarios[0]
    comparison = Comparison(
        origins, results.digests, scenario.seed, scenario.weeks, count, tuple(scenario.primary_kpis), first=first,
        worth_telling=scenario.worth_telling, title=scenario.title, currency=scenario.currency, values={
            name: {kpi: column[place] for kpi, column in kpis.items()} for place, name in enumerate(names)})
    precision = precision_of(provenance.get("precision"))
    return comparison if precision is None else replace(comparison, precision=comparison.assess(precision))


def worlds_of(results: Results, scenario: Scenario, names: Sequence[str], kpi: str, replications: int,
              ) -> Worlds | None:
    """The first worlds of some strategies; None if another version has played them, which may have played others.

    Raises   `ResultsError`.
    """
    if results.provenance["retainsim"] != VERSION:
        return None
    chain = figures_of(scenario)
    values, records = comparison_of(results, [scenario]).values, Weekly(results).record(names, replications)
    return {name: np.array([
        row_of(series, {one: column[number] for one, column in values[name].items()}, kpi, chain)
        for number, series in enumerate(record)]) for name, record in zip(names, records, strict=True)}


@dataclass(frozen=True)
class Rerun:
    """A world played again, and how it differs from the one in the folder."""

    row: int  # of the folder
    run: Run
    differences: tuple[str, ...]
    written_by: str  # version of the package

    @property
    def reason(self) -> str:
        """The likely reason of differences."""
        return ("The version is the same: the folder has been changed since it was written, or this machine computes "
                "differently." if self.written_by == VERSION else
                f"The results were written by retainsim {self.written_by}, this is {VERSION}: that is why. Only the "
                "same version promises the same bits.")

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        run = self.run.to_document()
        return {"row": self.row, **{key: run[key] for key in ("scenario", "seed", "weeks", "strategy", "replication")},
                "agrees": not self.differences, "differences": list(self.differences), "kpis": run["kpis"]}


def rerun(folder: str | os.PathLike[str], row: int, progress: Progress = SILENCE) -> Rerun:
    """Play a row of `replications.parquet`, counted from 0, again; compare it bit for bit with the folder.

    A client whose life was told when the folder was written is watched again.

    Raises   `ResultsError` for what is not a results folder, `ScenarioError` for a row that is not there.
    """
    results = Results(folder)
    rows = results.table(REPLICATIONS)
    row = plain_number(row)
    checks.refuse(checks.about_number("--row", row, 0, len(rows) - 1))
    before = rows.slice(row, 1)
    try:
        label, replication = (str(before["strategy"][0]), int(before["replication"][0].as_py()))
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"Row {row} of {file_label(results.folder)} does not say its strategy and replication."
                           ) from None
    scenarios = scenarios_of(results)
    scenario, strategy = several.entries(scenarios).get(label, several.Entry(scenarios[0], label))
    again = run(scenario, Request(
        strategies=strategy, replication=replication, client=results.provenance.get("client")), progress)
    return Rerun(row, again, tuple(_differences(results, scenarios, before, again)),
                 printable(results.provenance["retainsim"]))


def _differences(results: Results, scenarios: Sequence[Scenario], before: pa.Table, again: Run) -> Iterator[str]:
    """What the folder says otherwise of a world that has been played again; `before` is its row of KPIs."""
    strategy, replication, name = str(before["strategy"][0]), again.replication, again.scenario.name

    def differing(was: pa.Table, now: pa.Table) -> list[str]:
        """The columns that differ; another version may not have had some of them, or have measured something else."""
        return [name for name in tables.differing(was, now) if not results.notice or (
            name in was.column_names and not (name in KPIS and KPIS[name].has_changed_since(version)))]

    version = str(results.provenance["retainsim"])
    if digest(again.scenario) != (was := results.digests.get(name)):
        file = scenario_files(results.digests).get(name, SCENARIO)
        yield f"{file} has the digest {digest(again.scenario)}, was {printable(str(was))}"
    now = tables.replications_table({strategy: name}, strategy, [replication], {
        kpi: np.array([again.kpis.get(kpi, math.nan)]) for kpi in checks.kpis_in(*scenarios)})
    for column in differing(before, now):
        was, is_now = (table[column][0].as_py() if column in table.column_names else "missing"
                       for table in (before, now))
        yield f"{column} was {was}, is {is_now}"
    segments = list(dict.fromkeys(segment for scenario in scenarios for segment in scenario.clients))
    for file, table in tables.tables_of({strategy: name}, strategy, replication, again.trace, again.facts,
                                        segments=segments).items():
        was = results.table(file, strategy, replication)
        if len(was) != len(table):
            yield f"{file} has {len(was):,} rows of this world, is {len(table):,}"
        elif columns := differing(was, table):
            yield f"{file} differs in {', '.join(columns)}"

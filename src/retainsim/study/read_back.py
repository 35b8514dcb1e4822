"""A results folder once more: its comparison and its worlds read back, a row of it played again, bit for bit or not."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from retainsim.results.folder import tables
from retainsim.results.folder.layout import REPLICATIONS, SCENARIO, ResultsError
from retainsim.results.folder.reader import Results, Weekly
from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import Scenario, digest, file_label, load, printable
from retainsim.scenario.shape import plain_number
from retainsim.study.compare import Comparison
from retainsim.study.run import Run, run
from retainsim.study.setup import checks
from retainsim.study.setup.precision import precision_of
from retainsim.study.setup.request import SILENCE, Progress, Request
from retainsim.study.why import Worlds, row_of
from retainsim.version import VERSION


def scenario_of(results: Results) -> Scenario:
    """The scenario as it was played, with seed and weeks.

    Raises   `ScenarioError` if it is none.
    """
    return load(results.folder / SCENARIO)


def unchanged_scenario_of(results: Results) -> Scenario:
    """The scenario as it was played; that of another version may be read otherwise, as `is_as_played` says.

    Raises   `ScenarioError` if it is none, `ResultsError` if somebody has changed it since.
    """
    scenario = scenario_of(results)
    if not results.notice and not is_as_played(results, scenario):
        raise ResultsError(
            f"{file_label(results.folder / SCENARIO)} has been changed since it was played: its digest is "
            f"{digest(scenario)}, was {printable(results.provenance['digest'])}. Undo the change, or play the changed "
            "scenario into another folder.")
    return scenario


def is_as_played(results: Results, scenario: Scenario) -> bool:
    """Whether the scenario is still what it was; another version may read the same file otherwise."""
    return digest(scenario) == str(results.provenance["digest"])


def comparison_of(results: Results, scenario: Scenario) -> Comparison:
    """The comparison: the same values, and so the same summaries and differences, as when it was played.

    Raises   `ResultsError`.
    """
    rows, provenance = results.table(REPLICATIONS), results.provenance
    try:
        names, count = list(provenance["strategies"]), int(provenance["replications"])
        strategy, replication = rows["strategy"].cast(pa.string()).to_pylist(), rows["replication"].to_pylist()
        order = sorted(range(len(rows)), key=lambda row: (names.index(strategy[row]), replication[row]))
        first = min(replication)  # not 0 if one world was played by itself
        if [(strategy[row], replication[row]) for row in order] != [
                (name, number) for name in names for number in range(first, first + count)]:
            raise ValueError
        # Those of each rival are newer than some folders.
        shared = set(KPIS)  # which every scenario has; those of each rival are newer than some folders
        every = [kpi for kpi in checks.kpis_in(scenario) if kpi in shared or kpi in rows.column_names]
        for kpi in shared - set(rows.column_names) if results.notice else ():  # which was not measured then
            rows = rows.append_column(kpi, pa.nulls(len(rows), pa.float64()))
        kpis = {kpi: rows[kpi].to_numpy().astype(float)[order].reshape(len(names), count)
                for kpi in every}
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"{file_label(results.folder / REPLICATIONS)} does not have every KPI of every strategy and "
                           "replication: the folder has been changed since it was written.") from None
    comparison = Comparison(scenario.name, str(provenance["digest"]), scenario.seed, scenario.weeks, count,
                            tuple(names), tuple(scenario.primary_kpis), first=first,
                            worth_telling=scenario.worth_telling, values={
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
    values, records = comparison_of(results, scenario).values, Weekly(results).record(names, replications)
    return {name: np.array([
        row_of(series, {one: column[number] for one, column in values[name].items()}, kpi)
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
        strategy, replication = (str(before["strategy"][0]), int(before["replication"][0].as_py()))
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"Row {row} of {file_label(results.folder)} does not say its strategy and replication."
                           ) from None
    again = run(scenario_of(results), Request(
        strategies=strategy, replication=replication, client=results.provenance.get("client")), progress)
    return Rerun(row, again, tuple(_differences(results, before, again)), printable(results.provenance["retainsim"]))


def _differences(results: Results, before: pa.Table, again: Run) -> Iterator[str]:
    """What the folder says otherwise of a world that has been played again; `before` is its row of KPIs."""
    def differing(was: pa.Table, now: pa.Table) -> list[str]:
        """The columns that differ; another version may not have had some of them, or have measured something else."""
        return [name for name in tables.differing(was, now) if not results.notice or (
            name in was.column_names and not (name in KPIS and KPIS[name].has_changed_since(version)))]

    version = str(results.provenance["retainsim"])
    if digest(again.scenario) != results.provenance["digest"]:
        was = printable(results.provenance["digest"])
        yield f"{SCENARIO} has the digest {digest(again.scenario)}, was {was}"
    strategy, replication = again.strategy, again.replication
    now = tables.replications_table([strategy], strategy, [replication], {
        name: np.array([value]) for name, value in again.kpis.items()})
    for name in differing(before, now):
        was, is_now = (table[name][0].as_py() if name in table.column_names else "missing" for table in (before, now))
        yield f"{name} was {was}, is {is_now}"
    for file, table in tables.tables_of([strategy], strategy, replication, again.trace, again.facts).items():
        was = results.table(file, strategy, replication)
        if len(was) != len(table):
            yield f"{file} has {len(was):,} rows of this world, is {len(table):,}"
        elif columns := differing(was, table):
            yield f"{file} differs in {', '.join(columns)}"

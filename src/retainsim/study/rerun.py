"""A row of a results folder played again: the same bits, or what differs and why."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from retainsim.results.folder import tables
from retainsim.results.folder.layout import REPLICATIONS, SCENARIO, ResultsError
from retainsim.results.folder.reader import Results
from retainsim.scenario import digest, load
from retainsim.scenario.errors import file_label, printable
from retainsim.study.run import Run, run
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, Progress, Request
from retainsim.version import VERSION


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
        if self.written_by != VERSION:
            return (f"The results were written by retainsim {self.written_by}, this is {VERSION}: that "
                    "is why. Only the same version promises the same bits.")
        return "The version is the same: the folder has been changed since it was written, or this machine computes "\
               "differently."

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        run = self.run.to_document()
        return {"row": self.row, **{key: run[key] for key in ("scenario", "seed", "weeks", "strategy", "replication")},
                "agrees": not self.differences, "differences": list(self.differences), "kpis": run["kpis"]}


def rerun(folder: str | os.PathLike[str], row: int, progress: Progress = SILENCE) -> Rerun:
    """Play a row of `replications.parquet`, counted from 0, again; compare it bit for bit with the folder.

    A client whose life was told when the folder was written is watched again.

    Raises   `ResultsError` for what is no results folder, `ScenarioError` for a row that is not there.
    """
    results = Results(Path(folder))
    rows = results.table(REPLICATIONS)
    checks.refuse(checks.about_number("--row", row, 0, len(rows) - 1))
    before = rows.slice(row, 1)
    try:
        strategy, replication = (str(before["strategy"][0]), int(before["replication"][0].as_py()))
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"Row {row} of {file_label(results.folder)} does not say its strategy and replication."
                           ) from None
    again = run(load(results.folder / SCENARIO), Request(
        strategies=strategy, replication=replication, client=results.provenance.get("client")), progress)
    return Rerun(row, again, tuple(_differences(results, before, again)), printable(results.provenance["retainsim"]))


def _differences(results: Results, before: pa.Table, again: Run) -> Iterator[str]:
    """What the folder says otherwise of a world that has been played again; `before` is its row of KPIs."""
    if digest(again.scenario) != results.provenance["digest"]:
        was = printable(results.provenance["digest"])
        yield f"{SCENARIO} has the digest {digest(again.scenario)}, was {was}"
    strategy, replication = again.strategy, again.replication
    now = tables.replications_table([strategy], strategy, [replication], {
        name: np.array([value]) for name, value in again.kpis.items()})
    for name in tables.differing(before, _comparable(now, before, results)):
        was, is_now = (table[name][0].as_py() if name in table.column_names else "missing" for table in (before, now))
        yield f"{name} was {was}, is {is_now}"
    for file, table in tables.tables_of([strategy], strategy, replication, again.trace, again.facts).items():
        was = results.table(file, strategy, replication)
        if len(was) != len(table):
            yield f"{file} has {len(was):,} rows of this world, is {len(table):,}"
        elif columns := tables.differing(was, _comparable(table, was, results)):
            yield f"{file} differs in {', '.join(columns)}"


def _comparable(now: pa.Table, before: pa.Table, results: Results) -> pa.Table:
    """A table without the columns that another version may not have had when it wrote the folder."""
    return now.select([name for name in now.column_names if name in before.column_names]) if results.notice else now

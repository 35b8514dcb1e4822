"""A row of a results folder played again: the same bits, or what differs and why."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retainsim.results.folder import tables
from retainsim.results.folder.layout import EVENTS, KEY_ACCOUNTS, REPLICATIONS, SCENARIO, WEEKS, ResultsError
from retainsim.results.folder.reader import Results
from retainsim.scenario import digest, load
from retainsim.scenario.errors import file_label, printable
from retainsim.study.recording import cast_of
from retainsim.study.run import SingleRun, run_one
from retainsim.study.setup import checks
from retainsim.version import VERSION


@dataclass(frozen=True)
class Rerun:
    """A world played again, and how it differs from the one that was kept."""

    lived: SingleRun
    strategy: str
    replication: int
    written_by: str  # version of the package
    events: int
    differences: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The likely reason of differences."""
        if self.written_by != VERSION:
            return (f"The results were written by retainsim {self.written_by}, this is {VERSION}: that "
                    "is why. Only the same version promises the same bits.")
        return "The version is the same: the folder has been changed since it was written, or this machine computes "\
               "differently."


def rerun(folder: str | os.PathLike[str], row: int, on_start: Callable[[], None] = lambda: None) -> Rerun:
    """Play a row of `replications.parquet`, counted from 0, again and compare all that was kept of it bit for bit.

    A client whose life was told when the folder was written is watched again.

    Raises   `ResultsError` for what is no results folder, `ScenarioError` for a row that is not there.
    """
    results = Results(Path(folder))
    rows = results.table(REPLICATIONS)
    checks.refuse(checks.about_number("--row", row, 0, len(rows) - 1))
    kept = rows.slice(row, 1)
    try:
        strategy, replication = (str(kept["strategy"][0]), int(kept["replication"][0].as_py()))
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"Row {row} of {file_label(results.folder)} does not say its strategy and replication."
                           ) from None
    scenario = load(results.folder / SCENARIO)
    lived = run_one(scenario, strategy, replication=replication, on_start=on_start,
                    client=results.provenance.get("client"))
    differences = []
    if digest(lived.scenario) != results.provenance["digest"]:
        was = printable(results.provenance["digest"])
        differences.append(f"{SCENARIO} has the digest {digest(lived.scenario)}, was {was}")
    cast = cast_of(lived.scenario, [strategy])
    played = tables.replications_table(cast, strategy, [replication], {
        name: np.array([value]) for name, value in lived.kpis.items()})
    for name in tables.differing(kept, played):
        was, is_now = (table[name][0].as_py() if name in table.column_names else "missing" for table in (kept, played))
        differences.append(f"{name} was {was}, is {is_now}")
    world = cast, strategy, replication, lived.trace
    for file, table in ((WEEKS, tables.weeks_table(*world, lived.facts)), (EVENTS, tables.events_table(*world)),
                        (KEY_ACCOUNTS, tables.key_accounts_table(*world, lived.facts))):
        was = results.table(file, strategy, replication)
        if len(was) != len(table):
            differences.append(f"{file} has {len(was):,} rows of this world, is {len(table):,}")
        elif columns := tables.differing(was, table):
            differences.append(f"{file} differs in {', '.join(columns)}")
    return Rerun(lived, strategy, replication, printable(results.provenance["retainsim"]), len(lived.trace.events),
                 tuple(differences))

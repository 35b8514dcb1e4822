"""A row of a sweep played again, bit for bit or not."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.results.folder.layout import POINTS, REPLICATIONS, SCENARIO, ResultsError
from retainsim.results.folder.provenance import notice, read_provenance
from retainsim.scenario import file_label, load, printable, resolved_toml
from retainsim.scenario.shape import plain_number
from retainsim.study.setup import checks
from retainsim.study.setup.request import SILENCE, Progress
from retainsim.study.sweep.units import Job, Unit, play_unit


@dataclass(frozen=True)
class RowAgain:
    """A row of a sweep, and the same world played again."""

    row: int
    point: int
    strategy: str
    replication: int
    changes: tuple[str, ...]  # of the scenario, at this point
    before: dict[str, Any]  # error and KPIs, as the folder has them
    now: dict[str, Any]
    notice: str  # if another version has written the folder

    @property
    def differences(self) -> list[str]:
        """What is not the same, bit for bit."""
        return [f"{name} was {was}, is {self.now[name]}" for name, was in self.before.items()
                if was != self.now[name] or repr(was) != repr(self.now[name])]

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {"row": self.row, "point": self.point, "strategy": self.strategy, "replication": self.replication,
                "changes": list(self.changes), "agrees": not self.differences, "differences": self.differences,
                "kpis": {name: value for name, value in self.now.items() if name != "error"}}


def rerun_row(folder: str | os.PathLike[str], row: int, progress: Progress = SILENCE) -> RowAgain:
    """Play a row of the table of a sweep, counted from 0, again.

    Raises   `ResultsError` for what is no folder of a sweep that has its table, `ScenarioError` for a row that is not
             there.
    """
    place = Path(folder)
    provenance = read_provenance(place)
    row = plain_number(row)
    try:
        table = pq.read_table(place / REPLICATIONS)
        checks.refuse(checks.about_number("--row", row, 0, len(table) - 1))
        values = table.slice(row, 1).to_pylist()[0]
        number, strategy, replication = values["point"], values["strategy"], values["replication"]
        changes = tuple(pq.read_table(place / POINTS, columns=["changes"])["changes"][number].as_py())
        names = table.column_names
        kpis = tuple(names[names.index("error") + 1:])
    except (OSError, KeyError, TypeError, ValueError, IndexError, pa.ArrowException) as error:
        raise ResultsError(f"{file_label(place)} is not the folder of a sweep that has been played: "
                           f"{printable(str(error), 200)}. Go on with it by retainsim sweep --resume.") from None
    progress.on_start()
    job = Job(resolved_toml(load(place / SCENARIO)), (strategy,), kpis)
    again, = play_unit(job, Unit((changes,), replication))
    measures = again.kpis if again.kpis is not None else np.full(len(kpis), np.nan)
    now = {"error": again.error} | {name: None if np.isnan(value) else float(value)
                                    for name, value in zip(kpis, measures, strict=True)}
    return RowAgain(row, number, strategy, replication, changes, {name: values[name] for name in now}, now,
                    notice(provenance["retainsim"]))

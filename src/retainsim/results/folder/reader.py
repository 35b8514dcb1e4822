"""A results folder read again."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.provenance import read_provenance
from retainsim.results.folder.versions import notice
from retainsim.scenario.errors import file_label, printable


class Results:
    """A results folder that lies on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.provenance = read_provenance(folder)

    @property
    def notice(self) -> str:
        """Which other version has made the folder, and what has changed since; nothing if it is this one."""
        return notice(self.provenance["retainsim"])

    def table(self, name: str, strategy: str | None = None, replication: int | None = None) -> pa.Table:
        """A table of the folder, or the rows of one world in it.

        Raises   `ResultsError`.
        """
        world = None if strategy is None else [("strategy", "==", strategy), ("replication", "==", replication)]
        try:
            return pq.read_table(self.folder / name, filters=world)
        except (OSError, pa.ArrowException) as error:
            raise ResultsError(f"{file_label(self.folder / name)} cannot be read: {_words(error)}") from None


def open_results(folder: str | Path) -> Results:
    """The results in a folder that `compare` has written.

    Raises   `ResultsError` if it is none.
    """
    return Results(Path(folder))


def _words(error: Exception) -> str:
    return printable((getattr(error, "strerror", None) or str(error)).split("\n")[0], 300)

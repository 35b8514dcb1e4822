"""A results folder read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.results.folder.layout import EVENTS, KEY_ACCOUNTS, REPLICATIONS, WEEKS, ResultsError
from retainsim.results.folder.provenance import read_provenance
from retainsim.scenario.errors import file_label, printable


class Results:
    """A results folder that lies on the disk; tables come as pandas data frames, or as Arrow tables without pandas."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.provenance = read_provenance(folder)

    def replications(self) -> Any:
        """A row per strategy and replication: every KPI."""
        return frame(self.table(REPLICATIONS))

    def weeks(self) -> Any:
        """A row per strategy, replication and week: the weekly record."""
        return frame(self.table(WEEKS))

    def events(self) -> Any:
        """A row per event."""
        return frame(self.table(EVENTS))

    def key_accounts(self) -> Any:
        """A row per strategy, replication and rank: what became of the five largest clients of week 0."""
        return frame(self.table(KEY_ACCOUNTS))

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


def frame(table: pa.Table) -> Any:
    """An Arrow table as a pandas data frame; without pandas as it is."""
    try:
        import pandas  # noqa: F401
    except ImportError:
        return table
    return table.to_pandas()

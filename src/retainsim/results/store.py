"""A results folder: written while worlds are played, and read again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.model.record import Trace
from retainsim.results import tables
from retainsim.results.facts import Facts
from retainsim.results.folder import (
    EVENTS,
    KEY_ACCOUNTS,
    PROVENANCE,
    REPLICATIONS,
    SCENARIO,
    WEEKS,
    ResultsError,
)
from retainsim.results.provenance import read_provenance
from retainsim.scenario.errors import file_label, printable

ROWS = 32_768  # of a table that wait in memory until they are written together


def opened(path: Path) -> BinaryIO:
    """A new file to be written; everything that is written goes through here."""
    return path.open("xb")


class TableFile:
    """A Parquet file that grows row by row."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._stream = opened(path)
        self._waiting: list[pa.Table] = []
        try:
            # Numbers are quicker without a dictionary.
            names = [field.name for field in schema if field.type == tables.NAME]
            self._writer = pq.ParquetWriter(self._stream, schema, compression="lz4", use_dictionary=names)
        except BaseException:
            with suppress(OSError):
                self._stream.close()
            raise

    def add(self, table: pa.Table) -> None:
        """More rows."""
        self._waiting.append(table)
        if sum(map(len, self._waiting)) >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting), row_group_size=2**31)
            self._waiting = []

    def close(self) -> None:
        """Write the rest."""
        self.flush()
        self._writer.close()
        self._stream.close()

    def abandon(self) -> None:
        """Close a file that nobody will read, in whatever state it is."""
        with suppress(Exception):
            self._writer.close()
        self._writer.is_open = False  # or it would try again when it is forgotten
        with suppress(OSError):
            self._stream.close()


class Recorder:
    """Writes the tables of a comparison into a folder, world by world; only some thousand rows wait in memory."""

    def __init__(self, folder: Path, cast: tables.Cast) -> None:
        self._folder, self._cast = folder, cast
        self._files: dict[str, TableFile] = {}
        schemas = {WEEKS: tables.weeks_schema(cast.segments), EVENTS: tables.EVENTS, KEY_ACCOUNTS: tables.KEY_ACCOUNTS}
        try:
            for name, schema in schemas.items():
                self._files[name] = TableFile(folder / name, schema)
        except BaseException:
            self.abandon()
            raise

    def take(self, strategy: str, replication: int, trace: Trace, facts: Facts) -> None:
        """Keep one world."""
        world = self._cast, strategy, replication, trace
        self._files[WEEKS].add(tables.weeks_table(*world, facts))
        self._files[EVENTS].add(tables.events_table(*world))
        self._files[KEY_ACCOUNTS].add(tables.key_accounts_table(*world, facts))

    def finish(self, kpis: Mapping[str, Mapping[str, np.ndarray]], replications: Sequence[int], scenario: str,
               provenance: Mapping[str, Any]) -> None:
        """Write what can be written only when all is played; `kpis` by strategy and name, one per replication."""
        for file in self._files.values():
            file.close()
        whole = self._files[REPLICATIONS] = TableFile(self._folder / REPLICATIONS, tables.REPLICATIONS)
        for strategy in self._cast.strategies:
            whole.add(tables.replications_table(self._cast, strategy, replications, kpis[strategy]))
        whole.close()
        for name, text in ((SCENARIO, scenario), (PROVENANCE, json.dumps(provenance, indent=2) + "\n")):
            with opened(self._folder / name) as stream:
                stream.write(text.encode())

    def abandon(self) -> None:
        """Close all files."""
        for file in self._files.values():
            file.abandon()


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

"""Results written into a folder while worlds are played."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.folder import tables
from retainsim.results.folder.layout import PROVENANCE, REPLICATIONS, SCENARIO

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
            self._write()

    def _write(self) -> None:
        self._writer.write_table(pa.concat_tables(self._waiting), row_group_size=2**31)
        self._waiting = []

    def close(self) -> None:
        """Write the rest."""
        if self._waiting:
            self._write()
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

    def __init__(self, folder: Path, facts: Mapping[str, Facts], scenario: str, provenance: Mapping[str, Any]) -> None:
        """The `scenario` is written as it is, the `provenance` with what is known at the end; `facts` by strategy."""
        self._folder, self._facts, self._scenario, self._provenance = folder, facts, scenario, provenance
        self._strategies = list(facts)
        self._files: dict[str, TableFile] = {}

    def take(self, strategy: str, replication: int, trace: Trace) -> None:
        """Keep one world."""
        for name, table in tables.tables_of(self._strategies, strategy, replication, trace, self._facts[strategy],
                                            ).items():
            self._add(name, table)

    def _add(self, name: str, table: pa.Table) -> None:
        if name not in self._files:
            self._files[name] = TableFile(self._folder / name, table.schema)
        self._files[name].add(table)

    def finish(self, kpis: Mapping[str, Mapping[str, np.ndarray]], replications: Sequence[int],
               precision: str | None = None) -> None:
        """Write KPIs by strategy and name, one per replication, and by what precision these are so many."""
        for strategy in self._strategies:
            self._add(REPLICATIONS, tables.replications_table(self._strategies, strategy, replications, kpis[strategy]))
        for file in self._files.values():
            file.close()
        provenance = {**self._provenance, "replications": len(replications), "precision": precision, "finished": now()}
        for name, text in ((SCENARIO, self._scenario), (PROVENANCE, json.dumps(provenance, indent=2) + "\n")):
            with opened(self._folder / name) as stream:
                stream.write(text.encode())

    def close(self) -> None:
        """Close all files, in whatever state they are."""
        for file in self._files.values():
            file.abandon()


def now() -> str:
    """The time, as provenance tells it."""
    return datetime.now(UTC).isoformat(timespec="seconds")

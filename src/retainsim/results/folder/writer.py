"""Results written into a folder while worlds are played."""

import json
from collections import defaultdict
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
from retainsim.results.folder.layout import PROVENANCE, REPLICATIONS

ROWS = 32_768  # of a table that wait in memory until they are written together


def opened(path: Path) -> BinaryIO:
    """A new file to be written; everything that is written goes through here."""
    return path.open("xb")


def parquet(stream: BinaryIO, schema: pa.Schema) -> pq.ParquetWriter:
    """What writes tables with these columns."""
    names = [field.name for field in schema if field.type == tables.NAME]  # numbers are quicker without a dictionary
    return pq.ParquetWriter(stream, schema, compression="lz4", use_dictionary=names, write_page_checksum=True)


class Recorder:
    """Writes the tables of a comparison into a folder, world by world; only some thousand rows wait in memory."""

    def __init__(self, folder: Path, facts: Mapping[str, Facts], files: Mapping[str, str],
                 provenance: Mapping[str, Any]) -> None:
        """The `files` are written as they are, the `provenance` completed at the end; `facts` by strategy."""
        self._folder, self._facts, self._files, self._provenance = folder, facts, files, provenance
        self._scenarios: Mapping[str, str] = provenance["scenarios"]
        self._segments = list(dict.fromkeys(name for each in facts.values() for name in each.segments))
        self._waiting: defaultdict[str, list[pa.Table]] = defaultdict(list)  # by the name of the file
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._streams: list[BinaryIO] = []

    def take(self, strategy: str, replication: int, trace: Trace) -> None:
        """Keep one world."""
        self._add(tables.tables_of(self._scenarios, strategy, replication, trace, self._facts[strategy],
                                   segments=self._segments))

    def _add(self, more: Mapping[str, pa.Table]) -> None:
        for name, table in more.items():
            self._waiting[name].append(table)
            if sum(map(len, self._waiting[name])) >= ROWS:
                self._write(name)

    def _write(self, name: str) -> None:
        table = pa.concat_tables(self._waiting.pop(name))
        if name not in self._writers:
            self._streams.append(opened(self._folder / name))
            self._writers[name] = parquet(self._streams[-1], table.schema)
        self._writers[name].write_table(table, row_group_size=2**31)

    def finish(self, kpis: Mapping[str, Mapping[str, np.ndarray]], replications: Sequence[int],
               precision: str | None = None) -> None:
        """Write KPIs by strategy and name, one per replication, and by what precision these are so many."""
        for strategy, values in kpis.items():
            self._add({REPLICATIONS: tables.replications_table(self._scenarios, strategy, replications, values)})
        for name in list(self._waiting):
            self._write(name)
        for file in (*self._writers.values(), *self._streams):
            file.close()
        provenance = {**self._provenance, "replications": len(replications), "precision": precision, "finished": now()}
        for name, text in {**self._files, PROVENANCE: json.dumps(provenance, indent=2) + "\n"}.items():
            with opened(self._folder / name) as stream:
                stream.write(text.encode())

    def close(self) -> None:
        """Close all files, in whatever state they are."""
        for writer in self._writers.values():
            with suppress(Exception):
                writer.close()
            writer.is_open = False  # or it would try again when it is forgotten
        for stream in self._streams:
            with suppress(OSError):
                stream.close()


def now() -> str:
    """The time, as provenance tells it."""
    return datetime.now(UTC).isoformat(timespec="seconds")

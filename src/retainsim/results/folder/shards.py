"""The folder of a sweep: rows are added to shards while it is played, and end as one table.

A shard is a stream of Arrow batches, one shard for each session; a batch that is cut off by a crash, or anything that
is no shard, is left where it is and not counted.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from retainsim.results.folder.atomic import FINISHED, MOVING, beside
from retainsim.results.folder.layout import EXTRA, REPLICATIONS, SHARDS, ResultsError
from retainsim.results.folder.lock import locked
from retainsim.results.folder.parcels import write_table
from retainsim.results.folder.writer import opened
from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario.errors import file_label

KEYS = ("point_key", "strategy", "replication", "error")


class Row(NamedTuple):
    """One world: of which point, strategy and replication, and its KPIs or why there are none."""

    point: str  # the key of its point
    strategy: str
    replication: int
    error: str | None
    kpis: np.ndarray | None
    parcels: tuple[bytes | None, ...] = ()  # its tables, for what the sweep keeps beside rows


def schema(kpis: Sequence[str], keep: Sequence[str] = ()) -> pa.Schema:
    """The columns of a shard that keeps these KPIs, and these tables of each world."""
    kinds = (pa.string(), pa.string(), pa.int64(), pa.string())
    return pa.schema([*(pa.field(name, kind) for name, kind in zip(KEYS, kinds, strict=True)),
                      *(pa.field(name, pa.float64(), metadata={"unit": KPIS[name].unit}) for name in kpis),
                      *(pa.field(name, pa.binary()) for name in keep)])


def batch_of(rows: Sequence[Row], columns: pa.Schema) -> pa.RecordBatch:
    """Rows as a batch of these columns."""
    kpis = [field.name for field in columns if field.type == pa.float64()]
    keep = [field.name for field in columns if field.type == pa.binary()]
    values = np.array([np.full(len(kpis), np.nan) if row.kpis is None else row.kpis for row in rows])
    first: list[Any] = [[row[place] for row in rows] for place in range(len(KEYS))]
    return pa.record_batch([*first, *(pa.array(column, pa.float64(), from_pandas=True)
                                      for column in values.reshape(len(rows), len(kpis)).T),
                            *([row.parcels[place] for row in rows] for place in range(len(keep)))], schema=columns)


class Shards:
    """The rows of a sweep in its folder; one process at a time adds to them."""

    def __init__(self, folder: Path, kpis: Sequence[str], keep: Sequence[str] = ()) -> None:
        """Raises   `ResultsError` if another process is at work there, or the disk does not take the rows."""
        self.folder, self._schema, self._keep = folder, schema(kpis, keep), keep
        with self._writing():
            (folder / SHARDS).mkdir(exist_ok=True)
            self._lock = locked(folder, "sweep")
            self._stream: BinaryIO | None = None
            FINISHED.append(folder.resolve())

    def rows(self) -> pa.Table:
        """All rows so far, each world once; without its tables."""
        return self._all().drop_columns(list(self._keep))

    @property
    def foreign(self) -> list[str]:
        """Names of what stands among the shards and is none."""
        return sorted(path.name for path in (self.folder / SHARDS).iterdir() if not _is_shard(path, self._schema))

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows, which are on the disk when this returns.

        Raises   `ResultsError` if the disk does not take them.
        """
        batch = batch_of(rows, self._schema)
        with self._writing():
            if self._stream is None:
                names = {path.stem for path in (self.folder / SHARDS).iterdir()}
                name = next(f"{number:05}" for number in range(1, 100_000) if f"{number:05}" not in names)
                self._stream = opened(self.folder / SHARDS / f"{name}.arrows")
                self._writer = pa.ipc.new_stream(self._stream, self._schema)
            self._writer.write_batch(batch)
            self._stream.flush()
            os.fsync(self._stream.fileno())

    def assemble(self, table: pa.Table, places: Iterable[int], segments: Sequence[str]) -> None:
        """Write the table of all rows, and those of their worlds, in the place of earlier ones.

        `places` are those of its rows among all `rows`, `segments` those of the scenario.
        """
        files = [EXTRA[word] for word in self._keep]
        with self._writing(), beside(self.folder / REPLICATIONS) as new:
            for word, file in zip(self._keep, files, strict=True):
                column = self._all()[word]
                write_table(new / file, segments, table, (column[place].as_py() for place in places))
            pq.write_table(table, new / REPLICATIONS, compression="lz4")
            with MOVING:
                for file in (*files, REPLICATIONS):
                    os.replace(new / file, self.folder / file)

    def _all(self) -> pa.Table:
        batches = [batch for path in sorted((self.folder / SHARDS).iterdir())
                   for batch in _batches(path, self._schema)]
        return pa.Table.from_batches(batches, self._schema)

    def close(self) -> None:
        """Close the shard and let others in."""
        if self._stream is not None:
            with suppress(OSError, pa.ArrowException):
                self._writer.close()
            with suppress(OSError):
                self._stream.close()
        with suppress(OSError):
            os.close(self._lock)

    def _writing(self) -> "_Writing":
        return _Writing(self.folder)


class _Writing:
    """What the disk refuses is told as such."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise ResultsError(f"The sweep cannot be written to {file_label(self._folder)}: {error.strerror or error}; "
                               "what was written before is kept, and --resume goes on from there.") from None


def _batches(path: Path, wanted: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The whole batches of a shard, which stay on the disk until somebody looks at them."""
    with suppress(OSError, pa.ArrowException, EOFError), pa.memory_map(str(path)) as file:
        stream = pa.ipc.open_stream(file)
        if stream.schema.equals(wanted):
            yield from stream


def _is_shard(path: Path, wanted: pa.Schema) -> bool:
    with suppress(OSError, pa.ArrowException, EOFError), path.open("rb") as file:
        return path.stat().st_size == 0 or bool(pa.ipc.open_stream(file).schema.equals(wanted))
    return False

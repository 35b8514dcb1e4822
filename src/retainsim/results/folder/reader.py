"""A results folder read again."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.provenance import notice, read_provenance
from retainsim.scenario.errors import file_label, printable


class Results:
    """A results folder that lies on the disk. What cannot be read of it raises `ResultsError`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.provenance = read_provenance(folder)

    @property
    def notice(self) -> str:
        """Which other version has made the folder, and what has changed since; nothing if it is this one."""
        return notice(self.provenance["retainsim"])

    def table(self, name: str, strategy: str | None = None, replication: int | None = None) -> pa.Table:
        """A table of the folder, or the rows of one world in it."""
        world = None if strategy is None else [("strategy", "==", strategy), ("replication", "==", replication)]
        with _reading(self.folder / name):
            return pq.read_table(self.folder / name, filters=world)

    def column(self, name: str, column: str) -> pa.ChunkedArray:
        """One column of a table."""
        with _reading(self.folder / name, f": the column {column}"):
            return pq.read_table(self.folder / name, columns=[column]).column(column)

    def batches(self, name: str, columns: list[str]) -> Iterator[pa.RecordBatch]:
        """Columns of a table, some thousand rows at a time."""
        with _reading(self.folder / name), pq.ParquetFile(self.folder / name) as file:
            yield from file.iter_batches(columns=columns)


@contextmanager
def _reading(path: Path, what: str = "") -> Iterator[None]:
    try:
        yield
    except (OSError, KeyError, pa.ArrowException) as error:
        reason = (getattr(error, "strerror", None) or str(error)).split("\n")[0]
        raise ResultsError(f"{file_label(path)}{what} cannot be read: {printable(reason, 300)}") from None


def open_results(folder: str | Path) -> Results:
    """The results in a folder that `compare` has written.

    Raises   `ResultsError` if it is none.
    """
    return Results(Path(folder))


def places(column: pa.Array | pa.ChunkedArray, names: Collection[str]) -> np.ndarray:
    """The place of each name among `names`; -1 for what is none of them."""
    return np.asarray(pc.index_in(column.cast(pa.string()), pa.array(list(names), pa.string())).fill_null(-1))

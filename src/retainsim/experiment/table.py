"""The points of a design from a CSV or Parquet file: a column for each path, a row for each point."""

from pathlib import Path
from typing import Any

from retainsim.experiment.schema import MOST_POINTS
from retainsim.scenario.errors import printable


class TableError(Exception):
    """A file of points cannot be used; the message says why."""


def read_table(path: Path) -> tuple[list[str], list[list[Any]]]:
    """The names of its columns, and its rows.

    Raises   `TableError`.
    """
    import pyarrow as pa
    from pyarrow import csv, parquet

    try:
        with path.open("rb") as file:
            table = parquet.read_table(file) if path.suffix == ".parquet" else csv.read_csv(file)
    except (OSError, pa.ArrowException) as error:
        reason = (getattr(error, "strerror", None) or str(error)).split("\n")[0]
        raise TableError(f"cannot be read ({printable(reason, 300)}); must be a CSV or Parquet file") from None
    if len(set(table.column_names)) < len(table.column_names):
        raise TableError("has two columns of one name")
    if not 0 < len(table) <= MOST_POINTS:
        raise TableError(f"has {len(table):,} rows; must have 1 to {MOST_POINTS:,}")
    for name in table.column_names:
        if table[name].null_count:
            raise TableError(f"has empty cells in the column {printable(name)}")
    columns = [table[name].to_pylist() for name in table.column_names]
    return table.column_names, [list(row) for row in zip(*columns, strict=True)]

"""The tables of single worlds on their way into the folder of a sweep: small for the network and for the disk.

A parcel is a compressed stream of Arrow, which says by itself what its columns are. It holds what a table has of one
world, without the columns that say which world that is: its row does.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.folder.layout import EVENTS, EXTRA
from retainsim.results.folder.tables import EVENTS as EVENTS_SCHEMA
from retainsim.results.folder.tables import tables_of, weeks_schema
from retainsim.results.folder.writer import ROWS, opened, parquet

RUN = ("scenario", "strategy", "replication")  # the columns that a table begins with
WORLD = ("scenario", "point", "strategy", "replication")  # the same in a sweep


def parcels_of(words: Sequence[str], trace: Trace, facts: Facts) -> tuple[bytes, ...]:
    """A parcel for each word of `EXTRA`, from one world."""
    tables = tables_of({"": ""}, "", 0, trace, facts, files=[EXTRA[word] for word in words])
    return tuple(_packed(tables[EXTRA[word]].drop_columns(list(RUN))) for word in words)


def write_table(file: Path, segments: Sequence[str], worlds: pa.Table, parcels: Iterable[bytes | None]) -> None:
    """Write what the parcels hold, world by world, each row with the columns of its world; only some thousand wait."""
    schema = EVENTS_SCHEMA if file.name == EVENTS else weeks_schema(segments)
    worlds = worlds.select(list(WORLD))
    schema = pa.schema([*worlds.schema, *list(schema)[len(RUN):]])
    with opened(file) as stream, parquet(stream, schema) as writer:
        for places, tables in _portions(parcels):
            rows = pa.concat_tables(tables)
            run = worlds.take(np.repeat(places, [len(table) for table in tables]))
            whole = pa.Table.from_arrays([*run.columns, *rows.columns], schema=schema)
            writer.write_table(whole.unify_dictionaries(), row_group_size=2**31)


def _portions(parcels: Iterable[bytes | None]) -> Iterator[tuple[list[int], list[pa.Table]]]:
    """The tables of as many worlds as are written together, with the places of these worlds; a world may have none."""
    places, tables, rows = list[int](), list[pa.Table](), 0
    for place, parcel in enumerate(parcels):
        if parcel is None:
            continue
        places.append(place)
        tables.append(_unpacked(parcel))
        rows += len(tables[-1])
        if rows >= ROWS:
            yield places, tables
            places, tables, rows = [], [], 0
    if tables:
        yield places, tables


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as small, pa.ipc.new_stream(small, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def _unpacked(parcel: bytes) -> pa.Table:
    return pa.ipc.open_stream(pa.input_stream(pa.py_buffer(parcel), compression="zstd")).read_all()

"""The tables of a results folder: their columns, and how a world fills them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from retainsim.model.record import COLUMNS, Trace
from retainsim.model.state import EVENT_KINDS, REASONS, RESCUED
from retainsim.results.dictionary import KPIS
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK

MONEY = ("cash", "collected", "fees", "status_fees", "order_revenue", "credits", "direct_costs", "fixed_costs",
         "finding_costs", "keeping_costs", "written_off", "receivables", "overdue")
SHARED_OUT = ("finding_costs", "keeping_costs")  # by hours: no whole cents
SUMS = ("attachment", "believed", "grievance")  # over the firm's clients
RESCUES = ("not-decided", "stays", "goes")  # how a delegation ends: the reason of such an event
_REASONS = (*REASONS, *RESCUES)


def _week_field(column: str) -> pa.Field:
    if column in MONEY:
        return _field(f"{column}_cents", pa.float64() if column in SHARED_OUT else pa.int64(), "cents")
    if column.endswith("_hours"):
        return _field(column, pa.float64(), "hours")
    return _field(column, pa.float64(), "sum over clients") if column in SUMS else _field(column, pa.int64(), "number")


def _field(name: str, kind: pa.DataType, unit: str) -> pa.Field:
    return pa.field(name, kind, metadata={"unit": unit})


NAME = pa.dictionary(pa.int32(), pa.string())  # a category in data frames: quicker to write, smaller to hold
_WORLD = (pa.field("strategy", NAME), pa.field("replication", pa.int64()))
REPLICATIONS = pa.schema([*_WORLD, *(_field(kpi.name, pa.float64(), kpi.unit) for kpi in KPIS.values())])
WEEKS = pa.schema([*_WORLD, pa.field("week", pa.int64()), *map(_week_field, COLUMNS)])
EVENTS = pa.schema([*_WORLD, pa.field("week", pa.int64()), pa.field("kind", NAME),
                    pa.field("organisation", pa.int64()), *(pa.field(name, NAME) for name in
                                                            ("segment", "from", "to", "reason"))])


def replications_table(strategy: str, replications: Sequence[int], kpis: Mapping[str, np.ndarray]) -> pa.Table:
    """A row per replication; null where a KPI is not defined."""
    values = [pa.array(kpis[name], pa.float64(), from_pandas=True) for name in KPIS]
    return pa.Table.from_arrays([*_world(strategy, np.asarray(replications, np.int64)), *values], schema=REPLICATIONS)


def weeks_table(strategy: str, replication: int, trace: Trace) -> pa.Table:
    """A row per week.

    Raises   `pyarrow.ArrowInvalid` for a broken cent or half a client: nothing is ever rounded.
    """
    weeks = len(trace.series)
    columns = [pa.array(values).cast(WEEKS.field(place).type)
               for place, values in enumerate(np.ascontiguousarray(trace.series.T), len(_WORLD) + 1)]
    world = _world(strategy, np.full(weeks, replication))
    return pa.Table.from_arrays([*world, pa.array(np.arange(weeks)), *columns], schema=WEEKS)


def events_table(strategy: str, replication: int, trace: Trace, segments: Sequence[str],
                 suppliers: Sequence[str]) -> pa.Table:
    """A row per event; null where there is no supplier, or no reason to be told."""
    events = np.ascontiguousarray(trace.events.T)
    reason = np.where(events[KIND] == RESCUED, events[REASON] + len(REASONS), events[REASON])
    columns = [
        events[WEEK].astype(np.int64), _named(events[KIND], EVENT_KINDS), events[ORGANISATION].astype(np.int64),
        _named(trace.segment[events[ORGANISATION]], segments), _named(events[FROM], suppliers),
        _named(events[TO], suppliers), _named(np.where(reason > 0, reason, -1), _REASONS)]
    world = _world(strategy, np.full(len(trace.events), replication))
    return pa.Table.from_arrays([*world, *columns], schema=EVENTS)


def differing(one: pa.Table, other: pa.Table) -> list[str]:
    """The columns in which two tables are not the same bit for bit, and those that only one of them has."""
    names = list(dict.fromkeys([*one.column_names, *other.column_names]))
    return [name for name in names if name not in one.column_names or name not in other.column_names
            or not _same(one[name], other[name])]


def _same(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    if len(one) != len(other) or one.is_null().to_pylist() != other.is_null().to_pylist():
        return False
    try:
        one, other = (_plain(column) for column in (one, other))
        one = one.cast(other.type)  # a table that another program has written may keep its names otherwise
    except pa.ArrowException:
        return False
    if not pa.types.is_floating(one.type):
        return bool(one.equals(other))
    return bool(one.to_numpy().tobytes() == other.to_numpy().tobytes())  # -0.0 is not 0.0


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _world(strategy: str, replications: np.ndarray) -> tuple[pa.Array, pa.Array]:
    return _named(np.zeros(len(replications), np.int32), [strategy]), pa.array(replications.astype(np.int64))


def _named(numbers: np.ndarray, names: Sequence[str]) -> pa.Array:
    """Names by number, null for negative numbers."""
    places = pa.array(numbers.astype(np.int32), mask=numbers < 0)
    return pa.DictionaryArray.from_arrays(places, pa.array(names, pa.string()))

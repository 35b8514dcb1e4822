"""The tables of a results folder: their columns, and how a world fills them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from retainsim.declared import columns, reasons
from retainsim.declared import events as kinds
from retainsim.model.record import Trace
from retainsim.results.account import prices
from retainsim.results.facts import Facts
from retainsim.results.key_accounts import fates
from retainsim.results.kpis.dictionary import KPIS
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK
from retainsim.results.segments import by_segment

MONEY = ("cash", "collected", "fees", "status_fees", "order_revenue", "credits", "direct_costs", "fixed_costs",
         "finding_costs", "keeping_costs", "written_off", "receivables", "overdue")
SHARED_OUT = ("finding_costs", "keeping_costs")  # by hours: no whole cents
SUMS = ("attachment", "believed", "grievance")  # over the firm's clients
RESCUES = ("not-decided", "stays", "goes")  # how a delegation ends: the reason of such an event
_REASONS = (*reasons.NAMES, *RESCUES)
_UNTOLD = reasons.NAMES.index("none")


class Cast(NamedTuple):
    """Who plays, by the numbers that a trace uses for them."""

    strategies: Sequence[str]
    segments: Sequence[str]
    suppliers: Sequence[str]


def _week_field(column: str) -> pa.Field:
    if column in MONEY:
        return _field(f"{column}_cents", pa.float64() if column in SHARED_OUT else pa.int64(), "cents")
    if column.endswith("_hours"):
        return _field(column, pa.float64(), "hours")
    return _field(column, pa.float64(), "sum over clients") if column in SUMS else _field(column, pa.int32(), "number")


def _field(name: str, kind: pa.DataType, unit: str) -> pa.Field:
    return pa.field(name, kind, metadata={"unit": unit})


NAME = pa.dictionary(pa.int32(), pa.string())  # a category in data frames: quicker to write, smaller to hold
_WORLD = (pa.field("strategy", NAME), pa.field("replication", pa.int64()))
REPLICATIONS = pa.schema([*_WORLD, *(_field(kpi.name, pa.float64(), kpi.unit) for kpi in KPIS.values())])
EVENTS = pa.schema([*_WORLD, pa.field("week", pa.int32()), pa.field("kind", NAME),
                    pa.field("organisation", pa.int32()), *(pa.field(name, NAME) for name in
                                                            ("segment", "from", "to", "reason"))])
KEY_ACCOUNTS = pa.schema([*_WORLD, pa.field("rank", pa.int32()), pa.field("organisation", pa.int32()),
                          pa.field("segment", NAME), _field("fee_cents", pa.int64(), "cents/week"),
                          pa.field("left_week", pa.int32()), pa.field("to", NAME), pa.field("reason", NAME),
                          pa.field("is_client_at_end", pa.bool_())])


def weeks_schema(segments: Sequence[str]) -> pa.Schema:
    """The weekly record, and what belongs to each segment of it."""
    each = [field for name in segments for field in (
        _field(f"clients_of_{name}", pa.int32(), "number"), _field(f"fees_of_{name}_cents", pa.int64(), "cents"))]
    return pa.schema([*_WORLD, pa.field("week", pa.int32()), *map(_week_field, columns.NAMES), *each])


def replications_table(cast: Cast, strategy: str, replications: Sequence[int], kpis: Mapping[str, np.ndarray],
                       ) -> pa.Table:
    """A row per replication; null where a KPI is not defined."""
    values = [pa.array(kpis[name], pa.float64(), from_pandas=True) for name in KPIS]
    return pa.Table.from_arrays([*_world(cast, strategy, np.asarray(replications)), *values], schema=REPLICATIONS)


def weeks_table(cast: Cast, strategy: str, replication: int, trace: Trace, facts: Facts) -> pa.Table:
    """A row per week.

    Raises   `pyarrow.ArrowInvalid` for a broken cent or half a client: nothing is ever rounded.
    """
    schema, weeks = weeks_schema(cast.segments), len(trace.series)
    clients, fees = by_segment(trace, facts)
    columns = [*np.ascontiguousarray(trace.series.T), *(each[:, place] for place in range(len(cast.segments))
                                                        for each in (clients, fees))]
    return pa.Table.from_arrays(
        [*_world(cast, strategy, np.full(weeks, replication)), pa.array(np.arange(weeks, dtype=np.int32)),
         *(pa.array(values).cast(schema.field(place).type) for place, values in enumerate(columns, len(_WORLD) + 1))],
        schema=schema)


def events_table(cast: Cast, strategy: str, replication: int, trace: Trace) -> pa.Table:
    """A row per event; null where there is no supplier, or no reason to be told."""
    events = np.ascontiguousarray(trace.events.T)
    reason = np.where(events[KIND] == kinds.RESCUED, events[REASON] + len(reasons.NAMES), events[REASON])
    columns = [
        events[WEEK], _named(events[KIND], kinds.KINDS), events[ORGANISATION],
        _named(trace.segment[events[ORGANISATION]], cast.segments), _named(events[FROM], cast.suppliers),
        _named(events[TO], cast.suppliers), _named(np.where(reason == _UNTOLD, -1, reason), _REASONS)]
    world = _world(cast, strategy, np.full(len(trace.events), replication))
    return pa.Table.from_arrays([*world, *columns], schema=EVENTS)


def key_accounts_table(cast: Cast, strategy: str, replication: int, trace: Trace, facts: Facts) -> pa.Table:
    """A row per key account; null where it never left, or has no supplier after that."""
    told = fates(trace)
    organisation = np.array([fate.organisation for fate in told], np.int32)
    has_left = np.array([fate.left_week is not None for fate in told], bool)
    columns = [
        np.arange(1, len(told) + 1, dtype=np.int32), organisation, _named(trace.segment[organisation], cast.segments),
        prices(trace, facts)[organisation].astype(np.int64),
        pa.array([fate.left_week for fate in told], pa.int32()),
        _named(np.where(has_left, [fate.to for fate in told], -1), cast.suppliers),
        _named(np.where(has_left, [fate.reason for fate in told], -1), _REASONS),
        pa.array([fate.is_client_at_end for fate in told], pa.bool_())]
    return pa.Table.from_arrays([*_world(cast, strategy, np.full(len(told), replication)), *columns],
                                schema=KEY_ACCOUNTS)


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


def _world(cast: Cast, strategy: str, replications: np.ndarray) -> tuple[pa.Array, pa.Array]:
    place = cast.strategies.index(strategy)
    return _named(np.full(len(replications), place), cast.strategies), pa.array(replications.astype(np.int64))


def _named(numbers: np.ndarray, names: Sequence[str]) -> pa.Array:
    """Names by number, null for negative numbers."""
    places = pa.array(numbers.astype(np.int32), mask=numbers < 0)
    return pa.DictionaryArray.from_arrays(places, pa.array(names, pa.string()))

"""The tables of a results folder: their columns, and how a world fills them."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from retainsim.declared import columns, reasons
from retainsim.declared import events as kinds
from retainsim.model.record import Trace
from retainsim.results.account import by_segment
from retainsim.results.facts import Facts
from retainsim.results.folder import layout
from retainsim.results.kpis.dictionary import KPIS
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK, fates
from retainsim.results.prices import MILLION, opening_prices

_REASONS = (*reasons.NAMES, *kinds.OUTCOMES)


def _field(name: str, kind: pa.DataType, unit: str | None = None) -> pa.Field:
    return pa.field(name, kind, metadata=unit and {"unit": unit})


def column_name(column: columns.Column) -> str:
    """What a column of the weekly record is called in `weeks.parquet`: money says that it is in cents."""
    return f"{column.name}_cents" if column.unit == "cents" else column.name


NAME = pa.dictionary(pa.int32(), pa.string())  # a category in data frames: quicker to write, smaller to hold
_RUN = (_field("scenario", NAME), _field("strategy", NAME), _field("replication", pa.int64()))
_WEEK = (*_RUN, _field("week", pa.int32()))
_RECORD = (*_WEEK, *(
    _field(column_name(column), pa.float64() if not column.is_whole else pa.int64() if column.unit == "cents"
           else pa.int32(), column.unit) for column in columns.ALL))
EVENTS = pa.schema([*_WEEK, _field("kind", NAME), _field("organisation", pa.int32()),
                    *(_field(name, NAME) for name in ("segment", "from", "to", "reason")),
                    _field("price_index", pa.float64())])
KEY_ACCOUNTS = pa.schema([
    *_RUN, _field("rank", pa.int32()), _field("organisation", pa.int32()), _field("segment", NAME),
    _field("fee_cents", pa.int64(), "cents/week"), _field("left_week", pa.int32()), _field("to", NAME),
    _field("reason", NAME), _field("is_client_at_end", pa.bool_())])


def replications_table(scenarios: Mapping[str, str], strategy: str, replications: Sequence[int],
                       kpis: Mapping[str, np.ndarray]) -> pa.Table:
    """A row per replication; null where a KPI is not defined. Of each strategy `scenarios` has the scenario."""
    schema = pa.schema([*_RUN, *(_field(name, pa.float64(), KPIS[name].unit) for name in kpis)])
    values = [pa.array(column, pa.float64(), from_pandas=True) for column in kpis.values()]
    return _table(schema, scenarios, strategy, replications, values)


def weeks_schema(segments: Sequence[str]) -> pa.Schema:
    """The columns of the weekly record, with those of these segments."""
    return pa.schema([*_RECORD, *(field for name in segments for field in (
        _field(f"clients_of_{name}", pa.int32(), "number"), _field(f"fees_of_{name}_cents", pa.int64(), "cents")))])


def tables_of(scenarios: Mapping[str, str], strategy: str, replication: int, trace: Trace, facts: Facts, *,
              segments: Sequence[str] | None = None, files: Collection[str] = layout.OF_A_WORLD) -> dict[str, pa.Table]:
    """What these files of a results folder keep of a run, by their names; it is one of the strategies.

    Of each strategy `scenarios` has the scenario; `segments` are those of all of them, null where a scenario has none.

    Raises   `pyarrow.ArrowInvalid` for a broken cent or half a client: nothing is ever rounded.
    """
    segments = facts.segments if segments is None else segments
    return {file: _table(schema, scenarios, strategy, replication, fill(trace, facts)) for file, schema, fill in (
        (layout.WEEKS, weeks_schema(segments), partial(_weeks, segments)), (layout.EVENTS, EVENTS, _events),
        (layout.KEY_ACCOUNTS, KEY_ACCOUNTS, _key_accounts)) if file in files}


def _weeks(segments: Sequence[str], trace: Trace, facts: Facts) -> list[Any]:
    """A row per week: the weekly record, and what belongs to each segment of it."""
    parts = dict(zip(facts.segments, np.moveaxis(np.stack(by_segment(trace, facts)), -1, 0), strict=True))
    nobody = [[None] * len(trace.series)] * 2  # neither clients nor fees
    return [np.arange(len(trace.series)), *np.ascontiguousarray(trace.series.T),
            *(part for name in segments for part in parts.get(name, nobody))]


def _events(trace: Trace, facts: Facts) -> list[Any]:
    """A row per event; null if there is no supplier, no reason, or no new price."""
    events = np.ascontiguousarray(trace.events.T)
    is_price = events[KIND] == kinds.REPRICED
    reason = np.where(events[KIND] == kinds.RESCUED, events[REASON] + len(reasons.NAMES),
                      np.where(is_price, reasons.NONE, events[REASON]))
    return [events[WEEK], _named(events[KIND], kinds.KINDS), events[ORGANISATION],
            _named(trace.segment[events[ORGANISATION]], facts.segments), _named(events[FROM], facts.suppliers),
            _named(events[TO], facts.suppliers), _named(np.where(reason == reasons.NONE, -1, reason), _REASONS),
            pa.array(events[REASON] / MILLION, mask=~is_price)]


def _key_accounts(trace: Trace, facts: Facts) -> list[Any]:
    """A row per key account; null where it never left, or has no supplier after that."""
    organisation, left_week, to, reason, is_client = tuple(zip(*fates(trace), strict=True)) or ((),) * 5
    has_left = np.array([week is not None for week in left_week], bool)
    who = np.array(organisation, np.int32)
    return [np.arange(1, len(who) + 1), who, _named(trace.segment[who], facts.segments),
            opening_prices(trace, facts)[who], left_week, _named(np.where(has_left, to, -1), facts.suppliers),
            _named(np.where(has_left, reason, -1), _REASONS), is_client]


def differing(one: pa.Table, other: pa.Table) -> list[str]:
    """The columns in which two tables are not the same bit for bit, and those that only one of them has."""
    names = list(dict.fromkeys([*one.column_names, *other.column_names]))
    return [name for name in names if name not in one.column_names or name not in other.column_names
            or not _same(one[name], other[name])]


def _same(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    if len(one) != len(other) or one.is_null().to_pylist() != other.is_null().to_pylist():
        return False
    try:
        one, other = (column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
                      for column in (one, other))
        one = one.cast(other.type)  # a table that another program has written may keep its names otherwise
    except pa.ArrowException:
        return False
    if pa.types.is_floating(one.type):
        return bool(one.to_numpy().tobytes() == other.to_numpy().tobytes())  # -0.0 is not 0.0
    return bool(one.equals(other))


def _table(schema: pa.Schema, scenarios: Mapping[str, str], strategy: str, replication: int | Sequence[int],
           values: Sequence[Any]) -> pa.Table:
    """The columns of a schema, those that name the run before the others; numbers are cast as far as that is exact."""
    rows = len(values[0])
    run = (*(_named(np.full(rows, names.index(name)), names) for names, name in (
               (list(dict.fromkeys(scenarios.values())), scenarios[strategy]), (list(scenarios), strategy))),
           pa.array(np.broadcast_to(replication, rows).astype(np.int64)))
    return pa.Table.from_arrays([
        *run, *(column if isinstance(column, pa.Array) else pa.array(column).cast(field.type)
                for column, field in zip(values, list(schema)[len(run):], strict=True))], schema=schema)


def _named(numbers: np.ndarray, names: Sequence[str]) -> pa.Array:
    """Names by number, null for negative numbers."""
    places = pa.array(numbers.astype(np.int32), mask=numbers < 0)
    return pa.DictionaryArray.from_arrays(places, pa.array(names, pa.string()))

"""A results folder read again: its tables, the weekly record of all worlds, and where lost clients have gone."""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from retainsim.declared import columns, reasons
from retainsim.declared import events as kinds
from retainsim.results.folder.layout import EVENTS, KEY_ACCOUNTS, WEEKS, ResultsError
from retainsim.results.folder.provenance import notice, read_provenance
from retainsim.results.folder.tables import column_name
from retainsim.scenario.errors import file_label, printable

PERCENTILES = (0.05, 0.5, 0.95)
FATES = ("kept", "gave notice", "came back", "left without a supplier", "gone in the firm's ruin",
         "ceased to exist")  # or to a rival


class Results:
    """A results folder that lies on the disk. What cannot be read of it raises `ResultsError`."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self.provenance = read_provenance(self.folder)

    @property
    def notice(self) -> str:
        """Which other version has made the folder, and what has changed since; nothing if it is this one."""
        return notice(self.provenance["retainsim"])

    @property
    def scenarios(self) -> dict[str, str]:
        """The name of the scenario of each strategy."""
        return self.provenance.get("scenarios") or dict.fromkeys(
            self.provenance["strategies"], self.provenance["scenario"])

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each scenario, by its name."""
        return self.provenance.get("digests") or {self.provenance["scenario"]: self.provenance["digest"]}

    def table(self, name: str, strategy: str | None = None, replication: int | None = None) -> pa.Table:
        """A table of the folder, or the rows of one world in it."""
        world = None if strategy is None else [("strategy", "==", strategy), ("replication", "==", replication)]
        with _reading(self.folder / name) as file:
            return _table(file, filters=world)

    def column(self, name: str, column: str) -> pa.ChunkedArray:
        """One column of a table."""
        with _reading(self.folder / name, f": the column {column}") as file:
            return _table(file, columns=[column]).column(column)

    def batches(self, name: str, names: list[str]) -> Iterator[pa.RecordBatch]:
        """Columns of a table, some thousand rows at a time."""
        with _reading(self.folder / name) as file:
            yield from pq.ParquetFile(file, page_checksum_verification=True).iter_batches(
                columns=names, use_threads=False)


def _table(file: BinaryIO, **what: Any) -> pa.Table:
    # A thread of pyarrow's that still reads from the file when an error ends Python would abort the process.
    return pq.read_table(file, use_threads=False, pre_buffer=False, page_checksum_verification=True, **what)


@contextmanager
def _reading(path: Path, what: str = "") -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:  # pyarrow takes no name that is not all characters
            yield file
    except FileNotFoundError:
        raise ResultsError(f"{file_label(path)} is missing: the results are complete only with every file that was "
                           "written. Copy the whole folder, or play them again.") from None
    except (OSError, KeyError, pa.ArrowException) as error:
        if reason := getattr(error, "strerror", None):
            raise ResultsError(f"{file_label(path)}{what} cannot be read: {reason}.") from None
        reason = str(error).split("\n")[0].removeprefix("Could not open Parquet input source '<Buffer>': ")
        raise ResultsError(f"{file_label(path)}{what} cannot be read: it is damaged, or not what retainsim has written "
                           f"({printable(reason, 300)}). Copy the whole folder again, or play it again.") from None


def places(column: pa.Array | pa.ChunkedArray, names: Collection[str]) -> np.ndarray:
    """The place of each name among `names`; -1 for what is none of them."""
    return np.asarray(pc.index_in(column.cast(pa.string()), pa.array(list(names), pa.string())).fill_null(-1))


class Weekly:
    """Columns of `weeks.parquet` as float64, strategies x replications x weeks, whatever the order of its rows."""

    def __init__(self, results: Results) -> None:
        """Raises   `ResultsError` unless there is one row per strategy, replication and week."""
        self._results = results
        self.strategies: list[str] = list(results.provenance["strategies"])
        self._shape = len(self.strategies), int(results.provenance["replications"]), int(results.provenance["weeks"])
        strategy, replication, week = (results.column(WEEKS, name) for name in ("strategy", "replication", "week"))
        _, world = np.unique(replication.to_numpy(), return_inverse=True)  # a run has only its own
        try:
            self._places = np.ravel_multi_index(
                (places(strategy, self.strategies), world, week.to_numpy()), self._shape)
            is_whole = (np.bincount(self._places, minlength=int(np.prod(self._shape))) == 1).all()
        except ValueError:  # a place outside the shape, or none
            is_whole = False
        if not is_whole:
            raise ResultsError(f"{file_label(results.folder / WEEKS)} does not have one row per strategy, replication "
                               "and week: the folder has been changed since it was written.")

    def column(self, name: str) -> np.ndarray:
        """One column."""
        values = np.empty(self._places.size)
        values[self._places] = self._results.column(WEEKS, name).to_numpy()
        return values.reshape(self._shape)

    def money(self, name: str) -> np.ndarray:
        """One column of cents as whole currency units."""
        values = self.column(f"{name}_cents")
        values /= 100
        return values

    def record(self, strategies: Sequence[str], replications: int) -> np.ndarray:
        """The record of the first worlds: strategies x replications x weeks x columns."""
        places = [self.strategies.index(name) for name in strategies]
        return np.stack([self.column(column_name(column))[places, :replications] for column in columns.ALL], axis=-1)


def fan(values: np.ndarray) -> np.ndarray:
    """Where the worlds lie week by week: PERCENTILES x strategies x weeks."""
    return np.quantile(values, PERCENTILES, axis=1)


def mean_per_client(sums: np.ndarray, clients: np.ndarray) -> np.ndarray:
    """Mean over all clients of all worlds: strategies x weeks; NaN in weeks in which there are none anywhere."""
    number = clients.sum(axis=1)
    return np.divide(sums.sum(axis=1), number, out=np.full(number.shape, np.nan), where=number > 0)


def losses(results: Results, rivals: Sequence[str]) -> np.ndarray:
    """Exits per world: float64, strategies x reasons x (each rival, and nobody)."""
    strategies = results.provenance["strategies"]
    counts = np.zeros((len(strategies), len(reasons.NAMES), len(rivals) + 1))
    for events in results.batches(EVENTS, ["strategy", "kind", "from", "reason", "to"]):
        is_end = np.isin(places(events["kind"], kinds.KINDS), (kinds.ENDS, kinds.DISSOLVES))
        exits = events.filter(pa.array(is_end & (places(events["from"], ["firm"]) >= 0)))
        reason = np.maximum(places(exits["reason"], reasons.NAMES), reasons.NONE)
        # Place -1, which is none of them, is the last: nobody.
        np.add.at(counts, (places(exits["strategy"], strategies), reason, places(exits["to"], rivals)), 1)
    return np.asarray(counts / results.provenance["replications"])


def mean_fates(results: Results, rivals: Sequence[str]) -> np.ndarray:
    """What became of the largest clients of week 0, by their first exit: mean number per world.

    Strategies x (FATES, and then each rival that they left for). Who is kept has neither left nor given notice.
    """
    clients = results.table(KEY_ACCOUNTS)
    counts = _counts_of_fates(results, rivals, clients, np.zeros(len(clients), int), 1)[0]
    return np.asarray(counts / results.provenance["replications"])


def fates_by_client(results: Results, rivals: Sequence[str]) -> dict[int, np.ndarray]:
    """The same for each organisation that is one of them in some world: number of worlds; most worlds come first."""
    clients = results.table(KEY_ACCOUNTS)
    who, place = np.unique(clients["organisation"].to_numpy(), return_inverse=True)
    counts = _counts_of_fates(results, rivals, clients, place, len(who))
    order = np.argsort(-counts.sum(axis=(1, 2)), kind="stable")
    return {int(who[client]): counts[client] for client in order}


def _counts_of_fates(results: Results, rivals: Sequence[str], clients: pa.Table, group: np.ndarray, groups: int,
                     ) -> np.ndarray:
    """How many rows of the table have each fate: groups x strategies x fates."""
    strategies = results.provenance["strategies"]
    counts = np.zeros((groups, len(strategies), len(FATES) + len(rivals)))
    reason, to = places(clients["reason"], reasons.NAMES), places(clients["to"], rivals)
    never_left = clients["left_week"].is_null().to_numpy()
    conditions = {
        "gave notice": never_left & _have_given_notice(results, clients), "kept": never_left,
        "came back": clients["is_client_at_end"].to_numpy().astype(bool),
        "ceased to exist": reason == reasons.DISSOLUTION, "gone in the firm's ruin": reason == reasons.INSOLVENT,
        "left without a supplier": to < 0}
    fate = np.select(list(conditions.values()), list(map(FATES.index, conditions)), len(FATES) + to)
    np.add.at(counts, (group, places(clients["strategy"], strategies), fate), 1)
    return counts


def _have_given_notice(results: Results, clients: pa.Table) -> np.ndarray:
    """Whether the last that is heard of each of these is its notice to the firm, which no delegation has undone."""
    most = [int(pc.max(clients[name]).as_py() or 0) + 1 for name in ("replication", "organisation")]

    def identities(rows: pa.Table | pa.RecordBatch) -> np.ndarray:
        """One number for a strategy, a world and an organisation; -1 for organisations beyond those of the clients."""
        strategy, world, who = (places(rows["strategy"], results.provenance["strategies"]).astype(np.int64),
                                np.asarray(rows["replication"], np.int64), np.asarray(rows["organisation"], np.int64))
        return np.where(who < most[1], (strategy * most[0] + world) * most[1] + who, -1)

    mine = identities(clients)
    last: dict[int, bool] = {}
    for events in results.batches(EVENTS, ["strategy", "replication", "kind", "organisation", "from", "reason"]):
        kind = places(events["kind"], kinds.KINDS)
        gives = (kind == kinds.DECIDES) & (places(events["from"], ["firm"]) >= 0)
        stays = (kind == kinds.RESCUED) & (places(events["reason"], [kinds.OUTCOMES[kinds.STAYS]]) >= 0)
        who = identities(events)
        rows = np.flatnonzero((gives | stays) & np.isin(who, mine))
        last.update(zip(who[rows].tolist(), gives[rows].tolist(), strict=True))
    return np.array([last.get(who, False) for who in mine.tolist()], bool)

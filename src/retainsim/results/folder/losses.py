"""Where the clients that a firm has lost have gone, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from retainsim.declared import reasons
from retainsim.results.folder.layout import EVENTS, KEY_ACCOUNTS, ResultsError
from retainsim.results.folder.reader import Results
from retainsim.scenario.errors import file_label, printable

TO_ATTACKER, TO_OTHER, TO_NOBODY = range(3)  # destinations
FATES = ("kept", "came back", "to an attacker", "to another rival", "left without a supplier",
         "gone in the firm's ruin", "ceased to exist")
_FIRM = "firm"


def losses(results: Results, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    """Exits per world: float64, strategies x REASONS x destinations.

    Raises   `ResultsError`.
    """
    strategies = list(results.provenance["strategies"])
    counts = np.zeros((len(strategies), len(reasons.NAMES), 3))
    for exits in _exits(results, ["to"]):
        whither = _destinations(exits["to"], rivals, attackers)
        np.add.at(counts, (_places(exits["strategy"], strategies), _reasons(exits), whither), 1)
    counts /= int(results.provenance["replications"])
    return counts


def exits_by_reason(results: Results, strategies: Sequence[str], replications: int) -> np.ndarray:
    """Exits in each of the first worlds: int64, strategies x replications x REASONS.

    Raises   `ResultsError`.
    """
    counts = np.zeros((len(strategies), replications, len(reasons.NAMES)), np.int64)
    for exits in _exits(results, ["replication"]):
        strategy = _places(exits["strategy"], strategies)
        replication = exits["replication"].to_numpy(zero_copy_only=False)
        asked = (strategy >= 0) & (replication < replications)
        np.add.at(counts, (strategy[asked], replication[asked], _reasons(exits)[asked]), 1)
    return counts


def mean_fates(results: Results, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    """What became of the largest clients of week 0, by their first exit: mean number per world, strategies x FATES.

    Raises   `ResultsError`.
    """
    strategies = list(results.provenance["strategies"])
    counts = np.zeros((len(strategies), len(FATES)))
    for batch in _batches(results, KEY_ACCOUNTS, ["strategy", "left_week", "to", "reason", "is_client_at_end"]):
        reason = _places(batch["reason"], reasons.NAMES)
        to = _destinations(batch["to"], rivals, attackers)
        fate = np.select(
            [batch["left_week"].is_null().to_numpy(zero_copy_only=False),
             batch["is_client_at_end"].to_numpy(zero_copy_only=False).astype(bool),
             reason == reasons.NAMES.index("dissolved"), reason == reasons.NAMES.index("insolvent"),
             to == TO_ATTACKER, to == TO_OTHER],
            [FATES.index(name) for name in ("kept", "came back", "ceased to exist", "gone in the firm's ruin",
                                            "to an attacker", "to another rival")],
            FATES.index("left without a supplier"))
        np.add.at(counts, (_places(batch["strategy"], strategies), fate), 1)
    counts /= int(results.provenance["replications"])
    return counts


def _destinations(to: pa.Array, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    kinds = [TO_ATTACKER if name in attackers else TO_OTHER for name in rivals]
    found: np.ndarray = np.array([*kinds, TO_NOBODY])[_places(to, rivals)]  # place -1 is the last
    return found


def _exits(results: Results, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The events that end the firm's service, some thousand at a time, with the strategy, the reason and more."""
    for batch in _batches(results, EVENTS, ["strategy", "kind", "from", "reason", *columns]):
        yield batch.filter(pa.array((_places(batch["kind"], ["ends", "dissolves"]) >= 0)
                                    & (_places(batch["from"], [_FIRM]) >= 0)))


def _reasons(exits: pa.RecordBatch) -> np.ndarray:
    """The place of each reason among REASONS; without a name it is "none", the first of them."""
    found: np.ndarray = np.maximum(_places(exits["reason"], reasons.NAMES), 0)
    return found


def _batches(results: Results, name: str, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """The rows of a table, some thousand at a time."""
    try:
        with pq.ParquetFile(results.folder / name) as file:
            yield from file.iter_batches(columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise ResultsError(f"{file_label(results.folder / name)} cannot be read: "
                           f"{printable(str(error).splitlines()[0], 300)}") from None


def _places(column: pa.Array, names: Collection[str]) -> np.ndarray:
    """The place of each name among `names`; -1 for what is none of them."""
    found = pc.index_in(column.cast(pa.string()), pa.array(list(names), pa.string()))
    places: np.ndarray = found.fill_null(-1).to_numpy(zero_copy_only=False)
    return places

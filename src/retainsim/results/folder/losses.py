"""Where the clients that a firm has lost have gone, and why."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.results.folder.layout import EVENTS, KEY_ACCOUNTS
from retainsim.results.folder.reader import Results

TO_ATTACKER, TO_OTHER, TO_NOBODY = range(3)  # destinations
FATES = ("kept", "came back", "to an attacker", "to another rival", "left without a supplier",
         "gone in the firm's ruin", "ceased to exist")


def losses(results: Results, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    """Exits per world: float64, strategies x reasons x destinations.

    Raises   `ResultsError`.
    """
    strategies = results.provenance["strategies"]
    counts = np.zeros((len(strategies), len(reasons.NAMES), 3))
    for exits in _exits(results, "to"):
        np.add.at(counts, (_places(exits["strategy"], strategies), _reasons(exits),
                           _destinations(exits["to"], rivals, attackers)), 1)
    counts /= results.provenance["replications"]
    return counts


def exits_by_reason(results: Results, strategies: Sequence[str], replications: int) -> np.ndarray:
    """Exits in each of the first worlds: int64, strategies x replications x reasons.

    Raises   `ResultsError`.
    """
    counts = np.zeros((len(strategies), replications, len(reasons.NAMES)), np.int64)
    for exits in _exits(results, "replication"):
        strategy = _places(exits["strategy"], strategies)
        replication = exits["replication"].to_numpy(zero_copy_only=False)
        is_counted = (strategy >= 0) & (replication < replications)
        np.add.at(counts, (strategy[is_counted], replication[is_counted], _reasons(exits)[is_counted]), 1)
    return counts


def mean_fates(results: Results, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    """What became of the largest clients of week 0, by their first exit: mean number per world, strategies x FATES.

    Raises   `ResultsError`.
    """
    strategies = results.provenance["strategies"]
    counts = np.zeros((len(strategies), len(FATES)))
    for clients in results.batches(KEY_ACCOUNTS, ["strategy", "left_week", "to", "reason", "is_client_at_end"]):
        reason = _places(clients["reason"], reasons.NAMES)
        to = _destinations(clients["to"], rivals, attackers)
        conditions = {
            "kept": clients["left_week"].is_null().to_numpy(zero_copy_only=False),
            "came back": clients["is_client_at_end"].to_numpy(zero_copy_only=False).astype(bool),
            "ceased to exist": reason == reasons.DISSOLUTION, "gone in the firm's ruin": reason == reasons.INSOLVENT,
            "to an attacker": to == TO_ATTACKER, "to another rival": to == TO_OTHER}
        fate = np.select(list(conditions.values()), [FATES.index(name) for name in conditions],
                         FATES.index("left without a supplier"))
        np.add.at(counts, (_places(clients["strategy"], strategies), fate), 1)
    counts /= results.provenance["replications"]
    return counts


def _destinations(to: pa.Array, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    destinations = [TO_ATTACKER if name in attackers else TO_OTHER for name in rivals]
    return np.array([*destinations, TO_NOBODY])[_places(to, rivals)]  # place -1 is the last


def _exits(results: Results, column: str) -> Iterator[pa.RecordBatch]:
    """The events that end the firm's service, some thousand at a time, with the strategy, the reason and a column."""
    for events in results.batches(EVENTS, ["strategy", "kind", "from", "reason", column]):
        is_end = np.isin(_places(events["kind"], kinds.KINDS), (kinds.ENDS, kinds.DISSOLVES))
        yield events.filter(pa.array(is_end & (_places(events["from"], ["firm"]) >= 0)))


def _reasons(exits: pa.RecordBatch) -> np.ndarray:
    """The number of each reason; without a name it is that of "none"."""
    return np.maximum(_places(exits["reason"], reasons.NAMES), reasons.NONE)


def _places(column: pa.Array, names: Collection[str]) -> np.ndarray:
    """The place of each name among `names`; -1 for what is none of them."""
    places = pc.index_in(column.cast(pa.string()), pa.array(list(names), pa.string())).fill_null(-1)
    return places.to_numpy(zero_copy_only=False)

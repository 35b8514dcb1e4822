"""Where the clients that a firm has lost have gone, and why. What cannot be read of a folder raises `ResultsError`."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pyarrow as pa

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.results.folder.layout import EVENTS, KEY_ACCOUNTS
from retainsim.results.folder.reader import Results, places

TO_ATTACKER, TO_OTHER, TO_NOBODY = range(3)  # destinations
FATES = ("kept", "came back", "to an attacker", "to another rival", "left without a supplier",
         "gone in the firm's ruin", "ceased to exist")


def losses(results: Results, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    """Exits per world: float64, strategies x reasons x destinations."""
    strategies = results.provenance["strategies"]
    counts = np.zeros((len(strategies), len(reasons.NAMES), 3))
    for exits, reason in _exits(results, "to"):
        np.add.at(counts, (places(exits["strategy"], strategies), reason,
                           _destinations(exits["to"], rivals, attackers)), 1)
    return np.asarray(counts / results.provenance["replications"])


def exits_by_reason(results: Results, strategies: Sequence[str], replications: int) -> np.ndarray:
    """Exits in each of the first worlds: int64, strategies x replications x reasons."""
    counts = np.zeros((len(strategies), replications, len(reasons.NAMES)), np.int64)
    for exits, reason in _exits(results, "replication"):
        strategy, replication = places(exits["strategy"], strategies), exits["replication"].to_numpy()
        is_counted = (strategy >= 0) & (replication < replications)
        np.add.at(counts, tuple(numbers[is_counted] for numbers in (strategy, replication, reason)), 1)
    return counts


def mean_fates(results: Results, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    """What became of the largest clients of week 0, by their first exit: mean number per world, strategies x FATES."""
    strategies = results.provenance["strategies"]
    counts = np.zeros((len(strategies), len(FATES)))
    for clients in results.batches(KEY_ACCOUNTS, ["strategy", "left_week", "to", "reason", "is_client_at_end"]):
        reason, to = places(clients["reason"], reasons.NAMES), _destinations(clients["to"], rivals, attackers)
        conditions = {
            "kept": clients["left_week"].is_null().to_numpy(zero_copy_only=False),
            "came back": clients["is_client_at_end"].to_numpy(zero_copy_only=False).astype(bool),
            "ceased to exist": reason == reasons.DISSOLUTION, "gone in the firm's ruin": reason == reasons.INSOLVENT,
            "to an attacker": to == TO_ATTACKER, "to another rival": to == TO_OTHER}
        fate = np.select(list(conditions.values()), list(map(FATES.index, conditions)),
                         FATES.index("left without a supplier"))
        np.add.at(counts, (places(clients["strategy"], strategies), fate), 1)
    return np.asarray(counts / results.provenance["replications"])


def _destinations(to: pa.Array, rivals: Collection[str], attackers: Collection[str]) -> np.ndarray:
    destinations = [TO_ATTACKER if name in attackers else TO_OTHER for name in rivals]
    return np.array([*destinations, TO_NOBODY])[places(to, rivals)]  # place -1 is the last


def _exits(results: Results, column: str) -> Iterator[tuple[pa.RecordBatch, np.ndarray]]:
    """The events that end the firm's service, some thousand at a time, with a column, and the number of the reason."""
    for events in results.batches(EVENTS, ["strategy", "kind", "from", "reason", column]):
        is_end = np.isin(places(events["kind"], kinds.KINDS), (kinds.ENDS, kinds.DISSOLVES))
        exits = events.filter(pa.array(is_end & (places(events["from"], ["firm"]) >= 0)))
        yield exits, np.maximum(places(exits["reason"], reasons.NAMES), reasons.NONE)

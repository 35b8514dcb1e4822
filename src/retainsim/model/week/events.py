"""The diary: one line per thing worth telling."""

from retainsim.kernel import kernel
from retainsim.model.state import Identity, World


@kernel
def note(w: World, week: int, kind: int, identity: Identity, from_supplier: int, to_supplier: int, reason: int) -> None:
    """Write one event; weeks before 0 are not told."""
    if week < 0:
        return
    row = w.counter[0]
    w.events[row, 0] = week
    w.events[row, 1] = kind
    w.events[row, 2] = identity
    w.events[row, 3] = from_supplier
    w.events[row, 4] = to_supplier
    w.events[row, 5] = reason
    w.counter[0] = row + 1

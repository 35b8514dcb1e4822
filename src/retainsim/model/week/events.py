"""The diary: one line per thing worth telling."""

from retainsim.declared import fields
from retainsim.kernel import kernel
from retainsim.model.state import Address, World


@kernel
def note(at: Address, week: int, kind: int, from_supplier: int, to_supplier: int, reason: int, w: World) -> None:
    """Write one event of an organisation; weeks before 0 are not told."""
    if week < 0:
        return
    row = w.counter[0]
    w.events[row, 0] = week
    w.events[row, 1] = kind
    w.events[row, 2] = at // fields.TILE * fields.LANE_COUNT + at % fields.TILE
    w.events[row, 3] = from_supplier
    w.events[row, 4] = to_supplier
    w.events[row, 5] = reason
    w.counter[0] = row + 1

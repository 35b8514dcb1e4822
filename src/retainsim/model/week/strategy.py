"""Step 11. Whether what the firm has observed makes it change its strategy."""

from retainsim.declared import ledger
from retainsim.declared.codes import NEVER
from retainsim.kernel import Float64Table, kernel
from retainsim.model.parameters import Parameters
from retainsim.model.state import World


@kernel
def trigger_fired(week: int, p: Parameters, series: Float64Table, w: World) -> int:
    """The first trigger that fires, or -1; none before as many weeks have passed as it looks back, or after insolvency.
    """
    if w.ledger[ledger.INSOLVENT_SINCE] != NEVER:
        return -1
    for trigger in range(p.triggers.column.size):
        weeks = p.triggers.weeks[trigger]
        if week + 1 >= weeks:
            count = 0.0
            for past in range(week - weeks + 1, week + 1):
                count += series[past, p.triggers.column[trigger]]
            if count > p.triggers.above[trigger] or count < p.triggers.below[trigger]:
                return trigger
    return -1

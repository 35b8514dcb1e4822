"""Step 11. Whether what the firm has observed makes it change its strategy."""

from retainsim.kernel import Float64Table, kernel
from retainsim.model.parameters import Parameters


@kernel
def observed(column: int, week: int, weeks: int, series: Float64Table) -> float:
    """Sum of a column of the record over the last `weeks` weeks, this one included."""
    total = 0.0
    for past in range(week - weeks + 1, week + 1):
        total += series[past, column]
    return total


@kernel
def trigger_fired(week: int, p: Parameters, series: Float64Table) -> int:
    """The first trigger that fires, or -1; none fires before as many weeks were lived as it looks back."""
    for trigger in range(p.triggers.column.size):
        weeks = p.triggers.weeks[trigger]
        if week + 1 >= weeks:
            count = observed(p.triggers.column[trigger], week, weeks, series)
            if count > p.triggers.above[trigger] or count < p.triggers.below[trigger]:
                return trigger
    return -1

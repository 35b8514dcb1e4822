"""Hours are shared out: nobody works more than the hours of the week.

Formula    share granted = min(1, hours / hours asked for)
           pooled: orders = min((1 - quota) T, load); hunting = max(quota T, its part of the rest); care what is left
Source     The success trap of farming: DeCarlo & Lam 2016, J. Academy of Marketing Science 44; claim I9 of the essays.
Limits     Within a job everyone gets the same share; first come, first served is not modelled.
"""

from retainsim.kernel import kernel


@kernel
def granted_share(hours: float, load: float) -> float:
    """Share [0..1] of the needed hours that fits into the time."""
    return 1.0 if load <= hours else hours / load


@kernel
def calls_per_week(hours: float, call_hours: float, weight: float) -> float:
    """Calls per week and unit of weight that these hours [hours/week] allow; none without anyone to call."""
    return hours / (call_hours * weight) if weight > 0.0 else 0.0


@kernel
def pooled_order_hours(pool: float, quota: float, load: float) -> float:
    """Hours [hours/week] of a pool that go to taking orders: it comes first, after the ring-fenced quota [0..1]."""
    return min((1.0 - quota) * pool, load)


@kernel
def pooled_hunting_hours(pool: float, quota: float, order_hours: float, hunting_part: float) -> float:
    """Hours [hours/week] of a pool left for hunting, which shares the rest with care; at least the quota."""
    rest = pool - order_hours
    return min(rest, max(quota * pool, hunting_part * rest))

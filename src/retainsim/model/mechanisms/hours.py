"""Hours are shared out: nobody works more than there is.

Formula    share granted = min(1, hours / hours asked for)
Limits     Within a job everyone gets the same share; first come, first served is not modelled.
"""

from retainsim.kernel import kernel


@kernel
def granted_share(hours: float, load: float) -> float:
    """Share [0..1] of the hours asked for that there is time for."""
    return 1.0 if load <= hours else hours / load


@kernel
def calls_per_week(hours: float, call_hours: float, weight: float) -> float:
    """Calls per week and unit of weight that these hours [hours/week] allow; none without anyone to call."""
    return hours / (call_hours * weight) if weight > 0.0 else 0.0

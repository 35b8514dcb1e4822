"""Step 3. Each person's week is divided among jobs, and the jobs' hours among clients."""

from retainsim.kernel import kernel
from retainsim.model.mechanisms.hours import calls_per_week, granted_share
from retainsim.model.parameters import CARE, DUNNING, HUNTING, ORDERS, REPAIR, Parameters
from retainsim.model.record import (
    R_DUNNING_HOURS,
    R_HUNTING_HOURS,
    R_ORDER_HOURS,
    R_REPAIR_HOURS,
)
from retainsim.model.state import FIRM, INSOLVENT_SINCE, NEVER, World


@kernel
def hours_of(job: int, p: Parameters) -> float:
    """Hours per week that the strategy gives to a job, over all positions."""
    total = 0.0
    for position in range(p.positions):
        total += p.job_hours[position, job]
    return total


@kernel
def share_out_desk_work(p: Parameters, w: World) -> None:
    """Repair and dunning: one desk, the same share for everyone who waits."""
    for job in (DUNNING, REPAIR):
        w.job_share[job] = granted_share(hours_of(job, p), w.job_load[job])
    w.tally[R_DUNNING_HOURS] += w.job_share[DUNNING] * w.job_load[DUNNING]
    w.tally[R_REPAIR_HOURS] += w.job_share[REPAIR] * w.job_load[REPAIR]


@kernel
def share_out_portfolios(p: Parameters, w: World) -> None:
    """Caring and order calls: every person for the own portfolio; rivals as they are used to."""
    for position in range(p.positions):
        care = p.job_hours[position, CARE]
        orders = p.job_hours[position, ORDERS] if p.orders_strength > 0.0 else 0.0
        clients = w.handler_clients[position]
        w.visits[position] = calls_per_week(care, p.visit_hours, w.handler_weight[position])
        w.calls[position] = min(1.0, calls_per_week(orders, p.call_hours, clients))
        if clients > 0:
            w.tally[R_ORDER_HOURS] += w.calls[position] * clients * p.call_hours
    for supplier in range(1, p.suppliers):
        w.visits[p.positions + supplier - 1] = p.visits_per_week[supplier]


@kernel
def courting_hours(supplier: int, week: int, p: Parameters, w: World) -> float:
    """Hours that a supplier has for courting this week."""
    if week < 0 or week < p.start_week[supplier] or p.courting_strength == 0.0:
        return 0.0
    if supplier == FIRM:
        return hours_of(HUNTING, p) if w.ledger[INSOLVENT_SINCE] == NEVER else 0.0
    return p.suitor_hours[supplier]


@kernel
def share_out_courting(week: int, p: Parameters, w: World) -> None:
    """What each courted organisation is given by its suitor."""
    for supplier in range(p.suppliers):
        hours = courting_hours(supplier, week, p, w)
        load = p.courting_hours * w.pursuits[supplier]
        w.hours_per_pursuit[supplier] = p.courting_hours * granted_share(hours, load)
        if supplier == FIRM:
            w.tally[R_HUNTING_HOURS] += min(hours, load)

"""Step 3. Each person's week is divided among jobs, and the jobs' hours among clients; who looks after whom."""

from retainsim.declared import columns, fields, jobs, ledger
from retainsim.declared.codes import FIRM, NEVER
from retainsim.kernel import Float64s, kernel
from retainsim.model.mechanisms.hours import calls_per_week, granted_share, pooled_hunting_hours, pooled_order_hours
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World


@kernel
def hours_of(job: int, p: Parameters, w: World) -> float:
    """Hours per week that the strategy gives to a job, over all positions: as many as people are able to use."""
    total = 0.0
    for position in range(p.positions):
        total += p.staff.job_hours[position, job] * w.able[position]
    return total


@kernel
def share_out_desk_work(p: Parameters, w: World) -> None:
    """Repair, dunning and rescue: one desk each, the same share for everyone who waits."""
    for job, column in ((jobs.DUNNING, columns.DUNNING_HOURS), (jobs.REPAIR, columns.REPAIR_HOURS),
                        (jobs.RESCUE, columns.RESCUE_HOURS)):
        w.job_share[job] = granted_share(hours_of(job, p, w), w.job_load[job])
        w.tally[column] += w.job_share[job] * w.job_load[job]


@kernel
def pool_of(p: Parameters, w: World) -> float:
    """Hours per week of the pool."""
    return hours_of(jobs.HUNTING, p, w) + hours_of(jobs.CARE, p, w) + hours_of(jobs.ORDERS, p, w)


@kernel
def pooled_orders(p: Parameters, w: World) -> float:
    """Hours per week that order-taking claims of a pool in which everybody does everything."""
    load = w.served[FIRM] * p.orders.call_hours / p.orders.round_weeks if p.orders.strength > 0.0 else 0.0
    return pooled_order_hours(pool_of(p, w), p.strategy.new_business_quota, load)


@kernel
def hunting_hours(p: Parameters, w: World) -> float:
    """Hours per week that the firm has for hunting."""
    hunting = hours_of(jobs.HUNTING, p, w)
    if p.strategy.pooled == 0:
        return hunting
    care = hours_of(jobs.CARE, p, w)
    part = hunting / (hunting + care) if hunting + care > 0.0 else 1.0
    return pooled_hunting_hours(pool_of(p, w), p.strategy.new_business_quota, pooled_orders(p, w), part)


@kernel
def pooled_care_hours(p: Parameters, w: World) -> float:
    """Hours per week of a pool that are left for care."""
    return pool_of(p, w) - pooled_orders(p, w) - hunting_hours(p, w)


@kernel
def share_out_calls(p: Parameters, w: World) -> None:
    """Who is called, how often: the firm's clients as it is organised, those of rivals as they are used to."""
    weight = 0.0
    for position in range(p.positions):
        weight += w.handler_weight[position]
    for position in range(p.positions):
        if p.strategy.pooled == 0:
            hours = p.staff.job_hours[position, jobs.CARE] * w.able[position]
            clients = w.handler_weight[position]
        else:
            hours, clients = pooled_care_hours(p, w), weight
        w.visits[position] = calls_per_week(hours, p.attachment.visit_hours, clients)
    orders = hours_of(jobs.ORDERS, p, w) if p.strategy.pooled == 0 else pooled_orders(p, w)
    calls = min(1.0, calls_per_week(orders, p.orders.call_hours, w.served[FIRM])) if p.orders.strength > 0.0 else 0.0
    w.calls[:p.positions] = calls
    w.tally[columns.ORDER_HOURS] += calls * w.served[FIRM] * p.orders.call_hours
    for supplier in range(1, p.suppliers):
        w.visits[p.positions + supplier - 1] = p.supplier.visits_per_client_week[supplier]


@kernel
def hours_for_courting(supplier: int, week: int, p: Parameters, w: World) -> float:
    """Hours that a supplier has for courting this week."""
    if week < 0 or week < p.supplier.start_week[supplier] or p.courting.strength == 0.0:
        return 0.0
    if supplier == FIRM:
        return hunting_hours(p, w) if w.ledger[ledger.INSOLVENT_SINCE] == NEVER else 0.0
    return p.supplier.courting_hours_per_week[supplier]


@kernel
def share_out_courting(week: int, p: Parameters, w: World) -> None:
    """What each courted organisation is given by its suitor."""
    for supplier in range(p.suppliers):
        hours = hours_for_courting(supplier, week, p, w)
        load = p.courting.hours_per_week * w.pursuits[supplier]
        w.hours_per_pursuit[supplier] = p.courting.hours_per_week * granted_share(hours, load)
        if supplier == FIRM:
            w.tally[columns.HUNTING_HOURS] += min(hours, load)


@kernel
def least_filled(capacities: Float64s, p: Parameters, w: World) -> int:
    """The position with the emptiest portfolio for its capacity, the lower of equals."""
    best = 0
    best_fill = -1.0
    for position in range(p.positions):
        capacity = capacities[position]
        if capacity > 0.0:
            fill = w.dealt[position] / capacity
            if best_fill < 0.0 or fill < best_fill:
                best = position
                best_fill = fill
    return best


@kernel
def deal(at: Address, target_per_hour: float, p: Parameters, w: World) -> None:
    """Keep a client with its person if that portfolio is not full, otherwise hand it over.

    `dealt` holds what has been dealt so far; `target_per_hour` is the weight due to one unit of capacity.
    """
    if w.whole[fields.SUPPLIER + at] != FIRM:
        return
    handler = w.whole[fields.HANDLER + at]
    had_handler = handler < p.positions
    stays = had_handler and w.dealt[handler] < target_per_hour * p.staff.portfolio_capacity[handler]
    if not stays:
        new = least_filled(p.staff.portfolio_capacity, p, w)
        if had_handler and new != handler:
            person = float(w.real[fields.ATTACH_PERSON + at])
            w.real[fields.ATTACH_PERSON + at] = person * p.attachment.kept_at_hand_over
        handler = new
        w.whole[fields.HANDLER + at] = handler
    w.dealt[handler] += float(w.real[fields.CARE_WEIGHT + at])


@kernel
def take_on(at: Address, was_courted: bool, p: Parameters, w: World) -> None:
    """Give a new client of the firm to the carer with the emptiest portfolio; or leave it to a seller who keeps it."""
    is_kept = was_courted and p.supplier.hands_over[FIRM] == 0
    handler = least_filled(p.staff.seller_capacity if is_kept else p.staff.portfolio_capacity, p, w)
    w.whole[fields.HANDLER + at] = handler
    w.dealt[handler] += float(w.real[fields.CARE_WEIGHT + at])

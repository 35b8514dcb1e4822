"""Who looks after whom: portfolios in proportion to caring hours."""

from retainsim.declared import fields
from retainsim.declared.codes import FIRM
from retainsim.kernel import Float64s, kernel
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World


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

"""Steps 0 and 9e. What suppliers ask of new clients, and when those that the firm has come under new prices."""

from retainsim.declared import choices, events, fields
from retainsim.declared.codes import FIRM, KEPT_BY_PRICE, NEVER, NOBODY, PROMISED
from retainsim.kernel import kernel
from retainsim.model.mechanisms.attachment import attachment
from retainsim.model.mechanisms.billing import index_of, millionths, price_per_week
from retainsim.model.mechanisms.contract import is_free
from retainsim.model.mechanisms.grievance import after_experience
from retainsim.model.mechanisms.pricing import blow
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note, place_of
from retainsim.numeric import nearer_to_one


@kernel
def post_lists(week: int, p: Parameters, w: World) -> None:
    """0. The lists of the week."""
    for segment in range(w.listed.size):
        if w.offer[FIRM, segment] != p.prices.index[FIRM, segment]:
            w.listed[segment] = week
        if p.prices.index[FIRM, segment] != p.supplier.price_index[FIRM]:
            w.is_special[0] = 1
        for supplier in range(p.suppliers):
            w.offer[supplier, segment] = p.prices.index[supplier, segment]


@kernel
def price_index(at: Address, p: Parameters, w: World) -> float:
    """The price index at which an organisation is served, 1 if it is not; clients of rivals pay what new ones do."""
    supplier = w.whole[fields.SUPPLIER + at]
    if supplier <= NOBODY:
        return 1.0
    if supplier == FIRM:
        return index_of(w.whole[fields.PRICE + at], p.supplier.price_index[FIRM])
    return w.offer[supplier, w.whole[fields.SEGMENT + at]]


@kernel
def price(at: Address, p: Parameters, w: World) -> float:
    """What a client of the firm pays for a week [cents]."""
    own = index_of(w.whole[fields.PRICE + at], p.supplier.price_index[FIRM])
    return price_per_week(w.fee[place_of(at)], own)


@kernel
def usual_price(at: Address, p: Parameters, w: World) -> float:
    """What a client of the firm would pay for a week at `firm.price_index` [cents]."""
    return price_per_week(w.fee[place_of(at)], p.supplier.price_index[FIRM])


@kernel
def come_under_list(at: Address, week: int, was: int, p: Parameters, w: World) -> None:
    """From now on a client pays what new ones are asked for; `was` is its supplier up to now."""
    own = millionths(w.offer[FIRM, w.whole[fields.SEGMENT + at]], p.supplier.price_index[FIRM])
    if own != w.whole[fields.PRICE + at]:
        w.whole[fields.PRICE + at] = own
        index = index_of(own, p.supplier.price_index[FIRM])
        note(at, week, events.REPRICED, was, FIRM, millionths(index, 0.0), w)


@kernel
def feel_price(at: Address, ratio: float, p: Parameters, w: World) -> None:
    """A client judges a price that is so many times what it was."""
    left = 1.0
    if p.strategy.reason != choices.UNEXPLAINED:
        left = p.pricing.costs if p.strategy.reason == choices.BY_COSTS else p.pricing.market
    attached = attachment(float(w.real[fields.ATTACH_PERSON + at]), float(w.real[fields.ATTACH_FIRM + at]),
                          p.attachment.person_share)
    felt = blow(ratio, left, p.pricing.softened, attached)
    w.real[fields.GRIEVANCE + at] = after_experience(float(w.real[fields.GRIEVANCE + at]),
                                                     p.grievance.strength * p.pricing.unfairness * felt)
    w.real[fields.ALERTNESS + at] = nearer_to_one(float(w.real[fields.ALERTNESS + at]),
                                                  p.alertness.strength * p.pricing.wakes * felt)


@kernel
def offer_to_stay(at: Address, p: Parameters, w: World) -> float:
    """What a client that has given notice is offered [units of noise], as far as its price is concerned."""
    off = p.strategy.keep_discount * price_index(at, p, w)
    return p.decision.price_weight * float(w.real[fields.PRICE_SENSITIVITY + at]) * off / p.decision.noise


@kernel
def bind_to_offer(at: Address, week: int, p: Parameters, w: World) -> None:
    """A client that stays for a lower price stays for another term; its next invoice brings the price."""
    if p.strategy.keep_discount > 0.0:
        w.whole[fields.MARKS + at] |= PROMISED
        w.whole[fields.TERM_END + at] = week + p.clients.term_weeks[w.whole[fields.SEGMENT + at]]
        w.is_special[0] = 1


@kernel
def keep_promise(at: Address, week: int, p: Parameters, w: World) -> None:
    """The lower price for which a client has stayed: as long as its new term."""
    w.whole[fields.MARKS + at] = (w.whole[fields.MARKS + at] & ~PROMISED) | KEPT_BY_PRICE
    own = millionths(price_index(at, p, w) * (1.0 - p.strategy.keep_discount), p.supplier.price_index[FIRM])
    if own != w.whole[fields.PRICE + at]:
        w.whole[fields.PRICE + at] = own
        note(at, week, events.REPRICED, FIRM, FIRM, millionths(price_index(at, p, w), 0.0), w)


@kernel
def may_come_under_list(at: Address, week: int, p: Parameters, w: World) -> None:
    """9e. With its invoice a client that has not given notice gets the price of the list, if nothing holds the old."""
    if w.whole[fields.LEAVING + at] != NEVER:
        return
    if w.whole[fields.MARKS + at] & PROMISED:
        keep_promise(at, week, p, w)
        return
    if w.whole[fields.MARKS + at] & KEPT_BY_PRICE and w.whole[fields.TERM_END + at] > week + 1:
        return
    w.whole[fields.MARKS + at] &= ~KEPT_BY_PRICE
    segment = w.whole[fields.SEGMENT + at]
    first_end = w.whole[fields.SINCE + at] + p.clients.term_weeks[segment]
    if p.strategy.applies == choices.AT_ONCE or is_free(
            week + 1, w.whole[fields.TERM_END + at], first_end, p.clients.renewal_weeks[segment], w.listed[segment]):
        was = price_index(at, p, w)
        come_under_list(at, week, FIRM, p, w)
        feel_price(at, price_index(at, p, w) / was, p, w)

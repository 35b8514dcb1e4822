"""Step 6. Organisations decide to change their supplier: whether, why, where to, and from when on."""

import numpy as np

from retainsim.kernel import kernel
from retainsim.model.luck import WHERE, WHY, uniforms
from retainsim.model.mechanisms.alertness import looking_around
from retainsim.model.mechanisms.contract import end_of_service
from retainsim.model.mechanisms.decision import choice_weight, decides, hazard, market_appeal
from retainsim.model.parameters import ON_NOTICE, Parameters
from retainsim.model.record import R_NOTICES, R_STATUS_NOTICES
from retainsim.model.state import (
    ALARM,
    ALERTNESS,
    BACKGROUND,
    BACKGROUND_EXIT,
    COURTED,
    DECIDES,
    FIRM,
    GIVEN_0,
    GIVEN_1,
    GIVEN_2,
    GIVEN_3,
    GIVEN_4,
    HANDLER,
    IDENTITY,
    INSOLVENT,
    INSOLVENT_SINCE,
    LEAVING,
    MARKS,
    NEVER,
    NEXT,
    NOBODY,
    PRICE_SENSITIVITY,
    REASON,
    REFUSES_FIRM,
    SEGMENT,
    SUITOR,
    SUPPLIER,
    TENDER,
    TERM_END,
    Address,
    Identity,
    World,
)
from retainsim.model.week.appeal import appeal_of_suitor, own_appeal_of
from retainsim.model.week.events import note
from retainsim.model.week.picture import raise_alarm
from retainsim.model.week.surroundings import bill_the_rest, give_up_claims, lose_suitor, refuses, sign, undecided

NO_ALTERNATIVE = -1e9  # appeal
WHY_WORD, WHERE_WORD = WHY % 4, WHERE % 4  # places of two draws in their block


@kernel
def has_room(supplier: int, p: Parameters, w: World) -> bool:
    """Whether a supplier can take one more client."""
    return supplier == FIRM or w.served[supplier] + w.under_way[supplier] < p.capacity[supplier]


@kernel
def open_doors(week: int, p: Parameters, w: World) -> None:
    """Find who takes new clients this week, and the best alternative to each supplier."""
    for supplier in range(p.suppliers):
        if supplier == FIRM:
            w.is_open[supplier] = w.ledger[INSOLVENT_SINCE] == NEVER
        else:
            w.is_open[supplier] = max(week, 0) >= p.start_week[supplier] and has_room(supplier, p, w)
    for handler in range(p.positions + p.suppliers):
        own = FIRM if handler < p.positions else handler - p.positions + 1  # the last row, nobody, is past all
        best = NO_ALTERNATIVE
        w.best_renown[handler] = NO_ALTERNATIVE
        w.best_price[handler] = 1.0
        for supplier in range(p.suppliers):
            appeal = market_appeal(p.renown[supplier], p.price_weight, p.price_index[supplier])
            if supplier != own and w.is_open[supplier] != 0 and appeal > best:
                best = appeal
                w.best_renown[handler] = p.renown[supplier]
                w.best_price[handler] = p.price_index[supplier]


@kernel
def look_up_offers(at: Address, lane: Address, p: Parameters, w: World) -> None:
    """What `hazards` wants from tables."""
    handler = w.whole[HANDLER + at]
    suitor = max(w.whole[SUITOR + at], 0)
    w.given[GIVEN_0 + lane] = w.price[handler]
    w.given[GIVEN_1 + lane] = w.best_renown[handler]
    w.given[GIVEN_2 + lane] = w.best_price[handler]
    w.given[GIVEN_3 + lane] = p.price_index[suitor]
    w.given[GIVEN_4 + lane] = w.quality[handler]
    if w.whole[MARKS + at] >= REFUSES_FIRM:
        own = w.whole[SUPPLIER + at]
        best = NO_ALTERNATIVE
        w.given[GIVEN_1 + lane] = NO_ALTERNATIVE
        for supplier in range(p.suppliers):
            appeal = market_appeal(p.renown[supplier], p.price_weight, p.price_index[supplier])
            if supplier != own and w.is_open[supplier] != 0 and not refuses(at, supplier, w) and appeal > best:
                best = appeal
                w.given[GIVEN_1 + lane] = p.renown[supplier]
                w.given[GIVEN_2 + lane] = p.price_index[supplier]


@kernel
def hazards(at: Address, lane: Address, week: int, p: Parameters, w: World) -> tuple[float, float, float]:
    """Hazards [1/week] of the three ways to a decision: own reasons, the suitor, a tender."""
    served = w.whole[SUPPLIER + at] >= 0
    suitor = w.whole[SUITOR + at]
    # Numba shifts by a lane's own number only if it is not negative.
    courted = (suitor >= 0) & ((w.whole[MARKS + at] & (REFUSES_FIRM << max(suitor, 0))) == 0)
    price_weight = p.price_weight * float(w.real[PRICE_SENSITIVITY + at])
    own = own_appeal_of(at, week, w.given[GIVEN_4 + lane], w.given[GIVEN_0 + lane], p, w)
    by_suitor = hazard(p.courted_rate, appeal_of_suitor(at, w.given[GIVEN_3 + lane], p, w), own, p.noise)
    market = market_appeal(w.given[GIVEN_1 + lane], price_weight, w.given[GIVEN_2 + lane])
    rate = looking_around(p.tender_rate, p.alertness_effect, float(w.real[ALERTNESS + at]))
    by_tender = hazard(rate, market, own, p.noise)
    return (float(w.real[BACKGROUND + at]) * p.decision_strength if served else 0.0,
            by_suitor * p.decision_strength if courted else 0.0, by_tender * p.decision_strength)


@kernel
def makes_up_its_mind(at: Address, lane: Address, week: int, luck: float, least_supplier: int, p: Parameters,
                      w: World) -> bool:
    """Whether a decision falls: for one whose supplier is at least this and who has not decided yet."""
    own_reasons, by_suitor, by_tender = hazards(at, lane, week, p, w)
    undecided_yet = (w.whole[SUPPLIER + at] >= least_supplier) & (w.whole[LEAVING + at] == NEVER)
    return undecided_yet & decides(luck, own_reasons + by_suitor + by_tender)


@kernel
def appeal_to(at: Address, supplier: int, own: int, p: Parameters, w: World) -> float:
    """Appeal of a supplier to the organisation; none for its own one, for those without room, and the refused."""
    if supplier == own or w.is_open[supplier] == 0 or not has_room(supplier, p, w) or refuses(at, supplier, w):
        return NO_ALTERNATIVE
    price_weight = p.price_weight * float(w.real[PRICE_SENSITIVITY + at])
    return market_appeal(p.renown[supplier], price_weight, p.price_index[supplier])


@kernel
def choose_from_market(at: Address, own: int, luck: float, with_nobody: bool, p: Parameters, w: World) -> int:
    """One of the suppliers with room other than the own, by their appeal; NOBODY where there is none."""
    nobody = p.without_service if with_nobody else NO_ALTERNATIVE
    best = nobody
    for supplier in range(p.suppliers):
        best = max(best, appeal_to(at, supplier, own, p, w))
    if best == NO_ALTERNATIVE:
        return NOBODY
    total = choice_weight(nobody - best, p.noise)
    for supplier in range(p.suppliers):
        total += choice_weight(appeal_to(at, supplier, own, p, w) - best, p.noise)
    mark = luck * total
    for supplier in range(p.suppliers):
        mark -= choice_weight(appeal_to(at, supplier, own, p, w) - best, p.noise)
        if mark < 0.0:
            return supplier
    return NOBODY


@kernel
def bind(at: Address, i: Identity, week: int, end: int, following: int, reason: int, p: Parameters, w: World) -> None:
    """Write down what was decided."""
    w.whole[LEAVING + at] = end
    w.whole[NEXT + at] = following
    w.whole[REASON + at] = reason
    if w.whole[SUITOR + at] != following:
        lose_suitor(at, week, w)
    if following >= 0:
        w.under_way[following] += 1
    if w.whole[SUPPLIER + at] == FIRM and reason != INSOLVENT:
        w.tally[R_NOTICES] += 1.0
        w.tally[R_STATUS_NOTICES] += p.status[w.whole[SEGMENT + at]]
        w.whole[ALARM + at] = NEVER
        raise_alarm(at, week, ON_NOTICE, p, w)
    note(w, week, DECIDES, i, w.whole[SUPPLIER + at], following, reason)


@kernel
def decide(at: Address, lane: Address, i: Identity, week: int, k0: np.uint32, k1: np.uint32, p: Parameters,
           w: World) -> None:
    """A decision has fallen: why, where to, from when on."""
    own = w.whole[SUPPLIER + at]
    own_reasons, by_suitor, by_tender = hazards(at, lane, week, p, w)
    luck = uniforms(k0, k1, week, w.whole[IDENTITY + at], WHY // 4, 0)
    mark = luck[WHY_WORD] * (own_reasons + by_suitor + by_tender)
    if mark < own_reasons:
        reason = BACKGROUND_EXIT
        following = choose_from_market(at, own, luck[WHERE_WORD], True, p, w)
    elif mark < own_reasons + by_suitor:
        reason = COURTED
        suitor = w.whole[SUITOR + at]
        following = suitor if has_room(suitor, p, w) else NOBODY
    else:
        reason = TENDER
        following = choose_from_market(at, own, luck[WHERE_WORD], False, p, w)
    if following == NOBODY and reason != BACKGROUND_EXIT:
        return
    if own >= 0:
        end = end_of_service(week, w.whole[TERM_END + at], p.notice_weeks[w.whole[SEGMENT + at]])
    else:
        end = week + p.connection_weeks
    bind(at, i, week, end, following, reason, p, w)


@kernel
def renew_in_place(at: Address, week: int, p: Parameters, w: World) -> None:
    """In the seasoning, who decides to leave is replaced by one like it, freshly signed."""
    own = w.whole[SUPPLIER + at]
    sign(at, week, own, p.seasoned_courtship, p.quality[own], p, w)
    undecided(at, week, w)


@kernel
def flee_insolvency(at: Address, i: Identity, week: int, k0: np.uint32, k1: np.uint32, p: Parameters, w: World) -> None:
    """The firm has stopped: its claims are lost, its clients go next week, those on their way to it stay."""
    if w.whole[SUPPLIER + at] == FIRM:
        bill_the_rest(at, week + 1, p, w)
        luck = uniforms(k0, k1, week, w.whole[IDENTITY + at], WHY // 4, 0)
        if w.whole[LEAVING + at] == NEVER:
            bind(at, i, week, week + 1, choose_from_market(at, FIRM, luck[WHERE_WORD], False, p, w), INSOLVENT, p, w)
        else:
            w.whole[LEAVING + at] = week + 1
    elif (w.whole[LEAVING + at] != NEVER and w.whole[NEXT + at] == FIRM) or w.whole[SUITOR + at] == FIRM:
        undecided(at, week, w)
    give_up_claims(at, w)

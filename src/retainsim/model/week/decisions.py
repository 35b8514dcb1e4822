"""Step 6. Organisations decide to change their supplier: whether, why, where to, and from when on."""

from retainsim.declared import choices, columns, draws, events, fields, ledger, reasons
from retainsim.declared.codes import FIRM, NEVER, NOBODY
from retainsim.kernel import inlined, kernel
from retainsim.model.luck import uniforms
from retainsim.model.mechanisms.alertness import looking_around
from retainsim.model.mechanisms.contract import end_of_service
from retainsim.model.mechanisms.decision import choice_weight, decides, hazard, log_sum, market_appeal, may_decide
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note
from retainsim.model.week.appeal import appeal_of_staying, appeal_of_suitor, believed_of
from retainsim.model.week.needs import is_coming_to
from retainsim.model.week.prices import come_under_list
from retainsim.model.week.rescue import raise_alarm
from retainsim.model.week.surroundings import bill_the_rest, give_up_claims, lose_suitor, refuses, sign, undecided

NO_ALTERNATIVE = -1e9  # appeal
WHY_WORD, WHERE_WORD = draws.WHY % 4, draws.WHERE % 4  # places of two draws in their block


@kernel
def has_room(supplier: int, p: Parameters, w: World) -> bool:
    """Whether a supplier can take one more client."""
    return supplier == FIRM or w.served[supplier] + w.under_way[supplier] < p.supplier.capacity[supplier]


@kernel
def open_doors(week: int, p: Parameters, w: World) -> None:
    """Find who takes new clients this week."""
    w.is_open[FIRM] = w.ledger[ledger.INSOLVENT_SINCE] == NEVER
    for supplier in range(1, p.suppliers):
        w.is_open[supplier] = max(week, 0) >= p.supplier.start_week[supplier] and has_room(supplier, p, w)


@kernel
def appeal_from_afar(at: Address, supplier: int, week: int, p: Parameters, w: World) -> float:
    """Appeal of a supplier that does not court the organisation; none if it is its own, closed, or refused."""
    if w.whole[fields.SUPPLIER + at] == supplier or w.is_open[supplier] == 0 or refuses(at, supplier, w):
        return NO_ALTERNATIVE
    price_weight = p.decision.price_weight * float(w.real[fields.PRICE_SENSITIVITY + at])
    renown = believed_of(at, supplier, p.supplier.renown[supplier], week, p, w)
    return market_appeal(renown, price_weight, w.offer[supplier, w.whole[fields.SEGMENT + at]])


@kernel
def appeal_of_market(at: Address, week: int, p: Parameters, w: World) -> float:
    """Appeal of all other suppliers together."""
    best, weights = NO_ALTERNATIVE, 0.0
    for supplier in range(p.suppliers):
        best = max(best, appeal_from_afar(at, supplier, week, p, w))
    for supplier in range(p.suppliers):
        weights += choice_weight(appeal_from_afar(at, supplier, week, p, w) - best, p.decision.noise)
    return log_sum(best, weights, p.decision.noise)


@inlined
def looks_around(at: Address, p: Parameters, w: World) -> float:
    """Rate [1/week] at which the organisation compares its supplier with the market."""
    return looking_around(p.decision.tender_rate_per_week, p.alertness.effect, float(w.real[fields.ALERTNESS + at]))


@inlined
def background_of(at: Address, p: Parameters, w: World) -> float:
    """Hazard [1/week] of leaving for reasons of its own; zero without a supplier."""
    is_served = w.whole[fields.SUPPLIER + at] >= 0
    return float(w.real[fields.BACKGROUND + at]) * p.decision.strength if is_served else 0.0


@kernel
def hazards(at: Address, week: int, p: Parameters, w: World) -> tuple[float, float, float]:
    """Hazards [1/week] of the three ways to a decision: own reasons, the suitor, a tender."""
    own = appeal_of_staying(at, week, p, w)
    by_suitor = 0.0
    suitor = w.whole[fields.SUITOR + at]
    if suitor >= 0 and not refuses(at, suitor, w):
        offer = appeal_of_suitor(at, p, w)
        by_suitor = hazard(p.decision.courted_rate_per_week, offer, own, p.decision.noise)
    by_tender = hazard(looks_around(at, p, w), appeal_of_market(at, week, p, w), own, p.decision.noise)
    return background_of(at, p, w), by_suitor, by_tender


@inlined
def may_make_up_its_mind(at: Address, week: int, luck: float, p: Parameters, w: World) -> bool:
    """Whether a decision may fall: only if it has not decided yet, and in the seasoning only if it has a supplier."""
    background = background_of(at, p, w)
    by_suitor = p.decision.courted_rate_per_week if w.whole[fields.SUITOR + at] >= 0 else 0.0
    by_tender = looks_around(at, p, w)
    least_supplier = NOBODY if week >= 0 else FIRM
    undecided_yet = (w.whole[fields.SUPPLIER + at] >= least_supplier) & (w.whole[fields.LEAVING + at] == NEVER)
    return undecided_yet & may_decide(luck, background, by_suitor, by_tender)


@kernel
def appeal_to(at: Address, supplier: int, week: int, p: Parameters, w: World) -> float:
    """Appeal of a supplier from afar; none if it has no room left."""
    return appeal_from_afar(at, supplier, week, p, w) if has_room(supplier, p, w) else NO_ALTERNATIVE


@kernel
def choose_from_market(at: Address, week: int, luck: float, with_nobody: bool, p: Parameters, w: World) -> int:
    """One of the other suppliers that have room, by their appeal; NOBODY if there is none."""
    nobody = p.decision.without_service if with_nobody else NO_ALTERNATIVE
    best = nobody
    for supplier in range(p.suppliers):
        best = max(best, appeal_to(at, supplier, week, p, w))
    if best == NO_ALTERNATIVE:
        return NOBODY
    total = choice_weight(nobody - best, p.decision.noise)
    for supplier in range(p.suppliers):
        total += choice_weight(appeal_to(at, supplier, week, p, w) - best, p.decision.noise)
    mark = luck * total
    for supplier in range(p.suppliers):
        mark -= choice_weight(appeal_to(at, supplier, week, p, w) - best, p.decision.noise)
        if mark < 0.0:
            return supplier
    return NOBODY


@kernel
def bind(at: Address, week: int, end: int, following: int, reason: int, p: Parameters, w: World) -> None:
    """Write down what was decided."""
    w.whole[fields.LEAVING + at] = end
    w.whole[fields.NEXT + at] = following
    w.whole[fields.REASON + at] = reason
    if w.whole[fields.SUITOR + at] != following:
        lose_suitor(at, week, w)
    if following >= 0:
        w.under_way[following] += 1
    if w.whole[fields.SUPPLIER + at] == FIRM and reason != reasons.INSOLVENT:
        w.tally[columns.NOTICES] += 1.0
        w.tally[columns.STATUS_NOTICES] += p.clients.status[w.whole[fields.SEGMENT + at]]
        w.whole[fields.ALARM + at] = NEVER
        raise_alarm(at, week, choices.NOTICE, p, w)
    note(at, week, events.DECIDES, w.whole[fields.SUPPLIER + at], following, reason, w)


@kernel
def decide(at: Address, week: int, p: Parameters, w: World) -> None:
    """A decision has fallen: why, where to, from when on."""
    own = w.whole[fields.SUPPLIER + at]
    own_reasons, by_suitor, by_tender = hazards(at, week, p, w)
    luck = uniforms(week, w.whole[fields.IDENTITY + at], draws.WHY // 4, 0, w)
    mark = luck[WHY_WORD] * (own_reasons + by_suitor + by_tender)
    if mark < own_reasons:
        reason = reasons.BACKGROUND
        following = choose_from_market(at, week, luck[WHERE_WORD], True, p, w)
    elif mark < own_reasons + by_suitor:
        reason = reasons.COURTED
        suitor = w.whole[fields.SUITOR + at]
        following = suitor if has_room(suitor, p, w) else NOBODY
    else:
        reason = reasons.TENDER
        following = choose_from_market(at, week, luck[WHERE_WORD], False, p, w)
    if following == NOBODY and reason != reasons.BACKGROUND:
        return
    if own >= 0:
        end = end_of_service(week, w.whole[fields.TERM_END + at], p.clients.notice_weeks[w.whole[fields.SEGMENT + at]])
    else:
        end = week + p.decision.connection_weeks
    bind(at, week, end, following, reason, p, w)


@kernel
def make_up_its_mind(at: Address, week: int, luck: float, p: Parameters, w: World) -> None:
    """Decide, if a decision falls; in the seasoning a client that leaves is replaced by one like it, freshly signed."""
    own_reasons, by_suitor, by_tender = hazards(at, week, p, w)
    if not decides(luck, own_reasons + by_suitor + by_tender):
        return
    if week < 0:
        own = w.whole[fields.SUPPLIER + at]
        sign(at, week, own, p.market.seasoned_courtship, p.supplier.quality[own], p, w)
        undecided(at, week, w)
        if own == FIRM:
            come_under_list(at, week, FIRM, p, w)
    else:
        decide(at, week, p, w)


@kernel
def flee_insolvency(at: Address, week: int, p: Parameters, w: World) -> None:
    """The firm has stopped: its claims are lost, its clients go next week, those on their way to it stay."""
    if w.whole[fields.SUPPLIER + at] == FIRM:
        bill_the_rest(at, week + 1, p, w)
        luck = uniforms(week, w.whole[fields.IDENTITY + at], draws.WHY // 4, 0, w)
        if w.whole[fields.LEAVING + at] == NEVER:
            bind(at, week, week + 1, choose_from_market(at, week, luck[WHERE_WORD], False, p, w), reasons.INSOLVENT,
                 p, w)
        else:
            w.whole[fields.LEAVING + at] = week + 1
    elif is_coming_to(at, FIRM, w) or w.whole[fields.SUITOR + at] == FIRM:
        undecided(at, week, w)
    give_up_claims(at, w)

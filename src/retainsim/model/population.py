"""Who there is before the first week: traits, suppliers, tenures; and empty worlds to put them in."""

import math

import numpy as np

from retainsim.declared import columns, draws, events, fields, jobs, ledger, scratch
from retainsim.declared.codes import (
    ABSENT,
    ALWAYS_THERE,
    FIRM,
    FORMER,
    NEVER,
    NOBODY,
    REFUSES_FIRM,
    SEGMENT_SIZE,
    UNFOUNDED,
)
from retainsim.kernel import kernel
from retainsim.model.luck import POPULATION_WEEK, beta, gamma_of_mean_one, normal, uniforms
from retainsim.model.mechanisms.billing import millionths, rounded
from retainsim.model.parameters import Parameters
from retainsim.model.state import MOST_NEW_TARGETS, Address, Identity, World, place_of
from retainsim.numeric import exp, log, power

LEAST_RETENTION = 1e-9
MOST_CARE_WEIGHT = 1000.0


def empty_world(p: Parameters, key: tuple[int, int], event_rows: int) -> World:
    """A world without anybody in it, every array at its size."""
    tiles = -(-p.organisations // fields.LANES)
    cells = tiles * fields.WIDTH * fields.LANES
    handlers = p.positions + p.suppliers
    whole = np.zeros((tiles, fields.WIDTH, fields.LANES), np.int32)
    for row, field in enumerate(fields.WHOLE):  # lanes past the last organisation stay so: nobody there
        whole[:, row] = field.empty
    whole[:, int(fields.HANDLER) // fields.LANES] = handlers - 1
    buildings = -(-p.market.buildings // fields.LANES) * fields.LANES
    return World(
        k0=np.uint32(key[0]), k1=np.uint32(key[1]), real=np.zeros(cells, np.float32), whole=whole.reshape(-1),
        **{name: np.zeros(tiles * fields.LANES) for name in ("fee", "owed", "arrears")},
        strain=np.zeros(1), wear=np.zeros(p.positions),
        ledger=np.zeros(len(ledger.NAMES), np.int64), counter=np.array([0, -1]),
        events=np.empty((event_rows, len(events.FIELDS)), np.int32), tally=np.zeros(len(columns.NAMES)),
        shared_fault=np.zeros(buildings * p.suppliers, np.uint8),
        served=np.zeros(p.suppliers, np.int64), under_way=np.zeros(p.suppliers, np.int64),
        pursuits=np.zeros(p.suppliers, np.int64), is_open=np.zeros(p.suppliers, np.uint8),
        hours_per_pursuit=np.zeros(p.suppliers),
        joined=np.where(p.staff.is_there != 0, ALWAYS_THERE, ABSENT), extra_costs=np.zeros(1, np.int64),
        able=np.ones(p.positions), quality=np.zeros(handlers), handler_weight=np.zeros(handlers),
        dealt=np.zeros(handlers), visits=np.zeros(handlers), calls=np.zeros(handlers),
        carried=np.ones(handlers), fault_rate=np.zeros(handlers),
        offer=p.prices.index.copy(), listed=np.full(p.prices.index.shape[1], -NEVER),
        echo=p.prices.index[FIRM].copy(), is_special=np.zeros(1, np.uint8),
        job_load=np.zeros(len(jobs.NAMES)), job_share=np.ones(len(jobs.NAMES)),
        luck=np.zeros(tiles * 4 * fields.LANES, np.uint32), flag=np.zeros(fields.LANES, np.int32),
        lanes=np.zeros(fields.LANES, np.uint64), looked_up=np.zeros(scratch.LOOKED_UP * fields.LANES),
        sums=np.zeros(scratch.ADDED_UP * fields.LANES),
        target=np.zeros(MOST_NEW_TARGETS, np.int64), temptation=np.zeros(MOST_NEW_TARGETS))


@kernel
def draw_traits(at: Address, identity: Identity, segment: int, p: Parameters, w: World) -> None:
    """What an organisation is like, for life."""
    c, g = p.clients, segment
    z = normal(identity, draws.TRAIT_FEE, w)
    w.fee[place_of(at)] = max(1.0, rounded(100.0 * c.fee_per_week[g] * exp(c.fee_spread[g] * z)))
    w.real[fields.EXPOSURE + at] = gamma_of_mean_one(identity, draws.TRAIT_EXPOSURE, c.fault_exposure_cv[g], w)
    share = beta(identity, draws.TRAIT_BACKGROUND, c.background_churn_per_year[g],
                 c.background_churn_concentration[g], w)
    w.real[fields.BACKGROUND + at] = -log(max(1.0 - share, LEAST_RETENTION)) / 52.0
    w.real[fields.LATENESS + at] = beta(identity, draws.TRAIT_LATENESS, c.late_payment_share[g],
                                        c.late_payment_concentration[g], w)
    w.real[fields.RECOGNITION + at] = gamma_of_mean_one(identity, draws.TRAIT_RECOGNITION, c.recognition_cv[g], w)
    w.real[fields.PRICE_SENSITIVITY + at] = gamma_of_mean_one(identity, draws.TRAIT_PRICE, c.price_sensitivity_cv[g], w)
    w.real[fields.VOICE + at] = beta(identity, draws.TRAIT_VOICE, c.voice_share[g], c.voice_concentration[g], w)
    w.real[fields.RECIPROCITY + at] = beta(identity, draws.TRAIT_RECIPROCITY, c.reciprocity[g],
                                           c.reciprocity_concentration[g], w)
    w.whole[fields.SEGMENT + at] = segment
    u = uniforms(POPULATION_WEEK, identity, draws.TRAIT_FOUNDING // 4, 0, w)
    w.whole[fields.BUILDING + at] = math.floor(u[draws.TRAIT_BUILDING % 4] * p.market.buildings)


@kernel
def first_supplier(place: int, segment: int, luck_of_supplier: float, p: Parameters, w: World) -> int:
    """Who serves the organisation at this place of its segment before the seasoning.

    The firm's come first, then the unfounded, then the others: one more of the others changes none of the rest.
    """
    if place < p.clients.served_by_firm[segment]:
        return FIRM
    if place < p.clients.served_by_firm[segment] + p.clients.founded_later[segment]:
        return UNFOUNDED
    for supplier in range(1, p.suppliers):
        if p.supplier.share_from[supplier] <= luck_of_supplier < p.supplier.share_up_to[supplier]:
            return supplier if w.served[supplier] < p.supplier.capacity[supplier] else NOBODY
    return NOBODY


@kernel
def settle_in(at: Address, i: Identity, p: Parameters, w: World) -> None:
    """Put one organisation into the market as it is when the seasoning starts."""
    segment = 0
    while i >= p.clients.first[segment + 1]:
        segment += 1
    place = i - p.clients.first[segment]
    identity = SEGMENT_SIZE * segment + place
    w.whole[fields.IDENTITY + at] = identity
    draw_traits(at, identity, segment, p, w)
    u = uniforms(POPULATION_WEEK, identity, draws.TRAIT_SUPPLIER // 4, 0, w)
    supplier = first_supplier(place, segment, u[draws.TRAIT_SUPPLIER % 4], p, w)
    if supplier >= 0:
        w.served[supplier] += 1
    w.whole[fields.SUPPLIER + at] = supplier
    w.whole[fields.PURSUIT + at] = -p.market.seasoning_weeks
    w.real[fields.VISIT_DUE + at] = u[draws.TRAIT_VISIT_PHASE % 4]
    w.real[fields.ORDER_DUE + at] = u[draws.TRAIT_ORDER_PHASE % 4]
    w.whole[fields.HANDLER + at] = p.positions + p.suppliers - 1
    w.whole[fields.SINCE + at] = 0
    later = uniforms(POPULATION_WEEK, identity, draws.TRAIT_FOUNDING // 4, 0, w)
    if supplier != FIRM and later[draws.TRAIT_REFUSES % 4] < p.clients.resistant_share[segment]:
        w.whole[fields.MARKS + at] |= REFUSES_FIRM
    if supplier == UNFOUNDED:
        w.whole[fields.SINCE + at] = math.floor(later[draws.TRAIT_FOUNDING % 4] * p.market.founded_over_weeks)
    elif supplier >= 0:
        w.whole[fields.SINCE + at] = -p.market.seasoning_weeks - math.floor(-log(u[draws.TRAIT_TENURE % 4])
                                                                     * p.market.mean_tenure_weeks)
        w.whole[fields.TERM_END + at] = w.whole[fields.SINCE + at] + p.clients.term_weeks[segment]
        early = p.market.early_attachment if p.attachment.strength > 0.0 else 0.0
        w.real[fields.ATTACH_PERSON + at] = early
        w.real[fields.ATTACH_FIRM + at] = early
        if supplier == FIRM:
            w.whole[fields.MARKS + at] |= FORMER
            w.real[fields.BELIEVED + at] = early
            w.whole[fields.PRICE + at] = millionths(p.prices.index[FIRM, segment], p.supplier.price_index[FIRM])
        else:
            w.whole[fields.HANDLER + at] = p.positions + supplier - 1


@kernel
def weigh(at: Address, mean_fee: float, p: Parameters, w: World) -> None:
    """The organisation's share in caring hours, should it be a client of the firm."""
    w.real[fields.CARE_WEIGHT + at] = min(power(w.fee[place_of(at)] / mean_fee, p.strategy.care_focus),
                                          MOST_CARE_WEIGHT)


@kernel
def open_books(p: Parameters, w: World) -> None:
    """Week 0: the opening cash, and sums that start from nothing."""
    w.ledger[:] = 0
    w.ledger[ledger.CASH] = p.firm.cash
    w.ledger[ledger.INSOLVENT_SINCE] = NEVER


@kernel
def set_up_handlers(p: Parameters, w: World) -> None:
    """Set what does not change from week to week about handlers."""
    nobody = p.positions + p.suppliers - 1
    for handler in range(nobody + 1):
        supplier = FIRM if handler < p.positions else handler - p.positions + 1
        w.fault_rate[handler] = 0.0 if handler == nobody else p.supplier.fault_rate_per_week[supplier]
        w.quality[handler] = 0.0 if handler == nobody else p.supplier.quality[supplier]
        w.visits[handler] = 0.0
        w.calls[handler] = 0.0
        w.carried[handler] = 1.0

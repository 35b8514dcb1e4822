"""Who and what there is when the naive world begins."""

import math

from .entities import NOBODY, OLDEST_ROLES, UNFOUNDED, WAS_CLIENT, Organisation, Position, Supplier
from .luck import TRAITS
from .prices import millionths


def make_population(world):
    """All organisations, segment by segment."""
    everyone = []
    for g, segment in enumerate(world.segments):
        for place in range(segment.organisations):
            everyone.append(make_organisation(world, g, segment, place))
    return everyone


def make_organisation(world, g, segment, place):
    """The organisation at `place` in the block of its segment `g`."""
    market, luck = world.scenario.market, world.luck
    identity = 2**24 * g + place
    theta = luck.beta(identity, 40, segment.background_churn_per_year, segment.background_churn_concentration)
    fee = math.floor(100 * segment.fee_per_week * math.exp(segment.fee_spread * luck.normal(identity, 32)) + 0.5)
    o = Organisation(
        identity=identity,
        segment=g,
        building=math.floor(luck.uniform(TRAITS, identity, 29) * market.buildings),
        fee=max(1, fee),
        exposure=luck.gamma_of_mean_one(identity, 36, segment.fault_exposure_cv),
        background=-math.log(max(1 - theta, 1e-9)) / 52,
        lateness=luck.beta(identity, 44, segment.late_payment_share, segment.late_payment_concentration),
        recognition=luck.gamma_of_mean_one(identity, 48, segment.recognition_cv),
        price_sensitivity=luck.gamma_of_mean_one(identity, 52, segment.price_sensitivity_cv),
        voice=luck.beta(identity, 56, segment.voice_share, segment.voice_concentration),
        reciprocity=luck.beta(identity, 60, segment.reciprocity, segment.reciprocity_concentration),
        visit_due=luck.uniform(TRAITS, identity, 26),
        order_due=luck.uniform(TRAITS, identity, 27),
        pursuit=-market.seasoning_weeks,
        handler=world.nobody_row,
    )
    if place < segment.served_by_firm:
        o.supplier = 0
        o.marks = WAS_CLIENT
    elif place < segment.served_by_firm + segment.founded_later:
        o.supplier = UNFOUNDED
        o.since = math.floor(luck.uniform(TRAITS, identity, 28) * market.founded_over_weeks)
    else:
        o.supplier = first_supplier(world, luck.uniform(TRAITS, identity, 24))
    if o.supplier > 0:
        o.handler = world.rival_row(o.supplier)
    if o.supplier >= 0:
        age = math.floor(-math.log(luck.uniform(TRAITS, identity, 25)) * market.mean_tenure_weeks)
        o.since = -market.seasoning_weeks - age
        o.term_end = o.since + segment.term_weeks
        if world.mechanisms.attachment.strength > 0:
            o.attach_person = o.attach_firm = market.early_attachment
    if o.supplier == 0:
        o.believed = world.attachment(o)
        o.price = millionths(world, world.offers[0][g])
    elif luck.uniform(TRAITS, identity, 30) < segment.resistant_share:
        o.refuse(0)
    o.store()
    return o


def first_supplier(world, u):
    """The rival in whose part of the cumulated market shares `u` falls, or NOBODY."""
    cumulated, s = 0.0, 0
    for rival in world.scenario.rivals.values():
        cumulated += rival.market_share
        s += rival.enabled
        if cumulated > u:
            has_room = rival.enabled and world.served_at_first[s] < rival.capacity
            world.served_at_first[s] += has_room
            return s if has_room else NOBODY
    return NOBODY


def make_suppliers(scenario):
    """The firm and the enabled rivals, in the order of the file."""
    firm, segments = scenario.firm, list(scenario.clients)
    suppliers = [
        Supplier(
            price_index=firm.price_index,
            reputation=firm.reputation,
            quality=firm.quality,
            fault_rate=firm.fault_rate_per_year,
            shared_fault_rate=firm.shared_fault_rate_per_year,
        )
    ]
    for place, rival in enumerate(scenario.rivals.values()):
        if rival.enabled:
            suppliers.append(
                Supplier(
                    pair=place + 2,
                    price_index=rival.price_index,
                    reputation=rival.reputation,
                    quality=rival.quality,
                    oversells=rival.oversells,
                    offers_trial=rival.offers_trial,
                    fault_rate=rival.fault_rate_per_year,
                    shared_fault_rate=rival.shared_fault_rate_per_year,
                    start_week=rival.start_week,
                    capacity=rival.capacity,
                    visits_per_year=rival.visits_per_client_year,
                    mended_within_week=rival.mended_within_week,
                    courts=rival.courts,
                    targets=rival.targets,
                    hands_over=rival.hands_over,
                    answers=rival.answers,
                    undercuts=rival.undercuts,
                    known={segments.index(one.segment): (one.clients, one.attachment) for one in rival.knows},
                    courting_hours=rival.courting_hours_per_week,
                )
            )
    return suppliers


def most_of(scenario, role):
    """How many people a role ever has."""
    wishes = [scenario.staff[role].people]
    for strategy in scenario.strategies.values():
        wishes += [change.people[role] for change in strategy.changes if role in (change.people or {})]
    return max(wishes)


def make_positions(scenario):
    """The firm's positions: the oldest roles, as far as there are such, then the others as they are written."""
    oldest = [name for name in OLDEST_ROLES if name in scenario.staff]
    others = [name for name in scenario.staff if name not in OLDEST_ROLES]
    number = {name: OLDEST_ROLES.index(name) for name in oldest}
    number |= {name: 3 + place for place, name in enumerate(others)}
    positions = [
        Position(name, scenario.staff[name].quits_per_year, 2**16 * number[name] + ordinal)
        for name in oldest + others
        for ordinal in range(most_of(scenario, name))
    ]
    for position in positions:
        position.joined = -(10**6) if position.identity % 2**16 < scenario.staff[position.role].people else None
    return positions

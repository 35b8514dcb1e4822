"""Prices of the naive week: the lists of step 0, and step 9e."""

import math

from .entities import KEPT_BY_PRICE, NEVER, PROMISED


def lists(world):
    """What every supplier asks of new clients of each segment, by the scenario as it stands."""
    usual, own = world.suppliers[0].price_index, world.strategy.prices
    firm = [own.get(name, usual) for name in world.scenario.clients]
    return [firm, *([rival.price_index] * len(firm) for rival in world.suppliers[1:])]


def post_lists(world):
    """Step 0."""
    now = lists(world)
    for g, asked in enumerate(now[0]):
        if asked != world.offers[0][g]:
            world.listed[g] = world.week
    for g in range(len(world.segments)):
        if world.week - world.listed[g] >= world.mechanisms.answers.weeks:
            world.echo[g] = now[0][g]
        for s, rival in enumerate(world.suppliers[1:], 1):
            now[s][g] = answer(world, rival, now[s][g], world.echo[g])
    world.offers = now


def answer(world, rival, own, listed):
    """Step 0: what a rival asks whose list says `own`, where the firm's, as far as it knows, says `listed`."""
    price, part = own, min(1.0, world.mechanisms.answers.strength)
    if rival.answers == "matches":
        price = min(own, listed * (1 - rival.undercuts))
    elif rival.answers == "follows":
        price = own * (listed / world.suppliers[0].price_index)
    return price if part == 1 else own + part * (price - own)


def millionths(world, index):
    """A price index as clients keep it."""
    return 0 if index == world.suppliers[0].price_index else max(1, math.floor(index * 1e6 + 0.5))


def own_index(world, o):
    """The price index at which an organisation is served by its supplier."""
    if o.supplier > 0:
        return world.offers[o.supplier][o.segment]
    return o.price / 1e6 if o.price else world.suppliers[0].price_index


def come_under_list(world, i, o, was):
    """*New price*: a client of the firm pays what new ones are asked for."""
    reprice(world, i, o, was, millionths(world, world.offers[0][o.segment]))


def reprice(world, i, o, was, new):
    """A client of the firm has another price from now on, or the same."""
    if new != o.price:
        o.price = new
        world.record("repriced", i, was, 0, math.floor(own_index(world, o) * 1e6 + 0.5))


def may_come_under_list(world, i, o):
    """Step 9e."""
    if o.leaving != NEVER:
        return
    if o.marks & PROMISED:
        o.marks = o.marks & ~PROMISED | KEPT_BY_PRICE
        reprice(world, i, o, 0, millionths(world, own_index(world, o) * (1 - world.strategy.keep_discount)))
        return
    if o.marks & KEPT_BY_PRICE and o.term_end > world.week + 1:
        return
    o.marks &= ~KEPT_BY_PRICE
    segment = world.segments[o.segment]
    first_end = o.since + segment.term_weeks
    is_over = o.term_end <= world.week + 1
    is_later = o.term_end > first_end and o.term_end - segment.renewal_weeks >= world.listed[o.segment]
    if world.strategy.applies == "at-once" or is_over or is_later:
        before = own_index(world, o)
        come_under_list(world, i, o, 0)
        if own_index(world, o) > before:
            feel_rise(world, o, math.log(own_index(world, o) / before))


def feel_rise(world, o, size):
    """Step 9e, *rise*."""
    m = world.mechanisms
    part = {"none": 1.0, "costs": m.pricing.costs, "market": m.pricing.market}[world.strategy.reason]
    felt = size * part * (1 - m.pricing.softened * world.attachment(o))
    o.grievance += m.grievance.strength * m.pricing.strength * m.pricing.unfairness * felt
    wakes = m.alertness.strength * m.pricing.strength * m.pricing.wakes * felt
    o.alertness += min(1.0, wakes) * (1 - o.alertness)
    o.store()

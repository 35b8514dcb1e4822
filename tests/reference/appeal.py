"""Step 6 of the naive week: what speaks for a supplier (step 5 asks it too)."""

import math

from .entities import NEVER
from .prices import own_index


def logistic(x):
    """1 / (1 + exp(-x)) without overflow."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def own_appeal(world, o):
    """U0: the appeal of staying as it is."""
    terms, inertia = world.mechanisms.decision, world.mechanisms.inertia
    if o.supplier < 0:
        return terms.without_service
    supplier = world.suppliers[o.supplier]
    tenure = world.week - o.since
    relief = world.mechanisms.trial.relief if o.trial != NEVER else 0.0
    appeal = supplier.quality + terms.attention_weight * o.recognition * world.attachment(o)
    appeal += terms.switching_cost * (1 - relief) - terms.grievance_weight * o.grievance
    appeal -= terms.price_weight * o.price_sensitivity * (own_index(world, o) - 1)
    return appeal + inertia.strength * inertia.appeal * tenure / (tenure + 52 * inertia.half_way_years)


def suitor_appeal(world, o):
    """U1: the appeal of the present suitor."""
    terms = world.mechanisms.decision
    attention = terms.attention_weight * terms.courtship_weight * o.recognition
    dearer = terms.price_weight * o.price_sensitivity * (world.offers[o.suitor][o.segment] - 1)
    return o.belief - dearer + attention * o.courtship


def market_appeal(world, o, s):
    """m_s, the appeal of supplier `s` to an organisation that is not courted by it."""
    supplier = world.suppliers[s]
    price_weight = world.mechanisms.decision.price_weight * o.price_sensitivity
    renown = knows(world, o, s, supplier.reputation + supplier.advertising, world.week)
    return renown - price_weight * (world.offers[s][o.segment] - 1)


def knows(world, o, s, said, week):
    """What an organisation knows of supplier `s`, of which so much is said: it remembers its last trial."""
    if o.tried != s:
        return said
    half_life = world.mechanisms.trial.memory_half_life_weeks
    left = 1.0 if half_life == 0 else math.exp(-math.log(2) / half_life * (week - o.tried_until))
    return said + (o.remembered - said) * left


def log_sum(appeals, noise):
    """U2: what several alternatives are worth together."""
    best = max(appeals)
    return best + noise * math.log(sum(math.exp((appeal - best) / noise) for appeal in appeals))

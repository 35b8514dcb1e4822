"""Step 6 of the naive week: what speaks for a supplier (step 5 asks it too)."""

import math

from .entities import NEVER


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
    appeal -= terms.price_weight * o.price_sensitivity * (supplier.price_index - 1)
    return appeal + inertia.strength * inertia.appeal * tenure / (tenure + 52 * inertia.half_way_years)


def suitor_appeal(world, o):
    """U1: the appeal of the present suitor."""
    terms, suitor = world.mechanisms.decision, world.suppliers[o.suitor]
    dearer = terms.price_weight * o.price_sensitivity * (suitor.price_index - 1)
    return o.belief - dearer + terms.attention_weight * o.recognition * o.courtship


def market_appeal(world, s, price_sensitivity=1.0):
    """m_s, the appeal of supplier `s` to somebody who knows nobody there."""
    supplier = world.suppliers[s]
    price_weight = world.mechanisms.decision.price_weight * price_sensitivity
    return supplier.reputation + supplier.advertising - price_weight * (supplier.price_index - 1)

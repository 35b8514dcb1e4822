"""Of steps 2, 4, 5 and 6 of the naive week: who speaks up, what alarms the firm, and what its delegation achieves."""

import math

from .entities import BACKGROUND, MADE_UP, NEVER, PROMISED
from .prices import own_index
from .suitors import undecided

ALARMS = ("notice", "complaint", "courtship")


def sound_alarm(world, o, place):
    """The sign of the flag: the firm learns that something is wrong, if its strategy listens there."""
    if world.seasoning or o.supplier != 0 or ALARMS.index(world.strategy.rescue_on) < ALARMS.index(place):
        return
    if o.alarm == NEVER or place == "notice":
        o.alarm = world.week


def wants_rescue(world, o):
    """Step 2: whether the delegation should visit this client this week."""
    if world.mechanisms.rescue.strength == 0 or o.supplier != 0 or o.alarm == NEVER:
        return False
    return world.week - o.alarm >= world.strategy.rescue_delay_weeks


def complaint(world, i, o):
    """Step 4, *complaint*: a client of the firm that had bad news may say so."""
    terms = world.mechanisms.voice
    chance = terms.strength * o.voice * (1 + terms.loyalty * world.attachment(o))
    chance *= math.exp(-terms.hopelessness * max(0.0, o.grievance))
    if world.luck.uniform(world.week, o.identity, 13) < min(1.0, chance):
        o.believed += terms.told_by_complaint * (world.attachment(o) - o.believed)
        world.tally["complaints"] += 1
        world.record("complains", i, 0, 0, 0)
        if o.leaving == NEVER:
            sound_alarm(world, o, "complaint")


def delegation(world, i, o):
    """Step 4, *delegation*: if there are people for it, it comes to a client counted in step 2."""
    if world.luck.uniform(world.week, o.identity, 14) >= world.rescue_granted:
        return
    terms = world.mechanisms.rescue
    o.alarm = NEVER
    reception = math.exp(-terms.scorn * max(0.0, o.grievance)) * (1 - o.courtship)
    if o.leaving == NEVER:
        make_up(world, o, reception)
        outcome = 0
    elif o.reason != BACKGROUND and world.luck.uniform(world.week, o.identity, 15) < staying(world, o, reception):
        undecided(world, o)
        bind_to_offer(world, o)
        outcome = 1
    else:
        outcome = 2
    if outcome != 2:
        o.believed += world.mechanisms.voice.told_by_visit * (world.attachment(o) - o.believed)
    world.record("rescued", i, 0, 0, outcome)


def staying(world, o, reception):
    """Step 4, *delegation*: the chance that a client which has given notice stays, with an offer if there is one."""
    chance = min(1.0, world.mechanisms.rescue.strength * world.mechanisms.rescue.after_notice * reception)
    less = world.strategy.keep_discount * own_index(world, o)
    if less == 0:
        return chance
    decision = world.mechanisms.decision
    odds = math.exp(min(50, decision.price_weight * o.price_sensitivity * less / decision.noise))
    return chance * odds / (1 - chance + chance * odds)


def bind_to_offer(world, o):
    """Step 4, *delegation*: a client that stays for a lower price signs for another term."""
    if world.strategy.keep_discount > 0:
        o.marks |= PROMISED
        o.term_end = world.week + world.segments[o.segment].term_weeks


def make_up(world, o, reception):
    """Step 4, *delegation* to one that has not decided: attachment is gained, grievance forgiven once."""
    terms = world.mechanisms.rescue
    if world.mechanisms.attachment.strength > 0:
        gain = min(1.0, terms.strength * terms.gain * reception)
        o.attach_person += gain * (1 - o.attach_person)
        o.attach_firm += gain * (1 - o.attach_firm)
    if o.grievance > 0 and not o.marks & MADE_UP:
        o.grievance *= 1 - min(1.0, terms.strength * terms.forgiven)
        o.marks |= MADE_UP

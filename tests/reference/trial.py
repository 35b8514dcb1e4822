"""Step 5 of the naive week, first part: trials with a suitor begin and end, suitors lose patience."""

import math

from .appeal import knows, logistic, own_appeal, suitor_appeal
from .entities import NEVER
from .suitors import is_pursued, released
from .week import courting_hours


def trials_and_patience(world):
    """Step 5, *first*: each pursued organisation tries its suitor, learns from the trial, or is given up."""
    for i, o in enumerate(world.organisations):
        if not is_pursued(o):
            continue
        if o.trial != NEVER:
            week_of_trial(world, i, o)
        elif begins_trial(world, o):
            o.trial = world.week
            world.record("tries", i, o.supplier, o.suitor, 0)
        elif world.week - o.pursuit >= world.mechanisms.courting.give_up_weeks:
            released(world, o)
        o.store()


def begins_trial(world, o):
    """Whether this pursued organisation begins a trial with its suitor this week."""
    terms, decision = world.mechanisms.trial, world.mechanisms.decision
    if o.supplier < 0 or o.refuses(o.suitor):
        return False
    if not world.suppliers[o.suitor].offers_trial or courting_hours(world, o.suitor) <= 0:
        return False
    gain = suitor_appeal(world, o) - own_appeal(world, o) + decision.switching_cost - terms.aversion
    hazard = terms.strength * terms.rate_per_year / 52 * logistic(gain / decision.noise)
    return world.luck.uniform(world.week, o.identity, 11) < world.chance(hazard)


def week_of_trial(world, i, o):
    """What a week of trial shows, and at its end the verdict: drop it, or go on."""
    terms, suitor = world.mechanisms.trial, world.suppliers[o.suitor]
    n = world.week - o.trial
    shown = suitor.quality + terms.noise * math.sqrt(12) * (world.luck.uniform(world.week, o.identity, 17) - 0.5)
    o.belief += (shown - o.belief) / (n + terms.prior_weeks)
    if n < terms.weeks or suitor_appeal(world, o) > own_appeal(world, o):
        return
    if world.mechanisms.attachment.strength > 0:
        expected = knows(world, o, o.suitor, suitor.reputation + suitor.oversells, o.pursuit)
        won_back = terms.strength * terms.contrast * max(0.0, expected - o.belief)
        o.attach_person = min(1.0, o.attach_person + won_back)
        o.attach_firm = min(1.0, o.attach_firm + won_back)
    world.record("drops", i, o.supplier, o.suitor, 0)
    released(world, o)

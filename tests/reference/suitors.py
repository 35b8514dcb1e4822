"""Suitors come and go: the small words of the specification."""

from .entities import NEVER


def undecided(world, o):
    """*Undecided*: nothing is decided, nobody courts it, the firm knows of nothing."""
    o.leaving = NEVER
    o.reason = 0
    without_suitor(world, o)
    o.alarm = NEVER


def without_suitor(world, o):
    """*Without suitor*: the suitor goes, and with it what it has achieved; a trial is remembered."""
    if o.trial != NEVER:
        o.tried = o.suitor
        o.tried_until = world.week
        o.remembered = o.belief
    o.suitor = -1
    o.courtship = o.belief = 0.0
    o.trial = NEVER
    o.pursuit = world.week


def released(world, o):
    """*Released*: without suitor, and left alone for a while."""
    without_suitor(world, o)
    o.pursuit = world.week + world.mechanisms.courting.rest_weeks


def is_pursued(o):
    """*Pursued*: it has a suitor and has not decided; a suitor that has won is remembered until service starts."""
    return o.suitor >= 0 and o.leaving == NEVER

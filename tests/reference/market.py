"""Steps 5 and 6 of the naive week: who courts whom, and who decides for whom."""

import math

from .appeal import knows, log_sum, logistic, market_appeal, own_appeal, suitor_appeal
from .entities import BACKGROUND, COURTED, NEVER, NOBODY, TENDER, WAS_CLIENT
from .prices import come_under_list
from .rescue import sound_alarm
from .suitors import undecided, without_suitor
from .trial import trials_and_patience
from .week import courting_hours, pursuits_of


def under_way(world, s):
    """How many organisations have decided for supplier `s` and wait for the start."""
    return sum(o.next == s and o.leaving != NEVER for o in world.organisations)


def room(world, s):
    """How many more organisations supplier `s` can take; the firm takes all."""
    return world.suppliers[s].capacity - sum(o.supplier == s for o in world.organisations) - under_way(world, s)


def courting(world):
    """Step 5: rivals and hunters choose whom to court."""
    terms = world.mechanisms.courting
    if world.seasoning or terms.strength == 0:
        return
    trials_and_patience(world)
    for s in range(len(world.suppliers)):
        if courting_hours(world, s) <= 0:
            continue
        pursuits = pursuits_of(world, s)
        free = min(64, math.floor(courting_hours(world, s) / terms.hours_per_week) - pursuits)
        free = min(free, room(world, s) - pursuits)
        candidates = [i for i, o in enumerate(world.organisations) if is_candidate(world, s, o)]
        candidates.sort(key=lambda i: (-score(world, s, i), i))
        for i in candidates[: max(0, free)]:
            begin_courting(world, s, world.organisations[i])


def begin_courting(world, s, o):
    """Step 5: supplier `s` knocks at this organisation's door, and says what it says of itself."""
    o.suitor = s
    o.pursuit = world.week
    o.courtship = courtship_of_acquaintance(world, s, o)
    o.belief = knows(world, o, s, world.suppliers[s].reputation + world.suppliers[s].oversells, world.week)
    sound_alarm(world, o, "courtship")
    o.store()


def courtship_of_acquaintance(world, s, o):
    """Step 5: what the silence since supplier `s` left the firm has let stand of an attachment to it."""
    attachment = world.suppliers[s].attachment_of(o)
    if attachment is None or world.mechanisms.attachment.strength == 0:
        return 0.0
    half_life = world.mechanisms.attachment.half_life_person_weeks
    weeks = world.week - world.suppliers[s].start_week
    left = attachment * (1.0 if half_life == 0 else math.exp(-math.log(2) / half_life * weeks))
    return left if left > 1e-6 else 0.0


def is_candidate(world, s, o):
    """Step 5: whether supplier `s` might start to court this organisation."""
    wanted = o.supplier == 0 if world.suppliers[s].courts == "firm" else o.supplier >= NOBODY
    if world.suppliers[s].targets == "former":
        wanted = wanted and o.marks & WAS_CLIENT != 0
    if world.suppliers[s].targets == "known":
        wanted = wanted and world.suppliers[s].attachment_of(o) is not None
    return wanted and o.supplier != s and o.leaving == NEVER and o.suitor == -1 and world.week >= o.pursuit


def score(world, s, i):
    """Step 5: how much supplier `s` wants to court organisation `i`."""
    o = world.organisations[i]
    targets = world.suppliers[s].targets
    if targets in ("largest", "former", "known"):
        return o.fee
    if targets == "neglected":
        return o.fee * (1 - world.attachment(o))
    return world.luck.uniform(world.week, o.identity, 20, pair=world.suppliers[s].pair)


def is_open(world, s):
    """Step 6: whether supplier `s` takes part in tenders."""
    if s == 0:
        return world.insolvent_week is None
    return max(world.week, 0) >= world.suppliers[s].start_week and room(world, s) > 0


def decisions(world):
    """Step 6: who decides to change the supplier, why, and to whom."""
    open_suppliers = [s for s in range(len(world.suppliers)) if is_open(world, s)]
    for i, o in enumerate(world.organisations):
        if o.supplier < (0 if world.seasoning else NOBODY) or o.leaving != NEVER:
            continue
        h_b, h_c, h_m = hazards(world, o, open_suppliers)
        if world.luck.uniform(world.week, o.identity, 2) >= world.chance(h_b + h_c + h_m):
            continue
        if world.seasoning:
            # the handler stays, and nothing was promised
            world.new_contract(o, o.supplier, world.scenario.market.seasoned_courtship, promised=None)
            if o.supplier == 0:
                come_under_list(world, i, o, 0)
            undecided(world, o)
            continue
        v = world.luck.uniform(world.week, o.identity, 8) * (h_b + h_c + h_m)
        if v < h_b:
            decide(world, i, o, choose(world, o, open_suppliers, or_nobody=True), BACKGROUND)
        elif v < h_b + h_c:
            decide(world, i, o, o.suitor if room(world, o.suitor) > 0 else None, COURTED)
        else:
            decide(world, i, o, choose(world, o, open_suppliers), TENDER)


def hazards(world, o, open_suppliers):
    """Step 6: the three hazards of deciding [1/week]."""
    terms, alertness = world.mechanisms.decision, world.mechanisms.alertness
    own = own_appeal(world, o)
    h_b = o.background if o.supplier >= 0 else 0.0
    h_c = h_m = 0.0
    if o.suitor >= 0 and not o.refuses(o.suitor):
        h_c = terms.courted_rate_per_year / 52 * logistic((suitor_appeal(world, o) - own) / terms.noise)
    others = [s for s in open_suppliers if s != o.supplier and not o.refuses(s)]
    if others:
        offer = log_sum([market_appeal(world, o, s) for s in others], terms.noise)
        awake = 1 + alertness.effect * o.alertness
        h_m = terms.tender_rate_per_year / 52 * awake * logistic((offer - own) / terms.noise)
    return terms.strength * h_b, terms.strength * h_c, terms.strength * h_m


def choose(world, o, open_suppliers, or_nobody=False):
    """Step 6: one of the open suppliers with room, by appeal and luck; None if there is none."""
    choices = [s for s in open_suppliers if s != o.supplier and not o.refuses(s) and room(world, s) > 0]
    appeals = [market_appeal(world, o, s) for s in choices]
    if or_nobody:
        choices.append(NOBODY)
        appeals.append(world.mechanisms.decision.without_service)
    if not choices:
        return None
    weights = [math.exp((appeal - max(appeals)) / world.mechanisms.decision.noise) for appeal in appeals]
    point = world.luck.uniform(world.week, o.identity, 9) * sum(weights)
    cumulated = 0.0
    for choice, weight in zip(choices, weights, strict=True):
        cumulated += weight
        if point < cumulated:
            return choice
    return choices[-1]


def decide(world, i, o, to, reason):
    """Step 6: the decision falls, unless there is nobody to go to."""
    if to is None:
        return
    if o.supplier >= 0:
        notice = world.week + world.segments[o.segment].notice_weeks
        o.leaving = max(o.term_end, notice, world.week + 1)
    else:
        o.leaving = world.week + world.mechanisms.decision.connection_weeks
    if to != o.suitor:
        without_suitor(world, o)
    o.next = to
    o.reason = reason
    sound_alarm(world, o, "notice")
    if o.supplier == 0:
        world.tally["notices"] += 1
        world.tally["status_notices"] += world.segments[o.segment].status
    world.record("decides", i, o.supplier, to, reason)

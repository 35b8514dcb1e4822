"""Step 5. Trials go on, suitors give up the hopeless and choose whom to court with the hours that are free."""

import math

from retainsim.declared import choices, draws, events, fields
from retainsim.declared.codes import FIRM, FORMER, NEVER, NOBODY, SEGMENT_SIZE
from retainsim.kernel import Float64s, Int64s, inlined, kernel
from retainsim.model.luck import uniform
from retainsim.model.mechanisms import trial
from retainsim.model.mechanisms.courting import courtship_of_acquaintance, is_given_up, target_score_neglected
from retainsim.model.parameters import Parameters
from retainsim.model.state import Address, World, note
from retainsim.model.week.appeal import appeal_of_staying, appeal_of_suitor, attached, believed_of
from retainsim.model.week.hours import hours_for_courting
from retainsim.model.week.rescue import raise_alarm
from retainsim.model.week.surroundings import lose_suitor, refuses
from retainsim.numeric import chance_within_week


@inlined
def takes_place(week: int) -> bool:
    """Whether anybody courts: not in the seasoning."""
    return week >= 0


@kernel
def release(at: Address, week: int, p: Parameters, w: World) -> None:
    """Leave an organisation in peace, for a while."""
    w.pursuits[w.whole[fields.SUITOR + at]] -= 1
    lose_suitor(at, week, w)
    w.whole[fields.PURSUIT + at] = week + p.courting.rest_weeks


@kernel
def go_on_trying(at: Address, week: int, p: Parameters, w: World) -> None:
    """A week of a trial: one learns what the suitor is like, and when it is time gives the verdict."""
    suitor = w.whole[fields.SUITOR + at]
    weeks = week - w.whole[fields.TRIAL + at]
    luck = uniform(week, w.whole[fields.IDENTITY + at], draws.OBSERVED, 0, w)
    experience = trial.experience_of_week(p.supplier.quality[suitor], p.trial.noise, luck)
    w.real[fields.BELIEF + at] = trial.belief_after_week(float(w.real[fields.BELIEF + at]), experience, weeks,
                                                         p.trial.prior_weeks)
    if trial.is_dropped(weeks, p.trial.weeks, appeal_of_suitor(at, p, w),
                        appeal_of_staying(at, week, p, w)):
        if p.attachment.strength > 0.0:
            belief = float(w.real[fields.BELIEF + at])
            expected = believed_of(at, suitor, p.supplier.claimed[suitor], w.whole[fields.PURSUIT + at], p, w)
            for field in (fields.ATTACH_PERSON, fields.ATTACH_FIRM):
                w.real[field + at] = trial.after_disappointment(float(w.real[field + at]), p.trial.contrast,
                                                                expected, belief)
        note(at, week, events.DROPS, w.whole[fields.SUPPLIER + at], suitor, 0, w)
        release(at, week, p, w)


@kernel
def agrees_to_try(at: Address, week: int, p: Parameters, w: World) -> bool:
    """Whether an organisation without a trial begins one with its suitor."""
    suitor = w.whole[fields.SUITOR + at]
    if (p.supplier.offers_trial[suitor] == 0 or w.whole[fields.SUPPLIER + at] < 0 or w.hours_per_pursuit[suitor] <= 0.0
            or refuses(at, suitor, w)):
        return False
    hazard = trial.trial_hazard(p.trial.rate_per_week, appeal_of_suitor(at, p, w),
                                appeal_of_staying(at, week, p, w), p.decision.switching_cost, p.trial.aversion,
                                p.decision.noise)
    return uniform(week, w.whole[fields.IDENTITY + at], draws.TRIES, 0, w) < chance_within_week(hazard)


@inlined
def is_pursued(at: Address, w: World) -> bool:
    """Whether somebody courts the organisation, which has not decided yet."""
    return (w.whole[fields.SUITOR + at] >= 0) & (w.whole[fields.LEAVING + at] == NEVER)


@kernel
def pursue(at: Address, week: int, p: Parameters, w: World) -> None:
    """Another week of a courtship: trials, and giving up what has been in vain for too long."""
    suitor = w.whole[fields.SUITOR + at]
    if w.whole[fields.TRIAL + at] != NEVER:
        go_on_trying(at, week, p, w)
    elif agrees_to_try(at, week, p, w):
        w.whole[fields.TRIAL + at] = week
        note(at, week, events.TRIES, w.whole[fields.SUPPLIER + at], suitor, 0, w)
    elif is_given_up(week - w.whole[fields.PURSUIT + at], p.courting.give_up_weeks):
        release(at, week, p, w)


@kernel
def free_places(supplier: int, week: int, p: Parameters, w: World) -> int:
    """How many more organisations a supplier can begin to court this week."""
    hours = hours_for_courting(supplier, week, p, w)
    if hours <= 0.0:
        return 0
    free = math.floor(hours / p.courting.hours_per_week) - w.pursuits[supplier]
    if supplier != FIRM:
        free = min(free, p.supplier.capacity[supplier] - w.served[supplier] - w.under_way[supplier]
                   - w.pursuits[supplier])
    return max(0, min(free, w.target.size))


@inlined
def is_candidate(at: Address, week: int, supplier: int, firm_only: bool, former_only: bool, w: World) -> bool:
    """Whether a supplier may begin to court this organisation, if it courts only the firm's clients, or former ones."""
    other = w.whole[fields.SUPPLIER + at]
    return ((w.whole[fields.SUITOR + at] == NOBODY) & (w.whole[fields.LEAVING + at] == NEVER) & (other >= NOBODY)
            & (other != supplier) & (week >= w.whole[fields.PURSUIT + at])
            & ((other == FIRM) | (not firm_only)) & (((w.whole[fields.MARKS + at] & FORMER) != 0) | (not former_only)))


@inlined
def is_known(at: Address, supplier: int, p: Parameters, w: World) -> bool:
    """Whether a supplier knows this organisation from before."""
    segment = w.whole[fields.SEGMENT + at]
    return w.whole[fields.IDENTITY + at] < SEGMENT_SIZE * segment + p.acquaintances.number[supplier, segment]


@kernel
def wishes(supplier: int, p: Parameters) -> tuple[bool, bool, bool, bool]:
    """Whether a supplier courts by luck, by neglect (else by size), only clients of the firm, only former ones."""
    rule = p.supplier.targets[supplier]
    return (rule == choices.RANDOM, rule == choices.NEGLECTED,
            p.supplier.courts[supplier] == choices.ONLY_CLIENTS_OF_THE_FIRM, rule == choices.FORMER)


@inlined
def target_score(at: Address, fee: float, by_neglect: bool, p: Parameters, w: World) -> float:
    """How much a supplier that does not leave it to luck would like to court this organisation."""
    return target_score_neglected(fee, attached(at, p, w)) if by_neglect else fee


@kernel
def begin_to_court(at: Address, week: int, supplier: int, p: Parameters, w: World) -> None:
    """Open a courtship, from nothing or from what is left of an acquaintance."""
    courtship = 0.0
    if p.attachment.strength > 0.0 and is_known(at, supplier, p, w):
        courtship = courtship_of_acquaintance(p.acquaintances.attachment[supplier, w.whole[fields.SEGMENT + at]],
                                              p.attachment.kept_person_per_week, week - p.supplier.start_week[supplier])
    w.whole[fields.SUITOR + at] = supplier
    w.whole[fields.PURSUIT + at] = week
    w.real[fields.COURTSHIP + at] = courtship
    w.real[fields.BELIEF + at] = believed_of(at, supplier, p.supplier.claimed[supplier], week, p, w)
    w.pursuits[supplier] += 1
    raise_alarm(at, week, choices.COURTSHIP, p, w)
    note(at, week, events.TARGETED, w.whole[fields.SUPPLIER + at], supplier, 0, w)


@kernel
def insert(best: Int64s, scores: Float64s, count: int, places: int, at: Address, score: float) -> int:
    """Keep the highest scores in falling order, the earlier of equals first; returns how many are kept."""
    if count == places and score <= scores[count - 1]:
        return count
    row = min(count, places - 1)
    while row > 0 and scores[row - 1] < score:
        scores[row] = scores[row - 1]
        best[row] = best[row - 1]
        row -= 1
    scores[row] = score
    best[row] = at
    return min(count + 1, places)

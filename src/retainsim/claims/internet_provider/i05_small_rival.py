"""I5. A small rival, dearer, slower, without redundancy or round-the-clock support, takes the parliament and undermines
the banks."""

from collections.abc import Callable
from itertools import combinations
from math import factorial

import numpy as np

from retainsim.claims.isp import PEACE, IspClaim
from retainsim.claims.kit import CENTS, WEEKS_PER_YEAR, Facts, Lab, Pattern, Readings, Trace, Values
from retainsim.claims.kit.worth import MONEY, percent_of
from retainsim.claims.readings import attacker, lost_to
from retainsim.declared import columns
from retainsim.results.movements import KEY_ACCOUNTS, key_accounts

UNWOOED = ("mechanisms.decision.courtship_weight=0",)  # a suitor's attention counts for nothing, the supplier's does
HONEST = ("rivals.attacker.oversells=0",)
WEAPONS = {"courtship": UNWOOED, "overselling": HONEST, "the trial": ("rivals.attacker.offers_trial=false",)}
AS_GOOD = ("price_index", "reputation", "quality", "fault_rate_per_year")  # as the firm
ARMS = ("status-quo", "balanced", "nurture")
UNIT = "% of the twin's status revenue"


def _status_revenue(trace: Trace, facts: Facts) -> float:
    """Recurring revenue of the final year from status clients [thousand]."""
    return float(trace.series[-WEEKS_PER_YEAR:, columns.STATUS_FEES].sum() / CENTS / 1000)


def loss(lab: Lab, *changes: str, strategy: str = "status-quo") -> Values:
    """Status revenue of the final year that the attacker costs, against the twin world without it."""
    attack, twin = (lab.override(*changes, *peace).play_one(strategy, _status_revenue) for peace in ((), PEACE))
    return percent_of(twin - attack, twin)


def by_courtship(lab: Lab) -> Values:
    """What the attention of suitors adds to the loss."""
    return loss(lab) - loss(lab, *UNWOOED)


def by_hours(lab: Lab) -> Values:
    """What a rival that courts sixty hours a week takes beyond one that courts twenty."""
    return loss(lab, _courting(60)) - loss(lab, _courting(20))


def _courting(hours: int) -> str:
    return f"rivals.attacker.courting_hours_per_week={hours}"


def shapley(loss_without: Callable[[frozenset[str]], Values]) -> dict[str, Values]:
    """The part of the loss that each weapon accounts for, on average over all orders in which they may be laid down.

    Formula    sum over sets S of the other weapons of |S|! (n - |S| - 1)! / n! (loss without S - loss without S and it)
    Source     Shapley 1953, Contributions to the Theory of Games II.
    """
    n, parts = len(WEAPONS), dict[str, Values]()
    for weapon in WEAPONS:
        others = [one for one in WEAPONS if one != weapon]
        parts[weapon] = sum(
            (factorial(size) * factorial(n - size - 1) / factorial(n)
             * (loss_without(frozenset(some)) - loss_without(frozenset((*some, weapon))))
             for size in range(n) for some in combinations(others, size)), start=np.zeros(()))
    return parts


def _largest_taken(trace: Trace, facts: Facts) -> float:
    """How many of the firm's largest clients at week 0 the attacker takes."""
    return float(np.isin(key_accounts(trace), lost_to(trace, attacker(facts)).organisation).sum())


def readings(lab: Lab) -> Readings:
    """The dose, a firm that courts as well, and how much of the loss each of the rival's weapons accounts for."""
    lab = lab.replicate(40)
    yield UNIT, {f"lost to a rival that courts {hours} hours a week": loss(lab, _courting(hours))
                 for hours in (0, 20, 60, 120)}
    yield UNIT, {f"lost by a firm that courts its own clients ({name})": loss(lab, strategy=name) for name in ARMS[1:]}
    yield UNIT, {"lost to a rival that is as cheap and as good as the firm": loss(
        lab, "rivals.attacker.mended_within_week=0.9",
        *(f"rivals.attacker.{name}={getattr(lab.scenario.firm, name)}" for name in AS_GOOD))}
    yield "clients", {f"of the {KEY_ACCOUNTS} largest clients taken ({name})": values
                      for name, values in lab.play(ARMS, _largest_taken).items()}
    without = {frozenset(some): loss(lab, *(change for weapon in some for change in WEAPONS[weapon]))
               for size in range(len(WEAPONS) + 1) for some in combinations(WEAPONS, size)}
    yield UNIT, {f"part of the loss that {weapon} accounts for": part
                 for weapon, part in shapley(without.__getitem__).items()}
    yield UNIT, {f"lost without {' and '.join(weapon for weapon in WEAPONS if weapon in some)}": values
                 for some, values in without.items() if some}


SILENT = {"the rival courts nobody": (_courting(0),)}
PARTS = (
    Pattern(figure="what suitors' courtship adds to the loss", unit=UNIT, effect=by_courtship, margin=MONEY,
            knockouts=SILENT, replications=120),
    Pattern(figure="lost to sixty hours of courting a week beyond what is lost to twenty", unit=UNIT, effect=by_hours,
            margin=MONEY, replications=120),
    Pattern(figure="status revenue lost to a rival that does not hide that it is slower", unit=UNIT, effect=loss,
            margin=MONEY, knockouts=SILENT, world=HONEST, replications=120))

CLAIM = IspClaim(
    experiment="A firm that hunts and takes orders (status-quo), with and without the attacker, who is dearer and "
               "slower, over five years under the same luck; suitors whose attention counts, or not.",
    figure="status revenue of the final year lost to the attack", unit=UNIT, effect=loss, margin=MONEY,
    knockouts=SILENT, replications=120, readings=readings, parts=PARTS,
    note="A rival that courts nobody is hardly there: that check can hardly fail. Courtship is one of the rival's "
         "weapons, and not the only one: without it a part of the loss is left; the readings share the loss out among "
         "all weapons. Twice as many hours of courting take no more. Designed anew after the first judging, whose "
         "knock-out had also taken away what the firm's own attention does; judged on a fresh seed.",
)

"""I10. Sitting in the office, rarely visiting, talking only about the next order brings payments but protects
nobody."""

import numpy as np

from retainsim.claims.isp import FEWER_PROSPECTS, PEACE, SOLVENT, IspClaim, hours
from retainsim.claims.kit import CENTS, WEEKS_PER_YEAR, Arms, Facts, Lab, Pattern, Readings, Trace, Values
from retainsim.claims.kit.worth import EXITS, MONEY, percent_of
from retainsim.claims.readings import decisions
from retainsim.declared import codes
from retainsim.results.account import revenue

# Order calls are status-quo as the world has it, in the hours that `IDLE` leaves empty and the control visits in.
ORDER_CALLS = "status-quo"
IDLE = ("status-quo", hours(hunters={"hunting": 0.7}, account_managers={"care": 0.1}))
CARE = ("status-quo", hours(hunters={"hunting": 0.7}, account_managers={"care": 0.7}))
BOTH: Arms = {"order calls": ORDER_CALLS, "empty hours": IDLE}
ARMS: Arms = {**BOTH, "care": CARE}
UNIT = "decisions per 100 status clients in five years"
FIRST_YEAR = f"weeks={WEEKS_PER_YEAR}"


def _revenue(trace: Trace, facts: Facts) -> float:
    """Revenue of the first year [thousand]."""
    return float(revenue(trace.series).sum()) / CENTS / 1000


def _decisions(trace: Trace, facts: Facts) -> float:
    """Decisions of status clients to leave, per 100 of those at week 0."""
    is_status = np.array(facts.status)[trace.segment]
    number = np.count_nonzero(is_status & (trace.opening_supplier == codes.FIRM))
    return 100 * float(is_status[decisions(trace).organisation].sum()) / number


def payments(lab: Lab) -> Values:
    """Revenue of the first year that order calls add."""
    arms = lab.play(BOTH, _revenue)
    return percent_of(arms["order calls"] - arms["empty hours"], arms["empty hours"])


def protection(lab: Lab) -> Values:
    """Decisions to leave under attack that order calls spare.

    Not netted of the twin world without the attacker: where order calls drive clients away in both, fewer are left to
    the attacker, which is no protection.
    """
    arms = lab.play(BOTH, _decisions)
    return percent_of(arms["empty hours"] - arms["order calls"], arms["empty hours"])


def readings(lab: Lab) -> Readings:
    """The arms themselves, and what order-taking brings in money."""
    lab = lab.replicate(40)
    attack, twin = (lab.override(*changes).play(ARMS, _decisions) for changes in ((), PEACE))
    for where, arms in {"under attack": attack, "with nobody attacking": twin}.items():
        yield UNIT, {f"status clients deciding to leave {where}, {name}": arms[name] for name in ARMS}
    calls, empty = (attack[arm] - twin[arm] for arm in ("order calls", "empty hours"))
    yield UNIT, {"decisions that order calls spare, netted of the twin world without the attacker": empty - calls}
    yield "thousand", {"revenue that order calls add in the first year, beyond care":
                       lab.override(FIRST_YEAR).play_two(ORDER_CALLS, CARE, _revenue)}


# Seasoned by a strategy that does the same until clients leave, so that the control changes nothing before week 0.
WORLD = ("market.seasoned_by=adaptive", *FEWER_PROSPECTS, *SOLVENT)

# Talking about the next order brings payments.
PAYMENTS = Pattern(
    figure="revenue of the first year that order calls add", unit="% of that with empty hours", effect=payments,
    margin=MONEY, knockouts={"no call brings an order": ("mechanisms.orders.chance=0",)}, world=(*WORLD, FIRST_YEAR),
)

CLAIM = IspClaim(
    experiment="The account managers' hours spent on order calls or left empty, under the same attack.",
    figure="status clients' decisions to leave under attack that order calls spare",
    unit="% of those with empty hours", effect=protection, margin=EXITS,
    is_absence=True, is_one_sided=True,  # order calls that drive clients away protect nobody, either
    controls={"the same hours spent on care": ("strategies.status-quo.hours.account_managers={care=0.7, orders=0.0}",)},
    world=WORLD, replications=120, readings=readings, parts=(PAYMENTS,),
    note="Margins by kind since the first judging: with that of then, one percent of revenue, payments would show.",
)

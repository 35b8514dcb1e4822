"""I10. Sitting in the office and talking only about the next order brings payments but protects nobody."""

from dataclasses import replace

import numpy as np

from retainsim.claims.internet_provider.worlds import PEACE, SOLVENT, hours
from retainsim.claims.kit import Arms, Change, Claim, Facts, Lab, Pattern, Reading, Trace, Values, readings_in
from retainsim.claims.readings.diary import decisions
from retainsim.declared import codes
from retainsim.results.account import revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR
from retainsim.results.movements import ORGANISATION

# Order calls are status-quo as the world has it, in the hours that `IDLE` leaves empty and the control visits in.
ORDER_CALLS = "status-quo"
IDLE = ("status-quo", hours(hunters={"hunting": 0.7}, account_managers={"care": 0.1}))
CARE = ("status-quo", hours(hunters={"hunting": 0.7}, account_managers={"care": 0.7}))


def _revenue(trace: Trace, facts: Facts) -> float:
    """Revenue of the first year [thousand]."""
    return float(revenue(trace.series[:WEEKS_PER_YEAR]).sum()) / CENTS / 1000


def _decisions(trace: Trace, facts: Facts) -> float:
    """Decisions of status clients to leave, per 100 of those at week 0."""
    is_status = np.array(facts.status)[trace.segment]
    number = np.count_nonzero(is_status & (trace.opening_supplier == codes.FIRM))
    return 100 * float(is_status[decisions(trace)[:, ORGANISATION]].sum()) / number


def effect(lab: Lab) -> Values:
    """Decisions to leave, under the same attack, that the busy hours spare.

    Limits     Not netted of the twin world without the attacker: where order calls drive clients away in both, fewer
               are left to the attacker, which is no protection.
    """
    return lab.play_two((IDLE, ORDER_CALLS), _decisions)


def readings(lab: Lab) -> list[Reading]:
    """The arms themselves, and what order-taking brings in money."""
    lab = replace(lab, replications=min(40, lab.replications))
    unit = "decisions per 100 status clients in five years"
    arms: Arms = {"order calls": ORDER_CALLS, "care": CARE, "empty hours": IDLE}
    attack, twin = lab.play(arms, _decisions), lab.play(arms, _decisions, PEACE)
    calls, empty = (attack[arm] - twin[arm] for arm in ("order calls", "empty hours"))
    return [*readings_in(unit, {
                **{f"status clients deciding to leave under attack, {name}": attack[name] for name in arms},
                **{f"status clients deciding to leave with nobody attacking, {name}": twin[name] for name in arms},
                "decisions that order calls spare, netted of the twin world without the attacker": empty - calls}),
            Reading("revenue that order calls add in the first year, beyond care", "thousand",
                    lab.play_two((ORDER_CALLS, CARE), _revenue, weeks=WEEKS_PER_YEAR))]


# Seasoned by a strategy that does the same until clients leave, so that the control changes nothing before week 0.
# Prospects are of no interest here, and fewer.
WORLD = ("market.seasoned_by=adaptive", "clients.standard.organisations=900", "clients.young.organisations=600",
         *SOLVENT)

# Talking about the next order brings payments.
PAYMENTS = Pattern(
    figure="revenue of the first year that order calls add",
    unit="thousand",
    effect=lambda lab: lab.play_two((ORDER_CALLS, IDLE), _revenue, weeks=WEEKS_PER_YEAR),
    margin=36.0,  # one percent of the year's revenue
    knockouts=(Change("no call brings an order", ("mechanisms.orders.chance=0",)),),
    world=WORLD,
)

CLAIM = Claim(
    scenario="isp",
    statement="Sitting in the office, rarely visiting, talking only about the next order brings payments but protects "
              "nobody.",
    experiment="The account managers' hours spent on order calls or left empty, under the same attack.",
    figure="status clients' decisions to leave under attack that order calls spare",
    unit="decisions per 100 status clients in five years", effect=effect,
    margin=2.5,  # one of the forty clients of status
    is_absence=True,
    is_one_sided=True,  # order calls that drive clients away protect nobody, either
    controls=(Change("the same hours spent on care",
                     ("strategies.status-quo.hours.account_managers={care=0.7, orders=0.0}",)),),
    world=WORLD, replications=60, space_replications=8, readings=readings,
    parts=(PAYMENTS,),
)

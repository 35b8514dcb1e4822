"""I10. Sitting in the office and talking only about the next order brings payments but protects nobody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Pattern, Reading
from retainsim.claims.kit.lab import Arms, Lab
from retainsim.claims.readings import decisions
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.account import revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts

# `busy` is status-quo as the world has it: order calls, in the control visits, in the hours that `idle` leaves empty.
IDLE = {"hunters": {"hunting": 0.7}, "account_managers": {"care": 0.1},
        "client_department": {"dunning": 0.15, "repair": 0.7}}
CARE = {**IDLE, "account_managers": {"care": 0.7}}
ARMS: Arms = {"idle": ("status-quo", {"hours": IDLE}), "busy": ("status-quo", {})}
TWIN = ("rivals.attacker.enabled=false",)


def _outcomes(trace: Trace, facts: Facts) -> tuple[float, float]:
    """Decisions of status clients to leave, per 100 of those at week 0; revenue of the first year [thousand]."""
    is_status = np.array(facts.status)[trace.segment]
    number = np.count_nonzero(is_status & (trace.opening_supplier == FIRM))
    left = is_status[decisions(trace)[:, movements.ORGANISATION]].sum()
    earned = float(revenue(trace.series[:WEEKS_PER_YEAR]).sum())
    return 100 * float(left) / number, earned / CENTS / 1000


def payments(lab: Lab) -> np.ndarray:
    """Revenue of the first year, before anybody attacks, that order calls add to empty hours."""
    found = lab.play(ARMS, _outcomes, weeks=WEEKS_PER_YEAR)
    added: np.ndarray = (found["busy"] - found["idle"])[:, 1]
    return added


def effect(lab: Lab) -> np.ndarray:
    """Decisions to leave, under the same attack, that the busy hours spare.

    Limits     Not netted of the twin world without the attacker: where order calls drive clients away in both, fewer
               are left to the attacker, which is no protection.
    """
    found = lab.play(ARMS, _outcomes)
    spared: np.ndarray = (found["idle"] - found["busy"])[:, 0]
    return spared


def readings(lab: Lab) -> list[Reading]:
    """The arms themselves, and what order-taking brings in money."""
    lab = replace(lab, replications=min(40, lab.replications))
    unit = "decisions per 100 status clients in five years"
    arms: Arms = {"order calls": ARMS["busy"], "care": ("status-quo", {"hours": CARE}), "empty hours": ARMS["idle"]}
    attack, twin = lab.play(arms, _outcomes), lab.play(arms, _outcomes, TWIN)
    earned = {name: values[:, 1] for name, values in attack.items()}
    return [*(Reading(f"status clients deciding to leave under attack, {name}", unit, attack[name][:, 0])
              for name in arms),
            *(Reading(f"status clients deciding to leave with nobody attacking, {name}", unit, twin[name][:, 0])
              for name in arms),
            Reading("decisions that order calls spare, netted of the twin world without the attacker", unit,
                    _brought(attack, twin, "empty hours") - _brought(attack, twin, "order calls")),
            Reading("revenue that order calls add in the first year, beyond care", "thousand",
                    earned["order calls"] - earned["care"])]


def _brought(attack: dict[str, np.ndarray], twin: dict[str, np.ndarray], arm: str) -> np.ndarray:
    """Decisions to leave that the attack brings, beyond the twin world without it."""
    brought: np.ndarray = (attack[arm] - twin[arm])[:, 0]
    return brought


# Seasoned by a strategy that does the same until clients leave, so that the control changes nothing before week 0.
# Prospects are of no interest here, and fewer. Nobody leaves because the firm is bankrupt.
WORLD = ("market.seasoned_by=adaptive", "clients.standard.organisations=900", "clients.young.organisations=600",
         "firm.cash=1_000_000_000")

# Talking about the next order brings payments. The account managers' hours spent on order calls or left empty.
PAYMENTS = Pattern(
    figure="revenue of the first year that order calls add",
    unit="thousand",
    effect=payments,
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
    unit="decisions per 100 status clients in five years",
    effect=effect,
    margin=2.5,  # one of the forty clients of status
    is_absence=True,
    is_one_sided=True,  # order calls that drive clients away protect nobody, either
    controls=(Change("the same hours spent on care",
                     ("strategies.status-quo.hours.account_managers={care=0.7, orders=0.0}",)),),
    world=WORLD,
    replications=60,
    space_replications=8,
    readings=readings,
    parts=(PAYMENTS,),
)

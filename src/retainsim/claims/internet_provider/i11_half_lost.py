"""I11. All into acquisition: half as many clients again, half of the old ones lost, is ruin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.claims.readings import lost_to
from retainsim.declared import events, reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, is_insolvent, ratio

ALL_IN = "all-in-acquisition"
TWIN = ("rivals.attacker.enabled=false",)
FIVE_YEARS = 5 * WEEKS_PER_YEAR
FRONTIER = {30: (10, 15, 20, 25, 30, 40), 60: (20, 40), 120: (20, 40)}  # fee of the young: capacities of attackers
RUINED, RUINED_EARLY, LOST, TAKEN, WON, WON_FEE = range(6)


def _fate(trace: Trace, facts: Facts) -> list[float]:
    """Ruined at all, and within five years; of the opening revenue, lost within five years, and taken by attackers; new
    clients of five years per old one, and their mean fee in parts of that of the old. All in percent."""
    is_broke = is_insolvent(trace.series, facts)
    fee = trace.fee.astype(float)
    opening = trace.opening_supplier == FIRM
    ended = movements.exits(trace)
    lost = np.zeros(len(fee), bool)
    lost[ended[(ended[:, movements.REASON] != reasons.INSOLVENT) & (ended[:, movements.WEEK] < FIVE_YEARS),
               movements.ORGANISATION]] = True
    taken = np.zeros(len(fee), bool)
    for supplier in np.flatnonzero(np.array(facts.roles) == "attacker"):
        taken[lost_to(trace, int(supplier))] = True
    started = movements.of_kind(trace.events, events.STARTS)
    new = started[(started[:, movements.TO] == FIRM) & (started[:, movements.WEEK] < FIVE_YEARS),
                  movements.ORGANISATION]
    return [100.0 * is_broke[-1], 100.0 * is_broke[:FIVE_YEARS].any(),
            *(100 * ratio(fee[opening & gone].sum(), fee[opening].sum()) for gone in (lost, taken)),
            100 * len(new) / opening.sum(), 100 * ratio(fee[new].mean() if len(new) else np.nan, fee[opening].mean())]


def effect(lab: Lab) -> np.ndarray:
    """Chance of ruin that the attack brings to a firm that only hunts."""
    attack, twin = (lab.play([ALL_IN], _fate, changes)[ALL_IN] for changes in ((), TWIN))
    brought: np.ndarray = attack[:, RUINED_EARLY] - twin[:, RUINED_EARLY]
    return brought


def readings(lab: Lab) -> list[Reading]:
    """How much is won and lost, other strategies, and where ruin begins by the size of newcomers."""
    arms = [ALL_IN, "balanced", "nurture"]
    attack, twin = (replace(lab, replications=20).play(arms, _fate, changes) for changes in ((), TWIN))
    found = [Reading(f"{what}, {name}, {where}", "%", worlds[name][:, column])
             for name in arms for where, worlds in (("attacked", attack), ("not attacked", twin))
             for what, column in (("ruined within ten years", RUINED), ("ruined within five years", RUINED_EARLY),
                                  ("opening revenue lost in five years", LOST),
                                  ("new clients of five years, of the old", WON),
                                  ("their mean fee, of that of the old", WON_FEE))]
    return [*found, *(reading for fee, capacities in FRONTIER.items() for reading in _frontier(lab, fee, capacities))]


def _frontier(lab: Lab, fee: int, capacities: tuple[int, ...]) -> list[Reading]:
    """Ruin by how many of the largest clients several attackers together take, with newcomers of this fee."""
    # Four times the hours, so that what attackers can serve decides, and not how fast they are.
    played = np.array([replace(lab, replications=12).play([ALL_IN], _fate, (
        f"clients.young.fee_per_week={fee}", f"rivals.attacker.capacity={capacity}",
        "rivals.attacker.courting_hours_per_week=240"))[ALL_IN] for capacity in capacities])
    ruined, taken = played[:, :, RUINED] > 0, played[:, :, TAKEN]
    said = f"young clients of fee {fee}"
    found = [Reading(f"ruined, {said}, attackers take {taken[k].mean():.0f} % of the opening revenue", "%",
                     100.0 * ruined[k]) for k in range(len(capacities))]
    if not ruined[-1].all():
        return found
    # Where ruin begins lies in each world between the last attack that it bears and the next stronger one.
    first = np.argmax(ruined, axis=0)
    world = np.arange(ruined.shape[1])
    begins = (taken[first, world] + np.where(first > 0, taken[first - 1, world], 0.0)) / 2
    return [*found, Reading(f"opening revenue taken at which ruin begins, {said}", "%", begins)]


CLAIM = Claim(
    scenario="isp",
    statement="All into acquisition: half as many new clients as there were, while half of the old are lost, is ruin: "
              "the newcomers are young and small, and rivals take the large ones.",
    experiment="A firm that only hunts, five years, attacked after one, against the same firm in the twin world "
               "without the attacker; the young clients are all newcomers, so that their size can be varied.",
    figure="chance of ruin within five years that the attack brings",
    unit="percentage points",
    effect=effect,
    bar=50.0,  # "is ruin": in more worlds than not
    margin=10.0,  # a chance of one in ten is a risk that firms take
    knockouts=(Change("newcomers are as large as the lost",
                      ("clients.young.fee_per_week=700", "clients.young.fee_spread=0.6")),
               Change("the rival's targets are random", ("rivals.attacker.targets=random",))),
    # The 130 young clients of the shipped firm give way to 62 standard ones who pay as much together.
    world=("weeks=520", "clients.young.organisations=780", "clients.young.served_by_firm=0",
           "clients.standard.served_by_firm=492"),
    replications=40,
    space_replications=3,
    readings=readings,
    note="Judged at the scenario's own horizon, in which the premise is met: more than half of the opening revenue is "
         "lost, more than half as many new clients are won. In ten years all are ruined. Ruin begins where rivals "
         "take about three tenths of the opening revenue; of a firm whose young clients pay four times as much, "
         "nobody is ruined.",
)

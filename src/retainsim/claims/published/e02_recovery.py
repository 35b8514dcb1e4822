"""E2. Evidence: a satisfactory recovery works once, not twice."""

from __future__ import annotations

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import Facts

HORIZON = 26  # weeks after a complaint in which a decision to leave counts
HOURS = {"hunters": {"hunting": 0.4, "rescue": 0.3}, "account_managers": {"care": 0.1, "orders": 0.6},
         "client_department": {"dunning": 0.15, "repair": 0.7}}
WITHOUT = {"hours": {**HOURS, "hunters": {"hunting": 0.4}}}  # the delegation's people stay at home
WITH = {"hours": HOURS, "rescue_on": "complaint"}


def _decided_after(trace: Trace, facts: Facts) -> tuple[float, float]:
    """Of 100 complaints, the first of a client and the later ones: how many a decision to leave follows."""
    events = trace.events
    complained = events[events[:, movements.KIND] == kinds.COMPLAINS]
    complained = complained[complained[:, movements.WEEK] < len(trace.series) - HORIZON]
    decided = np.full(len(trace.fee), np.iinfo(np.int32).max)
    leaving = events[(events[:, movements.KIND] == kinds.DECIDES) & (events[:, movements.FROM] == FIRM)]
    decided[leaving[::-1, movements.ORGANISATION]] = leaving[::-1, movements.WEEK]  # the first one stands
    week, who = complained[:, movements.WEEK], complained[:, movements.ORGANISATION]
    is_first = np.zeros(len(who), bool)
    is_first[np.unique(who, return_index=True)[1]] = True
    counts = week < decided[who]  # one who has decided complains no more about staying
    follows = decided[who] <= week + HORIZON
    first, later = (100 * float(np.mean(follows[counts & part])) if (counts & part).any() else np.nan
                    for part in (is_first, ~is_first))
    return first, later


def effect(lab: Lab) -> np.ndarray:
    """How many more decisions the delegation spares after a first complaint than after a later one."""
    found = lab.play({"with": ("status-quo", WITH), "without": ("status-quo", WITHOUT)}, _decided_after)
    spared = found["without"] - found["with"]
    more: np.ndarray = spared[:, 0] - spared[:, 1]
    return more


def readings(lab: Lab) -> list[Reading]:
    """The arms."""
    found = lab.play({"with": ("status-quo", WITH), "without": ("status-quo", WITHOUT)}, _decided_after)
    return [Reading(f"decisions within {HORIZON} weeks of a {which} complaint, {name} delegations",
                    "per 100 complaints", values[:, column])
            for name, values in found.items() for column, which in enumerate(("first", "later"))]


CLAIM = Claim(
    scenario="isp",
    label="calibration",
    statement="A satisfactory recovery makes up for one failure, not for two (Maxham & Netemeyer 2002).",
    experiment="Every complaint is followed by a delegation, or by none; the same faults, nobody attacking.",
    figure="decisions spared by a delegation after a first complaint, beyond those spared after later ones",
    unit="decisions per 100 complaints",
    effect=effect,
    margin=0.25,  # a twentieth of the decisions that follow a complaint
    knockouts=(Change("nothing is forgiven, first time or later", ("mechanisms.rescue.forgiven=0",)),),
    world=("rivals.attacker.enabled=false", "firm.fault_rate_per_year=3", "clients.status.voice_share=0.6",
           "clients.standard.voice_share=0.6", "clients.young.voice_share=0.6", "weeks=260"),
    replications=60,
    space_replications=4,
    readings=readings,
    note="Forgiveness works once: without it (see the knock-out) a first delegation spares fewer decisions than later "
         "ones. But a delegation also warms, and warmth adds up; in decisions to leave the two cancel. Later "
         "complaints are those of clients who have stayed so far, whom delegations have helped to keep: not quite the "
         "same ones.",
)

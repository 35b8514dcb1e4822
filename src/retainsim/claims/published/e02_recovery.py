"""E2. A satisfactory recovery makes up for one failure, not for two (Maxham & Netemeyer 2002)."""

import numpy as np

from retainsim.claims.isp import PEACE, IspClaim, hours, in_all_segments
from retainsim.claims.kit import Facts, Lab, Trace, Values, ratio, readings_of
from retainsim.claims.kit.worth import EXITS, percent_of
from retainsim.claims.readings import decisions, first_weeks, select
from retainsim.declared import events

HORIZON = 26  # weeks after a complaint in which a decision to leave counts
OTHERS = {"account_managers": {"care": 0.1, "orders": 0.6}}
ARMS = {
    "with delegations": (
        "status-quo", {**hours(hunters={"hunting": 0.4, "rescue": 0.3}, **OTHERS), "rescue_on": "complaint"}),
    # The delegation's people stay at home.
    "without delegations": ("status-quo", hours(hunters={"hunting": 0.4}, **OTHERS))}


def _decided_after(trace: Trace, facts: Facts) -> list[float]:
    """Of 100 complaints, the first of a client and the later ones: how many a decision to leave follows."""
    complaints = select(trace, events.COMPLAINS)
    complaints = complaints[complaints.week < len(trace.series) - HORIZON]
    week, client = complaints.week, complaints.organisation
    decided = first_weeks(trace, decisions(trace))[client]
    is_first = np.zeros(len(client), bool)
    is_first[np.unique(client, return_index=True)[1]] = True
    counts = week < decided  # one who has decided complains no more about staying
    follows = decided <= week + HORIZON
    return [100 * ratio((follows & counts & part).sum(), (counts & part).sum()) for part in (is_first, ~is_first)]


def effect(lab: Lab) -> Values:
    """Part of the decisions that a delegation spares after a first complaint, beyond that after later ones."""
    visited, unvisited = (decided.T for decided in lab.play(ARMS, _decided_after).values())
    first, later = map(percent_of, unvisited - visited, unvisited)
    return first - later


CLAIM = IspClaim(
    label="calibration",
    experiment="Every complaint is followed by a delegation, or by none; the same faults, nobody attacking.",
    figure="part of the decisions that a delegation spares after a first complaint, beyond that after later ones",
    unit="% of those without delegations", effect=effect, margin=EXITS,
    knockouts={"nothing is forgiven, first time or later": ("mechanisms.rescue.forgiven=0",)},
    world=(*PEACE, "firm.fault_rate_per_year=3", "staff.client_department.people=12",  # who mend them all
           *in_all_segments(voice_share=0.6), "weeks=260"),
    replications=240, readings=lambda lab: readings_of(lab.play(ARMS, _decided_after), {
        f"decisions within {HORIZON} weeks of a {which} complaint": "per 100 complaints"
        for which in ("first", "later")}),
    note="Forgiveness works once: without it (see the knock-out) a first delegation spares fewer decisions than later "
         "ones. But a delegation also warms, and warmth adds up; in decisions to leave the two cancel. Later "
         "complaints are those of clients who have stayed so far, whom delegations have helped to keep: not quite the "
         "same ones. Margins by kind since the first judging.",
)

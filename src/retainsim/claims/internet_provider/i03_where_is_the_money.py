"""I3. "Where is the money?" and "where is the connection?": such contact alone ruins the relation."""

from __future__ import annotations

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.claims.readings import decisions_per_100

CARING = {"hunters": {"hunting": 0.6, "care": 0.1}, "account_managers": {"care": 0.3, "orders": 0.4},
          "client_department": {"dunning": 0.15, "repair": 0.7}}


def effect(lab: Lab) -> np.ndarray:
    """Decisions to leave that reminders by a caller bring, beyond silent reminders of the same invoices."""
    found = lab.play({"call": ("status-quo", {}), "letter": ("status-quo", {"duns_by": "letter"})}, decisions_per_100)
    difference: np.ndarray = found["call"] - found["letter"]
    return difference


def readings(lab: Lab) -> list[Reading]:
    """The same firm with caring contact beside the bad news."""
    found = lab.play({"bad": ("status-quo", {}), "caring": ("status-quo", {"hours": CARING})}, decisions_per_100)
    unit = "decisions per 100 client-years"
    return [Reading("decisions to leave, bad news only", unit, found["bad"]),
            Reading("decisions to leave, bad news and caring contact", unit, found["caring"])]


CLAIM = Claim(
    scenario="isp",
    statement="After the contract the client hears from the supplier only about unpaid invoices, and calls only about "
              "outages: such contact alone ruins the relation.",
    experiment="The same faults and the same late invoices, claimed by calls or by letters, with nobody attacking.",
    figure="decisions to leave that calls bring, beyond letters",
    unit="decisions per 100 client-years",
    effect=effect,
    margin=0.1,
    knockouts=(Change("contact about money or failures does nothing to the relation",
                      ("mechanisms.grievance.reminder=0", "mechanisms.attachment.bad_news_dent=0",
                       "mechanisms.alertness.bad_news=0")),),
    world=("rivals.attacker.enabled=false", "weeks=260"),
    readings=readings,
)

"""E5. Evidence: a delegation after a complaint saves more than one after notice, which saves one in five at most."""

from __future__ import annotations

import numpy as np

from retainsim.claims.internet_provider.i08_late_delegation import clients_saved, sent
from retainsim.claims.kit.claim import Change, Claim, Pattern, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.model.record import Trace
from retainsim.results.account import account_of
from retainsim.results.facts import Facts
from retainsim.results.kpis.attack import save_rate

MOST = 20.0  # [%] of those who have given notice: the assumption of the published evidence


def effect(lab: Lab) -> np.ndarray:
    """What delegations after complaints save beyond those after notice."""
    found = clients_saved(lab, {"complaint": sent(0, "complaint"), "notice": sent(0, "notice")})
    beyond: np.ndarray = found["complaint"] - found["notice"]
    return beyond


def _save_rate(trace: Trace, facts: Facts) -> float:
    """Of the delegations to clients that have given notice, those after which the client stays [%]."""
    return 100 * save_rate(account_of(trace, facts))


def room(lab: Lab) -> np.ndarray:
    """By how much the save rate after notice lies below the bound."""
    rates: np.ndarray = MOST - lab.play({"notice": sent(0, "notice")}, _save_rate)["notice"]
    return rates


def readings(lab: Lab) -> list[Reading]:
    """The rates themselves, and delay after notice."""
    unit = "per 100 courted clients"
    found = clients_saved(lab, {"complaint": sent(0, "complaint"), "notice": sent(0, "notice")})
    late = lab.play({str(delay): sent(delay, "notice") for delay in (0, 13, 26)}, _save_rate)
    return [Reading("saved by a delegation after a complaint", unit, found["complaint"]),
            Reading("saved by a delegation after notice", unit, found["notice"]),
            *(Reading(f"stay after all, visited {delay} weeks after notice", "% of those visited", values)
              for delay, values in late.items())]


CLAIM = Claim(
    scenario="isp",
    label="calibration",
    statement="Save rates fall with delay: more are saved after a first complaint than after notice, when at most one "
              "in five stays.",
    experiment="The attack on a firm that sends a delegation after every complaint, after every notice, or never.",
    figure="saved after a complaint beyond those saved after notice",
    unit="per 100 courted clients",
    effect=effect,
    margin=2.5,  # one of the forty clients of status
    knockouts=(Change("delegations neither warm nor mend before notice",
                      ("mechanisms.rescue.gain=0", "mechanisms.rescue.forgiven=0")),),
    parts=(Pattern(figure="room of the save rate after notice below 20 %",
                 unit="percentage points", effect=room, margin=2.0),),
    world=("firm.cash=1_000_000_000",),  # the firm does not go bankrupt
    replications=40,
    space_replications=2,
    readings=readings,
    note="The published assumption is a ratio of two at least: compare the first two of the further readings. Once "
         "notice is given, further delay does no more harm. A firm that visits everybody who gives notice also visits "
         "those who go for reasons of their own and cannot stay.",
)

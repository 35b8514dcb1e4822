"""I7. Who has switched and found it worse does not come back, out of pride: it looks for a third supplier."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Lab
from retainsim.claims.readings import EXIT_REASONS, won_back
from retainsim.declared import events, reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, ratio

ARMS = ("status-quo",)
NO_PRIDE = ("mechanisms.pride.strength=0",)
NO_THIRD = ("rivals.established.enabled=false", "rivals.third.enabled=false")
WIN_BACK = {"win-back": ("status-quo", {"hunt_for": "former"})}


def _unhappy(trace: Trace, attacker: int) -> np.ndarray:
    """Decisions of ex-clients of the firm to leave the attacker, not for reasons of their own: events x columns."""
    kept, switched = [], set()
    for row, (_, kind, organisation, before, after, reason) in enumerate(trace.events):
        if kind == events.STARTS and after == attacker and before == FIRM:
            switched.add(organisation)
        elif kind == events.STARTS:
            switched.discard(organisation)
        elif (kind == events.DECIDES and before == attacker
              and organisation in switched and reason != reasons.BACKGROUND):
            kept.append(row)
    found: np.ndarray = trace.events[kept]
    return found


def _thirds(trace: Trace, attacker: int) -> np.ndarray:
    """Share of third suppliers in the clients of all but the attacker, at the beginning of each year."""
    shares = []
    for week in range(0, len(trace.series), WEEKS_PER_YEAR):
        supplier = movements.supplier_before(trace, week)
        served = supplier[(supplier >= 0) & (supplier != attacker)]
        shares.append(np.mean(served != FIRM))
    return np.array(shares)


def _beyond_market_share(trace: Trace, facts: Facts) -> float:
    attacker = facts.suppliers.index("attacker")
    left = _unhappy(trace, attacker)
    if not len(left):
        return np.nan
    market = _thirds(trace, attacker)[left[:, movements.WEEK] // WEEKS_PER_YEAR]
    return float(100 * np.mean((left[:, movements.TO] > FIRM) - market))


def effect(lab: Lab) -> np.ndarray:
    """Share of the disappointed that goes to a third supplier, beyond the third suppliers' share of the market."""
    beyond: np.ndarray = lab.play(ARMS, _beyond_market_share)["status-quo"]
    return beyond


def _destinies(trace: Trace, facts: Facts) -> tuple[float, ...]:
    """Clients taken by the attacker, those of them the firm's at the end [%]; the disappointed; where they go [%]."""
    attacker = facts.suppliers.index("attacker")
    started = movements.starts(trace)
    taken = started[(started[:, movements.FROM] == FIRM) & (started[:, movements.TO] == attacker)]
    back = np.mean(trace.final_supplier[np.unique(taken[:, movements.ORGANISATION])] == FIRM) if len(taken) else np.nan
    left = _unhappy(trace, attacker)
    returns, asked = left[:, movements.TO] == FIRM, left[:, movements.REASON] == reasons.COURTED
    ways = returns & ~asked, returns & asked, left[:, movements.TO] > FIRM
    return (len(taken), 100 * back, len(left), *(100 * ratio(way.sum(), len(left)) for way in ways))


def readings(lab: Lab) -> list[Reading]:
    """Where the disappointed go, with and without pride and third suppliers; what attempts to win back bring."""
    lab = replace(lab, replications=min(24, lab.replications))
    found = []
    for world, changes in (("", ()), (", without pride", NO_PRIDE), (", without third suppliers", NO_THIRD),
                           (", without both", NO_PRIDE + NO_THIRD)):
        taken, back, number, unasked, courted, third = lab.play(ARMS, _destinies, changes)["status-quo"].T
        found += [Reading(f"clients taken by the attacker{world}", "clients", taken),
                  Reading(f"of them the firm's again after ten years{world}", "%", back),
                  Reading(f"of them disappointed and leaving{world}", "clients", number),
                  Reading(f"of the disappointed, back unasked{world}", "%", unasked),
                  Reading(f"of the disappointed, courted back{world}", "%", courted),
                  Reading(f"of the disappointed, to a third{world}", "%", third)]
    cared_for = lab.play(ARMS, _destinies, ("rivals.attacker.visits_per_client_year=8",
                                            "rivals.attacker.hands_over=false"))["status-quo"]
    found.append(Reading("disappointed and leaving, where the attacker goes on caring", "clients", cared_for[:, 2]))
    columns = lab.play(WIN_BACK, won_back)["win-back"].T
    found += [Reading(f"won back, of former clients courted{name}", "%", values) for name, values in zip(
        ("", *(f", who had left {reason}" for reason in EXIT_REASONS)), columns, strict=True)]
    return found


CLAIM = Claim(
    scenario="isp",
    statement="Of those who switched wholly and found it worse, very many never come back, out of pride; they look "
              "for a third supplier.",
    experiment="An attacker that turns to the next victim once it has signed one, over ten years; its clients that "
               "the firm once served, when they decide to leave it.",
    figure="share of the disappointed that goes to a third supplier, beyond the third suppliers' share of the market",
    unit="percentage points",
    effect=effect,
    margin=10.0,  # one in ten of the disappointed; the lower end of what win-back programmes bring is 5, the upper 40
    knockouts=(Change("no pride", NO_PRIDE),),
    # Who is visited eight times a year is not disappointed, and the claim is about those who are.
    world=("rivals.attacker.visits_per_client_year=1", "rivals.attacker.hands_over=true",
           "rivals.attacker.capacity=200", "weeks=520", "market.founded_over_weeks=520",
           "firm.cash=1_000_000_000"),  # the firm is there to be returned to
    readings=readings,
    note="What is judged is where those go who leave the rival again. Most of the clients taken never do, proud or "
         "not: inertia keeps them, not pride. Without pride fewer go to a third than its share of the market: the "
         "firm's own people hunt, and court some of them back. The proud who find no third supplier stay where they "
         "are.",
)

"""I9. Attracting and keeping are two jobs; given to the same people, it becomes milking, and attracting freezes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retainsim.claims.kit.claim import Change, Claim, Reading
from retainsim.claims.kit.lab import Arms, Lab
from retainsim.declared import reasons
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import WEEKS_PER_YEAR, Facts

# The same people and hours: hunters hunt and account managers take orders, or everybody does everything.
ARMS: Arms = {"dedicated": ("status-quo", {}), "pooled": ("milking", {})}
SIZES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # of the base, as parts of the shipped one


def _won_by_hunting(trace: Trace, facts: Facts) -> float:
    """New clients a year that the firm's people have courted."""
    started = movements.starts(trace)
    won = (started[:, movements.TO] == FIRM) & (started[:, movements.REASON] == reasons.COURTED)
    return float(won.sum() / (len(trace.series) / WEEKS_PER_YEAR))


def effect(lab: Lab) -> np.ndarray:
    """New clients that dedicated people win beyond what the same people win when everybody does everything."""
    found = lab.play(ARMS, _won_by_hunting)
    difference: np.ndarray = found["dedicated"] - found["pooled"]
    return difference


def _base(lab: Lab, part: float) -> tuple[int, tuple[str, ...]]:
    """Clients at week 0, and the overrides that make them so many."""
    sizes = {name: round(part * segment.served_by_firm) for name, segment in lab.scenario().clients.items()}
    return sum(sizes.values()), tuple(f"clients.{name}.served_by_firm={size}" for name, size in sizes.items())


def _crossings(sizes: list[float], ahead: list[np.ndarray]) -> np.ndarray:
    """Size at which `ahead`, one per size and world, becomes positive, by world; NaN where it never does."""
    found = np.full(len(ahead[0]), np.nan)
    for world, row in enumerate(np.array(ahead).T):
        steps = np.flatnonzero((row[:-1] <= 0) & (row[1:] > 0))
        if len(steps):
            k = steps[0]
            found[world] = sizes[k] - row[k] * (sizes[k + 1] - sizes[k]) / (row[k + 1] - row[k])
    return found


def readings(lab: Lab) -> list[Reading]:
    """New clients by size of the base; the sizes from which on pooled people win fewer, and less than a third."""
    lab = replace(lab, replications=min(24, lab.replications))
    found, sizes, fewer, third = [], [], [], []
    for part in SIZES:
        size, overrides = _base(lab, part)
        won = lab.play(ARMS, _won_by_hunting, overrides)
        sizes.append(float(size))
        fewer.append(won["dedicated"] - won["pooled"])
        third.append(won["dedicated"] / 3 - won["pooled"])
        found += [Reading(f"new clients, {name}, base of {size}", "clients a year", won[name]) for name in ARMS]
    return [*found, Reading("size of the base from which on pooled people win fewer", "clients",
                            _crossings(sizes, fewer)),
            Reading("size of the base from which on pooled people win less than a third", "clients",
                    _crossings(sizes, third))]


CLAIM = Claim(
    scenario="isp",
    statement="Attracting and keeping are two different jobs; given to the same people, it becomes milking, and "
              "attracting freezes.",
    experiment="Equal people and hours, dedicated or pooled, with nobody attacking; over the size of the base.",
    figure="new clients won by hunting, dedicated beyond pooled, at the shipped size",
    unit="clients a year",
    effect=effect,
    margin=3.0,  # half a percent of the base
    knockouts=(Change("a quota ring-fenced for new business, as large as the hunters' part",
                      ("strategies.milking.new_business_quota=0.5",)),),
    world=("rivals.attacker.enabled=false", "firm.cash=1_000_000_000"),  # hours are compared, not solvency
    readings=readings,
    condition="the base is larger than some 380 clients for the twelve who sell",
    note="Below that size pooled people win more: they hunt in the hours for which there is nobody to milk. "
         "Attracting freezes, to less than a third of what dedicated people win, from some 940 clients on.",
)

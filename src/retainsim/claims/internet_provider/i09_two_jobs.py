"""I9. Attracting and keeping are two jobs; given to the same people, it becomes milking, and attracting freezes."""

from dataclasses import replace

import numpy as np

from retainsim.claims.internet_provider.worlds import PEACE, SOLVENT
from retainsim.claims.kit import Change, Claim, Facts, Lab, Reading, Trace, Values, readings_in
from retainsim.claims.readings.diary import select
from retainsim.declared import codes, events, reasons
from retainsim.results.facts import WEEKS_PER_YEAR

# The same people and hours: hunters hunt and account managers take orders, or everybody does everything.
ARMS = {"dedicated": "status-quo", "pooled": "milking"}
SIZES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # of the base, as parts of the shipped one


def _won_by_hunting(trace: Trace, facts: Facts) -> float:
    """New clients a year that the firm's people have courted."""
    won = select(trace, events.STARTS, to=codes.FIRM, reason=reasons.COURTED)
    return len(won) / (len(trace.series) / WEEKS_PER_YEAR)


def _crossings(sizes: list[float], lead: list[Values]) -> Values:
    """Size at which `lead`, one per size and world, becomes positive, by world; NaN where it never does."""
    sizes_at = np.full(len(lead[0]), np.nan)
    for world, row in enumerate(np.array(lead).T):
        steps = np.flatnonzero((row[:-1] <= 0) & (row[1:] > 0))
        if len(steps):
            k = steps[0]
            sizes_at[world] = sizes[k] - row[k] * (sizes[k + 1] - sizes[k]) / (row[k + 1] - row[k])
    return sizes_at


def readings(lab: Lab) -> list[Reading]:
    """New clients by size of the base; the sizes from which on pooled people win fewer, and less than a third."""
    lab = replace(lab, replications=min(24, lab.replications))
    shipped = {name: segment.served_by_firm for name, segment in lab.scenario().clients.items()}
    won, sizes = [], []
    for part in SIZES:
        base = {name: round(part * size) for name, size in shipped.items()}
        sizes.append(float(sum(base.values())))
        won.append(lab.play(ARMS, _won_by_hunting, [f"clients.{name}.served_by_firm={size}"
                                                    for name, size in base.items()]))
    return [*readings_in("clients a year", {f"new clients, {name}, base of {size:.0f}": arms[name]
                                            for size, arms in zip(sizes, won, strict=True) for name in ARMS}),
            *readings_in("clients", {
                "size of the base from which on pooled people win fewer": _crossings(
                    sizes, [arms["dedicated"] - arms["pooled"] for arms in won]),
                "size of the base from which on pooled people win less than a third": _crossings(
                    sizes, [arms["dedicated"] / 3 - arms["pooled"] for arms in won])})]


CLAIM = Claim(
    scenario="isp",
    statement="Attracting and keeping are two different jobs; given to the same people, it becomes milking, and "
              "attracting freezes.",
    experiment="Equal people and hours, dedicated or pooled, with nobody attacking; over the size of the base.",
    figure="new clients won by hunting, dedicated beyond pooled, at the shipped size",
    unit="clients a year",
    effect=lambda lab: lab.play_two(("status-quo", "milking"), _won_by_hunting),
    margin=3.0,  # half a percent of the base
    knockouts=(Change("a quota ring-fenced for new business, as large as the hunters' part",
                      ("strategies.milking.new_business_quota=0.5",)),),
    world=(*PEACE, *SOLVENT),  # hours are compared, not solvency
    readings=readings,
    condition="the base is larger than some 380 clients for the twelve who sell",
    note="Below that size pooled people win more: they hunt in the hours for which there is nobody to milk. "
         "Attracting freezes, to less than a third of what dedicated people win, from some 940 clients on.",
)

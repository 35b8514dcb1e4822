"""I9. Attracting and keeping are two different jobs; given to the same people, it becomes milking, and attracting
freezes."""

import numpy as np

from retainsim.claims.isp import PEACE, SOLVENT, IspClaim
from retainsim.claims.kit import WEEKS_PER_YEAR, Facts, Lab, Readings, Trace, Values
from retainsim.claims.kit.worth import EXITS, percent_of
from retainsim.claims.readings import select
from retainsim.declared import codes, events, reasons

# The same people and hours: hunters hunt and account managers take orders, or everybody does everything.
ARMS = {"dedicated": "status-quo", "pooled": "milking"}
SIZES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # of the base, as parts of the shipped one


def _won_by_hunting(trace: Trace, facts: Facts) -> float:
    """New clients a year that the firm's people have courted."""
    won = select(trace, events.STARTS, to=codes.FIRM, reason=reasons.COURTED)
    return len(won) / (len(trace.series) / WEEKS_PER_YEAR)


def effect(lab: Lab) -> Values:
    """New clients that pooled people win fewer [%]."""
    won = lab.play(ARMS, _won_by_hunting)
    return percent_of(won["dedicated"] - won["pooled"], won["dedicated"])


def _crossing(sizes: list[float], lead: Values) -> float:
    """Size at which `lead`, one per size, becomes positive; NaN where it never does."""
    return next((float(sizes[k] - lead[k] * (sizes[k + 1] - sizes[k]) / (lead[k + 1] - lead[k]))
                 for k in range(len(sizes) - 1) if lead[k] <= 0 < lead[k + 1]), np.nan)


def readings(lab: Lab) -> Readings:
    """New clients by size of the base; the sizes from which on pooled people win fewer, and less than a third."""
    lab = lab.replicate(24)
    sizes, won = [], []
    for part in SIZES:
        base = {name: round(part * segment.served_by_firm) for name, segment in lab.scenario.clients.items()}
        sizes.append(float(sum(base.values())))
        arms = lab.override(*(f"clients.{name}.served_by_firm={size}" for name, size in base.items())).play(
            ARMS, _won_by_hunting)
        yield "clients a year", {f"new clients, {name}, base of {sizes[-1]:.0f}": arms[name] for name in ARMS}
        won.append(arms)
    for fewer, share in {"fewer": 1, "less than a third": 3}.items():
        leads = np.array([arms["dedicated"] / share - arms["pooled"] for arms in won])
        yield "clients", {f"size of the base from which on pooled people win {fewer}":
                          np.array([_crossing(sizes, lead) for lead in leads.T])}


CLAIM = IspClaim(
    experiment="Equal people and hours, dedicated or pooled, with nobody attacking; over the size of the base.",
    figure="new clients won by hunting, dedicated beyond pooled, at the shipped size",
    unit="% of what dedicated people win", effect=effect, margin=EXITS,
    knockouts={"a quota ring-fenced for new business, as large as the hunters' part":
               ("strategies.milking.new_business_quota=0.5",)},
    world=(*PEACE, *SOLVENT),  # hours are compared, not solvency
    readings=readings,
    condition="the base is larger than some 420 clients for the twelve who sell",
    note="Below that size pooled people win more: they hunt in the hours for which there is nobody to milk. "
         "In a base of twice the shipped size they win half as many as dedicated people; up to there attracting "
         "slows down, and does not freeze. Margins by kind since the first judging.",
)

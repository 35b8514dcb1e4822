"""E3. Internet providers of 2000 lost 22 % of their clients a year, advertising agencies 67 % of their accounts in five
years: background and attack together must stay below."""

import numpy as np

from retainsim.claims.isp import IspClaim
from retainsim.claims.kit import Facts, Lab, Trace, Values, readings_of
from retainsim.claims.kit.space import MOST_LOST
from retainsim.claims.kit.worth import ORDER
from retainsim.claims.readings import client_years, exits, who
from retainsim.declared import codes
from retainsim.results.facts import ruin_week

AGENCIES_IN_FIVE_YEARS = 67.0  # accounts that advertising agencies lose in five years [%]


def _losses(trace: Trace, facts: Facts) -> tuple[float, float]:
    """Ends of service per 100 client-years, and opening clients that have left within the run [%]."""
    ruin = ruin_week(trace.series, facts)
    ends = exits(trace)
    ends = ends if ruin is None else ends[ends.week <= ruin]
    opening = trace.opening_supplier == codes.FIRM
    return 100 * len(ends) / client_years(trace), 100 * (opening & who(trace, ends)).sum() / opening.sum()


def effect(lab: Lab) -> Values:
    """Room below the nearer of the two bounds, in parts of the bound, for the firm as it is used to run."""
    yearly, five_years = lab.play_one("status-quo", _losses).T
    return 100 * np.minimum(1 - yearly / MOST_LOST, 1 - five_years / AGENCIES_IN_FIVE_YEARS)


CLAIM = IspClaim(
    label="validation",
    experiment="The firm as it is used to run, attacked after a year; exits caused by its own insolvency not counted.",
    figure="room below the nearer of the two bounds",
    unit="% of the bound", effect=effect, margin=ORDER, replications=24,
    readings=lambda lab: readings_of(lab.play(["status-quo", "all-in-acquisition", "nurture"], _losses), {
        "clients lost in a year": "per 100 client-years", "opening clients lost in five years": "%"}),
    note="No default was set by these bounds. The first also tells which part of the assumed space is credible, so "
         "that the share of that part says nothing new here.",
)

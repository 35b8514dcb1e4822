"""E3. Internet providers of 2000 lost 22 % of their clients a year, advertising agencies 67 % of their accounts in five
years: background and attack together must stay below."""

import numpy as np

from retainsim.claims.isp import IspClaim
from retainsim.claims.kit import Facts, Lab, Trace, Values, readings_of
from retainsim.claims.kit.peace import MOST_LOST, lost_in_a_year
from retainsim.claims.kit.worth import ORDER
from retainsim.claims.readings import exits, who
from retainsim.declared import codes
from retainsim.results.facts import ruin_week

AGENCIES_IN_FIVE_YEARS = 67.0  # accounts that advertising agencies lose in five years [%]


def _losses(trace: Trace, facts: Facts) -> tuple[float, float]:
    """Of the clients of New Year, those that leave within the year, and of the opening ones, within the run [%]."""
    ruin = ruin_week(trace.series, facts)
    ends = exits(trace)
    ends = ends if ruin is None else ends[ends.week <= ruin]
    opening = trace.opening_supplier == codes.FIRM
    return lost_in_a_year(trace, ends), 100 * (opening & who(trace, ends)).sum() / opening.sum()


def effect(lab: Lab) -> Values:
    """Room below the nearer of the two bounds, in parts of the bound, for the firm as it is used to run."""
    yearly, five_years = lab.play_one("status-quo", _losses).T
    return 100 * np.minimum(1 - yearly / MOST_LOST, 1 - five_years / AGENCIES_IN_FIVE_YEARS)


CLAIM = IspClaim(
    label="calibration",
    experiment="The firm as it is used to run, attacked after a year; exits caused by its own insolvency not counted.",
    figure="room below the nearer of the two bounds",
    unit="% of the bound", effect=effect, margin=ORDER, replications=60,
    readings=lambda lab: readings_of(lab.play(["status-quo", "all-in-acquisition", "nurture"], _losses), {
        "clients of New Year lost within the year": "%", "opening clients lost in five years": "%"}),
    note="The first bound, without the attack, also tells which part of the space is credible, and the defaults lie in "
         "its middle: what is new here is the attack, and the second bound. Clients lost in a year are counted as in "
         "the source since the first judging: of those of New Year.",
)

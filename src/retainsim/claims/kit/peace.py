"""What a firm shows in peace: whom it loses, what it earns, whether its people have work; what of that is credible.

Ranges that are plausible one by one make many worlds that are not. A point of the space is *credible* if the leader
whom nobody attacks, run as it has always been, looks like such a firm over five years, on both sides: it loses no more
clients than whole industries lost, and it lives: it stays solvent, earns what such firms earn, and pays wages for work
that is there.

Source     Ruling out what contradicts the evidence: Grimm et al. 2005, Science 310 (pattern-oriented modelling); Craig
           et al. 1997 (history matching). Clients lost: Thomas, Blattberg & Fox 2004, J. Marketing Research 41:
           Internet providers of 2000 lost 22 % of their clients a year. Busy for over nine tenths of their time, people
           do worse work.
Assumed:   margins of 0 to 20 %: below, a firm would not go on for years; above, it would not be left alone for years. A
           department at work for less than half of its time would have been cut.
"""

from typing import NamedTuple

import numpy as np

from retainsim.claims.kit.lab import Lab
from retainsim.claims.readings import exits, who
from retainsim.declared import codes, columns
from retainsim.model.record import Trace
from retainsim.results.account import profit, revenue
from retainsim.results.facts import WEEKS_PER_YEAR, Facts, is_insolvent, ratio
from retainsim.results.movements import supplier_before

YEARS = 5
MOST_LOST = 22.0  # [% of the clients of New Year, within the year] as in the source
MARGIN = 0.0, 20.0  # [%]
BUSY = 50.0, 95.0  # [%]
BOUNDS = MOST_LOST, MARGIN, BUSY


class Peace(NamedTuple):
    """A firm in a world without the attacker."""

    lost: float  # clients at the beginning of a year that have left at its end [%], mean of the years
    margin: float  # profit, of revenue [%]
    busy: float  # hours that the client department works, of those that it has for clients [%]
    is_solvent: bool

    @property
    def is_credible(self) -> bool:
        """Whether such a firm would look like one of its kind."""
        return (self.is_solvent and self.lost <= MOST_LOST and MARGIN[0] <= self.margin <= MARGIN[1]
                and BUSY[0] <= self.busy <= BUSY[1])


def lost_in_a_year(trace: Trace, ends: np.recarray) -> float:
    """Of the clients at the beginning of a year, those with one of these ends within it [%], mean of the years."""
    shares = []
    for first in range(0, len(trace.series), WEEKS_PER_YEAR):
        clients = supplier_before(trace, first) == codes.FIRM
        lost = who(trace, ends[(ends.week >= first) & (ends.week < first + WEEKS_PER_YEAR)])
        shares.append(100 * ratio((clients & lost).sum(), clients.sum()))
    return float(np.mean(shares))


def in_peace(lab: Lab) -> Peace:
    """What the firm shows in the worlds of a laboratory, on average, run as before week 0 with nobody attacking."""
    scenario = lab.scenario
    peace = lab.override(f"weeks={YEARS * WEEKS_PER_YEAR}", *(
        f"rivals.{name}.enabled=false" for name, rival in scenario.rivals.items() if rival.role == "attacker"))
    strategy = scenario.strategies[scenario.market.seasoned_by]
    department = scenario.staff.client_department
    has = department.people * department.hours_per_week * sum(strategy.hours["client_department"].values())

    def measure(trace: Trace, facts: Facts) -> tuple[float, float, float, bool]:
        week = trace.series
        works = (week[:, columns.REPAIR_HOURS] + week[:, columns.DUNNING_HOURS]).mean()
        return (lost_in_a_year(trace, exits(trace)), 100 * ratio(profit(week).sum(), revenue(week).sum()),
                100 * ratio(works, has), not is_insolvent(week, facts)[-1])

    lost, margin, busy, solvent = peace.play_one(scenario.market.seasoned_by, measure).mean(axis=0)
    return Peace(float(lost), float(margin), float(busy), bool(solvent == 1))

"""Overtime gets work done, beyond some hours less and less of it, and wears people out: they err, and leave.

Formula    output = h up to the kink, then kink + slope (h - kink); wear w <- w k + (1 - k) min(1, overtime / full), k
           what a week keeps; quits: 1 - (1 - q)**(1 + quits * w); faults * (1 + errors * w)
Source     Pencavel 2015, Economic Journal 125: output of munition workers by the length of their week. Wear and quits:
           Hodkinson et al. 2022, BMJ 378; and errors: Panagioti et al. 2018, JAMA Internal Medicine 178.
Assumed:   that wear is the mean of past overtime, forgotten by half in a few months; that it goes with the person.
"""

from retainsim.kernel import kernel
from retainsim.numeric import power


@kernel
def output(hours: float, kink: float, slope: float) -> float:
    """What a week of so many hours gets done, in hours of an ordinary week."""
    return min(hours, kink) + slope * max(0.0, hours - kink)


@kernel
def wear_after_week(wear: float, kept_per_week: float, overtime: float, full: float) -> float:
    """Wear [0..1] after a week with this overtime, as a share of an ordinary week; `full` wears out in the end."""
    return kept_per_week * wear + (1.0 - kept_per_week) * (1.0 if overtime >= full else overtime / full)


@kernel
def chance_of_quitting(chance: float, quits: float, wear: float) -> float:
    """Chance [0..1] within a week that somebody leaves who would leave with this chance if rested."""
    return 1.0 - power(1.0 - chance, 1.0 + quits * wear) if chance < 1.0 else 1.0

"""What a claim is: its words, its experiment, the figure that must show, and the ways to make it disappear."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from retainsim.claims.kit.lab import Lab, Values

Effect = Callable[[Lab], Values]
"""Plays the experiment and returns the pattern in each world, one value per replication; NaN where undefined."""
Changes = Mapping[str, tuple[str, ...]]
"""Overrides of the scenario, by the words for what they bring about."""
Readings = Iterable[tuple[str, Mapping[str, Values]]]
"""Further figures of a claim's page: a unit, and by name what was measured in it, one value per replication."""
Truth = bool | np.ndarray


def readings_of(arms: Mapping[str, Values], columns: Mapping[str, str]) -> Readings:
    """Readings `WHAT, ARM` of every column that was measured, by what it is and its unit."""
    return [(unit, {f"{what}, {arm}": values[:, column]}) for arm, values in arms.items()
            for column, (what, unit) in enumerate(columns.items())]


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A figure that must show in a world, and no longer show when its cause is taken away.

    It shows if the interval of the effect lies above the margin and above `bar`; or, where the claim is that there is
    no effect (`is_absence`), within the margin, or just below it (`is_one_sided`). A knock-out must bring the interval
    within the margin; a positive control must bring it above the margin.
    """

    figure: str  # what the effect is
    unit: str
    effect: Effect
    margin: float  # [unit] equivalence: what counts as none
    knockouts: Changes = field(default_factory=dict)
    controls: Changes = field(default_factory=dict)
    bar: float = 0.0  # [unit] what the effect must exceed
    is_absence: bool = False
    is_event: bool = False  # in a world it happens or not: values are differences of 0 and 100
    is_one_sided: bool = False  # of an absence: an effect of the opposite sign is no objection
    world: tuple[str, ...] = ()  # overrides of the scenario that make the world of this experiment
    replications: int = 40

    @property
    def least(self) -> float:
        """What an effect must exceed [unit]: what counts as none does not count as shown."""
        return max(self.bar, self.margin)

    def shows(self, low: Values | float, high: Values | float) -> Truth:
        """Whether what lies between these bounds says what is claimed; NaN does not."""
        if self.is_one_sided:
            return high < self.margin
        return self.is_none(low, high) if self.is_absence else low > self.least

    def is_none(self, low: Values | float, high: Values | float) -> Truth:
        """Whether what lies between these bounds is within the margin of equivalence."""
        return (low > -self.margin) & (high < self.margin)


@dataclass(frozen=True, kw_only=True)
class Claim(Pattern):
    """A claim of the essays and the experiment on it; one that says several things holds where all its parts show."""

    identifier: str = ""  # in the name of its file
    statement: str = ""  # what is claimed, in our words: those at the head of its file
    scenario: str  # the name of the shipped one in which it is played
    experiment: str  # what is played and compared
    readings: Callable[[Lab], Readings] = lambda lab: ()  # further figures for the page
    condition: str = ""  # under which it holds, where the experiment itself imposes one
    note: str = ""  # what a reader of the verdict should know
    label: str = ""  # of published evidence: "validation" if it set no parameter, else "calibration"
    kpis: tuple[str, ...] = ()  # that its figures are measured in
    seed: int = 0  # of its worlds, from the register
    declaration: str = ""  # by what its experiment is known, see `claims.declaration`
    parts: tuple[Pattern, ...] = ()  # further patterns that must show as well, each with a world of its own

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """All that must show."""
        return self, *self.parts

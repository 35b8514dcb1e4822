"""What a claim is: its words, its experiment, the figure that must show, and the ways to make it disappear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from retainsim.claims.kit.lab import Lab

Effect = Callable[[Lab], np.ndarray]
"""Plays the experiment and returns the pattern in each world: float64, one per replication; NaN where undefined."""


@dataclass(frozen=True)
class Change:
    """A named list of overrides: a knock-out, or a positive control."""

    name: str
    overrides: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A further figure of a claim's page: what was measured, and the values of the worlds."""

    name: str
    unit: str
    values: np.ndarray  # float64, one per replication


@dataclass(frozen=True)
class Claim:
    """A claim of the essays and the experiment on it.

    The pattern shows if the interval of the effect lies above the margin and above `bar`; or, where the claim is that
    there is no effect (`is_absence`), within the margin, or just below it (`is_one_sided`). A knock-out must bring the
    interval within the margin; a positive control must bring it above the margin.
    A claim that says several things has `parts`, each with its own world, figure, knock-outs and controls; their
    further fields do not count. The claim holds where all of them do.
    """

    identifier: str
    statement: str  # what is claimed, in our words
    experiment: str  # what is played and compared
    figure: str  # what the effect is
    unit: str
    effect: Effect
    margin: float  # [unit] equivalence: what counts as none
    knockouts: tuple[Change, ...] = ()
    controls: tuple[Change, ...] = ()
    bar: float = 0.0  # [unit] what the effect must exceed
    is_absence: bool = False
    is_one_sided: bool = False  # of an absence: an effect of the opposite sign is no objection
    world: tuple[str, ...] = ()  # overrides of `isp` that make the world of this experiment
    replications: int = 40
    space_replications: int = 4  # worlds at each point of the space of assumed parameters
    readings: Callable[[Lab], list[Reading]] | None = None  # further figures for the page
    condition: str = ""  # under which it holds, where the experiment itself imposes one
    note: str = ""  # what a reader of the verdict should know
    label: str = ""  # of published evidence: "validation" if it set no parameter, else "calibration"
    parts: tuple[Claim, ...] = ()  # further patterns that must show as well

    @property
    def least(self) -> float:
        """What an effect must exceed [unit]: what counts as none does not count as shown."""
        return max(self.bar, self.margin)

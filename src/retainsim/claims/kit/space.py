"""The space of numbers that nobody knows: those that a scenario assumes, and those that it sets all the same.

Which these are, and over which range each is drawn, says an experiment file in the folder `space`. Of its points only
the credible ones count (see `peace`); which these are is played once, by `experiments/credible.py`, and kept beside it.

Source     Latin hypercubes: McKay, Beckman & Conover 1979, Technometrics 21.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from retainsim import claims
from retainsim.claims.kit.lab import Lab, Values
from retainsim.claims.kit.peace import BOUNDS
from retainsim.claims.seeds import SPACE
from retainsim.experiment import Experiment, load_experiment

FOLDER = Path(claims.__path__[0]) / "space"
WORLDS = 4096  # at most, of a point: those of the next one follow


@dataclass(frozen=True)
class Space:
    """The credible points of the space; `peace` has what the firm shows at each where nobody attacks."""

    names: list[str]  # of the numbers
    values: Values  # points x numbers
    overrides: list[tuple[str, ...]]  # each point as changes of the scenario
    peace: Values  # points x (clients lost in a year, margin, busy hours) [%]
    tried: int  # points that were played to find these


@cache
def experiment(base: str) -> Experiment:
    """The file that says what is drawn, and over which ranges."""
    return load_experiment(FOLDER / f"{base}.toml")


@cache
def digest(base: str) -> str:
    """What a scenario's space is known by: another one where a number, a range or a rule has changed."""
    every = experiment(base)
    values = [(factor, every.rows[0][place]) for place, factor in enumerate(every.factors)]
    return sha256(repr([values, every.definition.design.constraints, BOUNDS]).encode()).hexdigest()[:12]


def record(base: str) -> Mapping[str, Any]:
    """Which points are credible, as it was found: `digest` of the space, `tried`, and by number what each showed."""
    return json.loads((FOLDER / f"{base}.json").read_text("utf-8"))


@cache
def space(base: str) -> Space:
    """The credible points of a shipped scenario's space, in the order in which they were found."""
    every, points = experiment(base), record(base)
    rows = [int(row) for row in points["credible"]]
    return Space([factor.path for factor in every.factors],
                 np.array([every.rows[row] for row in rows], float), [every.point(row) for row in rows],
                 np.array([points["credible"][str(row)] for row in rows], float), points["tried"])


def lab_at(base: str, row: int, worlds: int = 1) -> Lab:
    """Where a point of the experiment is played, credible or not: in worlds of its own."""
    return Lab(base, worlds, experiment(base).point(row), threads=1, seed=SPACE, first=row * WORLDS)

"""The place of experiments: worlds made from a scenario by overrides, every arm under the same luck."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.scenario import Scenario, load
from retainsim.study.setup.setting import Observer, Setting

Values = NDArray[np.float64]
Measure = Callable[[Trace, Facts], Any]
Arm = str | tuple[str, Mapping[str, Any]]  # a strategy of the scenario, or one with some of its levers changed
Arms = Mapping[str, Arm]
Shelf = dict[tuple[Any, ...], Any]
"""What was measured of worlds that were played, so that more worlds of an experiment cost only those that are new."""


@dataclass(frozen=True)
class Lab:
    """Where one experiment is played; `overrides` are those of its world and of the variant that is tried."""

    base: str  # name of the scenario
    replications: int
    overrides: tuple[str, ...] = ()
    threads: int | None = None
    _: KW_ONLY
    seed: int  # of the luck
    first: int = 0  # replication
    shelf: Shelf | None = None  # where what is measured stays; of a function made anew for each call it is never found

    def override(self, *changes: str) -> Self:
        """The same with further overrides; later ones win."""
        return replace(self, overrides=(*self.overrides, *changes))

    def replicate(self, number: int) -> Self:
        """The same in so many worlds."""
        return replace(self, replications=number)

    @property
    def scenario(self) -> Scenario:
        """The world of the experiment."""
        return load(self.base, self.overrides)

    def play(self, arms: Arms | Sequence[str], measure: Measure) -> dict[str, Values]:
        """Play arms that part at week 0 from the same seasoned worlds; values by arm, one row per replication."""
        named = arms if isinstance(arms, Mapping) else {name: name for name in arms}
        shelf = {} if self.shelf is None else self.shelf
        arm_of = {name: (self.base, self.overrides, self.seed, repr(arm), measure) for name, arm in named.items()}
        worlds = range(self.first, self.first + self.replications)
        new = [world for world in worlds if any((*arm, world) not in shelf for arm in arm_of.values())]
        rows = self._setting(named).play(new, measure, threads=self.threads) if new else {}
        for name, arm in arm_of.items():
            shelf.update({(*arm, world): row for world, row in zip(new, rows.get(f"arm-{name}", ()), strict=True)})
        return {name: np.array([shelf[*arm, world] for world in worlds], float) for name, arm in arm_of.items()}

    def play_one(self, arm: Arm, measure: Measure) -> Values:
        """The values of a single arm, one row per replication."""
        return self.play({"it": arm}, measure)["it"]

    def play_two(self, one: Arm, other: Arm, measure: Measure) -> Values:
        """How much more one arm has than another, one row per replication."""
        first, second = self.play({"one": one, "other": other}, measure).values()
        return first - second

    def watch(self, arm: Arm, replication: int, observer: Observer) -> Trace:
        """Play an arm in one world, counted from the first, week by week under the eyes of an observer."""
        return self._setting({"it": arm}).play_one("arm-it", self.first + replication, observer)

    def _setting(self, arms: Arms) -> Setting:
        scenario, strategies = self.scenario, {}
        for name, arm in arms.items():
            base, levers = (arm, {}) if isinstance(arm, str) else arm
            strategies[f"arm-{name}"] = scenario.strategies[base].model_copy(update=dict(levers))
        # Those of the scenario come first, and stay, so that triggers find what they name at its place.
        return Setting.of(scenario.model_copy(update={
            "seed": self.seed, "strategies": {**scenario.strategies, **strategies}}), list(strategies))

"""The place of experiments: worlds made from the shipped one by overrides, every arm under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.scenario import load
from retainsim.scenario.schema import Scenario
from retainsim.study.setup.setting import Setting

SCENARIO = "isp"
SEED = 2001  # of all claims; never re-rolled

Measure = Callable[[Trace, Facts], Any]
Arms = Mapping[str, tuple[str, Mapping[str, Any]]]  # name -> strategy of the scenario, and the levers to change


@dataclass(frozen=True)
class Lab:
    """Where one experiment is played; `overrides` are those of its world and of the variant that is tried."""

    replications: int
    overrides: tuple[str, ...] = ()
    threads: int | None = None
    on_world: Callable[[], None] = field(default=lambda: None, repr=False)  # called after each replication

    def scenario(self, changes: Sequence[str] = ()) -> Scenario:
        """The world of the experiment; later overrides win."""
        return load(SCENARIO, [*self.overrides, *changes])

    def play(self, arms: Arms | Sequence[str], measure: Measure, changes: Sequence[str] = (),
             weeks: int | None = None) -> dict[str, np.ndarray]:
        """Play arms that part at week 0 from the same seasoned worlds; values by arm, one row per replication.

        An arm is a strategy of the scenario, by name, or such a strategy with some of its fields changed.
        """
        scenario = self.scenario(changes)
        named = arms if isinstance(arms, Mapping) else {name: (name, {}) for name in arms}
        strategies = {name: scenario.strategies[base].model_copy(update=dict(levers))
                      for name, (base, levers) in named.items()}
        # Those of the scenario come first, so that triggers find what they name at its place.
        scenario = scenario.model_copy(update={
            "seed": SEED, "weeks": weeks or scenario.weeks,
            "strategies": {**scenario.strategies, **{f"arm-{name}": s for name, s in strategies.items()}}})
        rows = Setting.of(scenario, [f"arm-{name}" for name in named]).play(
            range(self.replications), measure, threads=self.threads, on_done=self.on_world)
        return {name: np.array(rows[f"arm-{name}"], float) for name in named}

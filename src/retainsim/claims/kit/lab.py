"""The place of experiments: worlds made from a scenario by overrides, every arm under the same luck."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.scenario import load
from retainsim.scenario.schema import Scenario
from retainsim.study.setup.setting import Observer, Setting

SEED = 2001  # of all claims; never re-rolled

Values = NDArray[np.float64]
Measure = Callable[[Trace, Facts], Any]
Arm = str | tuple[str, Mapping[str, Any]]  # a strategy of the scenario, and the levers to change
Arms = Mapping[str, Arm]


@dataclass(frozen=True)
class Lab:
    """Where one experiment is played; `overrides` are those of its world and of the variant that is tried."""

    base: str  # name of the scenario
    replications: int
    overrides: tuple[str, ...] = ()
    threads: int | None = None

    def scenario(self, changes: Sequence[str] = ()) -> Scenario:
        """The world of the experiment; later overrides win."""
        return load(self.base, [*self.overrides, *changes])

    def play(self, arms: Arms | Sequence[str], measure: Measure, changes: Sequence[str] = (),
             weeks: int | None = None) -> dict[str, Values]:
        """Play arms that part at week 0 from the same seasoned worlds; values by arm, one row per replication.

        An arm is a strategy of the scenario, by name, or such a strategy with some of its fields changed.
        """
        named = arms if isinstance(arms, Mapping) else {name: name for name in arms}
        setting = self._setting(named, changes, weeks)
        rows = setting.play(range(self.replications), measure, threads=self.threads)
        return {name: np.array(rows[_called(name)], float) for name in named}

    def play_one(self, arm: Arm, measure: Measure, changes: Sequence[str] = (), weeks: int | None = None) -> Values:
        """The values of a single arm, one row per replication."""
        return self.play({"it": arm}, measure, changes, weeks)["it"]

    def play_two(self, arms: Sequence[Arm], measure: Measure, changes: Sequence[str] = (), weeks: int | None = None,
                 ) -> Values:
        """How much more the first of two arms has than the second, one row per replication."""
        first, second = self.play({str(k): arm for k, arm in enumerate(arms)}, measure, changes, weeks).values()
        return first - second

    def watch(self, arm: Arm, replication: int, observer: Observer) -> Trace:
        """Play an arm in one world, week by week under the eyes of an observer."""
        return self._setting({"it": arm}).play_one(_called("it"), replication, observer)

    def _setting(self, arms: Arms, changes: Sequence[str] = (), weeks: int | None = None) -> Setting:
        scenario = self.scenario(changes)
        strategies = {}
        for name, arm in arms.items():
            base, levers = (arm, {}) if isinstance(arm, str) else arm
            strategies[_called(name)] = scenario.strategies[base].model_copy(update=dict(levers))
        # Those of the scenario come first, so that triggers find what they name at its place.
        scenario = scenario.model_copy(update={"seed": SEED, "weeks": weeks or scenario.weeks,
                                               "strategies": {**scenario.strategies, **strategies}})
        return Setting.of(scenario, strategies)


def _called(arm: str) -> str:
    """The name of an arm among the strategies of the scenario, which it must not hide."""
    return f"arm-{arm}"

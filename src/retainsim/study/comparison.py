"""What a comparison of strategies has found: every KPI of every world, summaries, and differences between pairs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from retainsim.results.kpis.dictionary import KPIS
from retainsim.study.precision import Reached
from retainsim.study.setup.checks import UnknownNameError
from retainsim.study.statistics import CONFIDENCE, Summary, compare_pairs, familywise_confidence, summarise

SIGNS = {"higher": 1, "lower": -1, None: 0}


@dataclass(frozen=True)
class Pair:
    """How strategy `a` differs from `b` in one `kpi`, world by world.

    Attributes   `difference` is the mean of a - b over the worlds where both are defined [unit of the KPI], with its
                 95 % interval from `low` to `high`, which holds by itself only where it is `pointwise`, else together
                 with the others. `p_a_better` [0..1] is the chance that a beats b in one world, ties half, and
                 `p_equal` [0..1] that of such a tie. `luck_factor` says how many times as many worlds independent
                 luck would take for the same interval. None where there is no such number.
    """

    a: str
    b: str
    kpi: str
    difference: float | None
    low: float | None
    high: float | None
    p_a_better: float | None
    p_equal: float | None
    luck_factor: float | None
    pointwise: bool


@dataclass(frozen=True)
class Comparison:
    """The KPIs of all worlds; `values[strategy][kpi]` has one entry per replication, NaN where it is not defined."""

    scenario: str
    digest: str  # of the scenario as it was played, with seed and weeks
    seed: int
    weeks: int
    replications: int
    strategies: tuple[str, ...]
    primary_kpis: tuple[str, ...]
    values: dict[str, dict[str, np.ndarray]] = field(repr=False)
    precision: Reached | None = None  # if it was asked for

    def summary(self, strategy: str, kpi: str) -> Summary:
        """Mean with its 95 % interval, and percentiles, over the worlds that define the KPI.

        Raises   `UnknownNameError`, a `KeyError`, for a strategy that was not played or a name that is no KPI.
        """
        for kind, name, known in (("strategy", strategy, self.values), ("KPI", kpi, KPIS)):
            if name not in known:
                raise UnknownNameError(kind, name, known)
        return summarise(self.values[strategy][kpi], KPIS[kpi].is_event)

    def pairs(self) -> list[Pair]:
        """All unordered pairs in the order of the strategies, for every KPI.

        Intervals of the primary KPIs hold together with 95 % over all pairs (Bonferroni); those of the others hold one
        by one and are marked pointwise.
        """
        return [pair for couple in combinations(self.strategies, 2) for pair in self._pairs(*couple, KPIS)]

    def pairs_of(self, kpi: str) -> list[Pair]:
        """The same for one KPI."""
        return [pair for couple in combinations(self.strategies, 2) for pair in self._pairs(*couple, [kpi])]

    def _pairs(self, a: str, b: str, kpis: Iterable[str]) -> Iterator[Pair]:
        statements = math.comb(len(self.strategies), 2) * len(self.primary_kpis)
        together = familywise_confidence(statements)
        return (self._pair(a, b, kpi, together) for kpi in kpis)

    def _pair(self, a: str, b: str, kpi: str, together: float) -> Pair:
        is_primary = kpi in self.primary_kpis
        found = compare_pairs(self.values[a][kpi], self.values[b][kpi], SIGNS[KPIS[kpi].better],
                              together if is_primary else CONFIDENCE, KPIS[kpi].is_event)
        return Pair(a, b, kpi, found.difference, found.low, found.high, found.p_a_better, found.p_equal,
                    found.luck_factor, not is_primary)

    def to_document(self) -> dict[str, Any]:
        """The comparison as plain values for JSON; None where there is no number, `pointwise` only where it is true."""
        asked = {} if self.precision is None else {"precision": asdict(self.precision)}
        return {
            "scenario": self.scenario, "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "replications": self.replications, **asked,
            "strategies": {strategy: {kpi: asdict(self.summary(strategy, kpi)) for kpi in KPIS}
                           for strategy in self.strategies},
            "pairs": [{key: value for key, value in asdict(pair).items() if value is not False}
                      for pair in self.pairs()],
        }

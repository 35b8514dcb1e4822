"""What a comparison of strategies has found: every KPI of every world, summaries, and differences between pairs."""

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from retainsim.results.kpis.dictionary import KPIS, judged_by
from retainsim.study.setup.checks import UnknownNameError
from retainsim.study.setup.precision import Outcome, Precision, assess
from retainsim.study.statistics import CONFIDENCE, Pair, Summary, compare_pairs, familywise_confidence, summarise

SIGNS = {"higher": 1, "lower": -1, None: 0}


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
    precision: Outcome | None = None  # if it was asked for

    def summary(self, strategy: str, kpi: str) -> Summary:
        """Mean with its 95 % interval, and percentiles, over the worlds that define the KPI.

        Raises   `UnknownNameError`, a `KeyError`, for a strategy that was not played or a name that is no KPI.
        """
        for kind, name, names in (("strategy", strategy, self.values), ("KPI", kpi, KPIS)):
            if name not in names:
                raise UnknownNameError(kind, name, names)
        return summarise(self.values[strategy][kpi], KPIS[kpi].is_event)

    def pairs(self) -> list[Pair]:
        """All unordered pairs in the order of the strategies, for every KPI.

        Intervals of the primary KPIs hold together with 95 % over all pairs (Bonferroni); those of the others hold one
        by one and are marked pointwise.
        """
        return self._pairs(KPIS)

    def pairs_of(self, kpi: str) -> list[Pair]:
        """The same for one KPI."""
        return self._pairs([kpi])

    def assess(self, precision: Precision) -> Outcome:
        """What has become of this precision, in the KPI that strategies are judged by."""
        return assess(precision, self.pairs_of(judged_by(self.primary_kpis)), self.replications)

    def _pairs(self, kpis: Iterable[str]) -> list[Pair]:
        together = familywise_confidence(math.comb(len(self.strategies), 2) * len(self.primary_kpis))
        return [self._pair(a, b, kpi, together) for a, b in combinations(self.strategies, 2) for kpi in kpis]

    def _pair(self, a: str, b: str, kpi: str, together: float) -> Pair:
        is_primary = kpi in self.primary_kpis
        difference = compare_pairs(self.values[a][kpi], self.values[b][kpi], SIGNS[KPIS[kpi].better],
                                   together if is_primary else CONFIDENCE, KPIS[kpi].is_event)
        return Pair(a, b, kpi, **vars(difference), pointwise=not is_primary)

    def to_document(self) -> dict[str, Any]:
        """The comparison as plain values for JSON; None where there is no number, `pointwise` only where it is true."""
        precision = {} if self.precision is None else {"precision": self.precision.to_document()}
        return {
            "scenario": self.scenario, "digest": self.digest, "seed": self.seed, "weeks": self.weeks,
            "replications": self.replications, **precision,
            "strategies": {strategy: {kpi: asdict(self.summary(strategy, kpi)) for kpi in KPIS}
                           for strategy in self.strategies},
            "pairs": [{key: value for key, value in asdict(pair).items() if value is not False}
                      for pair in self.pairs()],
        }

"""A comparison read back from the results folder that was made of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from retainsim.results.folder.layout import REPLICATIONS, SCENARIO, ResultsError
from retainsim.results.folder.reader import Results
from retainsim.results.kpis.dictionary import KPIS, judged_by
from retainsim.scenario import Scenario, digest, load
from retainsim.scenario.errors import file_label
from retainsim.study.comparison import Comparison
from retainsim.study.precision import precision_of, reached


def scenario_of(results: Results) -> Scenario:
    """The scenario as it was played, with seed and weeks.

    Raises   `ScenarioError` if it is none.
    """
    return load(results.folder / SCENARIO)


def is_as_played(results: Results, scenario: Scenario) -> bool:
    """Whether the scenario is still what it was; another version may read the same file otherwise."""
    return digest(scenario) == str(results.provenance["digest"])


def comparison_of(results: Results, scenario: Scenario) -> Comparison:
    """The comparison: the same values, and so the same summaries and differences, as when it was played.

    Raises   `ResultsError`.
    """
    rows, kept = results.table(REPLICATIONS), results.provenance
    try:
        names, count = list(kept["strategies"]), int(kept["replications"])
        strategy, replication = rows["strategy"].cast(pa.string()).to_pylist(), rows["replication"].to_pylist()
        order = sorted(range(len(rows)), key=lambda row: (names.index(strategy[row]), replication[row]))
        numbers = sorted(set(replication))  # not from 0 on if one world was played by itself
        if len(numbers) != count or [(strategy[row], replication[row]) for row in order] != [
                (name, number) for name in names for number in numbers]:
            raise ValueError
        columns = {kpi: rows[kpi].to_numpy().astype(float)[order].reshape(len(names), count) for kpi in KPIS}
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"{file_label(results.folder / REPLICATIONS)} does not have every KPI of every strategy and "
                           "replication: the folder has been changed since it was written.") from None
    values: dict[str, dict[str, np.ndarray]] = {
        name: {kpi: column[place] for kpi, column in columns.items()} for place, name in enumerate(names)}
    comparison = Comparison(scenario.name, str(kept["digest"]), scenario.seed, scenario.weeks, count, tuple(names),
                            tuple(scenario.primary_kpis), values)
    asked = precision_of(str(kept.get("precision")))
    return comparison if asked is None else replace(
        comparison, precision=reached(asked, comparison.pairs_of(judged_by(scenario.primary_kpis)), count))

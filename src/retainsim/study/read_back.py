"""A comparison, and the worlds that an explanation needs, read back from the results folder that was made of them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from retainsim.results.chain import chain
from retainsim.results.folder.layout import REPLICATIONS, SCENARIO, ResultsError
from retainsim.results.folder.losses import exits_by_reason
from retainsim.results.folder.reader import Results
from retainsim.results.folder.weekly import Weekly
from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import Scenario, digest, load
from retainsim.scenario.errors import file_label
from retainsim.study.compare import Comparison
from retainsim.study.setup.precision import precision_of
from retainsim.study.setup.setting import Setting
from retainsim.study.why import Worlds
from retainsim.version import VERSION


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
    rows, provenance = results.table(REPLICATIONS), results.provenance
    try:
        names, count = list(provenance["strategies"]), int(provenance["replications"])
        strategy, replication = rows["strategy"].cast(pa.string()).to_pylist(), rows["replication"].to_pylist()
        order = sorted(range(len(rows)), key=lambda row: (names.index(strategy[row]), replication[row]))
        first = min(replication)  # not 0 if one world was played by itself
        if [(strategy[row], replication[row]) for row in order] != [
                (name, number) for name in names for number in range(first, first + count)]:
            raise ValueError
        for kpi in KPIS.keys() - set(rows.column_names) if results.notice else ():  # which was not measured then
            rows = rows.append_column(kpi, pa.nulls(len(rows), pa.float64()))
        kpis = {kpi: rows[kpi].to_numpy().astype(float)[order].reshape(len(names), count) for kpi in KPIS}
    except (KeyError, TypeError, ValueError):
        raise ResultsError(f"{file_label(results.folder / REPLICATIONS)} does not have every KPI of every strategy and "
                           "replication: the folder has been changed since it was written.") from None
    comparison = Comparison(scenario.name, str(provenance["digest"]), scenario.seed, scenario.weeks, count,
                            tuple(names), tuple(scenario.primary_kpis), first=first, values={
        name: {kpi: column[place] for kpi, column in kpis.items()} for place, name in enumerate(names)})
    precision = precision_of(provenance.get("precision"))
    return comparison if precision is None else replace(comparison, precision=comparison.assess(precision))


def worlds_of(results: Results, scenario: Scenario, names: Sequence[str], kpi: str, replications: int,
              ) -> Worlds | None:
    """The first worlds of some strategies; None if another version has played them, which may have played others.

    Raises   `ResultsError`.
    """
    if results.provenance["retainsim"] != VERSION:
        return None
    values, weekly = comparison_of(results, scenario).values, Weekly(results)
    exits = exits_by_reason(results, names, replications)
    series = weekly.record(names, replications)
    setting, worlds = Setting.of(scenario, names), {}
    for place, name in enumerate(names):
        chains = [chain(*world, setting.facts[name]) for world in zip(series[place], exits[place], strict=True)]
        kpis = (values[name][column][:replications] for column in (kpi, "insolvent"))
        worlds[name] = np.column_stack([*kpis, chains])
    return worlds

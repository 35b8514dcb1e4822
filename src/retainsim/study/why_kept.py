"""The worlds of a results folder as an explanation measures them, so that they need not be played again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retainsim.declared import columns
from retainsim.results.chain import chain
from retainsim.results.folder.losses import exits_by_reason
from retainsim.results.folder.reader import Results
from retainsim.results.folder.tables import MONEY
from retainsim.results.folder.weekly import Weekly
from retainsim.scenario.schema import Scenario
from retainsim.study.read_back import comparison_of
from retainsim.study.setup.setting import Setting
from retainsim.study.why import Worlds
from retainsim.version import VERSION


def kept_worlds(results: Results, scenario: Scenario, names: Sequence[str], kpi: str, replications: int,
                ) -> Worlds | None:
    """The first worlds of some strategies; None if another version has played them, which may have played others.

    Raises   `ResultsError`.
    """
    if results.provenance["retainsim"] != VERSION:
        return None
    values, weekly = comparison_of(results, scenario).values, Weekly(results)
    exits = exits_by_reason(results, names, replications)
    places = [weekly.strategies.index(name) for name in names]
    series = np.stack([weekly.column(f"{name}_cents" if name in MONEY else name)[places, :replications]
                       for name in columns.NAMES], axis=-1)  # strategies x replications x weeks x columns
    found, setting = {}, Setting.of(scenario, names)
    for place, name in enumerate(names):
        facts = setting.facts[name]
        chains = [chain(*world, facts) for world in zip(series[place], exits[place], strict=True)]
        kpis = (values[name][column][:replications] for column in (kpi, "insolvent"))
        found[name] = np.column_stack([*kpis, chains])
    return found

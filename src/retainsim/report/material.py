"""What a report on a results folder is made of, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retainsim.report.verdict import contrast
from retainsim.results.folder.reader import Results
from retainsim.scenario import Scenario
from retainsim.study.read_back import comparison_of, is_as_played, scenario_of

MOST_EXPLAINED = 40  # worlds in which the explanation is played: as many as `why` plays by itself


@dataclass(frozen=True)
class Material:
    """The folder, the scenario in it, and the documents that `compare --json` and `why --json` print."""

    results: Results
    scenario: Scenario
    document: Mapping[str, Any]
    is_as_played: bool  # whether the scenario is read as it was when it was played
    explanation: Mapping[str, Any] | None = None  # None if nobody asked, or there is none

    @property
    def strategies(self) -> list[str]:
        """The strategies that were played."""
        return list(self.document["strategies"])

    @property
    def primary(self) -> list[str]:
        """The KPIs that intervals are familywise over."""
        return list(self.scenario.primary_kpis)

    @property
    def attackers(self) -> dict[str, int]:
        """Who attacks, and from which week on."""
        return {name: rival.start_week for name, rival in self.scenario.rivals.items()
                if rival.enabled and rival.role == "attacker"}

    @property
    def explained_worlds(self) -> int:
        """In how many worlds the explanation is played."""
        return min(MOST_EXPLAINED, int(self.document["replications"]))

    def to_explain(self) -> tuple[str, str, str] | None:
        """The two strategies whose difference is worth explaining, and the KPI; None if there is none."""
        if self.document["replications"] < 2 or not self.is_as_played:
            return None
        return contrast(self.document, self.primary, self.scenario.market.seasoned_by)


def material(results: Results) -> Material:
    """What there is without playing anything.

    Raises   `ResultsError`; `ScenarioError` if the scenario in the folder is none.
    """
    scenario = scenario_of(results)
    document = comparison_of(results, scenario).to_document()
    return Material(results, scenario, document, is_as_played(results, scenario))

"""A results folder in Python."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from retainsim.api.frames import frame
from retainsim.api.scenario import Scenario
from retainsim.api.words import in_words_of_python
from retainsim.results.folder import layout, reader

if TYPE_CHECKING:
    from pandas import DataFrame

    from retainsim.api.figures import Figures
    from retainsim.api.outcomes import Comparison, Rerun


class Results(reader.Results):
    """A results folder: its tables as data frames, its comparison and figures; its worlds can be played again.

    Attributes   `folder` is its path; `provenance` the content of `provenance.json`: version, digest, seed and more.
    Raises       `ResultsError`, from every method, if a table is missing or damaged.
                 `scenarios[strategy]` is the name of its scenario, `digests[scenario]` the digest of that.
    """

    def replications(self) -> DataFrame:
        """A row per strategy and replication, with the scenario: every KPI, missing if it is not defined."""
        return frame(self.table(layout.REPLICATIONS))

    def weekly(self) -> DataFrame:
        """A row per strategy, replication and week: the weekly record (money in cents, hours, counts)."""
        return frame(self.table(layout.WEEKS))

    def events(self) -> DataFrame:
        """A row per event: scenario, strategy, replication, week, kind, organisation, segment, from, to, reason."""
        return frame(self.table(layout.EVENTS))

    def key_accounts(self) -> DataFrame:
        """A row per strategy, replication and rank: what happened to the five largest clients of week 0."""
        return frame(self.table(layout.KEY_ACCOUNTS))

    def scenario(self, name: str | None = None) -> Scenario:
        """The scenario as it was played, with seed and weeks; of several that of this name, or the first.

        Raises   `ScenarioError`, `ResultsError` if a file has been changed since; `UnknownNameError`, a `KeyError`.
        """
        from retainsim.study.read_back import unchanged_scenarios_of
        from retainsim.study.setup.checks import UnknownNameError

        scenarios = dict(zip(self.digests, unchanged_scenarios_of(self), strict=True))
        if name is not None and name not in scenarios:
            raise UnknownNameError("scenario", name, scenarios)
        return Scenario.of(scenarios[name or next(iter(scenarios))])

    def comparison(self) -> Comparison:
        """The comparison, with the same values as when it was played.

        Raises   `ScenarioError`, `ResultsError` if the folder has been changed since.
        """
        from retainsim.api.outcomes import Comparison
        from retainsim.study.read_back import comparison_of, unchanged_scenarios_of

        return Comparison.of(comparison_of(self, unchanged_scenarios_of(self)))

    def figures(self) -> Figures:
        """The figures of the report by name; those of an explanation are with `Scenario.why`.

        Raises   `ScenarioError`, `ResultsError` if the folder has been changed since.
        """
        from retainsim.api.figures import Figures
        from retainsim.report.board import material
        from retainsim.report.pages import board_pictures

        return Figures(board_pictures(material(self)))

    @in_words_of_python
    def rerun(self, row: int) -> Rerun:
        """Play a row of `replications.parquet`, counted from 0, again, and say what differs, which should be nothing.

        Raises   `ScenarioError` if there is no such row.
        """
        from retainsim.api.outcomes import Rerun
        from retainsim.study.read_back import rerun

        return Rerun.of(rerun(self.folder, row))


def open_results(folder: str | os.PathLike[str]) -> Results:
    """The results in a folder that `Scenario.compare`, `Scenario.run` or the command line has written.

    Raises   `ResultsError` if it is not a results folder.
    """
    return Results(folder)

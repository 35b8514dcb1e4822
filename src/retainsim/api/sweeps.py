"""Sweeps as Python users play them: a design in, a data frame out; or an experiment file into a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from retainsim.api.frames import frame
from retainsim.api.words import in_words_of_python
from retainsim.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

    from retainsim.api.outcomes import Robustness, Sensitivity


@in_words_of_python
def sweep(points: Mapping[str, Sequence[Any]] | DataFrame, scenario: Scenario, *,
          strategies: Sequence[str] | None = None, replications: int = 10, kpis: Sequence[str] | None = None,
          threads: int | None = None) -> DataFrame:
    """Play strategies (default: all) at many points, all under the same luck: a row for each world.

    `points` has a column for each dotted path, in which a star stands for all tables ("clients.*.fee_per_week"), and a
    row for each point: a data frame, or sequences of one length by path. Rows have the number of their point and the
    values of its columns, strategy and replication, the `kpis` (default: all), and an error where a world failed.

    Raises   `ScenarioError` with everything that is wrong.
    """
    from retainsim.experiment.reading import experiment_at
    from retainsim.study.sweep.session import rows_of

    columns = {str(path): list(points[path]) for path in points}
    return frame(rows_of(experiment_at(scenario, columns, strategies=strategies, replications=replications, kpis=kpis),
                         threads))


@in_words_of_python
def play_experiment(name_or_path: str | os.PathLike[str], out: str | os.PathLike[str], *, resume: bool = False,
                    keep: Sequence[str] = (), threads: int | None = None) -> DataFrame:
    """Play an experiment file, or a shipped one, into a folder, as `retainsim sweep` does; its rows.

    `keep` names tables of each world that stand in the folder beside its rows, "weeks" and "events": weeks.parquet,
    events.parquet.

    Raises   `ScenarioError` for an experiment or a wish that is wrong, `ResultsError` for a folder that cannot be
             written or is another experiment's.
    """
    from retainsim.experiment import load_experiment
    from retainsim.study.sweep.session import sweep as play

    return frame(play(load_experiment(name_or_path), out, resume=resume, threads=threads,
                      keep=[keep] if isinstance(keep, str) else keep).rows)


@in_words_of_python
def sensitivity(folder: str | os.PathLike[str], kpi: str | None = None, strategies: Sequence[str] | None = None,
                ) -> Sensitivity:
    """Say which factor of a sweep in a folder moves a KPI most: of one strategy, or of the difference of two.

    Default: the first two strategies, in the KPI that judges.

    Raises   `ResultsError` for what is no folder of a sweep that can be read; `ScenarioError` for a KPI or strategies
             that it does not have.
    """
    from retainsim.api.outcomes import Sensitivity
    from retainsim.study.sensitivity import sensitivity as measure
    from retainsim.study.sweep.table import SweepRows

    rows = SweepRows.of(folder)
    return Sensitivity.of(measure(rows, rows.question(
        kpi, [strategies] if isinstance(strategies, str) else None if strategies is None else list(strategies))))


@in_words_of_python
def robustness(name_or_path: str | os.PathLike[str], out: str | os.PathLike[str], *,
               strategies: Sequence[str] | None = None, kpi: str | None = None, margin: float = 0.0,
               worlds: int | None = None, resume: bool = False, threads: int | None = None) -> Robustness:
    """Say in which share of the space of an experiment one strategy is better than another, as the command does.

    By more than a `margin` [unit of the KPI, in its better direction]. Default: the first strategy of the experiment
    against its second, in the KPI that judges. The folder gets the rows; no more than `worlds` are played in all. With
    `resume` it goes on there, or asks the same folder about another statement.

    Raises   `ScenarioError` for an experiment, strategies, a KPI or a margin that cannot be asked about; `ResultsError`
             for a folder that cannot be written or is another experiment's, and where too few points are known.
    """
    from retainsim.api.outcomes import Robustness
    from retainsim.experiment import load_experiment
    from retainsim.study.robustness.answer import robustness as judge
    from retainsim.study.robustness.statement import statement_about, with_budget

    experiment = with_budget(load_experiment(name_or_path), worlds)
    names = [strategies] if isinstance(strategies, str) else strategies
    return Robustness.of(judge(experiment, out, statement_about(experiment, kpi, names, margin), resume=resume,
                               threads=threads))

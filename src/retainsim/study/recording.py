"""Comparisons that are kept on the disk, with what is needed to play any of their worlds again."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.unfinished import ResultsError, Unfinished, objection
from retainsim.scenario.errors import Problem, printable
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest, resolved_toml
from retainsim.study.translation import supplier_names
from retainsim.version import VERSION

if TYPE_CHECKING:
    from retainsim.results.store import Recorder
    from retainsim.results.tables import Cast

LIBRARIES = ("numba", "numpy", "pyarrow", "pydantic", "scipy")
FIXES = {"exists": "Name another folder, or give --force to replace the results in it.",
         "holds": "Name another folder."}


def about_out(out: str | os.PathLike[str] | None, force: bool) -> list[Problem]:
    """Why results cannot be kept there, said before hours are spent on them."""
    problem = "" if out is None else objection(Path(out), force)
    return [Problem(f"--out {printable(str(out), 300)}", None, "", printable(problem, 300),
                    fix=FIXES.get(problem.split()[0], ""))] if problem else []


class Recording:
    """What is kept of a comparison while it is played."""

    def __init__(self, recorder: Recorder, folder: Unfinished, scenario: Scenario, command: str | None,
                 client: str | None) -> None:
        self._recorder, self._folder, self._scenario = recorder, folder, scenario
        self._command, self._client = command, client
        self._started = _now()

    def take(self, strategy: str, replication: int, trace: Trace, facts: Facts) -> None:
        """Keep one world."""
        self._recorder.take(strategy, replication, trace, facts)

    def finish(self, kpis: Mapping[str, Mapping[str, np.ndarray]], replications: Sequence[int],
               precision: str | None = None) -> None:
        """Keep the KPIs by strategy and name, one per replication, and put the folder in its place.

        The `precision` is the one that was asked for, if any.
        """
        self._recorder.finish(kpis, replications, resolved_toml(self._scenario),
                              self._provenance(list(kpis), len(replications), precision))
        self._folder.put_in_place()

    def _provenance(self, strategies: Sequence[str], replications: int, precision: str | None) -> dict[str, Any]:
        from retainsim.results.store import FORMAT

        played = self._scenario
        return {
            "format": FORMAT, "retainsim": VERSION, "scenario": played.name, "digest": digest(played),
            "seed": played.seed, "weeks": played.weeks, "replications": replications, "precision": precision,
            "strategies": strategies, "client": self._client, "command": self._command,
            "python": platform.python_version(),
            "libraries": {name: version(name) for name in LIBRARIES},
            "started": self._started, "finished": _now()}


def cast_of(scenario: Scenario, strategies: Sequence[str]) -> Cast:
    """Who plays when these strategies are played."""
    from retainsim.results.tables import Cast

    return Cast(strategies, list(scenario.clients), supplier_names(scenario))


@contextmanager
def recording(out: str | os.PathLike[str], force: bool, scenario: Scenario, strategies: Sequence[str],
              command: str | None, client: str | None = None) -> Iterator[Recording]:
    """Keep what is played in the folder `out`; nothing is left of it if anything goes wrong.

    The `client` is the one whose life is told of the single world that is kept.

    Raises   `ResultsError` when it cannot be written.
    """
    from retainsim.results.store import Recorder

    try:
        with Unfinished(Path(out), force) as folder:
            recorder = Recorder(folder.path, cast_of(scenario, strategies))
            try:
                yield Recording(recorder, folder, scenario, command, client)
            finally:
                recorder.abandon()
    except OSError as error:
        raise ResultsError(f"The results cannot be written to {out}: {error.strerror or error}; an earlier folder is "
                           "as it was.") from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""Comparisons that are kept on the disk, with what is needed to play any of their worlds again."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retainsim.model.record import Trace
from retainsim.results.facts import Facts
from retainsim.results.folder.atomic import beside, put_in_place, refusal
from retainsim.results.folder.layout import ResultsError, objection
from retainsim.scenario.errors import Problem, file_label, printable
from retainsim.scenario.schema import Scenario
from retainsim.scenario.writing import digest, resolved_toml
from retainsim.study.setup.translation import supplier_names
from retainsim.version import VERSION

if TYPE_CHECKING:
    from retainsim.results.folder.tables import Cast
    from retainsim.results.folder.writer import Recorder

LIBRARIES = ("numba", "numpy", "pyarrow", "pydantic", "scipy")
FIXES = {"exists": "Name another folder, or give --force to replace the results in it.",
         "holds": "Name another folder.", "is": "Name a folder inside it, such as --out {inside}."}


def about_out(out: str | os.PathLike[str] | None, force: bool) -> list[Problem]:
    """Why results cannot be kept there, said before hours are spent on them."""
    if out is None:
        return [Problem("--force", None, "", "is about the folder of --out, which is not given",
                        fix="Name it: --out DIR.")] if force else []
    if not os.fspath(out):
        return [Problem('--out ""', None, "", "names no folder", fix="For instance --out results.")]
    problem = objection(Path(out), force) or refusal(Path(out))
    if not problem:
        return []
    fix = FIXES.get(problem.split()[0], "").format(inside=printable(str(Path(out, "results")), 300))
    return [Problem(f"--out {printable(str(out), 300)}", None, "", printable(problem, 300), fix=fix)]


class Recording:
    """What is kept of a comparison while it is played."""

    def __init__(self, recorder: Recorder, put_in_place: Callable[[], None], scenario: Scenario, command: str | None,
                 client: str | None) -> None:
        self._recorder, self._put_in_place, self._scenario = recorder, put_in_place, scenario
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
        self._put_in_place()

    def _provenance(self, strategies: Sequence[str], replications: int, precision: str | None) -> dict[str, Any]:
        from retainsim.results.folder.provenance import FORMAT

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
    from retainsim.results.folder.tables import Cast

    return Cast(strategies, list(scenario.clients), supplier_names(scenario))


@contextmanager
def recording(out: str | os.PathLike[str], force: bool, scenario: Scenario, strategies: Sequence[str],
              command: str | None, client: str | None = None) -> Iterator[Recording]:
    """Keep what is played in the folder `out`; nothing is left of it if anything goes wrong.

    The `client` is the one whose life is told of the single world that is kept.

    Raises   `ResultsError` when it cannot be written.
    """
    from retainsim.results.folder.writer import Recorder

    try:
        with beside(Path(out)) as made:
            recorder = Recorder(made, cast_of(scenario, strategies))
            try:
                yield Recording(recorder, lambda: put_in_place(made, Path(out), force), scenario, command, client)
            finally:
                recorder.abandon()
    except OSError as error:
        raise ResultsError(f"The results cannot be written to {file_label(Path(out))}: {error.strerror or error}; an "
                           "earlier folder is as it was.") from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""Comparisons that are kept on the disk, with what is needed to play any of their worlds again."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from retainsim.results.folder.atomic import beside, put_in_place
from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.provenance import FORMAT
from retainsim.scenario.errors import file_label
from retainsim.scenario.writing import digest, resolved_toml
from retainsim.study.setup.request import Request
from retainsim.study.setup.setting import Setting
from retainsim.version import VERSION

if TYPE_CHECKING:
    from retainsim.results.folder.writer import Recorder

LIBRARIES = ("numba", "numpy", "pyarrow", "pydantic", "scipy")


@contextmanager
def recording(request: Request, setting: Setting, client: str | None = None) -> Iterator[Recorder | None]:
    """Keep what is played in the folder that is asked for, if any; nothing is left of it if anything goes wrong.

    The `client` is the one whose life is told of the single world that is kept.

    Raises   `ResultsError` when it cannot be written.
    """
    if request.out is None:
        yield None
        return
    from retainsim.results.folder.writer import Recorder, now

    scenario, out = setting.scenario, Path(request.out)
    provenance = {
        "format": FORMAT, "retainsim": VERSION, "scenario": scenario.name, "digest": digest(scenario),
        "seed": scenario.seed, "weeks": scenario.weeks, "replications": None, "precision": None,
        "strategies": list(setting.facts), "client": client, "command": request.command,
        "python": platform.python_version(), "libraries": {name: version(name) for name in LIBRARIES},
        "started": now()}
    try:
        with beside(out.resolve()) as folder:
            with closing(Recorder(folder, setting.facts, resolved_toml(scenario), provenance)) as recorder:
                yield recorder
            put_in_place(folder, out, request.force)
    except OSError as error:
        raise ResultsError(f"The results cannot be written to {file_label(out)}: {error.strerror or error}; an "
                           "earlier folder is as it was.") from None

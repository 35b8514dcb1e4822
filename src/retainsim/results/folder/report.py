"""Files that are added to a results folder when it is complete: all of them or none."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from retainsim.results.folder.atomic import FINISHED, MOVING, beside
from retainsim.results.folder.layout import FIGURES, REPORT, ResultsError, not_of_a_report
from retainsim.scenario.errors import file_label


def objection_to_report(folder: Path, force: bool) -> str:
    """Why a report cannot be put into a results folder, with the fix, or nothing; `force` allows to replace one."""
    if others := not_of_a_report(folder):
        return (f"{file_label(folder / min(others))}\n  belongs to no report, which would take its place. Move it "
                "elsewhere.")
    there = next((name for name in (REPORT, FIGURES) if (folder / name).exists()), "")
    return f"{file_label(folder / there)}\n  exists. Give --force to replace the report." if there and not force else ""


def add_report(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the report and its figures by file name, first beside the folder; an earlier report is replaced.

    Raises   `ResultsError` when they cannot be written; then what was there before is as it was.
    """
    place = folder.resolve()
    try:
        with beside(place) as new:
            (new / FIGURES).mkdir()
            for name, content in files.items():
                (new / name).write_bytes(content)
            with MOVING, ExitStack() as undo:
                if problem := objection_to_report(folder, force=True):
                    raise ResultsError(problem)
                for name in (FIGURES, REPORT):
                    if (place / name).exists():
                        os.rename(place / name, new / f"{name}-replaced")
                        undo.callback(os.rename, new / f"{name}-replaced", place / name)
                    os.rename(new / name, place / name)
                    undo.callback(os.rename, place / name, new / name)
                undo.pop_all()
                FINISHED.append(place)
    except OSError as error:
        raise ResultsError(f"The report cannot be written to {file_label(folder)}: {error.strerror or error}."
                           ) from None

"""Files that are added to a results folder when it is complete: all of them or none."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from retainsim.results.unfinished import FIGURES, FINISHED, MOVING, REPORT, UNDER_WAY, ResultsError


def about_report(folder: Path) -> str:
    """What of a report is already in a folder, or nothing."""
    return next((name for name in (REPORT, FIGURES) if (folder / name).exists()), "")


def add_report(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the report and its figures by file name, first beside the folder; an earlier report is replaced.

    Raises   `ResultsError` when they cannot be written; then an earlier report is as it was.
    """
    place = folder.resolve()
    made = place.with_name(f".{place.name}-{secrets.token_hex(4)}")
    try:
        with MOVING:
            UNDER_WAY.add(made)
            (made / FIGURES).mkdir(parents=True)
        for name, content in files.items():
            (made / name).write_bytes(content)
        with MOVING, ExitStack() as undo:
            for name in (FIGURES, REPORT):
                if (place / name).exists():
                    os.rename(place / name, made / f"{name}-replaced")
                    undo.callback(os.rename, made / f"{name}-replaced", place / name)
                os.rename(made / name, place / name)
                undo.callback(os.rename, place / name, made / name)
            undo.pop_all()
            FINISHED.append(place)
    except OSError as error:
        raise ResultsError(f"The report cannot be written to {folder}: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
        UNDER_WAY.discard(made)

"""A results folder is made beside its place under a temporary name, and takes its place when it is complete."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

REPLICATIONS, WEEKS, EVENTS = "replications.parquet", "weeks.parquet", "events.parquet"
KEY_ACCOUNTS, SCENARIO, PROVENANCE = "key_accounts.parquet", "scenario.toml", "provenance.json"
REPORT, FIGURES = "report.html", "figures"  # added when the rest is complete; figures is a folder
FILES = {REPLICATIONS, WEEKS, EVENTS, KEY_ACCOUNTS, SCENARIO, PROVENANCE, REPORT, FIGURES}  # of a results folder
FIGURE_FILES = {".svg", ".png"}
UNDER_WAY: set[Path] = set()  # folders that are being made
FINISHED: list[Path] = []  # folders that this process has put in their places
MOVING = threading.Lock()
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
_TRIES = 5  # files may appear in a folder while it is removed


class ResultsError(Exception):
    """Results cannot be written or read; the message says which and why."""


def objection(folder: Path, force: bool) -> str:
    """Why results cannot be put there, or nothing; `force` allows to replace a folder that holds only results."""
    try:
        place = folder.resolve()
        nearest = next(path for path in (place, *place.parents) if path.exists())
        if not nearest.is_dir():
            return "cannot be a folder: " + ("it is a file" if nearest == place else f"{nearest.name} is a file")
        if not os.access(nearest if nearest != place else place.parent, os.W_OK | os.X_OK):
            return "cannot be written: there is no permission"
        others = _others(place) if nearest == place else set()
        if others and force:
            return f"holds other things than results ({min(others)}) and is not replaced"
        if nearest == place and not force and any(place.iterdir()):
            return "exists and is not empty"
    except (OSError, ValueError) as error:
        return f"cannot be written: {getattr(error, 'strerror', None) or error}"
    return ""


def _others(place: Path) -> set[str]:
    """What is in a folder and belongs to no results."""
    figures = place / FIGURES
    drawn = {path.name for path in figures.iterdir()} if figures.is_dir() else set()
    return (set(os.listdir(place)) - FILES) | {name for name in drawn if Path(name).suffix not in FIGURE_FILES}


class Unfinished:
    """The folder under its temporary name; it is gone after the `with` unless it has been put in place."""

    def __init__(self, folder: Path, force: bool) -> None:
        self.place = folder.resolve()
        self.path = self.place.with_name(f".{self.place.name}-{secrets.token_hex(4)}")
        self._force = force

    def __enter__(self) -> Self:
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with MOVING:
            UNDER_WAY.add(self.path)
            self.path.mkdir()
        return self

    def put_in_place(self) -> None:
        """Give the folder its name; a folder that was there before is gone only after that.

        Raises   `ResultsError` if by now something is there that must not be replaced, `OSError`.
        """
        for file in self.path.iterdir():
            _to_disk(file)
        with MOVING:
            problem = objection(self.place, self._force)
            if problem:
                raise ResultsError(f"{self.place} {problem} by now; nothing was written.")
            if self._force and self.place.exists():
                _exchange(self.path, self.place)
            else:
                _rename(self.path, self.place)
            UNDER_WAY.discard(self.path)
            FINISHED.append(self.place)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
                 ) -> None:
        _remove(self.path)  # what was made so far, or what was replaced
        UNDER_WAY.discard(self.path)


def leave() -> list[Path]:
    """Remove what is not finished, before the process ends; the folders that it has finished.

    From here on no folder is begun or put in place.
    """
    MOVING.acquire(timeout=1.0)  # never released
    for folder in UNDER_WAY:
        _remove(folder)
    return FINISHED


def _remove(folder: Path) -> None:
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


def _to_disk(file: Path) -> None:
    """Wait until a file is on the disk: some disks say only then that they are full."""
    stream = os.open(file, os.O_RDWR)
    try:
        os.fsync(stream)
    finally:
        os.close(stream)


def _rename(made: Path, place: Path) -> None:
    if os.name == "nt" and place.exists():
        place.rmdir()  # it is empty; elsewhere renaming sees to that
    os.rename(made, place)


def _exchange(made: Path, place: Path) -> None:
    """Two folders change names, at once where the system can do that."""
    try:
        if not ctypes.CDLL(None, use_errno=True).renameat2(_HERE, os.fsencode(made), _HERE, os.fsencode(place),
                                                           _EXCHANGE):
            return
        if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    except (AttributeError, TypeError):  # another system
        pass
    aside = made.with_name(f"{made.name}-replaced")
    os.rename(place, aside)
    try:
        os.rename(made, place)
    except OSError:
        os.rename(aside, place)
        raise
    os.rename(aside, made)

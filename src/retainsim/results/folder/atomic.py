"""A folder or a file is made beside its place under a temporary name, and takes its place when it is complete."""

import ctypes
import errno
import os
import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from retainsim.results.folder.layout import FIGURES, REPORT, ResultsError, not_of_a_report, objection
from retainsim.scenario.errors import file_label

UNDER_WAY: dict[Path, list[Path]] = {}  # what is being made, and the folders around it that were made for this
FINISHED: list[Path] = []  # folders that this process has put in their places, or added to; and single files
MOVING = threading.RLock()  # whoever holds it may be the one who is interrupted
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
_TRIES = 5  # files may appear in a folder while it is removed


@contextmanager
def beside(place: Path, text: str | None = None) -> Iterator[Path]:
    """A new folder, or a file with this text, beside a place; after the `with` it is gone, unless it has moved."""
    new = place.with_name(f".{place.stem}-{secrets.token_hex(4)}{place.suffix}")
    around = [path for path in place.parents if not path.exists()]
    try:
        with MOVING:
            UNDER_WAY[new] = around
            if text is None:
                new.mkdir(parents=True)
            else:
                with new.open("x", encoding="utf-8", newline="\n") as file:
                    file.write(text)
        yield new
    finally:
        _remove(new, around)
        UNDER_WAY.pop(new, None)


def refusal(folder: Path) -> str:
    """Why the disk will not take a folder there, or nothing: tries what would otherwise fail when all is played."""
    place = folder.resolve()
    try:
        with beside(place) as new, beside(place) as other:
            _rename(new, other)
            new.mkdir()
            (other / "full").mkdir()
            # No folder takes the place of a full one: what is in the way of this one alone is told instead.
            usual = _error_of_moving(new, other)
            if usual and place.exists() and (error := _error_of_moving(place, other)) and error.errno != usual.errno:
                raise error
    except OSError as failure:
        return f"cannot be written: {failure.strerror or failure}"
    return ""


def _error_of_moving(folder: Path, target: Path) -> OSError | None:
    try:
        os.rename(folder, target)
    except OSError as error:
        return error
    return None


def put_in_place(new: Path, folder: Path, force: bool) -> None:
    """Give a folder that was made beside another one its name; the earlier one is removed with the temporary name.

    Raises   `ResultsError` if by now something is there that must not be replaced, `OSError`.
    """
    place = folder.resolve()
    for file in new.iterdir():
        _to_disk(file)
    with suppress(OSError):  # not every disk does that for a folder
        _to_disk(new)
    with MOVING:
        if problem := objection(place, force):
            raise ResultsError(f"{file_label(folder)} {problem} by now; nothing was written.")
        if force and place.exists():
            _exchange(new, place)
        else:
            _rename(new, place)
        FINISHED.append(place)


def objection_to_report(folder: Path, force: bool) -> str:
    """Why a report cannot be put into a results folder, with the fix, or nothing; `force` allows to replace one."""
    if others := not_of_a_report(folder):
        return (f"{file_label(folder / min(others))}\n  is not part of a report, which would replace it. Move it "
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


def leave() -> list[Path]:
    """Remove what is not finished, before the process ends, and put nothing in place any more; what it has finished."""
    MOVING.acquire(timeout=1.0)  # never released
    for new, around in list(UNDER_WAY.items()):
        _remove(new, around)
    return FINISHED


def _remove(new: Path, around: Sequence[Path]) -> None:
    """Remove a file or a folder, and the folders around it that hold nothing else."""
    for _ in range(_TRIES):
        if new.is_file():
            new.unlink(missing_ok=True)
        else:
            shutil.rmtree(new, ignore_errors=True)
        if not new.exists():
            break
    with suppress(OSError):
        for path in around:
            path.rmdir()


def _to_disk(path: Path) -> None:
    """Wait until a file or folder is on the disk: some disks say only then that they are full."""
    stream = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(stream)
    finally:
        os.close(stream)


def _rename(new: Path, place: Path) -> None:
    if os.name == "nt" and place.exists():
        place.rmdir()  # it is empty; elsewhere renaming sees to that
    os.rename(new, place)


def _exchange(new: Path, place: Path) -> None:
    """Two folders change names, at once where the system can do that."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if not system.renameat2(_HERE, os.fsencode(new), _HERE, os.fsencode(place), _EXCHANGE):
            return
        if ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    except (AttributeError, TypeError):  # another system
        pass
    aside = new.with_name(f"{new.name}-replaced")
    os.rename(place, aside)
    try:
        os.rename(new, place)
    except OSError:
        os.rename(aside, place)
        raise
    os.rename(aside, new)

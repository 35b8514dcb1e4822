"""A folder of pages: all of them are written, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from retainsim.cli.arguments import InputWrong


def refuse_folder(folder: Path, force: bool) -> None:
    """Say that pages cannot go there, before hours are spent on them.

    Raises   `InputWrong`.
    """
    from retainsim.scenario.errors import printable

    place, nearest = printable(str(folder), 300), next(path for path in (folder, *folder.parents) if path.exists())
    if not nearest.is_dir():
        raise InputWrong(f"--pages {place}\n  cannot be a folder: {printable(str(nearest), 300)} is a file.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise InputWrong(f"--pages {place}\n  cannot be written: no permission in {printable(str(nearest), 300)}.")
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".", dir=nearest))  # what permissions do not tell
    except OSError as error:
        raise InputWrong(f"--pages {place}\n  cannot be written: {error.strerror or error}.") from None
    if nearest == folder and not force and any(folder.iterdir()):
        raise InputWrong(f"--pages {place}\n  is not empty. Name another folder, or give --force to replace the pages "
                         "of these names in it.")


def write_folder(folder: Path, pages: Mapping[str, str]) -> None:
    """Write texts by file name, first beside their place, then by renaming; other files of the folder stay.

    Raises   `click.ClickException` when they cannot be written; then nothing of them is left.
    """
    written = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        written = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        for name, text in pages.items():
            (written / name).write_text(text, "utf-8", newline="\n")
        if not folder.exists():
            written.chmod(0o777 & ~umask())  # a temporary folder is for its owner alone
            written.rename(folder)
            return
        for name in pages:
            os.replace(written / name, folder / name)
    except OSError as error:
        raise click.ClickException(f"The pages cannot be written to {folder}: {error.strerror or error}") from None
    finally:
        if written is not None:
            shutil.rmtree(written, ignore_errors=True)


def umask() -> int:
    """The permissions that this process takes away from what it makes."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""A folder of pages: each is there as a whole, or not at all."""

import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from retainsim.cli.arguments import InputWrong

UNDER_WAY: set[Path] = set()  # files that are being written
FINISHED: list[Path] = []  # pages that this process has put in their places


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
        raise InputWrong(f"--pages {place}\n  is not empty. Name another folder, or give --force to add to the pages "
                         "in it, and to replace those of the same names.")


def keep_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """Write texts by file name, each beside its place and then renamed; other files of the folder stay.

    Raises   `click.ClickException` when one cannot be written; those before it are kept.
    """
    from retainsim.scenario.errors import file_label

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            with beside(folder / name, text):
                pass
            FINISHED.append(folder / name)
    except OSError as error:
        raise click.ClickException(f"The pages cannot be written to {file_label(folder)}: {error.strerror or error}"
                                   ) from None


@contextmanager
def beside(path: Path, text: str) -> Iterator[Path]:
    """A file with this text beside a path, which it takes after the `with` unless something is raised.

    Raises   `OSError`.
    """
    new = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    UNDER_WAY.add(new)
    try:
        with new.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        yield new
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
        UNDER_WAY.discard(new)


def leave() -> list[Path]:
    """Remove the file that is not finished, before the process ends; the pages that this process has put in place."""
    for new in list(UNDER_WAY):
        new.unlink(missing_ok=True)
    return FINISHED

"""Where machine code is kept between two runs, and how it is known to be the right one.

Numba's own cache looks at one file only: it does not see an edited callee in another file, nor other flags, nor that a
file was cut short. So the folder is named by a digest of every source that can be compiled and of the versions, and
each file begins with a digest of what it is for and what is in it. A file that is not right is as good as none: it is
compiled again and replaced. Without a folder to write to nothing is kept and everything still works.
"""

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import llvmlite
import numba
import numpy as np

PACKAGE = Path(__file__).parents[1]
COMPILED_SOURCES = ("kernel/**/*.py", "numeric.py", "declared/**/*.py", "model/**/*.py", "engine/**/*.py")
MONTH = 30 * 24 * 3600.0
MADE_BY_US = "retainsim-cache"  # an empty file that marks our folders
ROOM = 2**20  # bytes, more than the model takes
SEAL = hashlib.sha256().digest_size  # bytes


def digest_of_sources(package: Path = PACKAGE) -> str:
    """Sixteen hex digits that change with any compiled source, flag or version."""
    digest = hashlib.sha256(repr((sys.version_info[:3], numba.__version__, llvmlite.__version__,
                                  np.__version__)).encode())
    for path in sorted({path for pattern in COMPILED_SOURCES for path in package.glob(pattern)}):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def root() -> Path:
    """Where compiled code is kept: `RETAINSIM_CACHE_DIR`, else the user's cache folder."""
    chosen = os.environ.get("RETAINSIM_CACHE_DIR")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / PACKAGE.name


@cache
def folder() -> Path | None:
    """The folder of these sources, whether or not it is there; None without any place for it."""
    try:
        return root() / digest_of_sources()
    except (OSError, RuntimeError):  # no home folder at all
        return None


@cache
def is_writable() -> bool:
    """Whether there is a place and room for the code; the folder is made.

    Folders that this module made and nobody has used for a month are removed; nothing else.
    """
    place = folder()
    if place is None:
        return False
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as probe:
            probe.write(bytes(ROOM))
        (place / MADE_BY_US).touch()
    except OSError:
        return False
    with contextlib.suppress(OSError):  # another process may be doing the same; the folder may not be ours to list
        for other in place.parent.iterdir():
            if (other / MADE_BY_US).is_file() and other.stat().st_mtime < time.time() - MONTH:
                shutil.rmtree(other, ignore_errors=True)
    return True


def read(name: str, key: str) -> bytes | None:
    """What was kept under this name for this key; None where that is missing, damaged, or for another key."""
    place = folder()
    if place is None:
        return None
    try:
        content = _file(place, name, key).read_bytes()
    except OSError:
        return None
    if content[:SEAL] != _seal(key, content[SEAL:]):
        return None
    with contextlib.suppress(OSError):
        os.utime(place)  # it is in use
    return content[SEAL:]


def write(name: str, key: str, content: bytes) -> None:
    """Keep it, at once or not at all, if there is room; an earlier one is replaced."""
    place = folder()
    if place is None or not is_writable():
        return
    with contextlib.suppress(OSError), tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as beside:
        draft = Path(beside, name)
        draft.write_bytes(_seal(key, content) + content)
        draft.replace(_file(place, name, key))


def _file(place: Path, name: str, key: str) -> Path:
    """A file for each key: machines with different processors may share a folder."""
    return place / f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).digest()

"""The one compile decorator: flags, and a cache folder that notices every edit.

Numba's own cache looks at one file only: it does not see an edited callee in another file, nor other flags. So the
folder is named by a digest of every source that can be compiled, of the flags and of the versions. Without a writable
folder nothing is cached and everything still works.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import llvmlite
import numba
import numpy as np
from numba.core import config
from numba.core.caching import FunctionCache

FLAGS: dict[str, Any] = {"_nrt": False, "nogil": True, "error_model": "numpy", "boundscheck": False, "fastmath": False}
PACKAGE = Path(__file__).parent
COMPILED_SOURCES = ("kernel.py", "numeric.py", "model/**/*.py", "engine/**/*.py")
MONTH = 30 * 24 * 3600.0
MADE_BY_US = "retainsim-cache"  # an empty file that marks our folders

F = TypeVar("F", bound=Callable[..., Any])


def digest_of_sources(package: Path = PACKAGE) -> str:
    """Sixteen hex digits that change with any compiled source, flag or version."""
    digest = hashlib.sha256()
    digest.update(repr((sorted(FLAGS.items()), sys.version_info[:3], numba.__version__, llvmlite.__version__,
                        np.__version__)).encode())
    for path in sorted({path for pattern in COMPILED_SOURCES for path in package.glob(pattern)}):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def cache_root() -> Path:
    """Where compiled code is kept: `RETAINSIM_CACHE_DIR`, else the user's cache folder."""
    chosen = os.environ.get("RETAINSIM_CACHE_DIR")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "retainsim"


def _cache_folder() -> Path | None:
    """The folder of this digest, created and writable, or None."""
    if config.DISABLE_JIT:
        return None
    try:
        root = cache_root()
        folder = root / digest_of_sources()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        (folder / MADE_BY_US).touch()
        os.utime(folder)
    except (OSError, RuntimeError):  # read-only or full disk; no home folder at all
        return None
    _forget_old_folders(root)
    return folder


def _forget_old_folders(root: Path) -> None:
    """Remove folders that this module made and nobody has used for a month; nothing else."""
    with contextlib.suppress(OSError):  # another process may be doing the same; the folder may not be ours to list
        for other in root.iterdir():
            if (other / MADE_BY_US).is_file() and other.stat().st_mtime < time.time() - MONTH:
                shutil.rmtree(other, ignore_errors=True)


class _Cache(FunctionCache):  # type: ignore[misc]  # numba is untyped
    """Numba's cache, for which a disk that fills up is no reason to stop."""

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)
        except OSError:
            self.disable()


CACHE_FOLDER = _cache_folder()


def kernel(function: F) -> F:
    """Compile a function of the model or the engine, from the cache where possible."""
    compiled = numba.njit(**FLAGS)(function)
    if CACHE_FOLDER is not None:
        before = config.CACHE_DIR
        config.CACHE_DIR = str(CACHE_FOLDER)  # read by numba when a cache is made, and process-wide: so put back
        try:
            compiled._cache = _Cache(function)
        finally:
            config.CACHE_DIR = before
    return compiled  # type: ignore[no-any-return]


def is_cached(function: Callable[..., Any]) -> bool:
    """Whether calling this compiled function need not wait for the compiler."""
    if config.DISABLE_JIT:
        return True
    if CACHE_FOLDER is None:
        return False
    mine = Path(function._cache.cache_path)  # type: ignore[attr-defined]  # another checkout may share the folder above
    return any(mine.glob(f"*.{function.__name__}-*.nbi"))

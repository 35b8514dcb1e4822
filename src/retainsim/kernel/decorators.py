"""The decorators of compiled functions, and the flags that all of them have.

`NUMBA_DISABLE_JIT=1` leaves them plain Python, with the same bits. `RETAINSIM_COMPILER=plain` compiles without the
internals of Numba that `parts` uses: it takes half a minute and more in every process, and is there for a Numba that
changes these.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import numba
from numba.core import config

from retainsim.kernel.parts import Entry, Part

FLAGS: dict[str, Any] = {"_nrt": False, "nogil": True, "error_model": "numpy", "boundscheck": False, "fastmath": False}
IS_PLAIN = os.environ.get("RETAINSIM_COMPILER") == "plain"

F = TypeVar("F", bound=Callable[..., Any])


def _part(function: F, inline: bool) -> F:
    if config.DISABLE_JIT:
        return function
    return numba.njit(**FLAGS)(function) if IS_PLAIN else Part(function, FLAGS, inline)


def kernel(function: F) -> F:
    """A function that compiled code calls. Called from Python it stays plain, and gives the same bits."""
    return _part(function, inline=False)


def inlined(function: F) -> F:
    """The same, always put into its callers: for what a loop over lanes calls, which else is no vector code."""
    return _part(function, inline=True)


def entry(function: F) -> F:
    """A compiled function that Python calls, with arguments by position; also one that compiled code calls."""
    if config.DISABLE_JIT:
        return function
    plain: Any = getattr(function, "py_func", function)
    if IS_PLAIN:
        return numba.njit(**FLAGS)(plain)  # type: ignore[no-any-return]
    return Entry(plain, FLAGS)


def must_compile(entries: Iterable[Callable[..., Any]]) -> bool:
    """Whether calling these has to wait for the compiler."""
    return not config.DISABLE_JIT and (IS_PLAIN or any(one.must_compile for one in cast(Iterable[Entry], entries)))

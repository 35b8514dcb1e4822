"""The firm to be played: a Mesa model, and a page in the browser. A guest: no other room but `cli/play.py` knows it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retainsim.classroom.model import RetentionModel

__all__ = ["RetentionModel"]


def __getattr__(name: str) -> Any:
    """Import the model when it is first used: Mesa takes seconds to import, and is an extra."""
    if name in __all__:
        return getattr(import_module("retainsim.classroom.model"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

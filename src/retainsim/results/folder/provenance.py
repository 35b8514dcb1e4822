"""Where a results folder comes from, as its `provenance.json` says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from retainsim.results.folder.layout import PROVENANCE, ResultsError
from retainsim.scenario.errors import file_label, printable, quote

FORMAT = 1  # counts up when an older version could not read what is written
LARGEST = 2**32 - 1  # of numbers of worlds and weeks, and of seeds


def read_provenance(folder: Path) -> dict[str, Any]:
    """The provenance of a results folder, with every key that is needed to read the rest.

    Raises   `ResultsError` if there is none, or not such as this version writes.
    """
    where = f"{file_label(folder)} is no results folder: {PROVENANCE}"
    try:
        told = json.loads((folder / PROVENANCE).read_text("utf-8"))
    except OSError as error:
        raise ResultsError(f"{where}: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise ResultsError(f"{where} is not JSON.") from None
    if not isinstance(told, dict):
        raise ResultsError(f"{where} is no list of keys and values.")
    _check(told, ("format", "retainsim"), where)
    if told["format"] != FORMAT:  # which may have other keys
        raise ResultsError(f"{file_label(folder)} was written by retainsim {printable(told['retainsim'])} in format "
                           f"{quote(told['format'])}; this version reads format {FORMAT}.")
    _check(told, KEYS, where)
    return told


def _check(told: dict[str, Any], keys: Iterable[str], where: str) -> None:
    for key in keys:
        allowed, is_right = KEYS[key]
        if key not in told:
            raise ResultsError(f"{where} does not say {key}: it has been changed since it was written.")
        if not is_right(told[key]):
            raise ResultsError(f"{where} says {key} = {quote(told[key])}, which must be {allowed}: it has been changed "
                               "since it was written.")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value)) and 0 < len(set(value)) == len(value)


KEYS: dict[str, tuple[str, Callable[[Any], bool]]] = {  # what the value of each must be
    "format": ("a whole number", _is_whole),
    "retainsim": ("text", _is_text),
    "scenario": ("text", _is_text),
    "digest": ("text", _is_text),
    "seed": ("a whole number", _is_whole),
    "weeks": ("a whole number from 1", lambda value: _is_whole(value) and value > 0),
    "replications": ("a whole number from 1", lambda value: _is_whole(value) and value > 0),
    "strategies": ("a list of different names", _are_names),
    "command": ("text or null", lambda value: value is None or _is_text(value)),
    "libraries": ("a table of versions", lambda value: isinstance(value, dict) and all(map(_is_text, value.values()))),
}

"""Where a results folder comes from, as its `provenance.json` says, and what has changed since if that is long ago."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from retainsim.results.folder.layout import PROVENANCE, ResultsError
from retainsim.scenario.errors import file_label, printable, quote
from retainsim.version import VERSION, is_earlier

ONE, FORMAT = 1, 2  # counts up when an older version could not read what is written: several scenarios
LARGEST = 2**32 - 1  # of numbers of worlds and weeks, and of seeds
# By version what the changelog marks as **Bits** or **Meaning**, in its words.
CHANGES = {
    "0.4.0": ("clients remember what a trial has taught them of a supplier, and compare all suppliers at once when "
              "they look around; what a disappointing trial adds to attachment is the same for all.",
              "a strategy that takes over by a trigger, and gives care the same hours and the same focus, no longer "
              "deals portfolios anew; with the same levers it changes nothing at all.",
              "value_end, customer_equity and clv_mean charge the clients held with what serving them costs: all wages "
              "and overhead but for hunting and advertising, bad debts, and what second suppliers take; orders count. "
              "Before, only the wages of care, dunning, repair and rescue were charged."),
}


def read_provenance(folder: Path) -> dict[str, Any]:
    """The provenance of a results folder, with every key that is needed to read the rest.

    Raises   `ResultsError` if there is none, or not such as this version writes.
    """
    where = f"{file_label(folder)} is not a results folder: {PROVENANCE}"
    try:
        provenance = json.loads((folder / PROVENANCE).read_text("utf-8"))
    except OSError as error:
        raise ResultsError(f"{where}: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise ResultsError(f"{where} is not JSON.") from None
    if not isinstance(provenance, dict):
        raise ResultsError(f"{where} is not a table of keys and values.")
    _check(provenance, ("format", "retainsim"), where)
    if provenance["format"] not in (ONE, FORMAT):  # which may have other keys
        raise ResultsError(f"{file_label(folder)} was written by retainsim {printable(provenance['retainsim'])} in "
                           f"format {quote(provenance['format'])}; this version reads formats {ONE} to {FORMAT}.")
    _check(provenance, [key for key in KEYS if key in provenance or key not in NEWER], where)
    return provenance


def _check(provenance: dict[str, Any], keys: Iterable[str], where: str) -> None:
    for key in keys:
        allowed, is_right = KEYS[key]
        if key not in provenance:
            raise ResultsError(f"{where} does not say {key}: it has been changed since it was written.")
        if not is_right(provenance[key]):
            raise ResultsError(f"{where} says {key} = {quote(provenance[key])}, which must be {allowed}: it has been "
                               "changed since it was written.")


Rule = tuple[str, Callable[[Any], bool]]  # what a value must be, and whether it is


def _whole(words: str, least: int) -> Rule:
    return words, lambda value: type(value) is int and least <= value <= LARGEST


_TEXT: Rule = "text", lambda value: isinstance(value, str)
_NAMES: Rule = "a table of text", lambda value: isinstance(value, dict) and all(
    isinstance(text, str) for text in value.values())
NEWER = ("scenarios", "digests")  # than the first folders of this format
KEYS: dict[str, Rule] = {
    "format": _whole("a whole number", 0), "retainsim": _TEXT, "scenario": _TEXT, "digest": _TEXT,
    "seed": _whole("a whole number", 0), "weeks": _whole("a whole number from 1", 1),
    "replications": _whole("a whole number from 1", 1),
    "strategies": ("a list of different names", lambda value: isinstance(value, list) and all(
        isinstance(name, str) for name in value) and 0 < len(set(value)) == len(value)),
    "scenarios": _NAMES, "digests": _NAMES,
    "command": ("text or null", lambda value: value is None or isinstance(value, str)),
    "libraries": ("a table of versions", lambda value: isinstance(value, dict) and all(
        isinstance(version, str) for version in value.values())),
}


def notice(made_by: str) -> str:
    """Which version has made results, and what has changed since, a line each; nothing if it is this one."""
    if made_by == VERSION:
        return ""
    changes = [f"Changed in {version}: {change}" for version, changed in CHANGES.items() for change in changed
               if is_earlier(made_by, version)]
    return "\n".join([f"Made by retainsim {printable(made_by)}; this is {VERSION}. Only the same version promises the "
                      "same bits when a world is played again.", *changes])

"""What a results folder of another version is worth: it is read, and what has changed since is said."""

import re

from retainsim.scenario.errors import printable
from retainsim.version import VERSION

# By version what the changelog marks as **Bits** or **Meaning**, in its words.
CHANGES = {
    "0.4.0": ("a strategy that takes over by a trigger, and gives care the same hours and the same focus, no longer "
              "deals portfolios anew; with the same levers it changes nothing at all.",),
}


def notice(made_by: str) -> str:
    """Which version has made results, and what has changed since, a line each; nothing if it is this one."""
    if made_by == VERSION:
        return ""
    changes = [f"Changed in {version}: {change}" for version, changed in CHANGES.items() for change in changed
               if _number(made_by) < _number(version) <= _number(VERSION)]
    return "\n".join([f"Made by retainsim {printable(made_by)}; this is {VERSION}. Only the same version promises the "
                      "same bits when a world is played again.", *changes])


def _number(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d{1,9}", version)]

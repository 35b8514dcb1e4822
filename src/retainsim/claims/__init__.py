"""What the essays claim, put to the test: a folder per essay, a file per claim, found by looking."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retainsim.claims.kit.claim import Claim

FILE = re.compile(r"([a-z])0*([1-9][0-9]*)_[a-z]")  # how the file of a claim is called: `i07_pride` is I7
LAST = "published"  # patterns of the evidence come after all essays


@cache
def _modules() -> dict[str, str]:
    """The module of each claim, by identifier; nothing is imported, so that completion in a shell is quick."""
    folders = sorted((module.name for module in iter_modules(__path__) if module.ispkg),
                     key=lambda name: (name == LAST, name))
    files = [(folder, module.name) for folder in folders for module in iter_modules([str(Path(__path__[0], folder))])]
    return {"".join(match.groups()).upper(): f"{__name__}.{folder}.{file}"
            for folder, file in files if (match := FILE.match(file))}


def identifiers() -> list[str]:
    """Identifiers of all claims, in the order of the essays."""
    return list(_modules())


def claim(identifier: str) -> Claim:
    """The claim of this identifier; KeyError for one that does not exist."""
    declared: Claim = import_module(_modules()[identifier]).CLAIM
    return replace(declared, identifier=identifier)

"""What the essays claim, put to the test: a folder per essay, a file per claim, found by looking."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from retainsim.claims.declaration import digest_of
from retainsim.claims.seeds import JUDGING

if TYPE_CHECKING:
    from retainsim.claims.kit.claim import Claim

FILE = re.compile(r"([a-z])0*([1-9][0-9]*)_[a-z]")  # how the file of a claim is called: `i07_pride` is I7
LAST = "published"  # patterns of the evidence come after all essays


@cache
def _modules() -> dict[str, str]:
    """The module of each claim, by identifier; nothing is imported, so that completion in a shell is quick."""
    files = sorted(Path(__path__[0]).glob("*/*.py"), key=lambda file: (file.parent.name == LAST, file))
    return {"".join(match.groups()).upper(): f"{__name__}.{file.parent.name}.{file.stem}"
            for file in files if (match := FILE.match(file.stem))}


def identifiers() -> list[str]:
    """Identifiers of all claims, in the order of the essays."""
    return list(_modules())


def claim(identifier: str) -> Claim:
    """The claim of this identifier, stated in the words at the head of its file; KeyError for one that is not there."""
    module = import_module(_modules()[identifier])
    file = Path(str(module.__file__))
    words = ast.get_docstring(ast.parse(file.read_bytes())) or ""  # which `python -OO` leaves out
    statement = " ".join(words.split()).removeprefix(f"{identifier}. ")
    return replace(module.CLAIM, identifier=identifier, statement=statement, seed=JUDGING[identifier],
                   declaration=digest_of(file))

"""By what the experiment of a claim is known: a digest of what is declared of it before anything is played.

It is that of the code of its file, and of what claims share, whatever the comments, docstrings and line breaks: another
one where a figure, a margin, a knock-out, a world or a way to read it has changed. Words about what came out, which are
written afterwards, are not part of it.
"""

import ast
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

AFTERWARDS = ("note", "condition", "label")  # of a claim: what is written when the result is known
SHARED = tuple(Path(__file__).parent / name for name in (
    "isp.py", "kit/peace.py", "kit/statistics.py", "kit/worth.py", "readings.py"))


def digest_of(file: Path) -> str:
    """The digest of the claim in a file."""
    return sha256(repr([_code(path) for path in (file, *SHARED)]).encode()).hexdigest()[:12]


@cache
def _code(path: Path) -> Any:
    return _plain(ast.parse(path.read_bytes()))


def _plain(node: Any) -> Any:
    """A syntax tree as nested lists without text that does nothing, and without empty fields, of which later versions
    of Python have more."""
    if isinstance(node, list):
        return [_plain(one) for one in node if not _is_text(one) and getattr(one, "arg", None) not in AFTERWARDS]
    if not isinstance(node, ast.AST):
        return node
    fields = [[name, _plain(value)] for name, value in ast.iter_fields(node) if name != "kind"]
    return [type(node).__name__, *(field for field in fields if field[1] not in (None, []))]


def _is_text(node: Any) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)

"""Tables and text of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, without the columns in which nothing is said."""
    filled = [column for column in range(len(headings)) if any(row[column] for row in rows)]
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line[column] for column in filled)} |" for line in lines)


def code(text: str) -> str:
    """Text as code."""
    return f"`{text}`"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, with its code."""
    return "`".join(part if place % 2 else re.sub(r"([\\*_|<>])", r"\\\1", part)
                    for place, part in enumerate(" ".join(text.split()).split("`")))

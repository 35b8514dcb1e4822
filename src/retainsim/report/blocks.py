"""What a page is made of, if it is to be read both on a terminal and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from retainsim.report.renderers.terminal import columns, heading, page, sentence, table

if TYPE_CHECKING:
    from rich.console import RenderableType

STEERING = re.compile(r"([\\*_|<>`])")  # characters that mean something in Markdown


class Heading(NamedTuple):
    """A line that stands above what follows; level 1 is that of the page."""

    text: str
    level: int = 2


class Grid(NamedTuple):
    """A table; `left` are the columns set to the left, `widths` those [characters] on a terminal."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: tuple[int, ...]
    widths: Sequence[int | None] = ()


Block = Heading | Grid | str  # a str is a paragraph


def as_text(blocks: Iterable[Block], on_terminal: bool) -> str:
    """The page for a terminal or a pipe."""
    return page((_renderable(block, columns(on_terminal)) for block in blocks), on_terminal)


def as_markdown(blocks: Iterable[Block]) -> str:
    """The page as a file of Markdown."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return STEERING.sub(r"\\\1", " ".join(text.split()))


def _renderable(block: Block, room: int) -> RenderableType:
    match block:
        case Heading():
            return heading(block.text)
        case Grid():
            return table(block.headings, block.rows, block.widths, block.left, gap=1, room=room)
        case _:
            return sentence(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {plain(block.text)}"
        case Grid():
            yield _row(map(plain, block.headings))
            yield _row("---" if column in block.left else "---:" for column in range(len(block.headings)))
            for row in block.rows:
                yield _row(map(plain, row))
        case _:
            yield plain(block)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

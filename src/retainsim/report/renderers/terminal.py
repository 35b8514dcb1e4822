"""Paper of the terminal: tables without lines, as wide as the terminal; plain text where nobody looks."""

from __future__ import annotations

import io
import shutil
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

WIDTH = 100  # columns where nobody looks: a pipe, a file
NARROWEST, WIDEST = 72, 120  # columns on a terminal: numbers need some, and no eye follows longer lines


def columns(on_terminal: bool) -> int:
    """How many columns a page has."""
    if not on_terminal:
        return WIDTH
    return min(max(shutil.get_terminal_size((WIDTH, 0)).columns, NARROWEST), WIDEST)


def page(blocks: Iterable[RenderableType], on_terminal: bool) -> str:
    """The blocks under each other as text; bold where it goes to a terminal, otherwise without any control code."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=columns(on_terminal), force_terminal=on_terminal, highlight=False,
                      markup=False, emoji=False, color_system="auto" if on_terminal else None, legacy_windows=False)
    for number, block in enumerate(blocks):
        if number:
            console.print()
        console.print(block)
    text = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    return "\n".join(line.rstrip() for line in text.splitlines())


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int | None] = (),
          left: Collection[int] = (0,), gap: int = 2, room: int = WIDTH, words: Collection[int] | None = None) -> Table:
    """A table with the columns `left` set to the left; widths in characters where they are to be fixed.

    Where these do not fit into `room`, the columns that hold `words` (default: those set to the left) yield.
    """
    from rich.table import Table

    widths = _fitting(widths, left if words is None else words, room - gap * (len(widths) - 1))
    made = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="bold", show_header=any(headings))
    for number, heading in enumerate(headings):
        made.add_column(heading, justify="left" if number in left else "right", overflow="fold", vertical="top",
                        width=widths[number] if number < len(widths) else None)
    for row in rows:
        made.add_row(*row)
    return made


def _fitting(widths: Sequence[int | None], words: Collection[int], room: int) -> list[int | None]:
    """The widths, the widest columns of words made narrower until all fit."""
    fitting = list(widths)
    for _ in range(sum(width or 0 for width in widths) - room):
        widest = max(words, key=lambda column: fitting[column] or 0)
        fitting[widest] = (fitting[widest] or 0) - 1
    return fitting


def heading(text: str, below: str = "") -> RenderableType:
    """A line that stands out on a terminal, and running text right below it."""
    from rich.text import Text

    return Text.assemble((text, "bold"), *([f"\n{below}"] if below else []))


def sentence(text: str) -> RenderableType:
    """Running text, wrapped between words."""
    from rich.text import Text

    return Text(text)

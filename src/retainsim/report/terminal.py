"""Paper of the terminal: tables without lines, at most 100 columns wide; plain text where nobody looks."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

WIDTH = 100  # columns


def page(blocks: Iterable[RenderableType], on_terminal: bool) -> str:
    """The blocks under each other as text; bold where it goes to a terminal, otherwise without any control code."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=WIDTH, force_terminal=on_terminal, highlight=False, markup=False,
                      emoji=False, color_system="auto" if on_terminal else None, legacy_windows=False)
    for number, block in enumerate(blocks):
        if number:
            console.print()
        console.print(block)
    text = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    return "\n".join(line.rstrip() for line in text.splitlines())


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int | None] = (),
          left: Collection[int] = (0,), gap: int = 2) -> Table:
    """A table with the columns `left` set to the left; widths in characters where they are to be fixed."""
    from rich.table import Table

    made = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="bold", show_header=any(headings))
    for number, heading in enumerate(headings):
        made.add_column(heading, justify="left" if number in left else "right", overflow="fold", vertical="top",
                        width=widths[number] if number < len(widths) else None)
    for row in rows:
        made.add_row(*row)
    return made


def heading(text: str, below: str = "") -> RenderableType:
    """A line that stands out on a terminal, and running text right below it."""
    from rich.text import Text

    return Text.assemble((text, "bold"), *([f"\n{below}"] if below else []))


def sentence(text: str) -> RenderableType:
    """Running text, wrapped between words."""
    from rich.text import Text

    return Text(text)

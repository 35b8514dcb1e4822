"""Blocks on a terminal: tables without lines, as wide as the terminal; plain text where nobody looks."""

import io
import math
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from retainsim.report.blocks import REST, Block, Figure, Heading, Image, Note, Table, Terms, Verbatim, Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDTH = 100  # columns where nobody looks: a pipe, a file
UNBROKEN = "\ue000"  # a blank while lines are broken: they break at a no-break space, too
LABEL = 28  # characters after which the label of a row is broken where that makes room for another column
NARROWEST, WIDEST = 72, 120  # columns on a terminal: numbers need some, and no eye follows longer lines


def columns(on_terminal: bool) -> int:
    """How many columns a report has."""
    return min(max(shutil.get_terminal_size((WIDTH, 0)).columns, NARROWEST), WIDEST) if on_terminal else WIDTH


def text(blocks: Iterable[Block], on_terminal: bool = False) -> str:
    """The blocks under each other; bold where it goes to a terminal, otherwise without any control code."""
    from rich.console import Console
    from rich.text import Text

    room, file = columns(on_terminal), io.StringIO()
    console = Console(file=file, width=room, force_terminal=on_terminal, highlight=False, markup=False,
                      emoji=False, color_system="auto" if on_terminal else None, legacy_windows=False,
                      force_jupyter=False)  # in a notebook it would display the text instead of giving it
    for number, renderable in enumerate(part for block in blocks for part in _renderables(block, room)):
        if number:
            console.print()
        if isinstance(renderable, Text):
            renderable.plain = _bound(renderable.plain)
        console.print(renderable, soft_wrap=bool(getattr(renderable, "no_wrap", False)))
    return "\n".join(line.rstrip() for line in file.getvalue().replace(UNBROKEN, " ").splitlines())


def _bound(text: str) -> str:
    """The text with each number and its percent sign kept on one line."""
    return re.sub(r"(?<=\d) (?=%)", UNBROKEN, text)


def _renderables(block: Block, room: int) -> "Iterator[RenderableType]":
    from rich.text import Text

    match block:
        case Heading():
            yield Text.assemble((block.text, "bold"), *([f"\n{block.below}"] if block.below else []))
        case Table():
            yield from (_table(table, room) for table in _below_each_other(block, room))
        case Terms():
            yield from (Text(f"{term}: {meaning}") for term, meaning in block.rows)
        case Note():
            yield Text(f"{block.title} {block.text}")
        case Verdict():
            yield from map(Text, block.paragraphs)
        case Verbatim():
            yield Text(block.text, no_wrap=True)
        case Figure() | Image():
            return
        case _:
            yield Text(block if isinstance(block, str) else block.text)


def _below_each_other(table: Table, room: int) -> Iterator[Table]:
    if table.cell is None:
        yield table
        return
    first_width, others = _longest(table, 0), len(table.headings) - 1
    most = (room - min(first_width, LABEL)) // (table.cell + table.gap)
    abreast = math.ceil(others / math.ceil(others / most))  # as many in each block
    first_width = min(first_width, room - abreast * (table.cell + table.gap))
    width = (room - first_width) // abreast - table.gap
    for first in range(1, len(table.headings), abreast):
        part = slice(first, first + abreast)
        titles = [textwrap.fill(name, width, break_on_hyphens=max(map(len, name.split()), default=0) > width)
                  for name in table.headings[part]]
        yield Table([table.headings[0], *titles], [[row[0], *row[part]] for row in table.rows],
                    widths=[first_width, *[width] * len(titles)], gap=table.gap)


def _table(table: Table, room: int) -> "RenderableType":
    import rich.table

    widths = [*_widths(table, room - table.gap * (len(table.widths) - 1)), *[None] * len(table.headings)]
    grid = rich.table.Table(box=None, padding=(0, table.gap, 0, 0), pad_edge=False, header_style="bold",
                            show_header=any(table.headings))
    for place, title in enumerate(table.headings):
        grid.add_column(title, justify="left" if place in table.left else "right", overflow="fold", vertical="top",
                        width=widths[place])
    for row in table.rows:
        grid.add_row(*map(_bound, row))
    return grid


def _widths(table: Table, room: int) -> Sequence[int | None]:
    """The widths of the columns: rests get what is left, and what yields becomes narrower until all fit."""
    widths = list(table.widths)
    if REST in widths:
        natural = [_longest(table, place) for place in range(len(widths))]
        widths = [width or longest for width, longest in zip(widths, natural, strict=True)]
        share = (room - sum(width or 0 for width in widths if width != REST)) // widths.count(REST)
        widths = [min(share, natural[place]) if width == REST else width for place, width in enumerate(widths)]
    for _ in range(sum(width or 0 for width in widths) - room):
        widest = max(table.left, key=lambda column: widths[column] or 0)
        widths[widest] = (widths[widest] or 0) - 1
    return widths


def _longest(table: Table, column: int) -> int:
    return max(len(line) for row in (table.headings, *table.rows) for line in (row[column] or " ").split("\n"))

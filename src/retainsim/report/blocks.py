"""Blocks that reports are made of; a terminal, Markdown and a page in a browser each show them in their own way."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

REST = -1  # width of a column that takes what the others leave, as far as it needs it; several share that


class Heading(NamedTuple):
    """A heading, and running text right below it; level 1 is that of the whole report."""

    text: str
    level: int = 2
    below: str = ""


class Table(NamedTuple):
    """Rows of cells, each of one or several lines; the other fields say how they are set in characters.

    Where the widths do not fit, the columns set to the left become narrower. Where each cell after the first has a
    width and there is no room for all beside each other, the others follow below.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: Collection[int] = (0,)  # columns set to the left
    widths: Sequence[int | None] = ()  # None for as wide as its longest line
    gap: int = 1
    cell: int | None = None  # the least width of each column after the first


class Terms(NamedTuple):
    """Words and what they mean."""

    rows: Sequence[tuple[str, str]]


class Figure(NamedTuple):
    """A drawing: SVG for a wide and for a narrow window. Only a page shows it."""

    title: str
    caption: str
    wide: str
    narrow: str


class Image(NamedTuple):
    """A drawing in a file beside the page, and what it shows in words. Only Markdown shows it."""

    file: str
    alt: str


class Note(NamedTuple):
    """What nobody should overlook."""

    title: str
    text: str


class Verdict(NamedTuple):
    """What the report comes to, in paragraphs."""

    paragraphs: Sequence[str]


class Aside(NamedTuple):
    """Running text in a paler colour."""

    text: str


class Verbatim(NamedTuple):
    """Lines that stand as they are: a command to type."""

    text: str


Block = str | Heading | Table | Terms | Figure | Image | Note | Verdict | Aside | Verbatim  # a str is a paragraph


def among(figures: Mapping[str, Figure], *names: str) -> list[Figure]:
    """The figures of these names, as far as they exist."""
    return [figures[name] for name in names if name in figures]

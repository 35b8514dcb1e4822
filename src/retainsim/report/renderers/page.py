"""A page from a title, an answer and sections; everything that comes from users is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from retainsim.report.blocks import Grid
from retainsim.report.figures import style
from retainsim.results.folder.layout import FIGURES


class Drawing(NamedTuple):
    """A figure as it stands on a page: SVG for a wide and for a narrow window."""

    title: str
    caption: str
    wide: str
    narrow: str


class Terms(NamedTuple):
    """Words and what they mean."""

    rows: Sequence[tuple[str, str]]


class Notice(NamedTuple):
    """What nobody should overlook, in a box."""

    title: str
    text: str


class Plain(NamedTuple):
    """Lines that stand as they are: a command to type."""

    text: str


Part = str | Grid | Drawing | Terms | Notice | Plain  # a str is a paragraph


class Section(NamedTuple):
    """A part of the page with a heading of its own."""

    heading: str
    parts: Sequence[Part]


def drawing(wide: style.Sheet) -> Drawing:
    """The figure in both layouts, of which the wide one is drawn."""
    picture = wide.picture
    return Drawing(picture.title, picture.caption, wide.element("wide"),
                   style.Sheet(picture, style.NARROW).element("narrow"))


def drawn(pictures: Iterable[style.Picture]) -> tuple[dict[str, Drawing], dict[str, bytes]]:
    """The figures as they stand on a page, by name, and as files, by their path in a results folder."""
    drawings, kept = dict[str, Drawing](), dict[str, bytes]()
    for picture in pictures:
        sheet = style.Sheet(picture)
        drawings[picture.name] = drawing(sheet)
        kept |= {f"{FIGURES}/{name}": content for name, content in sheet.files().items()}
    return drawings, kept


def page(title: str, answer: Sequence[str], sections: Sequence[Section], below: str = "",
         notice: Notice | None = None) -> str:
    """The page as one HTML file: the paragraphs of the answer first, `below` in small print, then a notice."""
    return _rendered("page.html", title=title, answer=answer, sections=sections, below=below, notice=notice,
                     style=_text("page.css"))


def fragment(parts: Sequence[Part]) -> str:
    """Parts as they stand within a page of somebody else, a notebook."""
    return _rendered("fragment.html", parts=parts)


def _rendered(template: str, **shown: object) -> str:
    from jinja2 import Environment, FunctionLoader
    from markupsafe import Markup

    environment = Environment(loader=FunctionLoader(_text), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["svg"] = Markup  # what this package has drawn; all else is escaped
    environment.filters["named"] = _with_names
    environment.filters["kind"] = lambda part: type(part).__name__
    return environment.get_template(template).render(shown) + "\n"


def _text(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _with_names(text: str) -> str:
    """A paragraph, escaped, with what stands between back quotes in bold."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`]+)`", r"<b>\1</b>", str(escape(text))))

"""Blocks as a page of a browser; everything that comes from users is escaped."""

import re
from collections.abc import Iterable
from importlib.resources import files

from retainsim.report.blocks import Block, Heading


def html(blocks: Iterable[Block]) -> str:
    """One file that needs nothing else: a heading of level 1, what stands at the top, and a section per heading."""
    sections: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading):
            sections.append([])
        sections[-1].append(block)
    (title, *top), *others = sections
    return _rendered("page.html", title=title, top=top, sections=others, style=_text("page.css"))


def fragment(blocks: Iterable[Block]) -> str:
    """Blocks as they stand within a page of somebody else, a notebook."""
    return _rendered("fragment.html", blocks=blocks)


def _rendered(template: str, **parts: object) -> str:
    from jinja2 import Environment, FunctionLoader
    from markupsafe import Markup, escape

    environment = Environment(loader=FunctionLoader(_text), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["svg"] = Markup  # what this package has drawn; all else is escaped
    environment.filters["named"] = lambda text: Markup(  # what stands between back quotes in bold
        re.sub(r"`([^`]+)`", r"<b>\1</b>", re.sub(r"(?<=\d) %", "\u00a0%", str(escape(text)))))
    environment.filters["unbroken"] = lambda cell: re.sub(r"(?<=\d)-(?=\d)", "\u2011", cell)
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment.get_template(template).render(parts) + "\n"


def _text(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")

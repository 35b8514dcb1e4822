"""Blocks as a file of Markdown."""

import re
from collections.abc import Iterable, Iterator

from retainsim.report.blocks import Block, Figure, Heading, Image, Note, Table, Terms, Verbatim, Verdict

STEERING = re.compile(r"([\\*_|<>`])")  # characters that mean something in Markdown


def text(blocks: Iterable[Block]) -> str:
    """The blocks under each other."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks if not isinstance(block, Figure)) + "\n"


def plain(words: str) -> str:
    """Text that Markdown shows as it is."""
    return STEERING.sub(r"\\\1", " ".join(words.split()))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {plain(block.text)}"
            if block.below:
                yield from ("", plain(block.below))
        case Table():
            yield _row(map(plain, block.headings))
            yield _row("---" if column in block.left else "---:" for column in range(len(block.headings)))
            for row in block.rows:
                yield _row(map(plain, row))
        case Terms():
            yield from (f"- {plain(term)}: {plain(meaning)}" for term, meaning in block.rows)
        case Note():
            yield f"> **{plain(block.title)}** {plain(block.text)}"
        case Image():
            yield f"![{plain(block.alt)}]({block.file})"
        case Verdict():
            yield "\n\n".join(map(plain, block.paragraphs))
        case Figure():
            return
        case Verbatim():
            yield from ("```", block.text, "```")
        case _:
            yield plain(block if isinstance(block, str) else block.text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

"""What goes to standard output: one document or one text per command."""

import errno
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from retainsim.report.blocks import Block


def put(text: str) -> None:
    """Print a text on standard output.

    Raises   `click.ClickException` when it cannot be written; click itself sees to a reader that has gone away.
    """
    try:
        click.echo(text)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise not_printed(error) from None


def put_report(blocks: Iterable[Block]) -> None:
    """Print a report, as wide as the terminal."""
    from retainsim.report.renderers import terminal

    # Only a terminal is read by a person; a process may also be started without standard output (`>&-`).
    put(terminal.text(blocks, sys.stdout is not None and sys.stdout.isatty()))


def not_printed(error: OSError) -> click.ClickException:
    """What is said where standard output takes nothing, a full disk for instance."""
    return click.ClickException(f"Standard output cannot be written: {error.strerror or error}")


def put_document(document: Any) -> None:
    """Print one JSON document, in ASCII, so that any terminal or pipe can carry it.

    Raises   `ValueError` for a number that JSON does not know: results say null where there is no number.
    """
    put(json.dumps(document, indent=2, allow_nan=False))


def put_answer(document: Any, as_json: bool, report: Iterator[Block]) -> None:
    """Print what a command answers, as one JSON document or as a report of it, which is then made."""
    if as_json:
        put_document(document)
    else:
        put_report(report)

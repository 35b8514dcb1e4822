"""`retainsim claims`: what the essays claim, put to the test."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retainsim.cli.arguments import JSON, THREADS, InputWrong
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.completing import claim_names
from retainsim.cli.pages import keep_pages, refuse_folder
from retainsim.cli.printing import as_json_text, is_read_by_a_person, put, put_document
from retainsim.cli.progress import Bar

if TYPE_CHECKING:
    from retainsim.claims.kit.claim import Claim


DOCUMENTS = "claims.json"


@click.command(short_help="Put the claims to the test.")
@click.argument("ids", metavar="[ID...]", nargs=-1, shell_complete=claim_names)
@THREADS
@click.option("--pages", type=click.Path(path_type=Path), metavar="DIR",
              help="Also keep a Markdown page for each claim in this folder, as soon as it is judged, with an index of "
                   "all that are there, and claims.json.")
@click.option("--force", is_flag=True, help="Add to a folder that is not empty, and replace the pages of these claims.")
@JSON
def claims(ids: tuple[str, ...], threads: int | None, pages: Path | None, force: bool, as_json: bool) -> None:
    """Put the claims to the test: each holds, holds under a condition, or does not hold, with numbers.

    ID is a claim such as I3, or a group: I, what an essay claims on a market leader that lost its key accounts to a
    small rival; E, published evidence. All if none is given. A claim takes minutes.

    \b
    Example:  retainsim claims I3 --pages claims
    """
    if force and pages is None:
        raise click.UsageError("--force is about the folder of --pages, which is not given.")
    wanted = in_background(lambda: _wanted(ids, threads))
    kept: dict[str, dict[str, Any]] = {}
    if pages is not None:
        refuse_folder(pages, force)
        kept = _judged_before(pages)
    from retainsim.report import claims as report
    from retainsim.scenario.errors import file_label

    documents: list[dict[str, Any]] = []
    try:
        for number, claim in enumerate(wanted, 1):
            words = f"claim {number} of {len(wanted)}: {claim.identifier}"
            documents.append(_judged(claim, threads, words, number == 1))
            if pages is not None:
                kept[claim.identifier] = documents[-1]
                _keep(pages, documents[-1], kept)
            if not as_json:
                put(report.claim_page(documents[-1], is_read_by_a_person()) + "\n")
    finally:
        if pages is not None and documents:
            click.echo(f"{file_label(pages)}: {len(documents)} judged and kept, {len(kept)} in the index.", err=True)
    if as_json:
        put_document({"claims": documents})
    else:
        put(report.summary_page(documents, is_read_by_a_person()))


def _judged_before(folder: Path) -> dict[str, dict[str, Any]]:
    """The documents of the claims that have pages in a folder, by identifier.

    Raises   `InputWrong` where they cannot be put into one index with others.
    """
    from retainsim.report.claims import markdown_pages
    from retainsim.scenario.errors import file_label

    file = folder / DOCUMENTS
    try:
        documents = json.loads(file.read_text("utf-8"))["claims"]
        markdown_pages(documents)  # whatever is not there shows here, and not after hours
        return {document["id"]: document for document in documents}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise InputWrong(f"--pages {file_label(file)}\n  is not what this version writes, and cannot be added to. "
                         "Name another folder, or move the file away.") from None


def _keep(folder: Path, judged: dict[str, Any], kept: dict[str, dict[str, Any]]) -> None:
    """Put the page of a claim into a folder, with the index and the documents of all that are there."""
    from retainsim.claims import identifiers
    from retainsim.report.claims import INDEX, markdown_pages, page_name

    known = identifiers()
    documents = sorted(kept.values(), key=lambda one: known.index(one["id"]) if one["id"] in known else len(known))
    pages = markdown_pages(documents)
    keep_pages(folder, {page_name(judged): pages[page_name(judged)],
                        DOCUMENTS: as_json_text({"claims": documents}) + "\n", INDEX: pages[INDEX]})


def _wanted(ids: Sequence[str], threads: int | None) -> list[Claim]:
    """The claims that are asked for, in the order of the list of all.

    Raises   `InputWrong` for names that are no claims, `ScenarioError` for an impossible number of threads.
    """
    from retainsim import claims as known
    from retainsim.study.setup import checks

    checks.refuse(checks.about_number("--threads", threads, 1, checks.MOST_THREADS))
    return [known.claim(name) for name in chosen(ids, known.identifiers())]


def chosen(ids: Sequence[str], known: Sequence[str]) -> list[str]:
    """The identifiers that names and groups of any case stand for; all if there are no names.

    Raises   `InputWrong`.
    """
    from retainsim.scenario.errors import printable

    groups: dict[str, list[str]] = {}
    for name in known:
        groups.setdefault(name.rstrip("0123456789"), []).append(name)
    meant = groups | {name: [name] for name in known}
    unknown = [name for name in ids if name.upper() not in meant]
    if unknown:
        raise InputWrong(
            f"There is no claim {', '.join(printable(name) or '(empty)' for name in unknown)}; there are "
            f"{', '.join(known)}, and the groups {', '.join(groups)}.")
    asked = {name for given in ids for name in meant[given.upper()]}
    return [name for name in known if name in asked or not ids]


def _judged(claim: Claim, threads: int | None, words: str, is_first: bool) -> dict[str, Any]:
    """The document of the judgement on one claim."""
    if sys.stderr and not sys.stderr.isatty():
        click.echo(f"{words} ...", err=True)

    def judged() -> dict[str, Any]:
        from retainsim.claims.kit.judge import judge

        if is_first:
            say_if_compiling()
        return judge(claim, threads, bar.count).to_document()

    with Bar(None, f"{words}, step") as bar:
        return in_background(judged, bar.draw)

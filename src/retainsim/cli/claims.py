"""`retainsim claims`: tests what the essays claim."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retainsim import claims as library
from retainsim.claims import evidence, seeds
from retainsim.cli.background import Bar, in_background, work_behind
from retainsim.cli.dialogue import JSON, THREADS, InputWrong, claim_names, put_answer, put_report

if TYPE_CHECKING:
    from retainsim.claims.kit.claim import Claim
    from retainsim.study.setup.request import Progress


@click.command(short_help="Test the claims of the essays.")
@click.argument("ids", metavar="[ID...]", nargs=-1, shell_complete=claim_names)
@THREADS
@click.option("--space", type=click.Path(path_type=Path), metavar="DIR",
              help="Also try the claims over the space of assumed numbers, and keep its points in this folder; go on "
                   "with one that is there. Takes hours; Ctrl-C loses one point at most.")
@click.option("--pages", type=click.Path(path_type=Path), metavar="DIR",
              help="Also write a Markdown page with a picture for each claim into this folder, as soon as it is "
                   "judged, an index of all pages there, and claims.json.")
@click.option("--force", is_flag=True, help="Add to a folder that is not empty, and replace the pages of these claims.")
@JSON
def claims(ids: tuple[str, ...], threads: int | None, space: Path | None, pages: Path | None, force: bool,
           as_json: bool) -> None:
    """Test the claims of the essays: each holds, holds under a condition, does not hold or is undecided, with numbers.

    ID is a claim such as I3, or a group: I, what an essay claims about a market leader that lost its key accounts to a
    small rival; E, published evidence. If none is given, all are tested. A claim takes minutes, at the
    defaults of its scenario; --space tells in which share of the space of all assumed numbers it shows, too.

    \b
    Example:  retainsim claims I3 --pages claims
    """
    if force and pages is None:
        raise click.UsageError("--force applies to the folder of --pages, and there is none.")
    wanted = in_background(lambda: _wanted(ids, threads))
    in_folder = {} if pages is None else _judged_before(pages, force)
    from retainsim.report.claim import claim_report
    from retainsim.report.claims import summary_report
    from retainsim.scenario.errors import file_label

    reaches = {} if space is None else _explored(wanted, space, threads)
    documents: list[evidence.Document] = []
    try:
        for number, claim in enumerate(wanted, 1):
            words = f"claim {number} of {len(wanted)}: {claim.identifier}"
            reach = reaches.get(claim.identifier) or evidence.reach_in(in_folder.get(claim.identifier, {}), claim)
            documents.append(_judge(claim, reach, threads, words, number == 1 and space is None))
            if pages is not None:
                in_folder[claim.identifier] = documents[-1]
                _keep(pages, in_folder, claim.identifier)
            if not as_json:
                put_report(claim_report(documents[-1]))
                click.echo()
    finally:
        if pages is not None and documents:
            click.echo(f"{file_label(pages)}: {len(documents)} judged and kept, {len(in_folder)} in the index.",
                       err=True)
    put_answer({"claims": documents}, as_json, summary_report(documents))


def _wanted(ids: Sequence[str], threads: int | None) -> list[Claim]:
    """The claims with these names, in the order of the list of all; `ScenarioError` if they cannot be judged."""
    from retainsim.study.setup import checks

    checks.refuse(checks.about_number("--threads", threads, 1, checks.MOST_THREADS))
    return [library.claim(name) for name in chosen(ids, library.identifiers())]


def chosen(ids: Sequence[str], names: Sequence[str]) -> list[str]:
    """The claims that names and groups mean, in capitals or not, or all if none is given; `InputWrong` for others."""
    from retainsim.scenario.errors import printable

    groups = {name: name.rstrip("0123456789") for name in names}
    choice = {name.upper() for name in ids}
    if strangers := [name for name in ids if name.upper() not in {*names, *groups.values()}]:
        raise InputWrong(
            f"There is no claim {', '.join(printable(name) or '(empty)' for name in strangers)}. The claims are "
            f"{', '.join(names)}; the groups are {', '.join(dict.fromkeys(groups.values()))}.")
    return [name for name in names if not ids or choice & {name, groups[name]}]


def _judged_before(folder: Path, force: bool) -> dict[str, evidence.Document]:
    """The claims that have pages in a folder, by identifier; `InputWrong` if no page can be added to it."""
    from retainsim.report.claims import markdown_pages
    from retainsim.scenario.errors import file_label, printable

    place, nearest = printable(str(folder), 300), next(path for path in (folder, *folder.parents) if path.exists())
    if not nearest.is_dir():
        raise InputWrong(f"--pages {place}\n  cannot be a folder: {printable(str(nearest), 300)} is a file.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise InputWrong(f"--pages {place}\n  cannot be written: no permission in {printable(str(nearest), 300)}.")
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".", dir=nearest))  # permissions do not tell all
    except OSError as error:
        raise InputWrong(f"--pages {place}\n  cannot be written: {error.strerror or error}.") from None
    if nearest == folder and not force and any(folder.iterdir()):
        raise InputWrong(f"--pages {place}\n  is not empty. Name another folder, or give --force to add to the pages "
                         "in it, and to replace those of the same names.")
    try:
        documents = evidence.read_back(folder)
        markdown_pages(list(documents.values()))  # so that a page that cannot be made shows now, and not after hours
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise InputWrong(f"--pages {file_label(folder / evidence.FILE)}\n  is not what this version writes, and cannot "
                         "be added to. Name another folder, or move the file away.") from None
    return documents


def _explored(wanted: Sequence[Claim], folder: Path, threads: int | None) -> dict[str, evidence.Document]:
    """How far each of these claims reaches in the space that a folder keeps, when all its points have been played."""
    _say("the space of assumed numbers")

    def work(progress: Progress) -> dict[str, evidence.Document]:
        from retainsim.claims.kit.exploration import explore

        reaches = explore(wanted, folder, seeds.POINTS, threads=threads, progress=progress)
        return {name: reach.to_document() for name, reach in reaches.items()}

    return work_behind(Bar("points of the space"), work)


def _judge(claim: Claim, reach: evidence.Document, threads: int | None, words: str, is_first: bool
           ) -> evidence.Document:
    """The document of the judgement on one claim."""
    _say(words)

    def work(progress: Progress) -> evidence.Document:
        from retainsim.claims.kit.judge import UNTRIED, judge

        if is_first:
            progress.on_start()
        return judge(claim, threads, progress.on_done, reach or UNTRIED)

    return work_behind(Bar(f"{words}, step"), work)


def _say(words: str) -> None:
    """Tell what begins where there is no bar."""
    if sys.stderr and not sys.stderr.isatty():
        click.echo(f"{words} ...", err=True)


def _keep(folder: Path, documents: dict[str, evidence.Document], name: str) -> None:
    """Put the page of a claim with its picture into a folder, and bring the index of all there and `claims.json` up to
    date.

    Pages whose claim was judged before something changed are written again, with a mark; other files stay.
    """
    from retainsim.report.claim_pictures import claim_pictures, overview
    from retainsim.report.claims import INDEX, markdown_pages, page_name
    from retainsim.results.folder.atomic import FINISHED, beside
    from retainsim.scenario.errors import file_label

    ordered = evidence.in_order(documents)
    marked = [evidence.marked(document) for document in ordered]
    pages = markdown_pages(marked)
    own = [document for document in marked if document["id"] == name or "changed_since" in document]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in {**{page: pages[page] for page in map(page_name, own)}, **claim_pictures(own),
                           evidence.FILE: evidence.as_text(ordered), **overview(marked), INDEX: pages[INDEX]}.items():
            with beside(folder / file, text) as new:
                os.replace(new, folder / file)
            FINISHED.append(folder / file)
    except OSError as error:
        raise click.ClickException(f"The pages cannot be written to {file_label(folder)}: {error.strerror or error}"
                                   ) from None

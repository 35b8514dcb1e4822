"""What became of claims: all side by side, and an index from which a strategist sees it in a minute."""

import re
from collections.abc import Iterator, Sequence

from retainsim.report.blocks import Block, Heading, Image, Table
from retainsim.report.changes import changed_since, changes, judges
from retainsim.report.claim import claim_report
from retainsim.report.judgement import HOLDS, HOLDS_WHEN, VERDICTS, judgement, short
from retainsim.report.reach import share_of
from retainsim.report.renderers import markdown
from retainsim.report.trials import panels, scale_for
from retainsim.report.words import NOTHING, Document, percent

INDEX, OVERVIEW = "README.md", "overview.svg"
LISTS = {  # headings of the index, and the verdicts below them
    "What the essays get right": (HOLDS,), "What depends, and on what": (HOLDS_WHEN,),
    "What the model contradicts, or cannot tell": tuple(set(VERDICTS) - {HOLDS, HOLDS_WHEN})}
DEPENDS = "Where no condition is named, no single assumed number tells where a claim holds."
LEGEND = ("Effect: the figure that the page of the claim explains, with its 95 % interval. Cause taken away: the same "
          "figure where what the claim names as the cause is switched off; if that is the cause, no effect is left. Of "
          "space: the part of the credible space of all assumed numbers in which the claim shows. A dash: not tried.")


def summary_report(documents: Sequence[Document]) -> Iterator[Block]:
    """All claims side by side: what became of each, then by which figures."""
    yield Heading("Summary")
    yield Table(["", "claimed", "verdict"], [[document["id"], document["statement"], _word(document)]
                                             for document in documents], (0, 1, 2), (4, 50, 44))
    yield _figures(documents)
    yield LEGEND


def _word(document: Document) -> str:
    word, condition = judgement(document)
    if condition:
        word += f"{' ' if word == VERDICTS[HOLDS_WHEN] else ': '}{condition}"
    return word + _earlier(document)


def _earlier(document: Document) -> str:
    """A mark for a claim that was judged before something changed."""
    parts = [part.removeprefix("the ").removesuffix(" of assumed numbers") for part in changes(document)]
    return f" (judged in an earlier {' and '.join(parts)})" if parts else ""


def _figures(documents: Sequence[Document]) -> Table:
    rows = []
    for document in documents:
        first = panels(document)[0]
        on_scale = scale_for(first)
        own = [" ".join(on_scale.estimate(trial._asdict())).strip() for trial in first]
        without = own[1] if document["knockouts"] else NOTHING
        share = share_of(document)
        rows.append([document["id"], own[0], on_scale.unit, without, NOTHING if share is None else percent(share)])
    return Table(["", "effect", "unit", "cause taken away", "of space"], rows, (0, 2), (4, 22, 38, 22, 8))


def markdown_pages(documents: Sequence[Document]) -> dict[str, str]:
    """A page for each claim and an index, by file name; they show pictures that lie beside them."""
    pages = {page_name(document): markdown.text(claim_report(document, [picture_of(document)]))
             for document in documents}
    return pages | {INDEX: _index(documents)}


def page_name(document: Document) -> str:
    """The file that the page of a claim is."""
    return f"{document['id'].lower()}.md"


def picture_of(document: Document) -> Image:
    """The picture of a claim."""
    return Image(page_name(document).replace(".md", ".svg"),
                 f"{document['id']}: each figure with its interval, beside what counts as nothing")


def _index(documents: Sequence[Document]) -> str:
    judged_by = changed_since(documents) or f"Judged by {judges(documents)}."
    figures = markdown.text([_figures(documents), LEGEND])
    for document in documents:
        figures = re.sub(rf"^\| {re.escape(document['id'])} \|", f"| {_link(document)} |", figures, flags=re.MULTILINE)
    return "\n".join([
        markdown.text([Heading("What is claimed, and what became of it", 1), f"{judged_by} Each claim has a page."]),
        *_lists(documents),
        markdown.text([Heading("How far each claim reaches"), Image(
            OVERVIEW, "Share of the credible space in which each claim shows, with its interval"),
            "Credible space: all combinations of the unknown numbers under which a firm that nobody attacks looks like "
            "one of its kind. A line is the 95 % interval of a share: of 100 such lines some 95 hold the true share.",
            Heading("The figures")]),
        figures])


def _lists(documents: Sequence[Document]) -> Iterator[str]:
    """A line for each claim, under what the verdicts come to."""
    is_marked = not all("changed_since" in document for document in documents)  # else it stands above the lists
    for title, verdicts in LISTS.items():
        note = f"{DEPENDS}\n\n" if HOLDS_WHEN in verdicts else ""
        lines = [f"- {_link(document)}{_source(document)}: {markdown.plain(document['statement'])} "
                 f"**{markdown.plain(short(document))}**{_earlier(document) if is_marked else ''}"
                 for document in documents if document["verdict"] in verdicts]
        yield f"## {title}\n\n" + (note + "\n".join(lines) if lines else "None.") + "\n"


def _source(document: Document) -> str:
    return " (published evidence, no essay)" if document.get("label") else ""


def _link(document: Document) -> str:
    return f"[{document['id']}]({page_name(document)})"

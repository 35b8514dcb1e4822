"""The pictures of the pages on claims, as files: small enough for a telephone, where pages are as wide as that."""

from collections.abc import Sequence

from retainsim.report.claims import OVERVIEW, picture_of
from retainsim.report.figures import style
from retainsim.report.figures.shares import shares
from retainsim.report.figures.trials import trials
from retainsim.report.pages import Sheet
from retainsim.report.words import Document

PAGE = style.Layout(4.8, 2)  # 460 pixels


def claim_pictures(documents: Sequence[Document]) -> dict[str, str]:
    """A picture for each claim, by file name."""
    return {picture_of(document).file: Sheet(trials(document), PAGE).svg for document in documents}


def overview(documents: Sequence[Document]) -> dict[str, str]:
    """The picture of all claims, by file name."""
    return {OVERVIEW: Sheet(shares(documents), PAGE).svg}

"""A page and its figures as files: the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from retainsim.report.board import board_report
from retainsim.report.figures.catalogue import board_pictures, run_pictures
from retainsim.report.figures.sheet import drawn
from retainsim.report.figures.style import Picture
from retainsim.report.renderers import page
from retainsim.report.run import run_page
from retainsim.results.folder.layout import REPORT

if TYPE_CHECKING:
    from retainsim.report.material import Material
    from retainsim.study.run import SingleRun as Run


def board_files(material: Material, watched: Callable[[list[Picture]], Iterable[Picture]] = iter) -> dict[str, bytes]:
    """The report on a results folder, by file name; `watched` sees the figures go by."""
    figures, files = drawn(watched(board_pictures(material)))
    return {REPORT: page.html(board_report(material, figures)).encode(), **files}


def run_files(run: Run) -> dict[str, bytes]:
    """The report on one world, by file name."""
    figures, files = drawn(run_pictures(run))
    return {REPORT: page.html(run_page(run, figures)).encode(), **files}

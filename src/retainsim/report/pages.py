"""A page and its figures: which figures a report has, in its order, and all as files, the same bytes every time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from retainsim.report.board import Material, board_report
from retainsim.report.figures import differences, life, over_time, wholes
from retainsim.report.figures import run as one_world
from retainsim.report.figures.sheet import as_figures_and_files
from retainsim.report.figures.style import Picture
from retainsim.report.renderers import page
from retainsim.report.run import run_page
from retainsim.report.why import tells_apart
from retainsim.results.folder.layout import REPORT
from retainsim.results.folder.reader import Weekly
from retainsim.study.run import Run


def board_files(material: Material, watch: Callable[[list[Picture]], Iterable[Picture]] = iter) -> dict[str, bytes]:
    """The report on a results folder, by file name; `watch` sees the figures go by."""
    figures, files = as_figures_and_files(watch(board_pictures(material)))
    return {REPORT: page.html(board_report(material, figures)).encode(), **files}


def run_files(run: Run) -> dict[str, bytes]:
    """The report on one world, by file name."""
    figures, files = as_figures_and_files(run_pictures(run))
    return {REPORT: page.html(run_page(run, figures)).encode(), **files}


def board_pictures(material: Material) -> list[Picture]:
    """All that there is something to show for in a results folder.

    Raises   `ResultsError`.
    """
    pictures = []
    if material.document["weeks"] > 1:
        weekly = Weekly(material.results)
        pictures = [draw(material, weekly) for draw in (over_time.cash, over_time.revenue, over_time.attachment)]
    pictures += [draw(material) for draw in (wholes.exits, wholes.key_accounts, wholes.hours)]
    if len(material.strategies) > 1:
        pictures.append(differences.differences(material))
    return pictures + (explanation_pictures(material.explanation) if material.explanation else [])


def explanation_pictures(document: Mapping[str, Any]) -> list[Picture]:
    """The figures of an explanation, from the document that `why --json` prints."""
    return [differences.chain(document), *([differences.cuts(document)] if tells_apart(document["difference"]) else [])]


def run_pictures(run: Run) -> Iterator[Picture]:
    """What is drawn of one world, a client's life first."""
    if run.life:
        yield life.client_life(run, run.life)
    yield from (draw(run) for draw in (one_world.state, one_world.attachment, one_world.moves, one_world.hours))

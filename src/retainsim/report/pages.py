"""A page and its figures: which figures a report has, in its order, and all as files, the same bytes every time."""

import io
import os
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from html import escape
from typing import IO, Any

from matplotlib.transforms import Bbox

from retainsim.declared import columns
from retainsim.report.blocks import Block, Figure
from retainsim.report.board import Material, board_report
from retainsim.report.figures import differences, late_work, life, over_time, robustness, sensitivity, style, wholes
from retainsim.report.figures import run as one_world
from retainsim.report.figures import switch as switching
from retainsim.report.figures.fonts import without_warnings
from retainsim.report.figures.style import Picture
from retainsim.report.renderers import page
from retainsim.report.robustness import robustness_report
from retainsim.report.run import run_page
from retainsim.report.sensitivity import sensitivity_report
from retainsim.report.switch_map import search_report
from retainsim.report.why import tells_apart
from retainsim.results.folder.layout import FIGURES, REPORT
from retainsim.results.folder.reader import Weekly
from retainsim.scenario.uses import uses
from retainsim.study.run import Run

POINTS_PER_INCH, DOTS_PER_INCH = 72, 160  # of SVG and of PNG
TITLE_LINE, TITLE_GAP = 0.25, 0.06  # height of a line of a title, and what is free above the first [inches]
METADATA: dict[str, dict[str, Any]] = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}


def board_files(material: Material, watch: Callable[[list[Picture]], Iterable[Picture]] = iter) -> dict[str, bytes]:
    """The report on a results folder, by file name; `watch` sees the figures go by."""
    return page_and_figures(partial(board_report, material), watch(board_pictures(material)))


def run_files(run: Run, watch: Callable[[list[Picture]], Iterable[Picture]] = iter, notice: str = "",
              ) -> dict[str, bytes]:
    """The report on one world, by file name; `watch` sees the figures go by; a notice says who else has played it."""
    return page_and_figures(partial(run_page, run, notice=notice), watch(list(run_pictures(run))))


def page_and_figures(report: Callable[[Mapping[str, Figure]], Iterable[Block]], pictures: Iterable[Picture],
                     ) -> dict[str, bytes]:
    """A report with its figures, and the figures as files, each drawn only once."""
    figures, files = dict[str, Figure](), dict[str, bytes]()
    for picture in pictures:
        sheet = Sheet(picture)
        figures[picture.name] = sheet.block()
        files |= sheet.files()
    # Names of folders may have bytes that are not characters.
    return {REPORT: page.html(report(figures)).encode(errors="backslashreplace"), **files}


def board_pictures(material: Material) -> list[Picture]:
    """The figures of a results folder; those that would be empty are left out.

    Raises   `ResultsError`.
    """
    pictures = []
    if material.document["weeks"] > 1:
        weekly = Weekly(material.results)
        draws = [over_time.cash, over_time.revenue, over_time.attachment]
        if any(uses(scenario, "delivery") for scenario in material.scenarios):
            draws.append(late_work.of_strategies)
        pictures = [draw(material, weekly) for draw in draws]
    pictures += [draw(material) for draw in (wholes.exits, wholes.key_accounts, wholes.hours)]
    if len(material.strategies) > 1:
        pictures.append(differences.differences(material))
    return pictures + (explanation_pictures(material.why) if material.why else [])


def explanation_pictures(document: Mapping[str, Any]) -> list[Picture]:
    """The figures of an explanation, from the document that `why --json` prints."""
    return [differences.chain(document), *([differences.cuts(document)] if tells_apart(document["difference"]) else [])]


def sensitivity_page(document: Mapping[str, Any]) -> str:
    """The report on what moves a figure of a sweep, with its picture, as a page."""
    picture = sensitivity.influences(document)
    return page.html(sensitivity_report(document, {picture.name: Sheet(picture).block()}))


def search_picture(document: Mapping[str, Any]) -> Picture:
    """The figure of a search along one factor or over two, from the document that `switch --json` prints."""
    return (switching.lead_map if "factors" in document else switching.curve)(document)


def search_page(document: Mapping[str, Any]) -> str:
    """The report on a search, with its picture, as a page."""
    picture = search_picture(document)
    return page.html(search_report(document, {picture.name: Sheet(picture).block()}))


def robustness_page(document: Mapping[str, Any]) -> str:
    """The report on the share of a space in which a statement holds, with its pictures, as a page."""
    sheets = {picture.name: Sheet(picture).block() for picture in robustness.pictures(document)}
    return page.html(robustness_report(document, sheets))


def run_pictures(run: Run) -> Iterator[Picture]:
    """The figures of one world; for a client, its life and how the firm does meanwhile."""
    if run.life:
        yield life.client_life(run, run.life)
        yield one_world.state(run)
        return
    yield from (draw(run) for draw in (one_world.state, one_world.attachment, one_world.moves, one_world.hours))
    if run.trace.series[:, columns.WORK_ASKED].any():
        yield late_work.of_world(run)


class Sheet:
    """A figure with everything in its place, drawn once for all that it goes into; its title stands above it."""

    @style.styled
    def __init__(self, picture: Picture, layout: style.Layout = style.WIDE) -> None:
        self.picture, self.figure = picture, picture.draw(layout)
        if engine := self.figure.get_layout_engine():
            with without_warnings():
                engine.execute(self.figure)
            self.figure.set_layout_engine(None)  # or each file would be drawn once more only to find it
        for legend in self.figure.legends:  # which keep their distance to what is drawn, title and all
            legend.set_bbox_to_anchor((0, 0, 1, 1), self.figure.transFigure)
        self._width, self._height = self.figure.get_size_inches()
        title = textwrap.fill(picture.title, round(self._width * 10))
        self._above = TITLE_LINE * (1 + title.count("\n"))
        top = 1 + (self._above - TITLE_GAP) / self._height
        self.figure.text(0.01, top, title, va="top", fontsize=11, fontweight="bold", gid="title",
                         fontfamily=picture.fonts.families)
        self._whole = Bbox.from_extents(0, 0, self._width, self._height + self._above)

    @style.styled
    def save(self, file: str | os.PathLike[str] | IO[bytes], kind: str | None = None) -> None:
        """Write it with its title; the kind, if it is not given, is what the name of the file ends with.

        Raises   `OSError`; `ValueError` for another kind than svg, png, pdf and the like.
        """
        with without_warnings():
            self.figure.savefig(file, format=kind, dpi=DOTS_PER_INCH, bbox_inches=self._whole,
                                metadata=METADATA.get(kind or ""))

    def block(self) -> Figure:
        """It, and the same in a narrow layout, as they stand on a page."""
        return Figure(self.picture.title, self.picture.caption + self.picture.fonts.notice, self.element("wide"),
                      Sheet(self.picture, style.NARROW).element("narrow"))

    def files(self) -> dict[str, bytes]:
        """NAME.svg and NAME.png, by their path in a results folder."""
        path = f"{FIGURES}/{self.picture.name}"
        return {f"{path}.svg": self.svg.encode(), f"{path}.png": self._content("png")}

    @cached_property
    def svg(self) -> str:
        """It as a file by itself, its parts numbered: matplotlib names them by places that differ in the last bit."""
        svg = self._content("svg").decode()
        names = dict.fromkeys(re.findall(r'\bid="([a-z][0-9a-f]{10})"', svg))
        numbers = {name: f"part{place}" for place, name in enumerate(names)}
        return re.sub(r"\b[a-z][0-9a-f]{10}\b", lambda name: numbers.get(name[0], name[0]), svg)

    def _content(self, kind: str) -> bytes:
        file = io.BytesIO()
        self.save(file, kind)
        return file.getvalue()

    def element(self, suffix: str) -> str:
        """It without its title as an element of a page; the suffix keeps its parts apart from those of others there."""
        # What describes the file, and what would rule the page.
        svg = re.sub(r'<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>|<g id="title">.*?</g>', "",
                     self.svg[self.svg.index("<svg"):], flags=re.DOTALL)
        svg = re.sub(r"(?<=font-family: )[^;\"]*|(?<=\dpx )'DejaVu Sans'[^;\"]*", "sans-serif", svg)  # as the page says
        svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\.\d\d)\d+", r"\1", tag[0]).replace("xlink:href", "href"),
                     svg)  # hundredths of a point are enough; text is not touched
        wanted = set(re.findall(r'(?:href="|url\()#([\w-]+)', svg))
        svg = re.sub(r' id="([^"]*)"', lambda attribute: attribute[0] if attribute[1] in wanted else "", svg)
        svg = re.sub(r"\s+", " ", svg).replace("> <", "><")
        svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{self.picture.name}-{suffix}-", svg)
        width, height, above = (POINTS_PER_INCH * size for size in (self._width, self._height, self._above))
        opening = (f'<svg class="figure" role="img" aria-label="{escape(" ".join(self.picture.alt.split()))}" '
                   f'viewBox="0 {above:g} {width:g} {height:g}" style="max-width: {width:g}pt">')
        return re.sub(r"<svg\b[^>]*>", lambda _: opening, svg, count=1).rstrip()

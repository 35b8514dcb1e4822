"""How figures look: colours that the colour-blind can tell apart, two layouts, and the same bytes every time."""

from __future__ import annotations

import io
import os
import re
import textwrap
from collections.abc import Callable, Sequence
from functools import cached_property, wraps
from html import escape
from typing import IO, TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

P = ParamSpec("P")
T = TypeVar("T")

INK, PALE, GRID = "#222222", "#767676", "#dddddd"  # text, text that stands back, lines to read values by
# Okabe & Ito 2008, from dark to light and back, so that neighbours differ in grey print too.
BLUE, ORANGE, GREEN, SKY, VERMILION, YELLOW, PURPLE, GREY = COLOURS = (
    "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#F0E442", "#CC79A7", "#BBBBBB")
HATCHES = ("", "////", "", "\\\\\\\\", "", "----", "", "xxxx")  # one per colour, for grey print; dots fill pages of SVG
LINES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
RC = {
    "font.family": "sans-serif", "font.size": 9, "text.color": INK, "axes.labelcolor": INK, "xtick.color": INK,
    "ytick.color": INK, "axes.titlesize": 9, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.labelsize": 9, "xtick.labelsize": 9, "ytick.labelsize": 9, "legend.fontsize": 9, "legend.frameon": False,
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": PALE, "axes.linewidth": 0.8,
    "axes.grid": True, "axes.grid.axis": "y", "grid.color": GRID, "grid.linewidth": 0.6, "axes.axisbelow": True,
    "lines.linewidth": 1.6, "hatch.linewidth": 0.6, "figure.facecolor": "white",
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "svg.fonttype": "none",  # text stays text: it can be searched, read aloud, and takes little space
    "svg.hashsalt": "retainsim",  # the same figure gives the same bytes
    "path.simplify_threshold": 0.3,
}
POINTS_PER_INCH = 72
DOTS_PER_INCH = 160
TITLE_LINE, TITLE_GAP = 0.25, 0.06  # height of a line of a title, and what is free above the first [inches]
METADATA: dict[str, dict[str, Any]] = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}


class Layout(NamedTuple):
    """Where a figure is to be read: its width [inches], and how many panels stand beside each other."""

    width: float
    columns: int

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one panel only."""
        return self.columns == 1


WIDE, NARROW = Layout(9.6, 4), Layout(4.0, 1)  # a desk or paper; a telephone


class Picture(NamedTuple):
    """A figure that can be drawn for any layout, with what is said of it."""

    name: str  # of its files
    title: str  # what is seen, with units
    caption: str  # how to read it, in a sentence
    alt: str  # what it shows, for those who cannot see it
    draw: Callable[[Layout], Figure]


def styled(draw: Callable[P, T]) -> Callable[P, T]:
    """Make a function draw in this style, whatever the style of the rest of the process."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> T:
        from matplotlib import rc_context, rcParamsDefault

        settings: dict[Any, Any] = {**rcParamsDefault, **RC}
        del settings["backend"]  # no part of the style
        with rc_context(settings):
            return draw(*args, **kwargs)

    return drawn


def blank(width: float, height: float) -> Figure:
    """An empty figure [inches] that is no window's and nobody's current one."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def panels(titles: Sequence[str], layout: Layout, height: float = 1.9, extra: float = 0.0) -> tuple[Figure, list[Axes]]:
    """One small figure per title on common scales; `height` [inches] of a row, `extra` for what stands around them."""
    columns = min(layout.columns, len(titles))
    rows = -(-len(titles) // columns)
    figure = blank(layout.width, rows * height + extra)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel().tolist()
    for axes, title in zip(grid, titles, strict=False):
        axes.set_title(shortened(title, round(layout.width * 9 / columns)))
    for place, axes in enumerate(grid[len(titles):], len(titles)):
        axes.set_visible(False)
        grid[place - columns].tick_params(labelbottom=True)  # the panel above is the lowest of its column
    return figure, grid[:len(titles)]


def shortened(text: str, width: int, lines: int = 3) -> str:
    """A name in lines of so many characters, broken at a hyphen where there is one."""
    return textwrap.fill(text, max(width, 8), max_lines=lines, placeholder="…")


def steady(svg: str) -> str:
    """The same figure with its parts numbered: matplotlib names them by places that differ in the last bit."""
    names = dict.fromkeys(re.findall(r'\bid="([a-z][0-9a-f]{10})"', svg))
    numbers = {name: f"part{place}" for place, name in enumerate(names)}
    return re.sub(r"\b[a-z][0-9a-f]{10}\b", lambda found: numbers.get(found[0], found[0]), svg)


class Sheet:
    """A figure with everything in its place, drawn once for all that it goes into; its title stands above it."""

    @styled
    def __init__(self, picture: Picture, layout: Layout = WIDE) -> None:
        from matplotlib.transforms import Bbox

        self.picture, self.figure = picture, picture.draw(layout)
        if engine := self.figure.get_layout_engine():
            engine.execute(self.figure)
            self.figure.set_layout_engine(None)  # or each file would be drawn once more only to find it
        for legend in self.figure.legends:  # which keep their distance to what is drawn, title and all
            legend.set_bbox_to_anchor((0, 0, 1, 1), self.figure.transFigure)
        self._width, self._height = self.figure.get_size_inches()
        title = textwrap.fill(picture.title, round(self._width * 10))
        self._above = TITLE_LINE * (1 + title.count("\n"))
        top = 1 + (self._above - TITLE_GAP) / self._height
        self.figure.text(0.01, top, title, va="top", fontsize=11, fontweight="bold", gid="title")
        self._whole = Bbox.from_extents(0, 0, self._width, self._height + self._above)

    @styled
    def save(self, file: str | os.PathLike[str] | IO[bytes], kind: str | None = None) -> None:
        """Write it with its title; the kind, if it is not given, is what the name of the file ends with.

        Raises   `OSError`; `ValueError` for another kind than svg, png, pdf and the like.
        """
        self.figure.savefig(file, format=kind, dpi=DOTS_PER_INCH, bbox_inches=self._whole,
                            metadata=METADATA.get(kind or ""))

    def files(self) -> dict[str, bytes]:
        """NAME.svg and NAME.png, by file name."""
        file = io.BytesIO()
        self.save(file, "png")
        return {f"{self.picture.name}.svg": self.svg.encode(), f"{self.picture.name}.png": file.getvalue()}

    @cached_property
    def svg(self) -> str:
        """It as a file by itself."""
        file = io.BytesIO()
        self.save(file, "svg")
        return steady(file.getvalue().decode())

    def element(self, suffix: str) -> str:
        """It without its title as an element of a page; the suffix keeps its parts apart from those of others there."""
        # What describes the file, and what would rule the page.
        svg = re.sub(r'<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>|<g id="title">.*?</g>', "",
                     self.svg[self.svg.index("<svg"):], flags=re.DOTALL)
        svg = re.sub(r"(?<=font-family: )[^;\"]*|(?<=\dpx )'DejaVu Sans'[^;\"]*", "sans-serif", svg)  # as the page says
        svg = re.sub(r"<[^>]*>", _shorter, svg)
        wanted = set(re.findall(r'(?:href="|url\()#([\w-]+)', svg))
        svg = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in wanted else "", svg)
        svg = re.sub(r"\s+", " ", svg).replace("> <", "><")
        svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{self.picture.name}-{suffix}-", svg)
        width, height, above = (POINTS_PER_INCH * size for size in (self._width, self._height, self._above))
        opening = (f'<svg class="figure" role="img" aria-label="{escape(" ".join(self.picture.alt.split()))}" '
                   f'viewBox="0 {above:g} {width:g} {height:g}" style="max-width: {width:g}pt">')
        return re.sub(r"<svg\b[^>]*>", lambda _: opening, svg, count=1).rstrip()


def _shorter(tag: re.Match[str]) -> str:
    """An element's tag with no more than hundredths of a point; its text is not touched."""
    return re.sub(r"(\.\d\d)\d+", r"\1", tag[0]).replace("xlink:href", "href")

"""How figures look: colours that the colour-blind can tell apart, and two layouts."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from matplotlib import rc_context, rcParamsDefault
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
DEFAULTS: dict[Any, Any] = {name: value for name, value in rcParamsDefault.items() if name != "backend"}  # no style
styled = rc_context(DEFAULTS | RC)  # makes a function draw in this style, whatever that of the rest of the process


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
    drawing: Callable[[Layout], Figure]

    @styled
    def draw(self, layout: Layout) -> Figure:
        """The figure in this style."""
        return self.drawing(layout)


def blank(width: float, height: float) -> Figure:
    """An empty figure [inches] that is no window's and nobody's current one."""
    return Figure(figsize=(width, height), layout="constrained")


def panels(titles: Sequence[str], layout: Layout, height: float = 1.9, extra: float = 0.7, share_x: bool = True,
           ) -> tuple[Figure, list[Axes]]:
    """One small figure per title on common scales; `height` [inches] of a row, `extra` for what stands around them."""
    columns = min(layout.columns, len(titles))
    rows = -(-len(titles) // columns)
    figure = blank(layout.width, rows * height + extra)
    grid = figure.subplots(rows, columns, sharex=share_x, sharey=True, squeeze=False).ravel().tolist()
    for axes, title in zip(grid, titles, strict=False):
        axes.set_title(shortened(title, round(layout.width * 9 / columns)))
    for place, axes in enumerate(grid[len(titles):], len(titles)):
        axes.set_visible(False)
        grid[place - columns].tick_params(labelbottom=True)  # the panel above is the lowest of its column
    return figure, grid[:len(titles)]


def shortened(text: str, width: int, lines: int = 3) -> str:
    """A name in lines of so many characters, broken at a hyphen where there is one."""
    return textwrap.fill(text, max(width, 8), max_lines=lines, placeholder="…")

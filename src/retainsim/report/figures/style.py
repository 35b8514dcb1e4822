"""How figures look: colours that the colour-blind can tell apart, two layouts, panels, axes and legends."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib import rc_context, rcParams, rcParamsDefault
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from retainsim.report.figures.fonts import USUAL, Fonts, fonts_for
from retainsim.results.facts import WEEKS_PER_YEAR

INK, PALE, GRID = "#222222", "#767676", "#dddddd"  # text, text that stands back, lines to read values by
# Okabe & Ito 2008, from dark to light and back, so that neighbours differ in grey print too.
BLUE, ORANGE, GREEN, SKY, VERMILION, YELLOW, PURPLE, GREY = COLOURS = (
    "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#F0E442", "#CC79A7", "#BBBBBB")
HATCHES = ("", "////", "", "\\\\\\\\", "", "----", "", "xxxx")  # one per colour, for grey print; dots fill pages of SVG
LINES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
RC = {
    "font.family": USUAL, "font.size": 9, "text.color": INK, "axes.labelcolor": INK, "xtick.color": INK,
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
IN_YEARS = 2 * WEEKS_PER_YEAR  # weeks from which time is told in years
MOST_POINTS = 130  # of a line: more cannot be seen
MOST_TICKS = 5
BELOW_LABELS = 5.0  # from axes to what stands below their numbers and label [size of small text]
LINE = 0.16  # height of a line of a name [inches]
MOST_MARKS = 6  # dates that a legend tells one by one
ATTACKERS = (VERMILION, INK, PURPLE)  # of attackers, three of each with different lines

Starts = Mapping[str, int]  # the week in which an attacker starts, by its name


class Spot(NamedTuple):
    """Axes in somebody else's figure that are to show one panel of a picture."""

    axes: Axes
    panel: int  # its place among the panels


class Layout(NamedTuple):
    """Where a figure is to be read: its width [inches], and how many panels stand beside each other."""

    width: float
    columns: int
    spot: Spot | None = None  # then all but this panel is drawn for nobody

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

    @property
    def fonts(self) -> Fonts:
        """The fonts for what it says."""
        return fonts_for(f"{self.title}{self.alt}")

    @styled
    def draw(self, layout: Layout) -> Figure:
        """The figure in this style."""
        with rc_context({"font.family": self.fonts.families}):
            return self.drawing(layout)

    @property
    def panels(self) -> tuple[str, ...]:
        """What its panels show; one without a name if it has but one."""
        return tuple(str(axes.get_label()) for axes in self.draw(WIDE).axes if axes.get_visible())

    def draw_into(self, axes: Axes, panel: int) -> None:
        """Draw a panel into axes in the style of their figure, with the scales that it has beside its siblings."""
        width = axes.get_window_extent().width / axes.figure.dpi
        fonts = [*rcParams["font.family"], *self.fonts.families[1:]]
        with rc_context({"font.family": fonts, "text.parse_math": False}):
            model = self.drawing(Layout(width, 1)).axes[panel]
            self.drawing(Layout(width, 1, Spot(axes, panel)))
            of_panel = model.get_title(rcParams["axes.titlelocation"])
            axes.set_title("\n".join(filter(None, [shortened(self.title, round(width * 11)), of_panel])))
            axes.set(xlim=model.get_xlim(), ylim=model.get_ylim())


def blank(layout: Layout, height: float, labels: Sequence[str] = ("",), **options: Any) -> tuple[Figure, list[Axes]]:
    """A figure of this height [inches] that is no window's and nobody's current one; in it axes below each other."""
    figure = Figure(figsize=(layout.width, height), layout="constrained")
    grid: list[Axes] = figure.subplots(len(labels), 1, squeeze=False, **options).ravel().tolist()
    return figure, _labelled_axes(grid, labels, layout)


def _labelled_axes(grid: list[Axes], labels: Sequence[str], layout: Layout) -> list[Axes]:
    """The axes of the panels with these labels, one of them perhaps in another figure."""
    for axes, label in zip(grid, labels, strict=True):
        axes.set_label(label)
    if layout.spot:
        grid[layout.spot.panel] = layout.spot.axes
    return grid


def panels(titles: Sequence[str], layout: Layout, height: float = 1.9, extra: float = 0.7, share_x: bool = True,
           ) -> tuple[Figure, list[Axes]]:
    """One small figure per title on common scales; `height` [inches] of a row, `extra` for what stands around them."""
    columns = min(layout.columns, len(titles))
    rows = -(-len(titles) // columns)
    figure = Figure(figsize=(layout.width, rows * height + extra), layout="constrained")
    grid = figure.subplots(rows, columns, sharex=share_x, sharey=True, squeeze=False).ravel().tolist()
    visible = _labelled_axes(grid[:len(titles)], titles, layout)
    for axes, title in zip(visible, titles, strict=True):
        axes.set_title(shortened(title, round(layout.width * 9 / columns)))
    for place, axes in enumerate(grid[len(titles):], len(titles)):
        axes.set_visible(False)
        grid[place - columns].tick_params(labelbottom=True)  # the panel above is the lowest of its column
    return figure, visible


def lowest(grid: Sequence[Axes], layout: Layout) -> Sequence[Axes]:
    """The axes that stand lowest in their columns; those in another figure stand alone."""
    last: Any = grid[-1]
    return [layout.spot.axes] if layout.spot else grid[-last.get_gridspec().ncols:]


def shortened(text: str, width: int, lines: int = 3) -> str:
    """A name in lines of so many characters, broken at a hyphen where there is one."""
    return textwrap.fill(text, max(width, 8), max_lines=lines, placeholder="…")


class Time:
    """So many weeks along the axes of a grid of small figures, with marks where something starts."""

    def __init__(self, grid: Sequence[Axes], weeks: int, *starts: Starts) -> None:
        """The `starts` are those of all figures, or of each in turn."""
        self._grid = grid
        all_starts = list(dict.fromkeys(start for each in starts for start in each.items()))  # names and weeks
        marks = dict[tuple[str, int], Any]()  # for the legend
        are_alike = len(all_starts) > MOST_MARKS  # or the legend would leave no room
        self.unit = WEEKS_PER_YEAR if weeks >= IN_YEARS else 1  # weeks in a unit of the axis
        self.weeks = np.arange(weeks - 1, -1, -weeks // MOST_POINTS)[::-1]  # weeks that are drawn, the last too
        self.x = (self.weeks + 1) / self.unit  # where their ends lie
        for axes, there in zip(grid, starts if len(starts) > 1 else starts * len(grid), strict=True):
            marks |= {(name, week): axes.axvline(
                week / self.unit, color=ATTACKERS[place // 3 % 3], linestyle=LINES[1 + place % 3], linewidth=1.2,
                label="a date on which something starts or changes" if are_alike else f"{name} (week {week})")
                for place, (name, week) in ((0 if are_alike else place, start)
                                            for place, start in enumerate(all_starts))
                if there.get(name) == week and 0 < week < weeks}  # at 0 it would be the axis
            axes.set_xlim(0, weeks / self.unit)
            axes.xaxis.set_major_locator(MaxNLocator(MOST_TICKS, integer=True))
            numbers(axes.yaxis, MOST_TICKS)
        self.marks = [marks[start] for start in all_starts if start in marks][:1 if are_alike else None]

    def label(self, figure: Figure, unit: str, handles: Sequence[Any], layout: Layout) -> Figure:
        """The figure, told what its axes show, and below them what the lines mean."""
        for axes in lowest(self._grid, layout):
            axes.set_xlabel("weeks" if self.unit == 1 else "years")
        if layout.spot:
            layout.spot.axes.set_ylabel(unit)
        elif len({round(axes.get_position().y0, 6) for axes in self._grid}) == 1:
            self._grid[0].set_ylabel(unit)  # beside the panels, however much stands below them
        else:
            figure.supylabel(unit, fontsize=9)
        return legend(figure, handles, layout)


def numbers(axis: Axis, ticks: int | None = None, sign: str = "") -> None:
    """Numbers at an axis, so many of them, with separated thousands; `sign` "+" tells gains from losses."""
    if ticks:
        axis.set_major_locator(MaxNLocator(ticks))
    axis.set_major_formatter(lambda value, _: f"{value:{sign if value else ''},.10g}".replace("-", "−"))


def named(strategies: Sequence[str], layout: Layout) -> list[str]:
    """The names as they stand beside their rows."""
    return [shortened(name, 16 if layout.is_narrow else 26) for name in strategies]


def rows(axes: Axes, names: Sequence[str]) -> None:
    """A row for each name, from top to bottom, and lines to read values by."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")


def height(names: Sequence[str]) -> float:
    """The height of a panel [inches] in which the name of each row has room."""
    return max(0.3, LINE * max(name.count("\n") + 1 for name in names)) * len(names) + 0.25


def legend(figure: Figure, handles: Sequence[Any], layout: Layout) -> Figure:
    """The figure with what its colours mean: below the panels, or above them where these fill more than a screen.

    With axes of another figure that stands below them, and below what they are labelled with.
    """
    if layout.spot:
        if handles:
            layout.spot.axes.legend(handles=list(handles), fontsize="x-small", ncols=2, frameon=False,
                                    loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=BELOW_LABELS)
        return figure
    longest = max((len(str(handle.get_label())) for handle in handles), default=1)
    columns = max(1, min(len(handles), round(layout.width * 11 / (longest + 6))))
    place: Any = f"outside {'upper' if layout.is_narrow else 'lower'} left"
    figure.legend(handles=list(handles), loc=place, ncols=columns, handlelength=2.2)
    return figure

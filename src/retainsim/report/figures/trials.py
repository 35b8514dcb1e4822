"""What was tried of a claim: a row for each figure on the axis of its unit, beside what counts as nothing."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from retainsim.report.claim import heading
from retainsim.report.figures import style
from retainsim.report.trials import CLAIMED, PUT_IN, WITHOUT, Trial, panels, scale_for
from retainsim.report.words import Document, Scale

LOOKS = {CLAIMED: (style.BLUE, "o"), WITHOUT: (style.VERMILION, "s"), PUT_IN: (style.GREEN, "^")}
NOTHING, BAR, INTERVAL = "counts as nothing", "bar: what is claimed must lie beyond it", "mean and 95 % interval"
DECISIONS = (("shows", "points_shown", style.BLUE), ("cannot tell", "points_undecided", style.GREY),
             ("does not show", "points_not_shown", style.VERMILION))
LETTERS = 13  # of a name in an inch
ROOM = 0.12  # of the range of an axis, free on both sides
LINE, TRACK = 0.16, 0.38  # height of a line of text, and of the strip on which an interval lies [inches]
BAND = 0.16  # height of what counts as nothing [inches]


def trials(document: Document) -> style.Picture:
    """A panel for each unit with its figures below each other; beneath, how the points of the space were decided."""
    groups = panels(document)
    strip = [(word, document[key], colour) for word, key, colour in DECISIONS if document.get(key)]

    def draw(layout: style.Layout) -> Figure:
        names = [[textwrap.fill(trial.name, round(layout.width * LETTERS)) for trial in group] for group in groups]
        heights = [sum(_height(name) for name in group) for group in names] + [0.5] * bool(strip)
        labels = [scale_for(group).unit for group in groups] + ["points"] * bool(strip)
        figure, axes = style.blank(layout, sum(heights) + 0.5 * len(groups) + 0.75, labels, height_ratios=heights)
        for one, group, group_names in zip(axes, groups, names, strict=False):
            _draw_panel(one, group, group_names)
        if strip:
            _draw_strip(axes[-1], strip)
        return style.legend(figure, _handles(groups), layout)

    clauses = "; ".join(_in_words(trial, scale_for(group)) for group in groups for trial in group)
    return style.Picture("trials", heading(document), "", f"{clauses}.", draw)


def _height(name: str) -> float:
    return LINE * (2 + name.count("\n")) + TRACK


def _draw_panel(axes: Axes, group: Sequence[Trial], names: Sequence[str]) -> None:
    on_scale = scale_for(group)
    pattern = group[0].pattern
    margin, bar = pattern.margin / on_scale.factor, pattern.bar / on_scale.factor
    has_bar = any(trial.kind == CLAIMED and trial.has_bar for trial in group)
    ends = [end / on_scale.factor for trial in group for end in (trial.low, trial.high, trial.mean) if end is not None]
    left, right = min([0.0, -margin, *ends]), max([0.0, margin, bar, *ends])
    room = ROOM * ((right - left) or 1.0)
    axes.set_xlim(left - room, right + room)
    y = 0.0
    for trial, name in zip(group, names, strict=True):
        colour, marker = LOOKS[trial.kind]
        text = " ".join(on_scale.estimate(trial._asdict())) if trial.low is not None else trial.in_words
        across = axes.get_yaxis_transform()
        axes.text(0, y, trial.kind, transform=across, va="top", fontsize=8, fontweight="bold", color=colour)
        axes.text(1, y, text, transform=across, va="top", ha="right", fontsize=8)
        axes.text(0, y + LINE, name, transform=across, va="top", fontsize=8, linespacing=1.25)
        y += _height(name)
        level = y - TRACK / 2 - 0.04
        is_open = trial.kind == CLAIMED and pattern.is_one_sided
        axes.fill_between([left - room if is_open else -margin, margin], level - BAND / 2, level + BAND / 2,
                          color=style.GRID, linewidth=0, label=NOTHING)
        axes.plot([0, 0], [level - BAND / 2, level + BAND / 2], color=style.PALE, linewidth=0.8)
        if has_bar and trial.kind == CLAIMED:
            axes.plot([bar, bar], [level - 0.8 * BAND, level + 0.8 * BAND], color=style.INK, linewidth=1.4,
                      linestyle="--", label=BAR)
        if trial.mean is not None:
            if trial.low is not None and trial.high is not None:
                axes.plot([trial.low / on_scale.factor, trial.high / on_scale.factor], [level, level], color=colour,
                          linewidth=2.4, solid_capstyle="butt", label=trial.label)
            axes.plot(trial.mean / on_scale.factor, level, marker, color=colour, markersize=5)
    axes.set_ylim(y, -0.04)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    style.numbers(axes.xaxis, 5)
    axes.set_xlabel(style.shortened(on_scale.unit or "a number without a unit", 60), fontsize=8)
    axes.tick_params(axis="x", labelsize=8)


def _draw_strip(axes: Axes, strip: Sequence[tuple[str, int, str]]) -> None:
    """A bar of all points, divided by how they were decided; the words above it stand in the order of its parts."""
    whole, left = sum(number for _, number, _ in strip), 0.0
    for place, (word, number, colour) in enumerate(strip):
        axes.barh(0, number / whole, left=left, height=0.8, color=colour, edgecolor="white", label=word,
                  hatch="////" if colour == style.VERMILION else "")
        left += number / whole
        at = place / max(1, len(strip) - 1)
        axes.text(at, -0.55, f"{word}: {number:,}", ha=("left", "center", "right")[round(2 * at)], va="bottom",
                  fontsize=8)
    axes.set_xlim(0, 1)
    axes.set_ylim(0.5, -1.6)
    axes.set_title(f"Of {whole:,} points of the credible space", fontsize=8)
    axes.set_axis_off()


def _handles(groups: Sequence[Sequence[Trial]]) -> list[Line2D | Patch]:
    dot = Line2D([], [], color=style.INK, marker="o", markersize=5, linewidth=2.4, label=INTERVAL)
    has_bar = any(trial.kind == CLAIMED and trial.has_bar for group in groups for trial in group)
    line = [Line2D([], [], color=style.INK, linestyle="--", linewidth=1.4, label=BAR)] if has_bar else []
    return [dot, Patch(color=style.GRID, label=NOTHING), *line]


def _in_words(trial: Trial, on_scale: Scale) -> str:
    text = " ".join(filter(None, (*on_scale.estimate(trial._asdict()), on_scale.unit)))
    return f"{trial.kind}, {trial.name}: {text}, {trial.in_words}"

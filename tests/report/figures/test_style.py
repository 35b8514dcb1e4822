"""Figures become files and elements of a page: the same bytes every time, and text stays what it is."""

import re
from collections.abc import Mapping

import pytest
from matplotlib import rcParams
from matplotlib.figure import Figure

from retainsim.report import blocks, pages
from retainsim.report.figures import style

COST = "costs $5 to $6 & 0.12345 <b>"


def drawn(layout: style.Layout) -> Figure:
    figure, grid = style.panels(["one", "two", COST], layout)
    for axes in grid:
        axes.plot([0, 1 / 3], [0, 1], marker="o")
        axes.fill_between([0, 1 / 3], [0, 1], hatch="//", label="what it is")
    style.legend(figure, grid[0].collections, layout)
    return figure


PICTURE = style.Picture("trial", "A trial [units]", "", 'a "quoted" <alt>', drawn)


def made(layout: style.Layout = style.WIDE) -> tuple[str, dict[str, bytes]]:
    there = pages.Sheet(PICTURE, layout)
    return there.element("wide"), there.files()


@pytest.mark.parametrize("layout", [style.WIDE, style.NARROW])
def test_the_same_bytes_whatever_the_style_of_the_process(layout: style.Layout) -> None:
    first = made(layout)
    rcParams["font.size"] = 20
    try:
        assert made(layout) == first
        assert rcParams["font.size"] == 20
    finally:
        rcParams["font.size"] = 10


def test_who_is_there_from_the_beginning_has_no_mark() -> None:
    _, grid = style.panels(["one"], style.WIDE)
    time = style.Time(grid, 10, {"there": 0, "raider starts": 4, "too-late": 10})
    assert [mark.get_label() for mark in time.marks] == ["raider starts (week 4)"]
    assert [line.get_xdata()[0] for line in grid[0].lines] == [4]


def test_many_dates_look_alike_and_are_told_once() -> None:
    _, grid = style.panels(["one", "other"], style.WIDE)
    time = style.Time(grid, 100, {f"a{week}": week for week in (10, 20, 30, 40)}, {f"b{week}": week for week in (
        50, 60, 70)})
    assert [mark.get_label() for mark in time.marks] == ["a date on which something starts or changes"]
    assert [[line.get_xdata()[0] for line in axes.lines] for axes in grid] == [[10, 20, 30, 40], [50, 60, 70]]


def test_text_stays_text_and_a_dollar_is_a_dollar() -> None:
    svg, _ = made()
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    assert "costs $5 to $6 &amp; 0.12345 &lt;b&gt;" in text  # no digit of what is read is cut off
    assert "<b>" not in svg


def test_parts_of_two_figures_on_a_page_are_kept_apart() -> None:
    one, two = (pages.Sheet(PICTURE._replace(name=name)).element("wide") for name in ("one", "two"))
    named = [set(re.findall(r'id="([^"]*)"', svg)) for svg in (one, two)]
    assert all(named)
    assert not named[0] & named[1]
    for svg, there in zip((one, two), named, strict=True):
        assert set(re.findall(r'(?:href="|url\()#([\w-]+)', svg)) == there  # no more and no less than is needed


def test_an_element_says_what_it_shows() -> None:
    svg, _ = made()
    assert svg.startswith('<svg class="figure" role="img" aria-label="a &quot;quoted&quot; &lt;alt&gt;" viewBox=')


def test_files_carry_the_title_and_no_date() -> None:
    element, files = made()
    assert list(files) == ["figures/trial.svg", "figures/trial.png"]
    assert b"A trial [units]" in files["figures/trial.svg"]
    assert b"<dc:date>" not in files["figures/trial.svg"]
    assert files["figures/trial.png"].startswith(b"\x89PNG")
    assert "A trial" not in element  # the page has it in a heading


@pytest.mark.parametrize("layout", [style.WIDE, style.NARROW])
def test_an_element_is_the_figure_below_its_title(layout: style.Layout) -> None:
    """However long the title is, everything has the same place in the figure, the legend too."""
    def places(title: str) -> list[float]:
        svg = pages.Sheet(PICTURE._replace(title=title), layout).element("")
        _, above, _, height = map(float, re.findall(r'viewBox="([^"]*)"', svg)[0].split())
        found = [float(y) - above for y in re.findall(r'<text [^>]*\by="([\d.]+)"', svg)]
        assert 0 < min(found) < max(found) < height
        return found

    short, long = places("short"), places("long " * 60)
    assert len(short) > 10
    assert long == pytest.approx(short, abs=0.02)


def test_all_that_a_figure_goes_into_is_drawn_once() -> None:
    calls, drawings = [], dict[str, blocks.Figure]()

    def counted(layout: style.Layout) -> Figure:
        calls.append(layout)
        return drawn(layout)

    def report(figures: Mapping[str, blocks.Figure]) -> list[blocks.Block]:
        drawings.update(figures)
        return [blocks.Heading("A trial", 1)]

    files = pages.page_and_figures(report, [PICTURE._replace(drawing=counted)])
    assert calls == [style.WIDE, style.NARROW]
    assert (list(drawings), list(files)) == (["trial"], ["report.html", "figures/trial.svg", "figures/trial.png"])
    assert [text in drawings["trial"].narrow for text in ("trial-narrow-", "trial-wide-")] == [True, False]


def test_the_lowest_panel_of_each_column_has_numbers_below_it() -> None:
    figure, grid = style.panels([str(number) for number in range(6)], style.WIDE)
    figure.draw_without_rendering()
    assert [any(label.get_visible() for label in axes.get_xticklabels()) for axes in grid] == [
        False, False, True, True, True, True]
    assert len(figure.axes) == 8


def test_long_names_are_broken_at_hyphens() -> None:
    assert style.shortened("a-strategy-with-a-long-name", 16) == "a-strategy-with-\na-long-name"
    assert style.shortened("one two three four five six", 8, lines=2).endswith("…")

"""Figures become files and elements of a page: the same bytes every time, and text stays what it is."""

import re

import pytest
from matplotlib import rcParams
from matplotlib.figure import Figure

from retainsim.report.figures import style

COST = "costs $5 to $6 & 0.12345 <b>"


@style.styled
def drawn(layout: style.Layout) -> Figure:
    figure, grid = style.panels(["one", "two", COST], layout)
    for axes in grid:
        axes.plot([0, 1 / 3], [0, 1], marker="o")
        axes.fill_between([0, 1 / 3], [0, 1], hatch="//")
    return figure


PICTURE = style.Picture("trial", "A trial [units]", "", "", drawn)


@pytest.mark.parametrize("layout", [style.WIDE, style.NARROW])
def test_the_same_bytes_whatever_the_style_of_the_process(layout: style.Layout) -> None:
    first = style.inline_svg(drawn(layout), "trial", "alt"), style.files(PICTURE)
    rcParams["font.size"] = 20
    try:
        assert (style.inline_svg(drawn(layout), "trial", "alt"), style.files(PICTURE)) == first
        assert rcParams["font.size"] == 20
    finally:
        rcParams["font.size"] = 10


def test_text_stays_text_and_a_dollar_is_a_dollar() -> None:
    svg = style.inline_svg(drawn(style.WIDE), "trial", "alt")
    text = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    assert text.endswith("costs $5 to $6 &amp; 0.12345 &lt;b&gt;")  # no digit of what is read is cut off
    assert "<b>" not in svg


def test_parts_of_two_figures_on_a_page_are_kept_apart() -> None:
    one, two = (style.inline_svg(drawn(style.WIDE), name, "alt") for name in ("one", "two"))
    named = [set(re.findall(r'id="([^"]*)"', svg)) for svg in (one, two)]
    assert all(named)
    assert not named[0] & named[1]
    for svg, there in zip((one, two), named, strict=True):
        assert set(re.findall(r'(?:href="|url\()#([\w-]+)', svg)) == there  # no more and no less than is needed


def test_an_element_says_what_it_shows() -> None:
    svg = style.inline_svg(drawn(style.WIDE), "trial", 'a "quoted" <alt>')
    assert svg.startswith('<svg class="figure" role="img" aria-label="a &quot;quoted&quot; &lt;alt&gt;" viewBox=')


def test_files_carry_the_title_and_no_date() -> None:
    made = style.files(PICTURE)
    assert list(made) == ["trial.svg", "trial.png"]
    assert b"A trial [units]" in made["trial.svg"]
    assert b"<dc:date>" not in made["trial.svg"]
    assert made["trial.png"].startswith(b"\x89PNG")


def test_the_lowest_panel_of_each_column_has_numbers_below_it() -> None:
    figure, grid = style.panels([str(number) for number in range(6)], style.WIDE)
    figure.draw_without_rendering()
    assert [any(label.get_visible() for label in axes.get_xticklabels()) for axes in grid] == [
        False, False, True, True, True, True]
    assert len(figure.axes) == 8


def test_long_names_are_broken_at_hyphens() -> None:
    assert style.shortened("a-strategy-with-a-long-name", 16) == "a-strategy-with-\na-long-name"
    assert style.shortened("one two three four five six", 8, lines=2).endswith("…")

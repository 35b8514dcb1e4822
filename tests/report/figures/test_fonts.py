"""Figures show every script for which a font is installed, and say in one sentence where there is none."""

import warnings

import pytest

from retainsim.report import pages
from retainsim.report.figures import fonts, style

ELSEWHERE = "ₐ⎴"  # the second is in fonts that come with matplotlib, but not in the usual one
NOWHERE = "\U000e0fff\U0003fff0"  # no character, so no font shows it


def sheet(title: str) -> pages.Sheet:
    return pages.Sheet(style.Picture("trial", title, "A caption.", "", lambda layout: style.panels([title], layout)[0]))


def test_what_the_usual_font_shows_takes_no_other() -> None:
    assert fonts.fonts_for("Zażółć, Петров, Ἀθήναι, بنك, 5 €\n") == ([fonts.USUAL], "")
    assert fonts.fonts_for("می\u200cخ\u00a0🏳\ufe0f").missing in ("", "🏳")


def test_another_font_that_is_installed_shows_what_the_usual_one_does_not() -> None:
    several = fonts.fonts_for(ELSEWHERE)
    assert (several.families[0], len(several.families), several.missing) == (fonts.USUAL, 2, "")


@pytest.mark.parametrize("title", [ELSEWHERE, f"Bank {NOWHERE}"])
def test_nothing_is_said_but_in_the_caption(title: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = sheet(title)
        drawn.files()
        caption = drawn.block().caption
    assert caption == "A caption." + ("" if title == ELSEWHERE else (
        f" No font for {NOWHERE} is installed where this was drawn: PNG and PDF files show boxes instead."))


def test_a_font_of_boxes_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    class Boxes:
        name, fname, style, weight = ".LastResort", "boxes.ttf", "normal", 400

    monkeypatch.setattr(fonts.fontManager, "ttflist", [Boxes])
    monkeypatch.setattr(fonts, "_characters", lambda file: frozenset([0x4E00] if file == "boxes.ttf" else []))
    assert fonts.fonts_for("一") == ([fonts.USUAL], "一")

"""The page of one world needs nothing but itself, and its figures hold for the smallest worlds."""

import re
from typing import Any

import numpy as np
import pytest

from report.story import lived, moment
from retainsim.declared import events, reasons
from retainsim.declared.codes import FIRM
from retainsim.report.figures.life import spans
from retainsim.report.figures.style import NARROW, WIDE
from retainsim.report.pages import run_files, run_pictures
from retainsim.results.story import Course, Life, Phase

EVENTFUL = Course((Phase(0, "nurture", "notice"), Phase(40, "hunt", "notice", "notices", 2, 4, 1.0)), ((20, 1),))


@pytest.fixture(autouse=True)
def _digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retainsim.report.run.title_of", lambda lived: "isp, <b>")


def eventful(life: Life | None = None) -> Any:
    return lived([(30, events.TARGETED, 0, FIRM, 1, 0), (35, events.TRIES, 0, FIRM, 1, 0),
                  (36, events.DECIDES, 0, FIRM, 1, reasons.COURTED),
                  (50, events.ENDS, 0, FIRM, 1, reasons.COURTED), (51, events.STARTS, 45, 2, FIRM, reasons.COURTED),
                  (101, events.ENDS, 7, FIRM, 2, reasons.INSOLVENT)], 120, EVENTFUL, life,
                 clients=np.where(np.arange(120) < 101, 50, 0), cash=np.where(np.arange(120) < 100, 0.0, -500_001.0),
                 attachment=10, believed=20, care_hours=40)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Of the eventful world."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retainsim.report.run.title_of", lambda lived: "isp, <b>")
        return run_files(eventful())


def test_it_is_self_contained_and_tells_the_story(files: dict[str, bytes]) -> None:
    text = files["report.html"].decode()
    assert not re.search(r"(?:src|href)=\"(?!#)|@import|url\((?!#)", text)
    for said in ("It is insolvent from week 100 on.", "client 0", "The firm changes its strategy to hunt",
                 "Year by year", "One world is an anecdote.", "isp, &lt;b&gt;", "the firm is ruined (week 100)",
                 "strategy becomes hunt"):
        assert said in text
    assert "<svg" in text
    assert "The life of" not in text


def test_figures_are_files_and_always_the_same_bytes(files: dict[str, bytes]) -> None:
    assert sorted(files) == ["figures/world-attachment.png", "figures/world-attachment.svg", "figures/world-hours.png",
                             "figures/world-hours.svg", "figures/world-moves.png", "figures/world-moves.svg",
                             "figures/world-state.png", "figures/world-state.svg", "report.html"]
    assert files["figures/world-state.png"].startswith(b"\x89PNG")
    assert run_files(eventful()) == files


def test_the_page_of_a_client_is_about_the_client() -> None:
    life = Life(0, moment(), tuple(moment(suitor=1 if week > 30 else -1, supplier=0 if week < 50 else 1)
                                   for week in range(120)), np.array([(36, events.DECIDES, 0, FIRM, 1,
                                                                       reasons.COURTED)], np.int32))
    files = run_files(eventful(life))
    text = files["report.html"].decode()
    assert sorted(name for name in files if name.endswith("svg")) == [
        "figures/client-life.svg", "figures/world-state.svg"]
    order = ["The life of client 0 in one world of isp under nurture", "client 0 (segment status", "the firm believed",
             "One world is an anecdote.", "How client 0 felt", "What happened to it",
             "The firm meanwhile", "It is insolvent from week 100 on."]
    assert sorted(order, key=text.index) == order
    assert not any(words in text for words in ("The key accounts:", "Year by year", "Where it ended"))
    for word in ("courted, and the firm does not know", "not the firm&#x27;s client", "decision"):
        assert word in text or word.replace("&#x27;", "'") in text
    assert ">complaint<" not in text  # no lane without events


def test_nothing_is_drawn_of_a_life_that_was_not_in_it() -> None:
    life = Life(0, moment(), (moment(),) * 60, np.array([(36, events.COMPLAINS, 0, FIRM, FIRM, 0)], np.int32))
    picture = next(run_pictures(lived([], life=life)))
    figure = picture.draw(WIDE)
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["attachment as it is", "as the firm believes"]
    assert [label.get_text() for label in figure.axes[2].get_yticklabels()] == ["complaint"]
    assert "Shaded" not in picture.caption
    assert "Grey" not in picture.caption


def tiny(weeks: int, served: bool) -> Any:
    return lived([], weeks, life=Life(0, moment(), (moment(),) * weeks, np.empty((0, 6), np.int32)), served=served)


@pytest.mark.parametrize("weeks", [1, 5, 14, 60])
@pytest.mark.parametrize("served", [True, False])
def test_tiny_worlds_are_drawn(weeks: int, served: bool) -> None:
    drawn = [picture.draw(layout) for picture in run_pictures(tiny(weeks, served)) for layout in (WIDE, NARROW)]
    assert len(drawn) == 2 * 2
    assert all(figure.axes for figure in drawn)


def test_the_tiniest_world_has_a_page() -> None:
    assert run_files(tiny(1, False))["report.html"].decode().rstrip().endswith("</html>")


def test_stretches_of_weeks() -> None:
    assert spans(np.array([True, True, False, True])).tolist() == [[0, 2], [3, 4]]
    assert spans(np.array([False])).tolist() == []


def test_a_world_of_another_version_says_so() -> None:
    page = run_files(tiny(1, False), notice="Made by retainsim 0.3.0.")["report.html"].decode()
    assert "Played again, and measured, by this version." in page
    assert "Made by retainsim 0.3.0." in page

"""The life of one client in words, from moments and events made by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import DISSOLVED, FIRM, NOBODY, UNFOUNDED
from retainsim.report.figures.life import by_week, is_hidden
from retainsim.report.life import weeks_in_words, who_it_is
from retainsim.report.renderers.terminal import text as as_text
from retainsim.report.run import run_report
from retainsim.results.story import Course, Life, Moment, Phase

from .story import PLAIN, lived, moment, words

KNOWING = Course((Phase(0, "nurture", "courtship"),), ())
Change = Callable[[int], dict[str, Any]]


def a_life(*events: tuple[int, ...], weeks: int = 10, opening: Moment | None = None,
           change: Change = lambda week: {}) -> Life:
    """Client 3, quiet but for the events and what `change` says of a week."""
    rows = np.array([(week, kind, 3, *rest) for week, kind, *rest in events], np.int32).reshape(-1, 6)
    return Life(3, opening or moment(), tuple(moment(**change(week)) for week in range(weeks)), rows)


def told(*events: tuple[int, ...], course: Course = PLAIN, **more: Any) -> list[tuple[int, list[str]]]:
    return list(weeks_in_words(a_life(*events, **more), words(course)))


EVENTS = {
    "courted": ((2, kinds.TARGETED, FIRM, 1, 0), "the attacker begins to court it; the firm does not know"),
    "courted elsewhere": ((2, kinds.TARGETED, 2, 1, 0), "the attacker begins to court it"),
    "courted by the firm": ((2, kinds.TARGETED, 2, FIRM, 0), "the firm begins to court it"),
    "tries": ((2, kinds.TRIES, FIRM, 1, 0),
              "it tries a line of the attacker beside the one it has; the firm takes no notice"),
    "drops": ((2, kinds.DROPS, FIRM, 1, 0), "it gives up the trial line of the attacker"),
    "complains": ((2, kinds.COMPLAINS, FIRM, FIRM, 0), "it complains to the firm"),
    "is visited": ((2, kinds.RESCUED, FIRM, FIRM, kinds.NOT_DECIDED), "a delegation of the firm visits it"),
    "is persuaded": ((2, kinds.RESCUED, FIRM, FIRM, kinds.STAYS),
                     "a delegation of the firm visits it: it stays after all"),
    "is not": ((2, kinds.RESCUED, FIRM, FIRM, kinds.GOES), "a delegation of the firm visits it: it goes all the same"),
    "gives notice": ((2, kinds.DECIDES, FIRM, 1, reasons.COURTED),
                     "it gives notice to the firm: bound for the attacker, courted away"),
    "gives notice to another": ((2, kinds.DECIDES, 2, NOBODY, reasons.BACKGROUND),
                                "it gives notice to telco: bound for no other supplier, for reasons of its own"),
    "decides": ((2, kinds.DECIDES, NOBODY, FIRM, reasons.TENDER), "it decides for the firm, after a tender of its own"),
    "flees": ((2, kinds.DECIDES, FIRM, 2, reasons.INSOLVENT), "the firm is insolvent; it turns to telco"),
    "is alone": ((2, kinds.ENDS, FIRM, NOBODY, reasons.BACKGROUND),
                 "the service of the firm ends; it has no supplier now"),
    "starts": ((2, kinds.STARTS, NOBODY, FIRM, reasons.TENDER), "the service of the firm starts"),
    "is founded": ((2, kinds.FOUNDED, UNFOUNDED, NOBODY, 0), "it is founded"),
    "dissolves": ((2, kinds.DISSOLVES, FIRM, DISSOLVED, reasons.DISSOLUTION), "it ceases to exist"),
}


@pytest.mark.parametrize(("event", "text"), EVENTS.values(), ids=EVENTS)
def test_each_event_has_its_words(event: tuple[int, ...], text: str) -> None:
    assert told(event) == [(2, [text])]


def test_a_firm_that_hears_of_courtship_knows() -> None:
    assert told((2, kinds.TARGETED, FIRM, 1, 0), (3, kinds.TRIES, FIRM, 1, 0), course=KNOWING) == [
        (2, ["the attacker begins to court it; the firm knows of it"]),
        (3, ["it tries a line of the attacker beside the one it has"])]


def test_a_move_is_told_once() -> None:
    assert told((2, kinds.ENDS, FIRM, 1, reasons.COURTED), (2, kinds.STARTS, FIRM, 1, reasons.COURTED)) == [
        (2, ["it moves from the firm to the attacker"])]


def test_what_no_event_says() -> None:
    assert told(change=lambda week: {"suitor": 1 if week < 4 else -1}) == [(4, ["the attacker gives up courting it"])]
    assert told((4, kinds.DROPS, FIRM, 1, 0), change=lambda week: {"suitor": 1 if week < 4 else -1}) == [
        (4, ["it gives up the trial line of the attacker"])]
    assert told((2, kinds.COMPLAINS, FIRM, FIRM, 0), change=lambda week: {"is_alarmed": week >= 2}) == [
        (2, ["it complains to the firm", "the firm is alarmed"])]
    assert told((2, kinds.FAULT, FIRM, FIRM, 0), (3, kinds.DELIGHT, FIRM, FIRM, 0)) == []


def test_who_it_is() -> None:
    def said(opening: Moment, **end: Any) -> str:
        return who_it_is(a_life(opening=opening, change=lambda week: end), words(), "segment status")

    who = "client 3 (segment status, number 3 in events) pays 9,400 a week. "
    assert said(moment()) == (f"{who}At week 0 it has been served by the firm for 1.0 years, and its term runs to week "
                              "30; at the end it still is a client of the firm.")
    assert said(moment(), supplier=1, since=7).endswith("at the end it is a client of the attacker, since week 7.")
    assert said(moment(), since=7).endswith("at the end it is a client of the firm, since week 7.")
    assert said(moment(), supplier=NOBODY, since=7).endswith("at the end it has no supplier, since week 7.")
    assert said(moment(), supplier=DISSOLVED).endswith("at the end it does not exist.")
    assert "At week 0 it has no supplier; " in said(moment(supplier=NOBODY))
    assert "It is yet to be founded at week 0; " in said(moment(supplier=UNFOUNDED))


def test_the_page() -> None:
    life = a_life((5, kinds.TARGETED, FIRM, 1, 0), (6, kinds.FAULT, FIRM, FIRM, 0), (60, kinds.DELIGHT, FIRM, FIRM, 0),
                  weeks=70, change=lambda week: {"suitor": 1 if week >= 5 else -1, "courtship": 0.25,
                                       "is_visited": week % 20 == 0})
    text = [" ".join(line.split()) for line in as_text(run_report(lived([], life=life), "isp, nurture")).splitlines()]
    assert text[:3] == ["isp, nurture", "", "The life of client 3"]
    assert "client 3 (segment status, 13 weeks' notice, number 3 in events)" in " ".join(text)
    assert "0 as the world begins 0.50 0.60 - 1.0" in text
    assert [line for line in text if line.startswith("5 ")] == [
        "5 the attacker begins to court it; the firm does not 0.50 0.60 0.25 1.0"]
    assert any("end of year 1: 3 caring visits, 1 fault, no pleasant 0.50" in line for line in text)
    assert any("end of year 2: 1 caring visit, no faults, 1 pleasant 0.50" in line for line in text)
    assert "Year by year" not in text


def test_what_the_figure_shows_of_the_firms_ignorance() -> None:
    states = [{}, {"suitor": 1, "courtship": 0.5}, {"suitor": 1, "is_alarmed": True},
              {"suitor": 1, "has_decided": True}, {"supplier": 1}, {"supplier": NOBODY, "suitor": FIRM}]
    drawn = by_week(a_life(weeks=6, change=lambda week: states[week]))
    assert is_hidden(drawn, PLAIN).tolist() == [False, True, False, False, False, False]
    assert not is_hidden(drawn, KNOWING).any()
    np.testing.assert_array_equal(drawn.attachment, [0.5, 0.5, 0.5, 0.5, 0.5, np.nan])
    np.testing.assert_array_equal(drawn.believed, [0.6, 0.6, 0.6, 0.6, np.nan, np.nan])
    np.testing.assert_array_equal(drawn.courtship, [np.nan, 0.5, 0.0, 0.0, np.nan, np.nan])

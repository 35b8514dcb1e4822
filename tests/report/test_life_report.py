"""The life of one client in words, from moments and events made by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import DISSOLVED, FIRM, NOBODY, UNFOUNDED
from retainsim.report.figures.life import by_week
from retainsim.report.life import is_hidden, life_table, weeks_in_words, what_the_firm_sees, who_it_is
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
              "it tries a line of the attacker alongside the one it has; the firm takes no notice"),
    "drops": ((2, kinds.DROPS, FIRM, 1, 0), "it gives up the trial line of the attacker"),
    "complains": ((2, kinds.COMPLAINS, FIRM, FIRM, 0), "it complains to the firm"),
    "is visited": ((2, kinds.RESCUED, FIRM, FIRM, kinds.NOT_DECIDED), "a delegation of the firm visits it"),
    "is persuaded": ((2, kinds.RESCUED, FIRM, FIRM, kinds.STAYS),
                     "a delegation of the firm visits it: it stays after all"),
    "is not": ((2, kinds.RESCUED, FIRM, FIRM, kinds.GOES),
               "a delegation of the firm visits it: it leaves all the same"),
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
        (2, ["the attacker begins to court it; the firm knows"]),
        (3, ["it tries a line of the attacker alongside the one it has"])]


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
        about = "segment status, number 3 in events"
        return who_it_is(a_life(opening=opening, change=lambda week: end), words(), about)

    who = "client 3 (segment status, number 3 in events) pays 9,400 a week. "
    assert said(moment()) == (f"{who}At week 0 it has been served by the firm for 1.0 years, and its term runs to week "
                              "30; at the end it still is a client of the firm.")
    assert said(moment(), supplier=1, since=7).endswith("at the end it is a client of the attacker, since week 7.")
    assert said(moment(), since=7).endswith("at the end it is a client of the firm, since week 7.")
    assert said(moment(), supplier=NOBODY, since=7).endswith("at the end it has no supplier, since week 7.")
    assert said(moment(), supplier=FIRM, has_decided=True).endswith(
        "at the end it still is a client of the firm; it has given it notice.")
    assert said(moment(), supplier=2, since=7, has_decided=True).endswith(
        "at the end it is a client of telco, since week 7; it has given it notice.")
    assert said(moment(), pays=9870.0).endswith("a client of the firm; it pays 9,870 a week by then.")
    assert said(moment(), owes=1234.4).endswith("a client of the firm; it owes the firm 1,234.")
    assert said(moment(), supplier=2, owes=1234.4, overdue=300.0).endswith(
        "; it owes the firm 1,234, 300 of it overdue.")
    assert said(moment(), supplier=DISSOLVED).endswith("it ceases to exist in week 0.")
    assert "would pay the firm 9,400 a week. At week 0 it has no supplier; " in said(moment(supplier=NOBODY))
    assert said(moment(supplier=NOBODY), supplier=NOBODY, since=-3).endswith("at the end it still has none.")
    assert "It is yet to be founded at week 0; " in said(moment(supplier=UNFOUNDED))
    assert said(moment(supplier=UNFOUNDED), supplier=UNFOUNDED, since=90).endswith("and so it is at the end.")


@pytest.mark.parametrize("week", [0, -233])
def test_a_term_that_has_run_out_runs_to_no_week(week: int) -> None:
    text = who_it_is(a_life(opening=moment(term_end=week)), words(), "segment status, number 3 in events")
    assert "its term has run out: only its notice binds it; at the end" in text
    assert f"week {week};" not in text


def rows_of(life: Life) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in life_table(life, words()).rows]


def test_a_life_ends_with_the_organisation() -> None:
    life = a_life((60, kinds.DISSOLVES, FIRM, DISSOLVED, reasons.DISSOLUTION), weeks=200,
                  change=lambda week: {"supplier": DISSOLVED} if week >= 60 else {})
    assert rows_of(life) == [("0", "the world begins"),
                             ("51", "end of year 1: no caring visits, no faults, no pleasant surprises"),
                             ("60", "it ceases to exist")]


def test_a_life_begins_with_the_organisation() -> None:
    life = a_life((60, kinds.FOUNDED, UNFOUNDED, NOBODY, 0), weeks=104, opening=moment(supplier=UNFOUNDED),
                  change=lambda week: {"supplier": FIRM if week >= 70 else NOBODY if week >= 60 else UNFOUNDED})
    assert rows_of(life) == [("60", "it is founded"),
                             ("103", "end of year 2: no caring visits, no faults, no pleasant surprises")]


def test_no_year_is_summed_up_in_which_it_has_no_supplier() -> None:
    life = a_life((60, kinds.ENDS, FIRM, NOBODY, reasons.BACKGROUND), weeks=260,
                  change=lambda week: {"supplier": NOBODY} if week >= 60 else {})
    assert [week for week, _ in rows_of(life)] == ["0", "51", "60", "103"]


def test_a_life_that_the_run_cuts_short_does_not_say_that_a_year_ends() -> None:
    life = a_life((53, kinds.FAULT, FIRM, FIRM, 0), weeks=55)
    assert rows_of(life)[-1] == (
        "54", "the run ends after 3 weeks of year 2: no caring visits, 1 fault, no pleasant surprises")


def test_what_the_firm_sees_of_a_client() -> None:
    def said(change: Change, course: Course = PLAIN, weeks: int = 10) -> str:
        return what_the_firm_sees(a_life(weeks=weeks, change=change), course)

    assert said(lambda week: {}) == "At the end its attachment is 0.50 of 1; the firm believes it is 0.60."
    assert said(lambda week: {"supplier": 1 if week > 3 else FIRM}) == (
        "When the firm last served it, in week 3, its attachment was 0.50 of 1; the firm believed it was 0.60.")
    assert said(lambda week: {"supplier": 1}) == "The firm never serves it."
    courted = said(lambda week: {"suitor": 1 if week > 3 else -1, "is_alarmed": week == 9})
    assert courted.endswith("While it is the firm's client, rivals court it in 6 weeks; in 5 of them the firm does "
                            "not know.")
    assert said(lambda week: {"suitor": 1 if week == 3 else -1}, KNOWING).endswith(
        "While it is the firm's client, rivals court it in 1 week; the firm always knows.")
    assert said(lambda week: {"suitor": 1 if week > 3 else -1}).endswith("the firm never knows.")


def test_the_page() -> None:
    life = a_life((5, kinds.TARGETED, FIRM, 1, 0), (6, kinds.FAULT, FIRM, FIRM, 0), (60, kinds.DELIGHT, FIRM, FIRM, 0),
                  weeks=70, change=lambda week: {"suitor": 1 if week >= 5 else -1, "courtship": 0.25,
                                       "is_visited": week % 20 == 0})
    text = [" ".join(line.split()) for line in as_text(run_report(lived([], life=life), "isp, nurture")).splitlines()]
    assert text[:3] == ["isp, nurture", "", "The life of client 3"]
    assert "client 3 (segment status, 13 weeks' notice, number 3 in events)" in " ".join(text)
    assert "0 the world begins 0.50 0.60 - 1.0" in text
    assert [line for line in text if line.startswith("5 ")] == [
        "5 the attacker begins to court it; the firm does not 0.50 0.60 0.25 1.0"]
    assert any("end of year 1: 3 caring visits, 1 fault, no pleasant 0.50" in line for line in text)
    assert any(line.startswith("69 the run ends after 18 weeks of year 2: 1 caring") for line in text)
    assert "Year by year" not in text


def test_what_the_figure_shows_of_the_firms_ignorance() -> None:
    states = [{}, {"suitor": 1, "courtship": 0.5}, {"suitor": 1, "is_alarmed": True},
              {"suitor": 1, "has_decided": True}, {"supplier": 1}, {"supplier": NOBODY, "suitor": FIRM}]
    life = a_life(weeks=6, change=lambda week: states[week])
    drawn = by_week(life)
    assert [is_hidden(now, week, PLAIN) for week, now in enumerate(life.weeks)] == [
        False, True, False, False, False, False]
    assert not any(is_hidden(now, week, KNOWING) for week, now in enumerate(life.weeks))
    np.testing.assert_array_equal(drawn.attachment, [0.5, 0.5, 0.5, 0.5, 0.5, np.nan])
    np.testing.assert_array_equal(drawn.believed, [0.6, 0.6, 0.6, 0.6, np.nan, np.nan])
    np.testing.assert_array_equal(drawn.courtship, [np.nan, 0.5, 0.0, 0.0, np.nan, np.nan])

"""Visitors in a row: no page freezes, no move is lost, and whoever is gone leaves no world behind."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from retainsim.classroom.doors import Visitors
from retainsim.classroom.session import Session
from study.worlds import small_scenario

from . import browser, visitor
from .browser import PULL, pull, until

AT_MOST = 1.0  # [s] for a move to be confirmed
GONE = 15.0  # [s] after which a world has ended whose browser has gone


@pytest.fixture(scope="module")
def visitors() -> Iterator[Visitors]:
    """The page as `retainsim play` serves it."""
    browser.require()
    scenario = small_scenario(cash=10_000_000.0)
    with browser.served(lambda at: Visitors(lambda send: Session(scenario, send, strategy="hunt"), at)) as house:
        yield house


@pytest.mark.parametrize("number", [3, pytest.param(30, marks=pytest.mark.soak)])
def test_sessions_in_a_row_freeze_never_and_lose_no_move(visitors: Visitors, number: int) -> None:
    with browser.opened() as (first, _):
        for _ in range(number):
            page = browser.another(first)
            seconds = visitor.play_a_session(page, visitors.address)
            assert max(seconds.moves) <= AT_MOST
            page.context.close()
    wait_for_the_end(visitors.sessions)


def test_a_move_in_the_instant_of_a_restart_is_confirmed_and_so_is_the_next(visitors: Visitors) -> None:
    with browser.opened() as (page, _):
        visitor.open_page(page, visitors.address)
        for value in (0.5, 1.0, 1.5):
            pull(page, "care_focus", value)
        until(page, "retainsim.confirmed === 3")
        page.evaluate(f"() => {{ {PULL} document.getElementById('restart').click(); pull('care_focus', 2); }}")
        until(page, "retainsim.restarts === 2 && retainsim.confirmed === 4")
        pull(page, "care_focus", 0.25)
        until(page, "document.querySelector('.answer').textContent.startsWith('Acts from week 0 on')")
        assert page.evaluate("[retainsim.moves, retainsim.confirmed]") == [5, 5]
        assert page.evaluate("retainsim.values[0].care_focus") == 0.25


def test_a_page_at_rest_draws_nothing(visitors: Visitors) -> None:
    with browser.opened() as (page, _):
        visitor.open_page(page, visitors.address)
        browser.hurry(page)
        page.click("#play")
        until(page, "retainsim.week === 110 && !retainsim.playing")
        time.sleep(visitor.STILL)  # the last ones that left have flown
        drawn = page.evaluate("retainsim.drawn")
        time.sleep(visitor.STILL)
        assert page.evaluate("retainsim.drawn") == drawn


def test_on_a_slow_computer_marks_do_not_fly(visitors: Visitors) -> None:
    with browser.opened() as (page, _):
        page.add_init_script("const draw = requestAnimationFrame; window.requestAnimationFrame = "
                             "(what) => setTimeout(() => draw(what), 100);")
        visitor.open_page(page, visitors.address)
        browser.hurry(page, 5)
        page.click("#play")
        until(page, "retainsim.week >= 10")
        before = page.evaluate("[retainsim.frames, retainsim.drawn]")
        until(page, "retainsim.week >= 40")
        frames, redraws = (now - then for now, then in zip(
            page.evaluate("[retainsim.frames, retainsim.drawn]"), before, strict=True))
        assert redraws <= 1.2 * frames


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_browser_that_dies_or_hangs_ends_its_world(visitors: Visitors, blow: signal.Signals) -> None:
    with browser.opened() as (page, _):
        group = os.getpgid(process_of(page))
        assert group != os.getpgid(0)
        try:
            visitor.open_page(page, visitors.address)
            page.click("#play")
            until(page, "retainsim.week >= 3")
            (session,) = visitors.sessions
            os.killpg(group, blow)
            wait_for_the_end(visitors.sessions)
            session.thread.join(GONE)
            assert not session.thread.is_alive()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)


def process_of(page: Any) -> int:
    """The process of a page's browser, which is the first of a group of its own."""
    processes = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return next(int(process["id"]) for process in processes if process["type"] == "browser")


def wait_for_the_end(sessions: set[Session]) -> None:
    """Wait until no world is left."""
    end = time.monotonic() + GONE
    while sessions:
        assert time.monotonic() < end
        time.sleep(0.05)

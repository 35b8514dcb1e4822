"""The page in a browser: plays, moves levers, restarts, tells lives, and shows what the engine says."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from retainsim.classroom.firm import Firm
from retainsim.classroom.host import Host, page_files
from retainsim.classroom.session import Session
from retainsim.declared import columns
from retainsim.scenario.schema import Scenario
from study.worlds import small_scenario

from . import browser

PATIENCE = 20.0  # [s] that a busy machine may take


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.fixture(scope="module")
def address(scenario: Scenario) -> Iterator[str]:
    """Where the page of the small market is."""
    browser.require()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    host = Host(lambda send: Session(scenario, send, strategy="hunt"), [f"127.0.0.1:{port}"], page_files())
    server = uvicorn.Server(uvicorn.Config(host.app, host="127.0.0.1", port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}/{host.token}/"
    server.should_exit = True
    thread.join(PATIENCE)


def until(page: Any, words: str) -> None:
    """Wait; the page's policy forbids the browser to do so by itself."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(words):
        assert time.monotonic() < end, (words, page.evaluate("JSON.stringify({...retainsim, drawMs: 0})"))
        time.sleep(0.02)


def pull(page: Any, path: str, value: float) -> None:
    page.locator(f"[data-path='{path}']").first.evaluate(
        f"lever => {{ lever.value = {value}; lever.dispatchEvent(new Event('input')); }}")


def test_a_session_in_a_browser_shows_what_the_engine_says(address: str, scenario: Scenario) -> None:
    alone = Firm(scenario, "hunt")
    with browser.opened() as (page, traffic):
        page.goto(address)
        until(page, "retainsim.drawn > 0")
        pull(page, "care_focus", 1.5)
        for share in (0.1, 0.2, 0.3):
            pull(page, "hours.hunters.hunting", share)
        until(page, "retainsim.confirmed === 4")
        assert "Acts from week 1 on" in page.inner_text(".answer")
        alone.pull({"care_focus": 1.5, "hours.hunters.hunting": 0.3})
        for week in range(1, 6):
            page.click("#step")
            until(page, f"retainsim.week === {week}")
        alone.live(5)
        assert page.evaluate("retainsim.cash") == pytest.approx(alone.series[4, columns.CASH] / 100, rel=1e-6)
        pull(page, "hours.account_managers.care", 0.9)  # more than is left of the week
        until(page, "retainsim.confirmed === 5")
        assert page.evaluate("retainsim.values[0]['hours.account_managers.care']") == pytest.approx(0.3)

        page.locator("#speed").evaluate("speed => { speed.value = 60; speed.dispatchEvent(new Event('input')); }")
        page.click("#play")
        until(page, "retainsim.week === 110 && !retainsim.playing")
        alone.pull({"hours.account_managers.care": 0.3})
        alone.live(110)
        assert page.evaluate("retainsim.cash") == pytest.approx(alone.series[-1, columns.CASH] / 100, rel=1e-6)
        assert "enters the market" in page.inner_text("#ticker")

        page.select_option("#belief", "believed")
        page.focus("#picture-0")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_selector("#life[open]")
        assert "now, in week 110," in page.inner_text("#life-text")
        page.keyboard.press("Escape")

        page.select_option("#beside", "care")
        page.click("#other-luck")
        until(page, "retainsim.week === 0 && retainsim.values.length === 2")
        page.click("#play")
        until(page, "retainsim.week === 110")
        other = Firm(scenario, "hunt", 1)
        other.live(110)
        assert page.evaluate("retainsim.cash") == pytest.approx(other.series[-1, columns.CASH] / 100, rel=1e-6)
        assert page.evaluate("retainsim.errors") == []
        assert (traffic.hosts, traffic.failures) == ({"127.0.0.1"}, [])


def test_a_reload_brings_the_firm_back(address: str) -> None:
    with browser.opened() as (page, _):
        page.goto(address)
        until(page, "retainsim.drawn > 0")
        pull(page, "care_focus", 1.5)
        page.click("#step")
        page.click("#step")
        until(page, "retainsim.week === 2")
        until(page, "Object.keys(sessionStorage).length === 1")
        cash = page.evaluate("retainsim.cash")
        page.reload()
        until(page, "retainsim.week === 2")
        assert page.evaluate("[retainsim.cash, retainsim.values[0].care_focus]") == [cash, 1.5]

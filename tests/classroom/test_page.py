"""The page in a browser: plays, moves levers, restarts, tells lives, and shows what the engine says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retainsim.classroom.debrief import debrief
from retainsim.classroom.doors import Visitors
from retainsim.classroom.firm import Firm
from retainsim.classroom.game import Game
from retainsim.classroom.protocol import Bet
from retainsim.classroom.session import Session
from retainsim.declared import columns
from retainsim.scenario.schema import Scenario
from study.worlds import small_scenario

from . import browser
from .browser import hurry, pull, until


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario(cash=10_000_000.0)  # its games come to their end


@pytest.fixture(scope="module")
def address(scenario: Scenario) -> Iterator[str]:
    """Where the page of the small market is."""
    browser.require()
    with browser.served(lambda at: Visitors(lambda send: Session(scenario, send, strategy="hunt"), at)) as visitors:
        yield visitors.address


def test_a_session_in_a_browser_shows_what_the_engine_says(address: str, scenario: Scenario) -> None:
    alone = Firm(scenario, "hunt")
    with browser.opened() as (page, traffic):
        page.goto(address)
        until(page, "retainsim.drawn > 0")
        pull(page, "care_focus", 1.5)
        for share in (0.1, 0.2, 0.3):
            pull(page, "hours.hunters.hunting", share)
        until(page, "retainsim.confirmed === 4")
        assert "Acts from week 0 on" in page.inner_text(".answer")
        alone.pull({"care_focus": 1.5, "hours.hunters.hunting": 0.3})
        for week in range(1, 6):
            page.click("#step")
            until(page, f"retainsim.week === {week}")
        alone.live(5)
        assert page.evaluate("retainsim.cash") == pytest.approx(alone.series[4, columns.CASH] / 100, rel=1e-6)
        pull(page, "hours.account_managers.care", 0.9)  # more than is left of the week
        until(page, "retainsim.confirmed === 5")
        assert page.evaluate("retainsim.values[0]['hours.account_managers.care']") == pytest.approx(0.3)

        hurry(page)
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
        assert "now, in week 109," in page.inner_text("#life-text")
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


def test_a_whole_game_from_the_bet_to_the_debrief(address: str, scenario: Scenario, tmp_path: Path) -> None:
    game = Game(scenario, 0)
    with browser.opened() as (page, traffic):
        page.goto(address)
        until(page, "retainsim.drawn > 0")
        page.fill("#luck", "0")
        page.click("#start-game")
        until(page, "retainsim.stage === 'bet'")
        for field, words in enumerate(("50", "4", "1000")):
            page.fill(f"#bet input >> nth={field}", words)
        page.click("#bet button")
        until(page, "retainsim.stage === 'practice'")
        assert page.is_disabled("#belief")
        assert page.locator("[data-path='rescue_on'] option").all_inner_texts() == ["notice", "complaint"]
        hurry(page)
        page.click("#play")
        until(page, "retainsim.week === 13 && !retainsim.playing")
        page.click("#begin")
        until(page, "retainsim.stage === 'play' && retainsim.week === 0")
        game.place(Bet(clients=50, key_accounts=4, cash=1000.0))
        game.begin()
        for quarter in range(1, 21):
            share = quarter % 4 / 10
            pull(page, "hours.account_managers.care", share)
            until(page, "retainsim.confirmed === retainsim.moves")
            game.firm.pull({"hours.account_managers.care": share})
            page.click("#quarter")
            until(page, f"retainsim.quarter === {quarter}")
            game.release()
            game.firm.live(game.until)
            game.check()
            assert page.evaluate("retainsim.cash") == pytest.approx(
                game.firm.series[13 * quarter - 1, columns.CASH] / 100, rel=1e-6)
            if quarter == 5:  # a reload brings the game back
                until(page, "Object.values(sessionStorage).some((text) => JSON.parse(text).week === 65)")
                page.reload()
                until(page, "retainsim.quarter === 5 && retainsim.stage === 'play'")
                hurry(page)
        until(page, "retainsim.stage === 'over'")
        game.reveal()
        page.click("#reveal")
        page.wait_for_selector("#debrief tr.own")
        told = debrief(game)
        text = page.inner_text("#debrief")
        assert f"in week {told['hidden']['attacks'][0]['week']}, in quarter" in text
        for bet in told["bets"]:
            assert f"{round(bet['came']):,}" in text
        for row in told["strategies"]:
            assert row["name"] in text
        for lost in told["lost"]:
            assert f"{lost['name']}: left in quarter {lost['quarter']}" in text
            assert lost["how"] in text
        assert page.is_enabled("#belief")
        with page.expect_download() as download:
            page.click("#save-game")
        file = tmp_path / "game.json"
        download.value.save_as(file)

        page.click("#leave")
        until(page, "retainsim.stage === null && retainsim.week === 0")
        page.set_input_files("#file", file)
        until(page, "retainsim.stage === 'over' && retainsim.week === 260")
        assert page.evaluate("retainsim.cash") == pytest.approx(game.firm.series[-1, columns.CASH] / 100, rel=1e-6)
        page.click("#leave")
        until(page, "retainsim.stage === null")
        page.click("#go-on")
        until(page, "retainsim.stage === 'over'")
        assert page.evaluate("retainsim.errors") == []
        page.set_input_files("#file", {"name": "x.json", "mimeType": "application/json", "buffer": b"no JSON"})
        until(page, "document.getElementById('notice').textContent.startsWith('This is not a file')")
        page.set_input_files("#file", file)
        until(page, "document.getElementById('notice').hidden")
        assert traffic.failures == []

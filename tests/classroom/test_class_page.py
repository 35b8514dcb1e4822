"""A class in three browsers and a teacher's: join, play what is released, come back, debrief and ranking."""

from typing import Any

import pytest

from retainsim.classroom.game import Game
from retainsim.classroom.protocol import Bet
from retainsim.classroom.room import Room
from retainsim.declared import columns
from study.worlds import small_scenario

from . import browser
from .browser import hurry, until

SCENARIO = small_scenario(cash=10_000_000.0)


def join(page: Any, address: str, name: str) -> None:
    page.goto(address)
    page.fill("#name", name)
    page.click("#join button")
    page.wait_for_url(lambda url: url != address)
    page.wait_for_selector("#bet")


def begin(page: Any) -> None:
    for field, words in enumerate(("50", "4", "1000")):
        page.fill(f"#bet input >> nth={field}", words)
    page.click("#bet button")
    until(page, "retainsim.stage === 'practice'")
    page.click("#begin")
    until(page, "retainsim.stage === 'play'")
    hurry(page)


def play(page: Any, quarter: int) -> None:
    until(page, "document.getElementById('quarter')?.disabled === false")
    page.click("#quarter")
    until(page, f"retainsim.quarter === {quarter}")


def test_three_teams_play_a_class_to_its_ranking() -> None:
    browser.require()
    with browser.served(lambda at: Room(SCENARIO, 1, at)) as room, browser.opened() as (teacher, traffic):
        teacher.goto(room.teacher_address)
        until(teacher, f"document.getElementById('address').textContent === '{room.address}'")
        teams = {name: browser.another(teacher) for name in ("Blue", "Green", "Red")}
        for name, page in teams.items():
            join(page, room.address, name)
            assert page.inner_text("#team") == name
        other = browser.another(teacher)
        other.goto(room.address)
        other.fill("#name", "blue")
        other.click("#join button")
        other.wait_for_selector("#notice:not([hidden])")
        assert "a team called blue already" in other.inner_text("#notice")
        join(other, room.address, "Grey")
        teacher.locator("#teams tr", has_text="Grey").get_by_text("Remove").click()
        teacher.click("#sure [value=yes]")
        until(other, "document.getElementById('notice').textContent === 'The teacher has removed this team.'")
        until(teacher, "retainsim.teams.length === 3")
        for page in teams.values():
            begin(page)
            assert page.is_disabled("#quarter")
            assert "not released the next quarter yet" in page.inner_text("#game")

        teacher.click("#release")
        game = Game(SCENARIO, 1)
        game.place(Bet(clients=50, key_accounts=4, cash=1_000.0))
        game.begin()
        game.release()
        game.firm.live(game.until)
        teams["Green"].click("[data-preset='care']")
        for name, page in teams.items():
            play(page, 1)
            if name != "Green":
                cash = game.firm.series[12, columns.CASH] / 100
                assert page.evaluate("retainsim.cash") == pytest.approx(cash, rel=1e-6)
            assert page.is_disabled("#quarter")
        until(teacher, "retainsim.teams.every((team) => team.quarter === 1)")
        assert f"{game.figures()['clients']:,}" not in teacher.inner_text("#teams")
        teacher.check("#with-figures")
        assert f"{game.figures()['clients']:,}" in teacher.inner_text("#teams")

        address = teams["Blue"].url  # a team that loses its connection comes back, here with another browser
        teams["Blue"].close()
        until(teacher, "retainsim.teams[0].is_here === false")
        teams["Blue"] = browser.another(teacher)
        teams["Blue"].goto(address)
        until(teams["Blue"], "retainsim.stage === 'play' && retainsim.quarter === 1")
        hurry(teams["Blue"])

        teacher.click("#release-all")
        for quarter in range(2, 21):
            play(teams["Blue"], quarter)
        until(teams["Blue"], "retainsim.stage === 'over'")
        assert teams["Blue"].is_disabled("#reveal")
        teacher.click("#debrief-open")
        assert "2 teams have not finished" in teacher.inner_text("#question")
        teacher.click("#sure [value=yes]")
        for page in (teacher, *teams.values()):
            page.wait_for_selector("#ranking tr.own", timeout=60_000)
            rows = page.locator("#ranking tbody tr").all_inner_texts()
            assert {row.split("\t")[1] for row in rows} == {
                "Blue", *(f"{name} (played 1 of 20 quarters itself)" for name in ("Green", "Red")),
                *SCENARIO.strategies}
        for page in teams.values():
            page.wait_for_selector("#debrief tr.own")
            assert page.evaluate("retainsim.errors") == []
        assert teacher.evaluate("retainsim.errors") == []
        assert (traffic.hosts, traffic.failures) == ({"127.0.0.1"}, [])

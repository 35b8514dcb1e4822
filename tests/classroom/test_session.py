"""A session: wishes in, messages out, one thread; tried with a browser that is a list."""

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from retainsim.classroom.firm import Firm
from retainsim.classroom.frames import CURVES
from retainsim.classroom.protocol import wish
from retainsim.classroom.session import Session
from retainsim.declared import columns
from retainsim.scenario import ScenarioError, change
from retainsim.scenario.schema import Scenario
from study.worlds import small_scenario

LONG = 20.0  # [s] that a busy machine may take for anything that is tried here


class Browser:
    """What a page would see; it draws each frame at once unless told otherwise."""

    def __init__(self, scenario: Scenario, **options: Any) -> None:
        self.heads: list[dict[str, Any]] = []
        self.buffers: list[list[bytes]] = []
        self.is_drawing, self._told = True, threading.Condition()
        self.session = Session(scenario, self._hear, **options)

    def _hear(self, head: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        json.dumps(head, allow_nan=False)  # what cannot be said would fail here
        with self._told:
            self.heads.append(dict(head))
            self.buffers.append(list(buffers))
            self._told.notify_all()
        if head["type"] == "frame" and self.is_drawing:
            self.say(do="ack", n=head["n"])

    def say(self, **message: Any) -> None:
        self.session.wish(wish(json.dumps(message)))

    def until(self, seen: Callable[[], Any]) -> Any:
        with self._told:
            assert self._told.wait_for(seen, LONG), [head["type"] for head in self.heads[-20:]]
            return seen()

    def all(self, kind: str) -> list[dict[str, Any]]:
        return [head for head in self.heads if head["type"] == kind]

    def last(self, kind: str) -> dict[str, Any]:
        return self.until(lambda: self.all(kind))[-1]

    def answer(self, kind: str, **message: Any) -> dict[str, Any]:
        """The next message of this kind after saying something."""
        before = len(self.all(kind))
        self.say(**message)
        return self.until(lambda: self.all(kind)[before:])[0]

    def curves(self) -> np.ndarray:
        """The curves as a page would have put them together: weeks x curves."""
        lines = np.empty((0, len(CURVES)), np.float32)
        for head, buffers in zip(self.heads, self.buffers, strict=True):
            if head["type"] == "frame":
                new = np.frombuffer(buffers[1], np.float32).reshape(-1, len(CURVES))
                lines = np.concatenate([lines[:head["start"]], new])
        return lines


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.fixture
def browser(scenario: Scenario) -> Any:
    one = Browser(scenario, strategy="hunt")
    one.answer("status", do="hello")
    yield one
    one.session.close()
    one.session.thread.join(LONG)
    assert not one.session.thread.is_alive()


def test_it_greets_with_all_that_a_page_needs(browser: Browser) -> None:
    status = browser.last("status")
    world = browser.all("world")[0]
    assert (world["n"], world["firms"], world["weeks"], world["hidden"]) == (300, 1, 110, False)
    assert world["suppliers"] == ("firm", "carrier", "raider")
    assert [one["label"] for one in world["handlers"]] == [
        "hunter 1", "hunter 2", "account manager 1", "account manager 2", "client department 1", "client department 2",
        "carrier", "raider", "nobody"]
    assert status["values"][0]["hours.hunters.hunting"] == 0.8
    assert [head["type"] for head in browser.heads[:4]] == ["world", "ticker", "frame", "status"]
    assert len(browser.buffers[2][0]) == 4 * 300


def test_it_plays_to_the_end_and_shows_every_week_of_the_engine(browser: Browser, scenario: Scenario) -> None:
    browser.say(do="speed", value=60)
    browser.say(do="play")
    browser.until(lambda: browser.all("status") and browser.all("status")[-1]["week"] == 110)
    alone = Firm(scenario, "hunt")
    alone.live(110)
    assert np.allclose(browser.curves()[:, 0], alone.series[:, columns.CASH] / 100, rtol=1e-6)
    assert not browser.last("status")["playing"]
    assert any("enters the market" in line["text"] for head in browser.all("ticker") for line in head["lines"])


def test_moves_are_numbered_confirmed_and_none_is_lost(browser: Browser, scenario: Scenario) -> None:
    browser.say(do="speed", value=60)
    browser.say(do="play")
    for number in range(1, 41):
        browser.say(do="lever", id=number, firm=0, changes={"care_focus": (number % 5) / 4})
    browser.until(lambda: browser.all("status") and browser.all("status")[-1]["lever"] == 40)
    assert browser.last("status")["values"][0]["care_focus"] == 0.0
    assert browser.all("refused") == []
    browser.until(lambda: browser.all("status")[-1]["week"] == 110)
    document = browser.answer("log", do="log")["document"]
    again = Firm(scenario, "hunt")
    again.live(110, [(week, move) for week, move in document["moves"][0]])
    assert np.allclose(browser.curves()[:, 0], again.series[:, columns.CASH] / 100, rtol=1e-6)


def test_numbers_of_moves_never_go_back_but_for_a_page_that_begins(browser: Browser) -> None:
    for number in (1, 2):
        browser.say(do="lever", id=number, firm=0, changes={"care_focus": 1.0})
    browser.answer("world", do="restart", strategies=["hunt"], replication=1)
    browser.say(do="lever", id=3, firm=0, changes={"care_focus": 0.0})
    browser.until(lambda: browser.all("status")[-1]["lever"] == 3)
    numbers = [head["lever"] for head in browser.heads if "lever" in head]
    assert numbers == sorted(numbers)
    assert browser.answer("frame", do="hello")["lever"] == 0


def test_a_refused_move_says_why_and_changes_nothing(browser: Browser) -> None:
    refused = browser.answer("refused", do="lever", id=1, firm=0, changes={"hours.hunters.care": 0.9})
    assert refused["id"] == 1
    assert "hunters" in refused["text"]
    assert browser.answer("status", do="pause")["values"][0]["hours.hunters.care"] == 0.0


def test_a_browser_that_does_not_draw_gets_two_frames_and_then_all_weeks_at_once(browser: Browser) -> None:
    browser.last("status")
    browser.is_drawing = False
    before = len(browser.all("frame"))
    browser.say(do="speed", value=60)
    browser.say(do="play")
    time.sleep(0.8)
    assert len(browser.all("frame")) == before + 2
    browser.is_drawing = True
    browser.say(do="ack", n=browser.all("frame")[-1]["n"])
    browser.until(lambda: browser.all("status")[-1]["week"] == 110)
    assert len(browser.curves()) == 110


def test_a_browser_that_is_silent_finds_its_firm_paused(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retainsim.classroom.session.SILENCE", 0.3)
    browser.last("status")
    browser.is_drawing = False
    browser.say(do="play")
    browser.until(lambda: len(browser.all("status")) > 2 and not browser.all("status")[-1]["playing"])
    assert browser.all("status")[-1]["week"] < 110


def test_a_file_brings_the_firm_back_after_a_reload(browser: Browser, scenario: Scenario) -> None:
    for number in range(1, 6):
        browser.say(do="lever", id=number, firm=0, changes={"care_focus": number / 5})
        browser.say(do="step")
    document = browser.answer("log", do="log")["document"]
    other = Browser(scenario, strategy="wait")
    other.say(do="hello", log=document)
    assert other.last("status")["week"] == 5
    assert other.answer("log", do="log")["document"] == document
    assert np.array_equal(other.curves(), browser.curves(), equal_nan=True)
    other.session.close()


def test_another_scenario_s_file_is_refused(browser: Browser) -> None:
    document = browser.answer("log", do="log")["document"]
    error = browser.answer("error", do="load", document=document | {"digest": "0"})
    assert "another scenario" in error["text"]
    error = browser.answer("error", do="load", document=document | {"strategies": ["cares"]})
    assert "is not a strategy of small" in error["text"]
    assert browser.last("status")["strategy"] == ["hunt"]


def test_a_page_whose_game_cannot_be_brought_back_begins_anew(browser: Browser, scenario: Scenario) -> None:
    document = browser.answer("log", do="log")["document"]
    other = Browser(scenario, strategy="wait")
    other.say(do="hello", log=document | {"digest": "0"})
    assert other.last("status")["strategy"] == ["wait"]
    assert "another scenario" in other.last("error")["text"]
    other.session.close()


def test_two_firms_live_in_the_same_world(browser: Browser, scenario: Scenario) -> None:
    world = browser.answer("world", do="restart", strategies=["wait", "care"], replication=3)
    assert (world["firms"], world["replication"], world["strategy"]) == (2, 3, ["wait", "care"])
    browser.say(do="lever", id=1, firm=1, changes={"care_focus": 1.0})
    browser.say(do="step")
    browser.until(lambda: browser.all("status")[-1]["week"] == 1)
    assert [one["care_focus"] for one in browser.all("status")[-1]["values"]] == [0.5, 1.0]
    assert browser.all("status")[-1]["strategy"] == ["wait", None]  # the second is as no shipped strategy is
    assert browser.all("status")[-1]["insolvent"] == [False, False]
    frame = max(place for place, head in enumerate(browser.heads) if head["type"] == "frame")
    assert [len(buffer) for buffer in browser.buffers[frame]] == [1200, 20, 1200, 20]


def test_a_life_is_told_on_demand(browser: Browser) -> None:
    browser.say(do="step")
    told = browser.answer("life", do="client", organisation=0, firm=0)
    assert told["name"] == "large 1"
    assert "now, in week 0," in told["sentences"][0]


def test_a_game_hides_until_its_debrief() -> None:
    browser = Browser(small_scenario(cash=10_000_000.0))
    browser.answer("status", do="hello")
    assert browser.answer("game", do="game", replication=0)["stage"] == "bet"
    assert browser.last("world")["hidden"]
    refused = browser.answer("refused", do="lever", id=1, firm=0, changes={"care_focus": 1.0})
    assert "has not begun" in refused["text"]
    bet = {"clients": 50, "key_accounts": 4, "cash": 1_000.0}
    assert browser.answer("game", do="bet", bet=bet)["stage"] == "practice"
    assert browser.answer("game", do="practice")["stage"] == "play"
    assert "experiments" in browser.answer("refused", do="lever", id=2, firm=0,
                                           changes={"rescue_on": "courtship"})["text"]
    assert "when the game is over" in browser.answer("error", do="client", organisation=0, firm=0)["text"]
    browser.say(do="speed", value=60)
    for quarter in range(1, 21):
        assert browser.answer("game", do="quarter")["quarter"] == quarter
    assert browser.last("game")["stage"] == "over"
    for head, (picture, rows) in [(head, buffers) for head, buffers in zip(browser.heads, browser.buffers, strict=True)
                                  if head["type"] == "frame" and head["hidden"]]:
        marks = np.frombuffer(picture, np.uint8).reshape(-1, 4)
        assert not (marks[:, 0] & 127).any()
        assert not (marks[:, 2] & 96).any()
        assert np.isnan(np.frombuffer(rows, np.float32).reshape(-1, len(CURVES))[:, 3]).all()
        assert head["week"] <= 260
    before = json.dumps([head for head in browser.heads if head["type"] not in ("world",)])
    assert "start_week" not in before
    assert "does not know" not in before
    told = browser.answer("debrief", do="debrief")
    assert [one["bet"] for one in told["bets"]] == [50, 4, 1_000.0]
    assert browser.last("game")["stage"] == "debrief"
    assert not browser.last("world")["hidden"]
    browser.session.close()


def test_a_scenario_without_an_attacker_has_no_game(scenario: Scenario) -> None:
    browser = Browser(change(scenario, ["rivals.raider.enabled=false"]))
    assert "has no rival that attacks" in browser.answer("error", do="game", replication=0)["text"]
    browser.session.close()


def test_a_world_that_is_too_large_for_a_page_is_refused(scenario: Scenario) -> None:
    crowd = change(scenario, ["clients.large.organisations=20000", "rivals.carrier.capacity=20000"])
    with pytest.raises(ScenarioError, match=r"has 20,260 organisations, and a page shows at most 20,000"):
        Session(crowd, lambda head, buffers: None)

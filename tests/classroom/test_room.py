"""A class without sockets: joining, gates, coming back, the ranking, and what nobody may learn or do."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from retainsim.classroom import room as module
from retainsim.classroom.doors import ClosedError
from retainsim.classroom.game import Game
from retainsim.classroom.protocol import Bet, WrongMessageError
from retainsim.classroom.room import ELSEWHERE, LETTERS, REMOVED, Room, Team
from retainsim.scenario import ScenarioError, change
from study.worlds import small_scenario

LONG = 30.0  # [s] that a busy machine may take
SCENARIO = small_scenario(cash=10_000_000.0)
BET = {"clients": 50, "key_accounts": 4, "cash": 1_000.0}


class Guest:
    """A browser of a team or of the teacher; it draws what it is sent."""

    def __init__(self, room: Room, address: str) -> None:
        self.heads: list[dict[str, Any]] = []
        self.code: int | None = None
        door = room.door(address)
        assert door is not None
        self.seat = door.enter(self._hear, self._leave)

    def _hear(self, head: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        json.dumps(head, allow_nan=False)
        self.heads.append(dict(head))
        if head["type"] == "frame":
            self.say(do="ack", n=head["n"])

    def _leave(self, code: int) -> None:
        self.code = code

    def say(self, **message: Any) -> None:
        self.seat.say(json.dumps(message))

    def last(self, kind: str, seen: Callable[[dict[str, Any]], Any] = lambda head: True) -> dict[str, Any]:
        end = time.monotonic() + LONG
        while not (those := [head for head in self.heads if head["type"] == kind]) or not seen(those[-1]):
            assert time.monotonic() < end, those[-1:]
            time.sleep(0.01)
        return those[-1]

    def until(self, seen: Callable[[dict[str, Any]], Any], kind: str = "game") -> dict[str, Any]:
        return self.last(kind, seen)


@pytest.fixture
def room() -> Iterator[Room]:
    one = Room(SCENARIO, 2, "http://class.example/")
    yield one
    one.close()


def begin(room: Room, name: str) -> tuple[str, Guest]:
    """A team that has placed its bet and left practice."""
    address = room.join(name)
    team = Guest(room, address)
    team.say(do="hello")
    team.say(do="bet", bet=BET)
    team.say(do="practice")
    team.say(do="speed", value=60)
    team.until(lambda game: game["stage"] == "play")
    return address, team


def play(team: Guest, quarter: int) -> None:
    team.say(do="quarter")
    team.until(lambda game: game["quarter"] == quarter)


def test_doors_open_to_the_code_the_teacher_s_key_and_each_team_s_address(room: Room) -> None:
    address = room.join("  The   Blue\u202eOnes ")
    team = room.door(address)
    assert isinstance(team, Team)
    assert team.name == "The Blue Ones"
    doors = [room.door(token) for token in (room.code, room.key, address)]
    assert [door.page for door in doors if door] == ["join.html", "teacher.html", "index.html"]
    assert [door.is_short for door in doors if door] == [True, False, False]
    assert [room.door(token) for token in ("", room.code[:-1], room.key + "x", address.upper(), "\udcff")] == [None] * 5
    assert len(room.code) == 6
    assert set(room.code) <= set(LETTERS)
    assert room.address == f"http://class.example/{room.code}/"


def test_a_name_is_taken_once_and_there_is_room_for_so_many(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.join("Blue")
    for name, words in (("blue", "a team called blue already"), ("   ", "needs a name"), ("\n", "needs a name")):
        with pytest.raises(ClosedError, match=words):
            room.join(name)
    monkeypatch.setattr(module, "MOST_TEAMS", 1)
    with pytest.raises(ClosedError, match="no room for more"):
        room.join("Green")


def test_no_team_plays_beyond_what_is_released_nor_sees_the_debrief_before_it_is_open(room: Room) -> None:
    teacher, (_, team) = Guest(room, room.key), begin(room, "Blue")
    team.say(do="quarter")
    team.say(do="debrief")
    team.say(do="log")
    assert team.last("log")["document"]["week"] == 0
    team.heads.clear()
    teacher.say(do="release", quarters=2)
    assert team.until(lambda game: game["class"]["released"] == 2)["quarter"] == 0
    play(team, 1)
    play(team, 2)
    team.say(do="quarter")
    team.say(do="step")
    team.say(do="play")
    team.say(do="log")
    assert team.last("log")["document"]["week"] == 26
    teacher.say(do="release", quarters=1)  # never back
    assert teacher.last("room", lambda room: room["teams"][0]["quarter"] == 2)["released"] == 2
    assert not [head for head in team.heads if head["type"] == "debrief"]


def test_a_team_cannot_leave_the_game_of_its_class(room: Room) -> None:
    _, team = begin(room, "Blue")
    team.say(do="log")
    document = team.last("log")["document"]
    for wish in ({"do": "restart", "strategies": ["care"], "replication": 2}, {"do": "game", "replication": 2},
                 {"do": "load", "document": document | {"bet": None}}, {"do": "leave"},
                 {"do": "hello", "log": document | {"bet": None}}):
        team.say(**wish)
    team.heads.clear()
    team.say(do="hello")
    assert team.last("world")["hidden"]
    assert team.last("game")["stage"] == "play"


def test_teams_have_the_same_world_and_the_same_luck_and_the_engine_agrees(room: Room) -> None:
    teacher = Guest(room, room.key)
    teams = [begin(room, name)[1] for name in ("Blue", "Green")]
    teacher.say(do="release", quarters=3)
    game = Game(SCENARIO, 2)
    game.place(Bet(**BET))
    game.begin()
    for quarter in (1, 2, 3):
        for team in teams:
            play(team, quarter)
        game.release()
        game.firm.live(game.until)
    told = teacher.last("room", lambda room: all(team["quarter"] == 3 for team in room["teams"]))
    assert [team["figures"] for team in told["teams"]] == [game.figures()] * 2


def test_the_debrief_plays_unfinished_teams_to_the_end_and_ranks_all(room: Room) -> None:
    teacher = Guest(room, room.key)
    (_, blue), (_, green) = begin(room, "Blue"), begin(room, "Green")
    late = room.join("Late")  # has never come
    teacher.say(do="release", quarters=20)
    play(blue, 1)
    green.say(do="lever", id=1, firm=0, changes={"preset": "care"})
    play(green, 1)
    teacher.say(do="debrief")
    ranking = teacher.last("room", lambda room: room["ranking"])["ranking"]
    results = {row["name"]: row["values"] for row in ranking["rows"]}
    assert set(results) == {"Blue", "Green", "Late", *SCENARIO.strategies}
    assert results["Blue"] == results["Late"] == results[SCENARIO.market.seasoned_by]
    assert results["Green"] == results["care"]
    assert {row["name"]: row["quarters"] for row in ranking["rows"] if row["is_team"]} == {
        "Blue": 1, "Green": 1, "Late": 0}
    place = [kpi["name"] for kpi in ranking["kpis"]].index(ranking["judge"])
    values = [row["values"][place] for row in ranking["rows"]]
    assert values == sorted(values, reverse=True)
    assert green.last("ranking") == ranking
    assert green.last("debrief")["strategies"][0]["values"] == results["Green"]
    assert Guest(room, late).last("room")["team"] == "Late"
    with pytest.raises(ClosedError, match="is over"):
        room.join("Later")


def test_the_teacher_is_told_nothing_of_a_team_that_the_team_does_not_know(room: Room) -> None:
    teacher = Guest(room, room.key)
    begin(room, "Blue")
    told = teacher.last("room", lambda room: room["teams"][0]["stage"] == "play")
    assert set(told["teams"][0]) == {"name", "address", "is_here", "stage", "quarter", "figures", "ruin"}
    assert set(told["teams"][0]["figures"]) == {"clients", "key_accounts", "cash"}
    assert "start_week" not in json.dumps(teacher.heads)


def test_a_team_comes_back_to_its_game_and_an_older_page_of_it_is_sent_away(room: Room) -> None:
    teacher, (address, team) = Guest(room, room.key), begin(room, "Blue")
    teacher.say(do="release", quarters=5)
    play(team, 1)
    team.say(do="lever", id=2, firm=0, changes={"care_focus": 1.5})
    team.seat.leave()
    assert not teacher.last("room", lambda room: not room["teams"][0]["is_here"])["teams"][0]["is_here"]
    back = Guest(room, address)
    back.say(do="hello")
    assert back.until(lambda game: game["quarter"] == 1)["bet"] == BET
    assert back.last("status")["values"][0]["care_focus"] == 1.5
    other = Guest(room, address)
    assert (back.code, other.code) == (ELSEWHERE, None)
    back.seat.leave()  # what the host does when the socket is closed
    assert teacher.last("room", lambda room: room["teams"][0]["is_here"])


def test_a_team_that_is_removed_is_gone_with_its_game(room: Room) -> None:
    teacher, (address, team) = Guest(room, room.key), begin(room, "Blue")
    session = room.teams[address].session
    teacher.say(do="remove", team="Blue")
    assert teacher.last("room", lambda room: not room["teams"])
    assert (team.code, room.door(address)) == (REMOVED, None)
    session.thread.join(LONG)
    assert not session.thread.is_alive()
    room.join("Blue")


@pytest.mark.parametrize("text", ["", "{}", '{"do": "release"}', '{"do": "release", "quarters": 0}', '{"do": "lever"}',
                                  '{"do": "remove", "team": 1}', '{"do": "release", "quarters": 1e9}'])
def test_nonsense_on_the_teacher_s_page_is_refused(room: Room, text: str) -> None:
    with pytest.raises(WrongMessageError):
        Guest(room, room.key).seat.say(text)


def test_a_team_has_no_say_over_the_class(room: Room) -> None:
    _, team = begin(room, "Blue")
    for text in ('{"do": "release", "quarters": 3}', '{"do": "remove", "team": "Blue"}'):
        with pytest.raises(WrongMessageError):
            team.seat.say(text)
    assert room.gate.released == 0


def test_without_an_attacker_there_is_no_class() -> None:
    with pytest.raises(ScenarioError, match="has no rival that attacks"):
        Room(change(SCENARIO, ["rivals.raider.enabled=false"]), 0, "")

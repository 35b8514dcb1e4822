"""Who is let in: the token, `Host` and `Origin` on every route; limits; a session ends with its socket."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from retainsim.classroom import doors
from retainsim.classroom import host as module
from retainsim.classroom.doors import Visitors
from retainsim.classroom.host import Host
from retainsim.classroom.protocol import MOST_BYTES_WITH_A_FILE
from retainsim.classroom.room import Room
from retainsim.classroom.session import Session
from study.worlds import small_scenario

LONG = 20.0  # [s] that a busy machine may take
PAGE = {"index.html": ("text/html", b"<!doctype html>"), "app.js": ("text/javascript", b"// a module"),
        "join.html": ("text/html", b"join"), "teacher.html": ("text/html", b"teacher")}


class Place:
    """A host at a port of its own."""

    def __init__(self, house: Callable[[str], Any]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.name = f"127.0.0.1:{self.port}"
        self.house = house(self.name)
        app = Host(self.house, [self.name], PAGE).app
        self.server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="critical",
                                                    ws_max_size=MOST_BYTES_WITH_A_FILE))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        wait_for(lambda: self.server.started)

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        connection.request(method, path, body, {"Host": self.name, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(LONG)
        self.house.close()

    def socket(self, token: str | None = None, origin: str | None = "", **headers: str) -> ClientConnection:
        return connect(f"ws://{self.name}/{self.house.key if token is None else token}/socket",
                       origin=f"http://{self.name}" if origin == "" else origin, additional_headers=headers or None,
                       open_timeout=LONG, max_size=None)


def wait_for(seen: Any) -> None:
    end = time.monotonic() + LONG
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.01)


def head(message: str | bytes) -> dict[str, Any]:
    assert isinstance(message, bytes)
    return dict(json.loads(message[4:4 + int.from_bytes(message[:4], "little")]))


def until(connection: ClientConnection, kind: str) -> dict[str, Any]:
    while (one := head(connection.recv(LONG)))["type"] != kind:
        pass
    return one


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    one = Place(lambda name: Visitors(lambda send: Session(small_scenario(), send), f"http://{name}/"))
    yield one
    one.close()


def test_a_visitor_with_the_token_gets_the_page_and_its_files(place: Place) -> None:
    for path, file in (("", "index.html"), ("index.html", "index.html"), ("app.js", "app.js")):
        status, text, headers = place.get(f"/{place.house.key}/{path}")
        assert (status, text.encode()) == (200, PAGE[file][1])
        assert headers["Content-Type"].startswith(PAGE[file][0])
        assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/x/", "/index.html", "/x/index.html", "/x/app.js", "/x/socket", "/%00/", "/x",
                                  "/{token}x/", "/{token}/../../etc/passwd", "/{token}/%2e%2e%2fetc%2fpasswd",
                                  "/{token}/page.html", "//", "/%C3%A9/"])
def test_nothing_else_is_there_for_anybody(place: Place, path: str) -> None:
    status, text, headers = place.get(path.replace("{token}", place.house.key))
    assert status in (403, 404, 307)
    assert "passwd" not in text
    assert "doctype" not in text
    assert place.house.key not in headers.get("Location", "")


@pytest.mark.parametrize("name", ["evil.example", "evil.example:80", "localhost", "127.0.0.1", ""])
def test_another_host_is_refused_so_that_no_name_can_be_bound_to_this_address(place: Place, name: str) -> None:
    assert place.get(f"/{place.house.key}/", Host=name)[0] in (400, 403)
    with pytest.raises(InvalidStatus):
        place.socket(Host=name)


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "file://", "http://127.0.0.1:1",
                                    "https://evil.example/127.0.0.1"])
def test_a_socket_opens_for_the_page_s_own_origin_only(place: Place, origin: str | None) -> None:
    with pytest.raises(InvalidStatus):
        place.socket(origin=origin)


def test_a_socket_needs_the_token(place: Place) -> None:
    for token in ("x", place.house.key[:-1], place.house.key + "x"):
        with pytest.raises(InvalidStatus):
            place.socket(token)


def test_two_visitors_have_worlds_of_their_own_and_each_ends_with_its_socket(place: Place) -> None:
    with place.socket() as one, place.socket() as other:
        for connection in (one, other):
            connection.send('{"do": "hello"}')
            assert until(connection, "world")["n"] == 300
        assert len(place.house.sessions) == 2
        threads = [session.thread for session in place.house.sessions]
        for week in range(1, 4):
            one.send('{"do": "step"}')
            while until(one, "status")["week"] != week:
                pass
        other.send('{"do": "pause"}')
        assert until(other, "status")["week"] == 0
    wait_for(lambda: not place.house.sessions)
    for thread in threads:
        thread.join(LONG)
        assert not thread.is_alive()


def test_a_visitor_who_is_cut_off_leaves_no_world_behind(place: Place) -> None:
    with place.socket() as connection:
        connection.send('{"do": "hello"}')
        until(connection, "status")
        connection.send('{"do": "play"}')
        wait_for(lambda: place.house.sessions)
        connection.socket.shutdown(socket.SHUT_RDWR)
        wait_for(lambda: not place.house.sessions)


def test_nonsense_is_answered_and_then_shown_the_door(place: Place) -> None:
    with place.socket() as connection:
        connection.send("nonsense")
        assert "The page sent something wrong" in until(connection, "error")["text"]
        connection.send('{"do": "hello"}')
        assert until(connection, "world")
        for _ in range(module.MOST_WRONG - 1):
            connection.send(b"\x00" * 50)
        with pytest.raises(ConnectionClosed):
            until(connection, "never")
    wait_for(lambda: not place.house.sessions)


def test_a_message_that_is_too_large_ends_the_visit(place: Place) -> None:
    with place.socket() as connection:
        connection.send("x" * (MOST_BYTES_WITH_A_FILE + 1))
        with pytest.raises(ConnectionClosed):
            until(connection, "never")
    wait_for(lambda: not place.house.sessions)


def test_there_is_room_for_so_many_and_no_more(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "MOST_SESSIONS", 1)
    with place.socket() as one:
        one.send('{"do": "hello"}')
        until(one, "world")
        with place.socket() as other:
            assert "no room for more" in until(other, "error")["text"]
    wait_for(lambda: not place.house.sessions)
    with place.socket() as third:
        third.send('{"do": "hello"}')
        assert until(third, "world")


class School(Place):
    """A host of a class at a port of its own."""

    def __init__(self) -> None:
        super().__init__(lambda name: Room(small_scenario(cash=10_000_000.0), 0, f"http://{name}/"))

    def join(self, name: str, token: str | None = None, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        text = json.dumps({"name": name}).encode() if body is None else body
        status, answer, _ = self.get(f"/{self.house.code if token is None else token}/join", "POST", text,
                                     **{"Origin": f"http://{self.name}", **headers})
        return status, answer


@pytest.fixture
def school() -> Iterator[School]:
    one = School()
    yield one
    one.close()


def test_a_team_joins_by_the_code_and_talks_at_an_address_of_its_own(school: School) -> None:
    assert school.get(f"/{school.house.code}/")[1] == "join"
    assert school.get(f"/{school.house.key}/")[1] == "teacher"
    status, answer = school.join("Blue")
    address = json.loads(answer)["address"]
    assert status == 200
    assert school.get(f"/{address}/")[1] == "<!doctype html>"
    with school.socket(address) as team:
        assert until(team, "room")["team"] == "Blue"
        team.send('{"do": "hello"}')
        assert until(team, "game")["stage"] == "bet"
        with school.socket(address) as again:
            until(again, "room")
            with pytest.raises(ConnectionClosed) as farewell:
                until(team, "never")
            assert farewell.value.rcvd is not None
            assert farewell.value.rcvd.code == 4001
    with school.socket(school.house.key) as teacher:
        teacher.send('{"do": "remove", "team": "Blue"}')
        while until(teacher, "room")["teams"]:
            pass
    assert school.get(f"/{address}/")[0] == 403


@pytest.mark.parametrize(("words", "status"), [
    ({"headers": {"Origin": "http://evil.example"}}, 403), ({"headers": {"Origin": "null"}}, 403),
    ({"headers": {"Host": "evil.example"}}, 403), ({"token": "abcdef"}, 403), ({"body": b"x" * 2_000}, 413),
    ({"body": b"[]"}, 400), ({"body": b"\xff"}, 400), ({"body": b'{"name": "x", "y": 1}'}, 400),
    ({"body": b'{"name": "' + b"x" * 41 + b'"}'}, 400), ({"body": b'{"name": 1}'}, 400), ({"body": b""}, 400)])
def test_joining_is_for_the_page_of_the_class_and_for_names(school: School, words: dict[str, Any], status: int) -> None:
    headers = words.pop("headers", {})
    assert school.join("Blue", **words, **headers)[0] == status
    assert not school.house.teams


def test_joining_is_not_possible_with_the_address_of_a_team_or_of_the_teacher(school: School) -> None:
    address = json.loads(school.join("Blue")[1])["address"]
    for token in (address, school.house.key):
        assert school.join("Green", token)[0] == 400
    with school.socket(school.house.code) as nobody:
        assert "Join with the name" in until(nobody, "error")["text"]


def test_who_guesses_codes_must_wait_and_those_who_know_an_address_need_not(school: School) -> None:
    address = json.loads(school.join("Blue")[1])["address"]
    codes = [school.get(f"/guess{number}/")[0] for number in range(module.MOST_ATTEMPTS + 5)]
    assert codes[:module.MOST_ATTEMPTS - 1] == [403] * (module.MOST_ATTEMPTS - 1)
    assert set(codes[module.MOST_ATTEMPTS:]) == {429}
    assert school.get(f"/{school.house.code}/")[0] == 429  # else a right guess would show
    assert school.join("Green")[0] == 429
    assert school.get(f"/{address}/")[0] == school.get(f"/{school.house.key}/")[0] == 200


def test_attempts_are_forgotten_after_a_while_and_only_so_many_computers_are_remembered(
        monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = module.Attempts()
    for _ in range(module.MOST_ATTEMPTS):
        attempts.note("a")
    assert attempts.are_too_many("a")
    assert not attempts.are_too_many("b")
    for number in range(module.MOST_COMPUTERS):
        attempts.note(str(number))
    assert not attempts.are_too_many("a")
    for _ in range(module.MOST_ATTEMPTS):
        attempts.note("c")
    monkeypatch.setattr(module, "SPAN", 0.0)
    assert not attempts.are_too_many("c")

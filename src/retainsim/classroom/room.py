"""A class: teams play the same game in the same world, each in its own time, as far as the teacher has released it.

A team's game belongs to the room, not to a socket: whoever comes back by its address finds it as it was left.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from retainsim.classroom import protocol
from retainsim.classroom.doors import ClosedError, Leave, is_same, secret
from retainsim.classroom.feed import Send
from retainsim.classroom.game import QUARTERS, Game, Gate
from retainsim.classroom.session import Session
from retainsim.scenario import Scenario

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
CODE = 6  # letters
MOST_TEAMS = 24
ELSEWHERE, REMOVED = 4001, 4002  # why a socket is closed: its game is played in another place; the team was removed


class Room:
    """A house with a door for joining, one for each team, and one for the teacher.

    Raises   `ScenarioError` for a scenario that has no game.
    """

    page, is_short = "join.html", True  # of the door for joining

    def __init__(self, scenario: Scenario, replication: int, address: str) -> None:
        self.code, self.key = "".join(secrets.choice(LETTERS) for _ in range(CODE)), secret()
        self.gate, self.teams = Gate(), dict[str, Team]()  # by address
        self.scenario, self.replication, self._base = scenario, replication, address
        self.address, self.teacher_address = self._at(self.code), self._at(self.key)
        self._teacher, self._lock = Teacher(self), threading.Lock()
        Game(scenario, replication)  # there is one, and its world is ready

    def door(self, token: str) -> Room | Team | Teacher | None:
        """The door at an address: for whoever has the code, a team's address or the teacher's key."""
        doors: dict[str, Room | Team | Teacher] = {self.code: self, self.key: self._teacher, **self.teams}
        return next((door for address, door in doors.items() if is_same(address, token)), None)

    def _at(self, token: str) -> str:
        return f"{self._base}{token}/"

    def enter(self, send: Send, leave: Leave) -> NoReturn:
        """Nobody talks in the doorway."""
        raise ClosedError("Join with the name of a team first.")

    def join(self, name: str) -> str:
        """The address of a new team of this name."""
        name = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
        with self._lock:
            if not name:
                raise ClosedError("A team needs a name.")
            if self.gate.is_open:
                raise ClosedError("The game of this class is over.")
            if any(name.casefold() == team.name.casefold() for team in self.teams.values()):
                raise ClosedError(f"There is a team called {name} already. Is it yours? Go back to its page, "
                                  "or ask the teacher to remove it.")
            if len(self.teams) >= MOST_TEAMS:
                raise ClosedError(f"There are {MOST_TEAMS} teams already, and no room for more.")
            address = secret()
            self.teams[address] = Team(name, self, self._at(address))
        self.tell()
        return address

    def release(self, quarters: int) -> None:
        """Let the teams play up to a quarter; what has been released stays so."""
        self.gate.released = max(self.gate.released, min(quarters, QUARTERS))
        self._order("look")

    def open(self) -> None:
        """Open the debrief; teams that have not finished play on to the end as they stand."""
        self.gate.released, self.gate.is_open = QUARTERS, True
        self._order("hasten")

    def remove(self, name: str) -> None:
        """Send a team away, with its game."""
        with self._lock:
            for address in [address for address, team in self.teams.items() if team.name == name]:
                self.teams.pop(address).close(REMOVED)
        self.tell()

    def close(self) -> None:
        """End all games."""
        for team in list(self.teams.values()):
            team.close(REMOVED)

    def tell(self) -> None:
        """Send the teacher how things stand; when all are through, the ranking to everybody."""
        ranking = self._ranking()
        self._teacher.tell({
            "type": "room", "title": self.scenario.heading, "currency": self.scenario.currency,
            "address": self.address, "replication": self.replication,
            "released": self.gate.released, "quarters": QUARTERS, "open": self.gate.is_open,
            "teams": [team.standing for team in list(self.teams.values())], "ranking": ranking})
        if ranking is not None:
            for team in list(self.teams.values()):
                team.tell(ranking)

    def _order(self, what: Any) -> None:
        for team in list(self.teams.values()):
            team.session.wish(what)
        self.tell()

    def _ranking(self) -> dict[str, Any] | None:
        """Teams and shipped strategies by the figure that the scenario judges by; None before all are through."""
        through = [(team, team.result) for team in list(self.teams.values()) if team.result is not None]
        if not through or len(through) < len(self.teams):
            return None
        first = through[0][1]
        rows = [{"name": team.name, "is_team": True, "quarters": team.quarters,
                 "values": result["strategies"][0]["values"]} for team, result in through]
        rows += [{"name": one["name"], "is_team": False, "quarters": QUARTERS, "values": one["values"]}
                 for one in first["strategies"][1:]]
        place = next(place for place, kpi in enumerate(first["kpis"]) if kpi["name"] == first["judge"])
        sign = 1 if first["kpis"][place]["better"] == "lower" else -1
        rows.sort(key=lambda row: (row["values"][place] is None, sign * (row["values"][place] or 0.0)))
        return {"type": "ranking", "quarters": QUARTERS, "kpis": first["kpis"], "judge": first["judge"], "rows": rows}


class Team:
    """A team, its game, and the browser that shows it now, if there is one."""

    page, is_short = "index.html", False

    def __init__(self, name: str, room: Room, address: str) -> None:
        self.name, self._room, self._address = name, room, address
        self.result: dict[str, Any] | None = None  # its debrief
        self._game: dict[str, Any] = {}  # how its game stands
        self._seat: Seat | None = None
        self.session = Session(room.scenario, self._hear, room.replication, gate=room.gate)
        self.session.wish("look")

    @property
    def quarters(self) -> int:
        """How many it has played itself, once it is through."""
        return QUARTERS if self._game["by_itself"] is None else int(self._game["by_itself"])

    @property
    def standing(self) -> dict[str, Any]:
        """What the teacher is told of it: nothing that the team itself does not know."""
        return {"name": self.name, "address": self._address, "is_here": self._seat is not None} | {
            key: self._game.get(key) for key in ("stage", "quarter", "figures", "ruin")}

    def enter(self, send: Send, leave: Leave) -> Seat:
        """Show the game to a browser; one that showed it before is sent away."""
        before, self._seat = self._seat, Seat(self, send, leave)
        if before is not None:
            before.close(ELSEWHERE)
        send({"type": "room", "team": self.name}, [])
        self._room.tell()
        return self._seat

    def join(self, name: str) -> str:
        """A team does not join."""
        raise ClosedError("This is the page of a team.")

    def leave(self, seat: Seat) -> None:
        """A browser has gone; the game waits for the next one."""
        if self._seat is seat:
            self._seat = None
            self.session.wish(protocol.Plain(do="pause"))
            self._room.tell()

    def tell(self, head: Mapping[str, Any], buffers: Sequence[bytes] = ()) -> None:
        """Send the browser something, if there is one."""
        seat = self._seat
        if seat is not None:
            seat.send(head, buffers)

    def close(self, code: int) -> None:
        """End the game, and send its browser away."""
        self.session.close()
        if self._seat is not None:
            self._seat.close(code)

    def _hear(self, head: Mapping[str, Any], buffers: Sequence[bytes]) -> None:  # in the session's thread
        self.tell(head, buffers)
        if head["type"] == "game":
            self._game = dict(head)
        elif head["type"] == "debrief":
            self.result = dict(head)
        if head["type"] in ("game", "debrief"):
            self._room.tell()


class Seat:
    """A browser that shows a team's game."""

    def __init__(self, team: Team, send: Send, leave: Leave) -> None:
        self._team, self.send, self.close = team, send, leave

    def say(self, text: str) -> None:
        """Take a wish of the team."""
        self._team.session.wish(protocol.wish(text))

    def leave(self) -> None:
        """The browser has gone."""
        self._team.leave(self)


class Teacher:
    """The door of the teacher, who may look at the class with several browsers."""

    page, is_short = "teacher.html", False

    def __init__(self, room: Room) -> None:
        self._room, self._desks = room, set[Desk]()

    def enter(self, send: Send, leave: Leave) -> Desk:
        """Show the class to a browser of the teacher."""
        desk = Desk(self._room, send, self._desks)
        self._room.tell()
        return desk

    def join(self, name: str) -> str:
        """A teacher is in no team."""
        raise ClosedError("This is the teacher's page.")

    def tell(self, head: Mapping[str, Any]) -> None:
        """Send all browsers of the teacher how the class stands."""
        for desk in list(self._desks):
            desk.send(head, [])


class Desk:
    """A browser of the teacher."""

    def __init__(self, room: Room, send: Send, among: set[Desk]) -> None:
        self._room, self.send, self._among = room, send, among
        among.add(self)

    def say(self, text: str) -> None:
        """Do what the teacher orders."""
        match protocol.order(text):
            case protocol.Release() as order:
                self._room.release(order.quarters)
            case protocol.Remove() as order:
                self._room.remove(order.team)
            case protocol.Plain(do="debrief"):
                self._room.open()
            case _:
                self._room.tell()

    def leave(self) -> None:
        """The browser has gone."""
        self._among.discard(self)

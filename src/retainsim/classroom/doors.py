"""Who may come in by which address: a visitor to a firm of his own; in a class a team to its game, and the teacher."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Protocol

from retainsim.classroom import protocol
from retainsim.classroom.feed import Send
from retainsim.classroom.session import Session

MOST_SESSIONS = 40  # at once
FULL = f"There are {MOST_SESSIONS} visitors already, and no room for more. Close a page that nobody plays."
WITH_A_SECRET = 16  # bytes of luck in an address that nobody can guess

Leave = Callable[[int], None]  # close the socket of a guest, with a code


class ClosedError(Exception):
    """A door that does not open, with a sentence that says why."""


class Guest(Protocol):
    """Somebody who has come in, and talks through a socket."""

    def say(self, text: str) -> None:
        """Take a message. Raises   `WrongMessageError`."""

    def leave(self) -> None:
        """The socket is closed."""


class Door(Protocol):
    """What is behind an address: the page that it opens, and a conversation."""

    @property
    def page(self) -> str:
        """The file that a browser is given first."""

    @property
    def is_short(self) -> bool:
        """Whether the address is made to be typed, and so could be guessed."""

    def enter(self, send: Send, leave: Leave) -> Guest:
        """Let a guest in who is sent messages through `send`. Raises   `ClosedError`."""

    def join(self, name: str) -> str:
        """A new address for a team of this name. Raises   `ClosedError`."""


class House(Protocol):
    """All doors."""

    def door(self, token: str) -> Door | None:
        """The door at an address, if there is one."""


def secret() -> str:
    """An address that nobody can guess."""
    return secrets.token_urlsafe(WITH_A_SECRET)


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing."""
    return secrets.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


class Visitors:
    """A house with one door: whoever has the address gets a firm of his own, which ends with his socket."""

    page, is_short = "index.html", False

    def __init__(self, session: Callable[[Send], Session], address: str) -> None:
        self.key, self.sessions, self._session = secret(), set[Session](), session
        self.address = f"{address}{self.key}/"

    def door(self, token: str) -> Visitors | None:
        """The door, for whoever has the key."""
        return self if is_same(token, self.key) else None

    def enter(self, send: Send, leave: Leave) -> Visit:
        """Begin a session for a new visitor."""
        if len(self.sessions) >= MOST_SESSIONS:
            raise ClosedError(FULL)
        return Visit(self._session(send), self.sessions)

    def join(self, name: str) -> str:
        """There are no teams here."""
        raise ClosedError("This page is not for a class.")

    def close(self) -> None:
        """End all sessions."""
        for session in list(self.sessions):
            session.close()


class Visit:
    """A visitor and the session that is his."""

    def __init__(self, session: Session, among: set[Session]) -> None:
        self._session, self._among = session, among
        among.add(session)

    def say(self, text: str) -> None:
        """Take a wish."""
        self._session.wish(protocol.wish(text))

    def leave(self) -> None:
        """End the session."""
        self._among.discard(self._session)
        self._session.close()

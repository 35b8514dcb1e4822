"""The way from a browser to its session: one page, one socket for each visitor, and nobody without the token.

Every route begins with the token, and is answered only under a `Host` that the server was opened for; the socket wants
the page's own `Origin`, too. No path comes from a visitor: the files of the page are read once, at the start.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from retainsim.classroom import protocol
from retainsim.classroom.feed import Send
from retainsim.classroom.session import Session

MOST_SESSIONS = 40  # at once
FULL = f"There are {MOST_SESSIONS} visitors already, and no room for more. Close a page that nobody plays."
MOST_WRONG = 20  # messages that make no sense, after which a visitor is sent away
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                               "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
                               "frame-ancestors 'none'",
    "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class Host:
    """The application that serves one page and a session to each visitor who has the token.

    `session` makes a session that answers through the function it is given; `hosts` are the values of the header
    `Host`, such as 127.0.0.1:8642, under which it is reached.
    """

    def __init__(self, session: Callable[[Send], Session], hosts: Collection[str],
                 page: Mapping[str, tuple[str, bytes]]) -> None:
        self.token = secrets.token_urlsafe(16)
        self.sessions: set[Session] = set()
        self._session, self._hosts, self._page = session, frozenset(hosts), page
        self.app = Starlette(routes=[Route("/{token}/", self._serve), Route("/{token}/{file}", self._serve),
                                     WebSocketRoute("/{token}/socket", self._converse)],
                             exception_handlers={404: _nothing, 405: _nothing})

    def _objection(self, visit: HTTPConnection) -> str | None:
        """Why a visitor is not let in; None if nothing speaks against it."""
        token = visit.path_params["token"].encode(errors="replace")
        if not hmac.compare_digest(token, self.token.encode()):
            return "This address is not complete. Copy all of it from the terminal, or ask whoever runs this."
        if visit.headers.get("host") not in self._hosts:
            return "This computer is not known here by that name."
        return None

    async def _serve(self, request: Request) -> Response:
        """A file of the page."""
        if words := self._objection(request):
            return PlainTextResponse(words, 403, HEADERS)
        file = self._page.get(request.path_params.get("file", "index.html"))
        if file is None:
            return PlainTextResponse("There is no such file.", 404, HEADERS)
        return Response(file[1], headers=HEADERS, media_type=file[0])

    async def _converse(self, socket: WebSocket) -> None:
        """Let a browser talk to a session of its own, which ends with the socket."""
        origin = urlsplit(socket.headers.get("origin", ""))
        if self._objection(socket) or origin.scheme not in ("http", "https") or origin.netloc not in self._hosts:
            await socket.close(1008)
            return
        await socket.accept()
        if len(self.sessions) >= MOST_SESSIONS:
            await socket.send_bytes(protocol.packed({"type": "error", "text": FULL}))
            await socket.close(1013)
            return
        loop, outbox = asyncio.get_running_loop(), asyncio.Queue[bytes]()

        def send(head: Mapping[str, Any], buffers: Sequence[bytes]) -> None:  # in the session's thread
            message = protocol.packed(head, buffers)
            with suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(outbox.put_nowait, message)

        async def deliver() -> None:
            while True:
                await socket.send_bytes(await outbox.get())

        session = await asyncio.to_thread(self._session, send)
        self.sessions.add(session)
        delivery = asyncio.create_task(deliver())
        try:
            await self._listen(socket, session, send)
        except (WebSocketDisconnect, RuntimeError):  # it has gone, perhaps in the middle of a message
            pass
        finally:
            delivery.cancel()
            self.sessions.discard(session)
            session.close()

    async def _listen(self, socket: WebSocket, session: Session, send: Send) -> None:
        """Take the wishes of a browser, and send away one that talks nonsense."""
        wrong = 0
        while wrong < MOST_WRONG:
            try:
                session.wish(protocol.wish(await socket.receive_text()))
            except (protocol.WrongMessageError, KeyError) as error:  # no text, but bytes
                wrong += 1
                send({"type": "error", "text": str(error)}, [])
        await socket.close(1008)


async def _nothing(request: Request, error: Exception) -> Response:
    return PlainTextResponse("There is nothing here.", 404, HEADERS)


def page_files() -> dict[str, tuple[str, bytes]]:
    """The files of the page by name, each with its type."""
    folder = resources.files("retainsim.classroom") / "page"
    return {file.name: (TYPES[file.name.rpartition(".")[2]], file.read_bytes()) for file in folder.iterdir()
            if file.name.rpartition(".")[2] in TYPES}

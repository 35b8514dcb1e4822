"""The way from a browser to its session: pages, one socket for each guest, and nobody without the right address.

Every route begins with a token, and is answered only under a `Host` that the server was opened for; what changes
anything wants the page's own `Origin`, too. No path comes from a visitor: the files of the page are read once, at the
start. Addresses short enough to be guessed are refused to a computer that has tried too many.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from retainsim.classroom import protocol
from retainsim.classroom.doors import ClosedError, Door, Guest, House

MOST_WRONG = 20  # messages that make no sense, after which a guest is sent away
MOST_ATTEMPTS = 40  # wrong addresses and attempts to join from one computer within `SPAN`
SPAN = 60.0  # [s]
MOST_COMPUTERS = 1_000  # whose attempts are remembered
UNGUESSABLE = 20  # letters: an old page asks for its address again and again, and guesses nothing
LARGEST_BODY = 1_000  # bytes of a request to join
WRONG_ADDRESS = ("There is nothing at this address: it is not complete, or belongs to a page that has ended. "
                 "Ask whoever runs this for the present one, which stands in the terminal.")
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                               "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
                               "frame-ancestors 'none'",
    "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class Attempts:
    """How often each computer has tried an address that is none, or to join, of late."""

    def __init__(self) -> None:
        self._times: OrderedDict[str, list[float]] = OrderedDict()

    def note(self, computer: str) -> None:
        """Note an attempt."""
        self._times[computer] = [*self._of_late(computer), time.monotonic()][-MOST_ATTEMPTS:]
        self._times.move_to_end(computer)
        while len(self._times) > MOST_COMPUTERS:
            self._times.popitem(last=False)

    def are_too_many(self, computer: str) -> bool:
        """Whether a computer must wait."""
        return len(self._of_late(computer)) >= MOST_ATTEMPTS

    def _of_late(self, computer: str) -> list[float]:
        return [then for then in self._times.get(computer, ()) if then > time.monotonic() - SPAN]


class Host:
    """The application that serves the pages of a house and talks with its guests.

    `hosts` are the values of the header `Host`, such as 127.0.0.1:8642, under which it is reached.
    """

    def __init__(self, house: House, hosts: Collection[str], page: Mapping[str, tuple[str, bytes]]) -> None:
        self._house, self._hosts, self._page, self._attempts = house, frozenset(hosts), page, Attempts()
        self.app = Starlette(routes=[
            Route("/{token}/", self._serve), Route("/{token}/join", self._join, methods=["POST"]),
            Route("/{token}/{file}", self._serve), WebSocketRoute("/{token}/socket", self._converse)],
            exception_handlers={404: _nothing, 405: _nothing})

    def _door(self, visit: HTTPConnection) -> Door | Response:
        """The door to an address, or why it does not open."""
        computer = visit.client.host if visit.client else ""
        door = self._house.door(visit.path_params["token"])
        if (door is None or door.is_short) and self._attempts.are_too_many(computer):
            return PlainTextResponse("Too many attempts from this computer. Wait a minute.", 429, HEADERS)
        if door is None:
            if len(visit.path_params["token"]) < UNGUESSABLE:
                self._attempts.note(computer)
            return PlainTextResponse(WRONG_ADDRESS, 403, HEADERS)
        if visit.headers.get("host") not in self._hosts:
            return PlainTextResponse("This computer is not known here by that name.", 403, HEADERS)
        return door

    def _is_own(self, visit: HTTPConnection) -> bool:
        """Whether a page of this server asks."""
        origin = urlsplit(visit.headers.get("origin", ""))
        return origin.scheme in ("http", "https") and origin.netloc in self._hosts

    async def _serve(self, request: Request) -> Response:
        """A file of the page."""
        door = self._door(request)
        if isinstance(door, Response):
            return door
        file = self._page.get(request.path_params.get("file", door.page))
        if file is None:
            return PlainTextResponse("There is no such file.", 404, HEADERS)
        return Response(file[1], headers=HEADERS, media_type=file[0])

    async def _join(self, request: Request) -> Response:
        """A new team: the address of its page."""
        door = self._door(request)
        if isinstance(door, Response):
            return door
        if not self._is_own(request):
            return PlainTextResponse("Join from the page of the class.", 403, HEADERS)
        self._attempts.note(request.client.host if request.client else "")
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_BODY:
                return PlainTextResponse("This name is too long.", 413, HEADERS)
        try:
            address = await asyncio.to_thread(door.join, protocol.team_name(body))
        except (protocol.WrongMessageError, ClosedError) as error:
            return PlainTextResponse(str(error), 400, HEADERS)
        return JSONResponse({"address": address}, headers=HEADERS)

    async def _converse(self, socket: WebSocket) -> None:
        """Let a browser talk to what is behind its door."""
        door = self._door(socket)
        if isinstance(door, Response) or not self._is_own(socket):
            await socket.close(1008)
            return
        await socket.accept()
        loop, outbox = asyncio.get_running_loop(), asyncio.Queue[bytes | int]()

        def put(message: bytes | int) -> None:  # from any thread
            with suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(outbox.put_nowait, message)

        def send(head: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
            put(protocol.packed(head, buffers))

        try:
            guest = await asyncio.to_thread(door.enter, send, put)
        except ClosedError as error:
            await socket.send_bytes(protocol.packed({"type": "error", "text": str(error)}))
            await socket.close(1013)
            return
        delivery = asyncio.create_task(_deliver(socket, outbox))
        try:
            await self._listen(socket, guest, send)
        except (WebSocketDisconnect, RuntimeError):  # it has gone, perhaps in the middle of a message
            pass
        finally:
            delivery.cancel()
            guest.leave()

    async def _listen(self, socket: WebSocket, guest: Guest, send: Any) -> None:
        """Take what a browser says, and send away one that talks nonsense."""
        wrong = 0
        while wrong < MOST_WRONG:
            try:
                guest.say(await socket.receive_text())
            except (protocol.WrongMessageError, KeyError) as error:  # no text, but bytes
                wrong += 1
                send({"type": "error", "text": str(error)}, [])
        await socket.close(1008)


async def _deliver(socket: WebSocket, outbox: asyncio.Queue[bytes | int]) -> None:
    """Send what there is; a number closes the socket."""
    while True:
        message = await outbox.get()
        if isinstance(message, int):
            await socket.close(message)
            return
        await socket.send_bytes(message)


async def _nothing(request: Request, error: Exception) -> Response:
    return PlainTextResponse("There is nothing here.", 404, HEADERS)


def page_files() -> dict[str, tuple[str, bytes]]:
    """The files of the page by name, each with its type."""
    folder = resources.files("retainsim.classroom") / "page"
    return {file.name: (TYPES[file.name.rpartition(".")[2]], file.read_bytes()) for file in folder.iterdir()
            if file.name.rpartition(".")[2] in TYPES}

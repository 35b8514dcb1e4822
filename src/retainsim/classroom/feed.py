"""What a browser is sent while weeks go by: frames, no more than it draws, and the ticker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from retainsim.classroom import frames, ticker
from retainsim.classroom.firm import Firm

MOST_ON_THE_WAY = 2  # frames that are not yet drawn
MOST_LINES = 200  # of the ticker, told again to a browser that comes back

Send = Callable[[Mapping[str, Any], Sequence[bytes]], None]


class Feed:
    """The firms that are shown, and how far the browser has followed them."""

    def __init__(self, firms: Sequence[Firm], send: Send) -> None:
        self.firms, self._send = firms, send
        self._departures = [frames.Departures(firm.p.organisations) for firm in firms]
        for firm, departures in zip(firms, self._departures, strict=True):
            departures.note(firm.events())
        self._lines: list[dict[str, Any]] = []  # of the ticker
        self.is_behind = False  # whether the browser has missed a frame
        self._frame = self._ack = self._next_week = 0

    @property
    def is_full(self) -> bool:
        """Whether as many frames are on the way as may be."""
        return self._frame - self._ack >= MOST_ON_THE_WAY

    def acknowledge(self, frame: int) -> None:
        """The browser has drawn this frame."""
        self._ack = max(self._ack, min(frame, self._frame))

    def live(self, is_hidden: bool) -> bool:
        """Live a week in every world, and send what happened; whether levers have changed by themselves."""
        new, has_changed = [], False
        for place, firm in enumerate(self.firms):
            levers = firm.levers
            happened = firm.step()
            self._departures[place].note(happened)
            new += [{"week": firm.week - 1, "firm": place, "text": text}
                    for text in ticker.lines(firm, happened, is_hidden)]
            has_changed |= firm.levers != levers
        if new:
            self._lines = [*self._lines, *new][-MOST_LINES:]
            self._send({"type": "ticker", "lines": new}, [])
        return has_changed

    def begin(self) -> None:
        """A browser begins, or comes back: send the ticker; the next frame has all weeks."""
        self._ack, self._next_week = self._frame, 0
        self._send({"type": "ticker", "lines": self._lines, "clear": True}, [])

    def show(self, is_hidden: bool, is_playing: bool, move: int, is_wanted: bool = False) -> None:
        """Send a frame, unless the browser has not drawn the last ones; the next one has the weeks that it missed."""
        if self.is_full and not is_wanted:
            self.is_behind = True
            return
        self._frame, self.is_behind, first = self._frame + 1, False, self._next_week
        self._next_week = self.firms[0].week
        buffers = [part for firm, departures in zip(self.firms, self._departures, strict=True) for part in (
            frames.picture(firm, departures if is_hidden else None), frames.rows(firm, first, is_hidden))]
        self._send({"type": "frame", "n": self._frame, "week": self._next_week, "start": first,
                    "hidden": is_hidden, "playing": is_playing, "lever": move}, buffers)

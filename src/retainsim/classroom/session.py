"""One visitor: one or two firms in the same world, and a thread that takes all wishes and then lives a week.

It knows neither a browser nor a socket: wishes come in, messages go out (`protocol`). A browser that does not draw what
it is sent gets no more; one that is silent for long finds its firm paused.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import Any, Literal

from retainsim.classroom import frames, protocol, ticker
from retainsim.classroom.debrief import debrief, goal
from retainsim.classroom.feed import Feed, Send
from retainsim.classroom.firm import Firm
from retainsim.classroom.game import QUARTERS, WEEKS, Game, Gate
from retainsim.classroom.greeting import world_in_words
from retainsim.scenario import Scenario, ScenarioError
from retainsim.scenario.errors import refusal

SILENCE = 10.0  # [s] without an answer to a frame, after which the firm is paused
CATCH_UP = 0.2  # [s] of playing that is made up for after a delay, no more
SPEED = 10.0  # [weeks/s] at first
ORGANISATIONS = 20_000  # of a world that one visitor may have
FILE = "The file"
WRONG = "Something went wrong in the program. What was played is kept: reload the page to go on."

Order = Literal["look", "hasten"]  # from the teacher of a class: more is allowed; play to the end and show the debrief


class Session:
    """A visitor's firms; `send(head, buffers)` is called in the session's own thread. With a gate it is one game only.

    Raises   `ScenarioError` for a scenario that cannot be shown.
    """

    def __init__(self, scenario: Scenario, send: Send, replication: int = 0, strategy: str | None = None, *,
                 gate: Gate | None = None) -> None:
        frames.refuse_large(scenario, ORGANISATIONS)
        self._scenario, self._send = scenario, send
        self._wishes: queue.SimpleQueue[protocol.Wish | Order | None] = queue.SimpleQueue()
        self._game = None if gate is None else Game(scenario, replication, gate)
        self._last_move = 0  # its number: each is larger, also after a restart, until a browser greets
        self._speed, self._is_playing, self._is_open = SPEED, False, True
        self._due = self._last_word = 0.0  # [s] when the next week is lived; when the browser was heard last
        self._set_up([Firm(scenario, strategy or scenario.market.seasoned_by, replication)
                      if self._game is None else self._game.firm])
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def wish(self, wish: protocol.Wish | Order) -> None:
        """Take a wish; from any thread."""
        self._wishes.put(wish)

    def close(self) -> None:
        """End the session and its worlds; from any thread."""
        self._wishes.put(None)

    def _run(self) -> None:
        try:
            while self._is_open:
                self._take_wishes()
                if self._is_open and self._is_playing and time.perf_counter() >= self._due:
                    self._live_on_time()
        except Exception:  # of the program, not of the user: it is for whoever runs it
            logging.getLogger(__name__).exception("A session has failed")
            self._send({"type": "error", "text": WRONG}, [])

    def _take_wishes(self) -> None:
        """Take all that are there; wait for one if there is nothing else to do."""
        wait = max(0.0, self._due - time.perf_counter()) if self._is_playing else None
        while True:
            try:
                wish = self._wishes.get(timeout=wait) if wait != 0 else self._wishes.get_nowait()
            except queue.Empty:
                return
            if wish is None:
                self._is_open = False
                return
            self._last_word, wait = time.perf_counter(), 0.0
            try:
                self._take(wish)
            except ScenarioError as error:
                self._send({"type": "error", "text": str(error)}, [])

    def _live_on_time(self) -> None:
        if self._feed.is_full and time.perf_counter() - self._last_word > SILENCE:
            self._stop()
            return
        self._live()
        self._due = max(self._due + 1 / self._speed, time.perf_counter() - CATCH_UP)

    def _live(self) -> None:
        """Live a week in every world and show it."""
        if self._firms[0].week >= self._until:
            self._stop()
            return
        self._has_changed |= self._feed.live(self._is_hidden)
        if self._game is not None:
            self._game.check()
        is_last = self._firms[0].week >= self._until
        if is_last:
            self._is_playing = False
        self._show(is_last)
        if is_last or self._has_changed:
            self._tell()
        if is_last and self._game is not None:
            self._tell_game(self._game)

    @property
    def _is_hidden(self) -> bool:
        return self._game is not None and self._game.is_hidden

    @property
    def _until(self) -> int:
        return self._firms[0].weeks if self._game is None or not self._game.is_hidden else self._game.until

    def _set_up(self, firms: list[Firm]) -> None:
        """Let these firms be what is played."""
        self._firms, self._feed = firms, Feed(firms, self._send)
        self._debrief: dict[str, Any] | None = None
        self._is_playing = False
        self._has_changed = False  # levers, since they were told

    def _greet(self) -> None:
        """Send all that a browser needs that comes, or comes back."""
        weeks = self._until if self._game is not None and self._game.stage == "practice" else self._firms[0].weeks
        self._send(*world_in_words(self._scenario, self._firms, self._is_hidden, weeks))
        self._feed.begin()
        self._show(True)
        self._tell()
        if self._game is not None:
            self._tell_game(self._game)
            if self._game.stage == "debrief":
                self._debrief = self._debrief or debrief(self._game)
                self._send({"type": "debrief", **self._debrief}, [])

    def _show(self, is_wanted: bool = False) -> None:
        self._feed.show(self._is_hidden, self._is_playing, self._last_move, is_wanted)

    def _tell(self) -> None:
        """Send how things stand, with the levers."""
        self._has_changed = False
        firm = self._firms[0]
        self._send({"type": "status", "playing": self._is_playing, "speed": self._speed, "week": firm.week,
                    "until": self._until, "lever": self._last_move, "values": [firm.levers for firm in self._firms],
                    "insolvent": [firm.is_insolvent for firm in self._firms],
                    "strategy": [firm.strategy if firm.follows_it else None for firm in self._firms]}, [])

    def _tell_game(self, game: Game) -> None:
        room = None if game.gate is None else {"released": game.gate.released, "open": game.gate.is_open}
        self._send({"type": "game", "stage": game.stage, "quarter": game.quarters, "quarters": QUARTERS,
                    "bet": None if game.bet is None else game.bet.model_dump(),
                    "figures": game.figures(), "ruin": game.ruin, "by_itself": game.by_itself,
                    "goal": goal(self._scenario), "class": room}, [])

    def _stop(self) -> None:
        self._is_playing = False
        self._show(self._feed.is_behind)
        self._tell()

    @property
    def _is_class(self) -> bool:
        return self._game is not None and self._game.gate is not None

    def _take(self, wish: protocol.Wish | Order) -> None:
        """Do what a browser or a teacher wishes; what makes no sense as things stand is answered by how they stand.

        Raises   `ScenarioError` for names that the scenario does not have.
        """
        match wish:
            case protocol.Ack():
                self._feed.acknowledge(wish.n)
                if self._feed.is_behind and not self._is_playing:
                    self._show()
                return
            case protocol.Hello():
                self._last_move, is_new = 0, not any(firm.week or firm.moves for firm in self._firms)
                try:
                    if wish.log is not None and not self._is_class and is_new:
                        self._open_file(wish.log)
                finally:  # a page whose game cannot be brought back begins anew
                    self._greet()
                return
            case protocol.Lever():
                self._move(wish)
            case protocol.Speed():
                self._speed = wish.value
            case protocol.Client():
                self._tell_life(wish)
                return
            case protocol.Restart() | protocol.Load() | protocol.Game() if self._is_class:
                pass
            case protocol.Restart():
                self._game = None
                self._set_up([Firm(self._scenario, name, wish.replication) for name in wish.strategies])
                self._greet()
            case protocol.Load():
                self._open_file(wish.document)
                self._greet()
            case protocol.Game():
                self._game = Game(self._scenario, wish.replication)
                self._set_up([self._game.firm])
                self._greet()
            case protocol.Place():
                if self._game is not None and self._game.place(wish.bet):
                    self._set_up([self._game.firm])
                    self._greet()
            case protocol.Plain():
                self._do(wish.do)
            case "look" if self._game is not None:
                self._tell_game(self._game)
            case "hasten" if self._game is not None:
                self._hasten(self._game)
        self._tell()

    def _do(self, what: str) -> None:
        game = self._game
        match what:
            case "play":
                self._is_playing, self._due = self._firms[0].week < self._until, time.perf_counter()
            case "pause":
                self._is_playing = False
                self._show(self._feed.is_behind)
            case "step":
                self._is_playing = False
                self._live()
            case "log":
                file = protocol.document(self._scenario, self._firms, None if game is None else game.bet)
                self._send({"type": "log", "document": file.model_dump(mode="json")}, [])
            case "leave" if not self._is_class:
                self._game = None
                self._set_up([Firm(self._scenario, self._firms[0].first_strategy, self._firms[0].replication)])
                self._greet()
            case "practice" if game is not None and game.begin():
                self._set_up([game.firm])
                self._greet()
            case "quarter" if game is not None and game.release():
                self._is_playing, self._due = True, time.perf_counter()
            case "debrief" if game is not None and game.reveal():
                self._greet()

    def _hasten(self, game: Game) -> None:
        """Play to the end and show the debrief."""
        if game.stage in ("bet", "practice", "play"):
            game.hasten()
        if game.firm is not self._firms[0]:
            self._set_up([game.firm])
            self._greet()
        while game.stage == "play":
            self._live()
        self._do("debrief")

    def _move(self, wish: protocol.Lever) -> None:
        """Pull levers; a move that a firm cannot make is refused, and changes nothing."""
        self._last_move = max(self._last_move, wish.id)
        if wish.firm >= len(self._firms):
            return
        problem = None if self._game is None else self._game.objection(wish.changes)
        try:
            if problem is None:
                self._firms[wish.firm].pull(wish.changes)
        except ScenarioError as error:
            problem = str(error)
        if problem is not None:
            self._send({"type": "refused", "id": wish.id, "firm": wish.firm, "text": problem}, [])

    def _tell_life(self, wish: protocol.Client) -> None:
        if wish.firm < len(self._firms) and wish.organisation < self._firms[0].p.organisations:
            if self._is_hidden:
                self._send({"type": "error", "text": "Lives are told when the game is over."}, [])
                return
            self._send({"type": "life", "firm": wish.firm,
                        **ticker.life(self._firms[wish.firm], wish.organisation)}, [])

    def _open_file(self, file: protocol.Document) -> None:
        """Play a file again, to where it ended.

        Raises   `ScenarioError` if it cannot be played here; then nothing has changed.
        """
        if problem := protocol.objection(file, self._scenario, self._scenario.weeks if file.bet is None else WEEKS):
            raise refusal(FILE, problem.rstrip("."))
        if file.bet is not None:
            game = Game(self._scenario, file.replication)
            game.replay(file.bet, list(file.moves[0]), file.week)
            self._game, firms = game, [game.firm]
        else:
            firms = [Firm(self._scenario, name, file.replication) for name in file.strategies]
            for firm, moves in zip(firms, file.moves, strict=True):
                firm.live(file.week, moves)
            self._game = None
        self._set_up(firms)

"""The game: twenty quarters at the head of the firm, not knowing when the attack comes.

First a bet on the end, then a quarter of practice in another world, then the game; what was hidden is shown after it.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from retainsim.classroom.firm import Firm, Move
from retainsim.classroom.levers import UNKNOWABLE
from retainsim.classroom.protocol import Bet
from retainsim.classroom.ticker import QUARTER
from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM
from retainsim.model.state import view
from retainsim.results.facts import CENTS
from retainsim.results.movements import key_accounts
from retainsim.scenario import Scenario, change
from retainsim.scenario.errors import refusal
from retainsim.study.setup.translation import enabled_rivals

QUARTERS = 20
WEEKS = QUARTERS * QUARTER
FIRST_ATTACK, LAST_ATTACK = 4, 12  # quarters, counted from 1, in which an attacker may start
PRACTICE = 1_000_000  # added to the number of a world: practice is in one that no game is played in

Stage = Literal["bet", "practice", "play", "over", "debrief"]


class Gate:
    """What the teacher of a class allows: so many quarters, and in the end the debrief."""

    def __init__(self) -> None:
        self.released, self.is_open = 0, False


def world_of(scenario: Scenario, replication: int) -> Scenario:
    """The scenario as a game of twenty quarters; each attacker starts in a week drawn from the luck of the world.

    Raises   `ScenarioError` for a scenario without an attacker.
    """
    attackers = [name for name, rival in enabled_rivals(scenario).items() if rival.role == "attacker"]
    if not attackers:
        raise refusal(scenario.name, "has no rival that attacks, and the game is about an attack",
                      'Give one role = "attacker".')
    luck = np.random.Generator(np.random.Philox(key=[scenario.seed, replication]))
    weeks = luck.integers((FIRST_ATTACK - 1) * QUARTER, LAST_ATTACK * QUARTER, len(attackers))
    return change(scenario, {"weeks": WEEKS} | {
        f"rivals.{name}.start_week": int(week) for name, week in zip(attackers, weeks, strict=True)})


class Game:
    """One game: where it stands, and the firm that is played; `until` is the week before which the player is asked.

    Raises   `ScenarioError` for a scenario that has no game.
    """

    def __init__(self, scenario: Scenario, replication: int, gate: Gate | None = None) -> None:
        self.scenario, self.replication = world_of(scenario, replication), replication
        self.stage: Stage = "bet"
        self.bet: Bet | None = None
        self.firm = Firm(self.scenario, scenario.market.seasoned_by, replication)
        self.until = 0
        self.gate = gate  # in a class
        self.ruin: int | None = None  # the quarter in which the firm could pay no more
        self.by_itself: int | None = None  # the quarter after which it was played to the end without its player

    @property
    def is_hidden(self) -> bool:
        """Whether the player is shown only what the firm knows."""
        return self.stage != "debrief"

    @property
    def quarters(self) -> int:
        """How many quarters of the game have been played."""
        return 0 if self.stage in ("bet", "practice") else self.firm.week // QUARTER

    def figures(self) -> dict[str, float]:
        """What bets are about as it stands, from what the firm knows: clients, key accounts, cash [currency]."""
        firm = self.firm
        supplier = view(firm.world.whole, fields.SUPPLIER, firm.p.organisations)
        cash = firm.series[firm.week - 1, columns.CASH] / CENTS if firm.week else self.scenario.firm.cash
        return {"clients": int((supplier == FIRM).sum()), "cash": float(cash),
                "key_accounts": int((supplier[key_accounts(firm.trace())] == FIRM).sum())}

    def place(self, bet: Bet) -> bool:
        """Take the bet, which cannot be changed; practice follows. Whether it was the time for it."""
        if self.stage != "bet":
            return False
        self.bet, self.stage = bet, "practice"
        self.firm = Firm(self.scenario, self.firm.first_strategy, PRACTICE + self.replication)
        self.until = QUARTER
        return True

    def begin(self) -> bool:
        """Leave practice for the game. Whether it was the time for it."""
        if self.stage != "practice":
            return False
        self.stage = "play"
        self.firm = Firm(self.scenario, self.firm.first_strategy, self.replication)
        self.until = 0
        return True

    def objection(self, move: Move) -> str | None:
        """Why a game does not allow a move that the scenario does; None if it does."""
        if self.stage not in ("practice", "play"):
            return "The game has not begun, or is over: levers cannot be moved now."
        if move.get("rescue_on") == UNKNOWABLE:
            return f"No firm can know of {UNKNOWABLE}: this choice is for experiments, not for a game."
        return None

    def release(self) -> bool:
        """Let the next quarter be played. Whether it was the time for it."""
        if self.stage != "play" or self.firm.week < self.until or (
                self.gate is not None and self.quarters >= self.gate.released):
            return False
        self.until = self.firm.week + QUARTER
        return True

    def check(self) -> None:
        """After a week: a firm that is ruined, or has lived its last week, is at the end of the game."""
        if self.stage == "play" and self.firm.week == self.until:
            if self.firm.is_insolvent:
                self.ruin = self.quarters
                self.firm.live(self.firm.weeks)
            if self.firm.is_over:
                self.stage = "over"

    def hasten(self) -> None:
        """Let the rest of the game be played with the levers as they stand; it begins if it has not."""
        if self.stage in ("bet", "practice"):
            self.stage = "practice"
            self.begin()
        self.by_itself = self.quarters
        self.until = self.firm.weeks

    def reveal(self) -> bool:
        """Show what was hidden. Whether it was the time for it."""
        if self.stage != "over" or (self.gate is not None and not self.gate.is_open):
            return False
        self.stage = "debrief"
        return True

    def replay(self, bet: Bet, moves: list[tuple[int, Move]], week: int) -> None:
        """Go to where a game stood, from its file."""
        self.place(bet)
        self.begin()
        self.until = min(-(-week // QUARTER) * QUARTER, self.firm.weeks)
        self.firm.live(week, moves)
        if self.firm.week:
            self.check()

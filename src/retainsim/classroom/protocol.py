"""What a browser may say, and the files it may bring: checked in form and limited in size before anybody acts on it."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from retainsim.classroom.firm import Firm
from retainsim.scenario import Scenario, digest
from retainsim.scenario.errors import printable
from retainsim.version import VERSION

MOST_BYTES = 64_000  # of a message; a game of a move a week has a quarter of it
MOST_BYTES_WITH_A_FILE = 1_000_000
MOST_MOVES = 5_200
MOST_LEVERS = 256  # in one move
LONGEST = 80  # characters of a path or a word
LARGEST = 1e15

Word = Annotated[str, Field(max_length=LONGEST)]
Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Whole = Annotated[int, Field(ge=0, le=2**31 - 1)]
Changes = Annotated[dict[Word, bool | int | Number | Word], Field(min_length=1, max_length=MOST_LEVERS)]


class WrongMessageError(ValueError):
    """A message that this page would not send, or a file that it has not written."""


class Form(BaseModel):
    """Base of messages: no unknown keys, no conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Bet(Form):
    """What a student expects of the firm at the end of the game."""

    clients: Annotated[int, Field(ge=0, le=5_000_000)]
    key_accounts: Annotated[int, Field(ge=0, le=5)]
    cash: Number


class Document(Form):
    """A game or a trial of the firm as a file: all that it takes to play it again."""

    format: Literal["retainsim classroom 1"] = "retainsim classroom 1"
    retainsim: Word
    scenario: Word
    digest: Word
    replication: Whole
    strategies: Annotated[list[Word], Field(min_length=1, max_length=2)]
    moves: Annotated[list[Annotated[list[tuple[Whole, Changes]], Field(max_length=MOST_MOVES)]],
                     Field(min_length=1, max_length=2)]
    week: Whole
    bet: Bet | None = None  # of a game


class Hello(Form):
    """The page is there, perhaps once more: it wants to see everything, and to go on with its game."""

    do: Literal["hello"]
    log: Document | None = None


class Plain(Form):
    """A wish without particulars."""

    do: Literal["play", "pause", "step", "log", "quarter", "practice", "debrief", "leave"]


class Speed(Form):
    """How fast to play [weeks/s]."""

    do: Literal["speed"]
    value: Annotated[float, Field(ge=1, le=60)]


class Lever(Form):
    """A move: new values of levers by path, or a preset."""

    do: Literal["lever"]
    id: Whole
    firm: Literal[0, 1]
    changes: Changes


class Restart(Form):
    """Begin anew."""

    do: Literal["restart"]
    strategies: Annotated[list[Word], Field(min_length=1, max_length=2)]
    replication: Annotated[int, Field(ge=0, lt=1_000_000)]


class Client(Form):
    """Tell the life of an organisation."""

    do: Literal["client"]
    organisation: Whole
    firm: Literal[0, 1]


class Ack(Form):
    """A frame has been drawn."""

    do: Literal["ack"]
    n: Whole


class Load(Form):
    """Play a file again."""

    do: Literal["load"]
    document: Document


class Game(Form):
    """Begin a game, in a world of this number."""

    do: Literal["game"]
    replication: Annotated[int, Field(ge=0, lt=1_000_000)]


class Place(Form):
    """Place the bet of a game."""

    do: Literal["bet"]
    bet: Bet


class Release(Form):
    """A teacher lets the teams play up to a quarter."""

    do: Literal["release"]
    quarters: Annotated[int, Field(ge=1, le=1_000)]


class Remove(Form):
    """A teacher sends a team away."""

    do: Literal["remove"]
    team: Word


class Join(Form):
    """A new team wants to play."""

    name: Annotated[str, Field(max_length=40)]


Wish = Hello | Plain | Speed | Lever | Restart | Client | Ack | Load | Game | Place
Message = TypeVar("Message")
Order = Release | Remove | Plain | Hello
_wishes: TypeAdapter[Wish] = TypeAdapter(Annotated[Wish, Field(discriminator="do")])
_orders: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="do")])


def wish(text: str) -> Wish:
    """What a message of the browser wants.

    Raises   `WrongMessageError` with a sentence that may be shown.
    """
    size = len(text.encode(errors="replace"))
    if size > (MOST_BYTES_WITH_A_FILE if '"do":"load"' in text[:40] or '"do":"hello"' in text[:40] else MOST_BYTES):
        raise WrongMessageError(f"This message is too long: {size:,} bytes.")
    return _form(_wishes, text)


def order(text: str) -> Order:
    """What a message of the teacher's page wants. Raises   `WrongMessageError`."""
    return _form(_orders, text)


def team_name(body: bytes) -> str:
    """The name under which somebody wants to join a class. Raises   `WrongMessageError`."""
    return _form(TypeAdapter(Join), body).name


def _form(forms: TypeAdapter[Message], text: str | bytes) -> Message:
    try:
        return forms.validate_json(text)
    except ValidationError as error:
        raise WrongMessageError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = printable(".".join(map(str, first["loc"][1:])))
    what = ("This file cannot be played; it is not as this page has saved it" if "document" in where or "log" in where
            else "The page sent something wrong")
    return f"{what}: {where or 'message'}: {printable(first['msg'])}."


def document(scenario: Scenario, firms: Sequence[Firm], bet: Bet | None = None) -> Document:
    """What a session has played so far, as a file."""
    return Document(retainsim=VERSION, scenario=scenario.name, digest=digest(scenario),
                    replication=firms[0].replication, strategies=[firm.first_strategy for firm in firms],
                    moves=[list(firm.moves) for firm in firms], week=firms[0].week, bet=bet)


def objection(file: Document, scenario: Scenario, weeks: int) -> str | None:
    """Why a file of at most so many weeks cannot be played in this scenario; None if it can."""
    if file.digest != digest(scenario):
        return (f"This file was played in another scenario than the one that is open, or in another version of it: "
                f"{printable(file.scenario)}, retainsim {printable(file.retainsim)}. It cannot be played here.")
    when = [[week for week, _ in moves] for moves in file.moves]  # the moves of a week are one
    if len(when) != len(file.strategies) or any(
            one != sorted(set(one)) or one[-1:] > [weeks] for one in when):
        return "This file is damaged: its moves do not fit its firms and weeks."
    return None


def packed(head: Mapping[str, Any], buffers: Sequence[bytes] = ()) -> bytes:
    """A message to the browser: length of its head (4 bytes), the head as JSON, then the buffers."""
    text = json.dumps({**head, "sizes": [len(buffer) for buffer in buffers]}, allow_nan=False).encode()
    return b"".join((struct.pack("<I", len(text)), text, *buffers))

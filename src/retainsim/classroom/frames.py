"""What a browser is shown of a world, as bytes: four for each organisation, and the weeks of the curves.

    byte 0   attachment 0..127, 128 more if an invoice is overdue
    byte 1   the same as the firm sees it, 128 more if the firm is alarmed
    byte 2   supplier 0..27, or one of the codes below; 32 more if a rival courts it, 64 on trial, 128 has given notice
    byte 3   the row of its handler

In a game what the firm cannot know is not there: neither attachment nor courtship, nor who serves an organisation that
is not its client, unless it went there from the firm.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from retainsim.classroom.firm import Firm
from retainsim.declared import columns, fields
from retainsim.declared import events as kinds
from retainsim.declared.codes import DISSOLVED, FIRM, NEVER, NOBODY, UNFOUNDED
from retainsim.model.mechanisms.attachment import attachment
from retainsim.model.state import view
from retainsim.results.facts import CENTS
from retainsim.results.movements import FROM, KIND, ORGANISATION, TO
from retainsim.results.prices import final_prices
from retainsim.scenario import Scenario
from retainsim.scenario.errors import refusal
from retainsim.scenario.people import most_people
from retainsim.scenario.uses import uses

NOBODY_CODE, UNFOUNDED_CODE, DISSOLVED_CODE, HIDDEN_CODE = 28, 29, 30, 31
CODES = {NOBODY: NOBODY_CODE, UNFOUNDED: UNFOUNDED_CODE, DISSOLVED: DISSOLVED_CODE}
MOST_SUPPLIERS, MOST_HANDLERS = 28, 256  # that have a code
MOST = 127  # an attachment of 1
COURTED, TRYING, LEAVING, MARK = 32, 64, 128, 128


class Curve(NamedTuple):
    """A column of the weekly record as a line over time."""

    name: str
    label: str
    sentence: str
    unit: str  # "money", or what is counted
    column: int
    is_mean: bool = False  # per client
    is_hidden: bool = False  # in a game


CURVES = (
    Curve("cash", "Cash", "What the firm has in the bank; below zero it lives on its credit line.", "money",
          columns.CASH),
    Curve("fees", "Recurring revenue", "What all clients together pay the firm each week.", "money a week",
          columns.FEES),
    Curve("clients", "Clients", "How many organisations the firm serves at the end of the week.", "clients",
          columns.CLIENTS),
    Curve("attachment", "Attachment, true", "How attached clients are on average: 0 not at all, 1 as much as can be.",
          "0 to 1", columns.ATTACHMENT, is_mean=True, is_hidden=True),
    Curve("believed", "Attachment, as the firm believes", "The same as it looks from inside the firm.", "0 to 1",
          columns.BELIEVED, is_mean=True),
)

LATE = Curve("late", "Clients whose work is late", "Of how many clients more work waits than they were promised.",
             "clients", columns.LATE_CLIENTS)


def curves_of(scenario: Scenario) -> tuple[Curve, ...]:
    """The lines that a scenario has: those on work only where clients ask for any."""
    return (*CURVES, LATE) if uses(scenario, "delivery") else CURVES


def refuse_large(scenario: Scenario, most: int) -> None:
    """Raise `ScenarioError` for a scenario that has more organisations, suppliers or people than can be shown."""
    people = sum(most_people(scenario).values())
    for what, number, limit in (
            ("organisations", sum(segment.organisations for segment in scenario.clients.values()), most),
            ("rivals", len(scenario.rivals), MOST_SUPPLIERS - 1),
            ("people", people, MOST_HANDLERS - MOST_SUPPLIERS)):
        if number > limit:
            raise refusal(scenario.name, f"has {number:,} {what}, and a page shows at most {limit:,}")


class Departures:
    """Where clients of the firm have gone to, as far as it has seen them go: one code per organisation."""

    def __init__(self, organisations: int) -> None:
        self.codes = np.full(organisations, HIDDEN_CODE, np.uint8)

    def note(self, happened: np.ndarray) -> None:
        """Note the exits among the events of a week."""
        for row in happened[(happened[:, FROM] == FIRM) & np.isin(happened[:, KIND], (kinds.ENDS, kinds.DISSOLVES))]:
            self.codes[row[ORGANISATION]] = DISSOLVED_CODE if row[KIND] == kinds.DISSOLVES else CODES.get(
                int(row[TO]), int(row[TO]))


def picture(firm: Firm, departures: Departures | None = None) -> bytes:
    """The four bytes of every organisation; with `departures` only what the firm knows."""
    world, n = firm.world, firm.p.organisations
    supplier = view(world.whole, fields.SUPPLIER, n)
    code = supplier.astype(np.uint8)
    for number, its in CODES.items():
        code[supplier == number] = its
    is_client = supplier == FIRM
    bytes_ = np.zeros((n, 4), np.uint8)
    bytes_[:, 1] = np.where(is_client, view(world.real, fields.BELIEVED, n) * MOST, 0)
    bytes_[:, 3] = view(world.whole, fields.HANDLER, n)
    if departures is None:
        person, to_firm = (view(world.real, field, n) for field in (fields.ATTACH_PERSON, fields.ATTACH_FIRM))
        attached: Any = attachment(person, to_firm, firm.p.attachment.person_share)  # type: ignore[arg-type]
        bytes_[:, 0] = np.where(supplier >= FIRM, attached * MOST, 0)
        is_courted = (view(world.whole, fields.SUITOR, n) > FIRM) & (supplier >= FIRM)
        code |= np.where(is_courted, COURTED, 0).astype(np.uint8)
        code |= np.where(is_courted & (view(world.whole, fields.TRIAL, n) != NEVER), TRYING, 0).astype(np.uint8)
    else:
        code[~is_client] = departures.codes[~is_client]
        bytes_[~is_client, 3] = 0
    bytes_[:, 0] |= np.where(is_client & (view(world.whole, fields.OVERDUE, n) > 0), MARK, 0).astype(np.uint8)
    bytes_[:, 1] |= np.where(is_client & (view(world.whole, fields.ALARM, n) != NEVER), MARK, 0).astype(np.uint8)
    code |= np.where(is_client & (view(world.whole, fields.LEAVING, n) != NEVER), LEAVING, 0).astype(np.uint8)
    bytes_[:, 2] = code
    return bytes_.tobytes()


def rows(firm: Firm, first: int, is_hidden: bool = False) -> bytes:
    """The curves of the weeks from `first` on, float32: weeks x curves; NaN for what is hidden, or has no mean."""
    weeks = firm.series[first:firm.week]
    clients = weeks[:, columns.CLIENTS]
    there = curves_of(firm.scenario)
    lines = np.full((len(weeks), len(there)), np.nan, np.float32)
    for place, curve in enumerate(there):
        if is_hidden and curve.is_hidden:
            continue
        values = weeks[:, curve.column]
        lines[:, place] = (np.divide(values, clients, out=np.full(len(weeks), np.nan), where=clients > 0)
                           if curve.is_mean else values / CENTS if curve.unit.startswith("money") else values)
    return lines.tobytes()


def fees(firm: Firm) -> bytes:
    """What each organisation pays the firm now, or would pay it [currency/week]: float32."""
    return (final_prices(firm.trace(), firm.facts) / CENTS).astype(np.float32).tobytes()

"""Organisations and staff of a firm for inspection: every value is read from the world when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np

from retainsim.classroom.firm import Firm
from retainsim.declared import fields, jobs
from retainsim.declared.codes import DISSOLVED, FIRM, NEVER, NOBODY, UNFOUNDED
from retainsim.model.mechanisms.attachment import attachment
from retainsim.model.state import address_of, view
from retainsim.results.facts import CENTS
from retainsim.results.prices import in_cents
from retainsim.scenario.names import Naming
from retainsim.scenario.people import most_people

NO_SUPPLIER = {NOBODY: "nobody", UNFOUNDED: "unfounded", DISSOLVED: "dissolved"}


class Position:
    """A person of the firm's staff."""

    def __init__(self, firm: Firm, number: int) -> None:
        self._firm, self.number = firm, number  # the number is the row among all handlers

    def __repr__(self) -> str:
        return f"<{self.name}: {self.clients} clients>"

    @property
    def role(self) -> str:
        """The role that it belongs to, as the scenario calls it."""
        return self._place()[0]

    @property
    def name(self) -> str:
        """The role, and its number within the role, counted from 1."""
        role, place = self._place()
        return f"{role} {place + 1}"

    @property
    def hours(self) -> dict[str, float]:
        """The hours a week that the strategy sets aside, by job."""
        return dict(zip(jobs.NAMES, self._firm.p.staff.job_hours[self.number].tolist(), strict=True))

    @property
    def clients(self) -> int:
        """How many clients of the firm it looks after."""
        world, n = self._firm.world, self._firm.p.organisations
        is_client = view(world.whole, fields.SUPPLIER, n) == FIRM
        return int(np.count_nonzero(is_client & (view(world.whole, fields.HANDLER, n) == self.number)))

    def _place(self) -> tuple[str, int]:
        place = self.number
        for role, people in most_people(self._firm.scenario).items():
            if place < people:
                return role, place
            place -= people
        raise IndexError(self.number)


class Organisation:
    """One organisation of the market, whoever serves it."""

    def __init__(self, firm: Firm, naming: Naming, number: int) -> None:
        self._firm, self._naming, self.number = firm, naming, number
        self._at = int(address_of(np.int64(number)))

    def __repr__(self) -> str:
        return f"<{self.name}: {self.supplier}>"

    @property
    def name(self) -> str:
        """What it is called in stories."""
        return self._naming.name(self.number)

    @property
    def segment(self) -> str:
        """Its segment."""
        return self._naming.segment(self.number)

    @property
    def fee(self) -> float:
        """What it pays the firm, or would pay it [currency/week]."""
        price = self._whole(fields.PRICE)
        return float(in_cents(self._firm.world.fee[self.number], price, self._firm.facts) / CENTS)

    @property
    def supplier(self) -> str:
        """Who serves it: firm, a rival by name, nobody; or that it is unfounded or dissolved."""
        return self._called(self._whole(fields.SUPPLIER))

    @property
    def is_client(self) -> bool:
        """Whether the firm serves it."""
        return self._whole(fields.SUPPLIER) == FIRM

    @property
    def attachment(self) -> float:
        """How attached it is to its supplier [0..1]; 0 without one."""
        if self._whole(fields.SUPPLIER) < FIRM:
            return 0.0
        return float(attachment(self._real(fields.ATTACH_PERSON), self._real(fields.ATTACH_FIRM),
                                self._firm.p.attachment.person_share))

    @property
    def believed(self) -> float | None:
        """The same as the firm sees it; None if it is no client."""
        return self._real(fields.BELIEVED) if self.is_client else None

    @property
    def handler(self) -> Position | None:
        """Who looks after it; None if it is no client."""
        return Position(self._firm, self._whole(fields.HANDLER)) if self.is_client else None

    @property
    def suitor(self) -> str | None:
        """Which supplier courts it; None if none does."""
        suitor = self._whole(fields.SUITOR)
        return None if suitor < FIRM else self._called(suitor)

    @property
    def is_on_trial(self) -> bool:
        """Whether its suitor is a second supplier on trial."""
        return self._whole(fields.SUITOR) >= FIRM and self._whole(fields.TRIAL) != NEVER

    @property
    def has_given_notice(self) -> bool:
        """Whether the end of its present service is decided."""
        return self._whole(fields.LEAVING) != NEVER

    @property
    def weeks_overdue(self) -> int:
        """For how many weeks of service it owes the firm money that is overdue."""
        return self._whole(fields.OVERDUE)

    @property
    def owes(self) -> float:
        """What it owes the firm, due or not [currency]."""
        world = self._firm.world
        return float((world.owed[self.number] + world.arrears[self.number]) / CENTS)

    @property
    def overdue(self) -> float:
        """The part of it that is overdue [currency]."""
        return float(self._firm.world.arrears[self.number] / CENTS)

    def _called(self, supplier: int) -> str:
        return self._firm.facts.suppliers[supplier] if supplier >= FIRM else NO_SUPPLIER[supplier]

    def _whole(self, field: np.uint64) -> int:
        return int(self._firm.world.whole[int(field) + self._at])

    def _real(self, field: np.uint64) -> float:
        return float(self._firm.world.real[int(field) + self._at])


class Organisations(Sequence[Organisation]):
    """All organisations of the market, or some of them by number."""

    def __init__(self, firm: Firm, numbers: Sequence[int] | None = None) -> None:
        self._firm, self._naming = firm, Naming(firm.scenario)
        self._numbers = range(firm.p.organisations) if numbers is None else numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Organisation: ...

    @overload
    def __getitem__(self, place: slice) -> Organisations: ...

    def __getitem__(self, place: int | slice) -> Organisation | Organisations:
        if isinstance(place, slice):
            return Organisations(self._firm, self._numbers[place])
        return Organisation(self._firm, self._naming, self._numbers[place])


def clients(firm: Firm) -> Organisations:
    """The clients that the firm has now."""
    suppliers = view(firm.world.whole, fields.SUPPLIER, firm.p.organisations)
    return Organisations(firm, np.flatnonzero(suppliers == FIRM).tolist())


def staff(firm: Firm) -> list[Position]:
    """The people of the firm's staff."""
    return [Position(firm, number) for number in range(firm.p.positions)]

"""The key accounts: the five largest clients at week 0, and what became of each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements

KEY_ACCOUNTS = 5


class Fate(NamedTuple):
    """What became of one client."""

    organisation: int
    left_week: int | None  # of its first exit; None if it never left
    to: int  # its supplier after that; negative if it has none
    reason: int  # of that exit
    is_client_at_end: bool


def key_accounts(trace: Trace) -> np.ndarray:
    """The key accounts, the largest first; ties go to the lower identity. Fewer than five if there are no more."""
    at_opening = np.flatnonzero(trace.opening_supplier == FIRM)
    # A stable sort leaves equal fees in the order of identity.
    return at_opening[np.argsort(-trace.fee[at_opening], kind="stable")[:KEY_ACCOUNTS]]


def fates(trace: Trace) -> list[Fate]:
    """What became of the key accounts, in their order."""
    exits = movements.exits(trace)
    in_order = []
    for organisation in key_accounts(trace).tolist():
        left = exits[exits[:, movements.ORGANISATION] == organisation].tolist()
        week, _, _, _, to, reason = left[0] if left else (None, 0, 0, 0, FIRM, 0)
        in_order.append(Fate(organisation, week, to, reason, bool(trace.final_supplier[organisation] == FIRM)))
    return in_order

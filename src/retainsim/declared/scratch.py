"""Rows of 128 lanes that a step of the week works in: what it looks up in tables beforehand, and what it adds up."""

import numpy as np

from retainsim.declared.fields import LANES


def _rows(count: int) -> list[np.uint64]:
    return [np.uint64(row * LANES) for row in range(count)]


# looked up, step by step; a step overwrites what the one before has looked up
DISSOLUTION_CHANCE, RENEWAL_WEEKS = _rows(2)
FAULT_RATE, SHARED_FAULT = _rows(2)
VISITS, CALLS, CARRIED = _rows(3)
(TEMPTATION,) = _rows(1)
STATUS, PRICE, OWED = _rows(3)
LOOKED_UP = 3  # rows

# added up over the tiles: whole numbers
FEES, STATUS_FEES, CLIENTS, STATUS_CLIENTS, RECEIVABLES, DEBTS, PREMIUM = _rows(7)
ADDED_UP = 7  # rows

"""What a trace does not say about its world and its strategy, and KPIs need."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from retainsim.declared import columns

WEEKS_PER_YEAR = 52
CENTS = 100.0

Role = Literal["firm", "attacker", "established"]


@dataclass(frozen=True)
class Facts:
    """Constants of one world under one strategy, built by `study`."""

    discount_per_year: float  # [1/year]
    direct_cost_share: float  # [0..1] of revenue
    price_index: float  # of the firm
    credit_line: int  # [cents]
    person_share: float  # [0..1] of attachment that belongs to the person
    positions: float  # of the firm's staff, the mean over the run
    segments: tuple[str, ...]  # names
    status: tuple[bool, ...]  # one per segment
    suppliers: tuple[str, ...]  # names; 0 is the firm
    roles: tuple[Role, ...]  # one per supplier


def is_insolvent(series: np.ndarray, facts: Facts) -> np.ndarray:
    """Whether the firm is insolvent at the end of each week of a record: bool, one per week."""
    return series[:, columns.CASH] < -facts.credit_line


def ruin_week(series: np.ndarray, facts: Facts) -> int | None:
    """The first week of a record in which the firm is insolvent; None if it never is."""
    weeks = np.flatnonzero(is_insolvent(series, facts))
    return int(weeks[0]) if len(weeks) else None


def ratio(part: float, whole: float) -> float:
    """A quotient, NaN where there is nothing to divide by."""
    return float(part / whole) if whole else math.nan

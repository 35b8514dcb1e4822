"""The life of one organisation: what it was like at the end of each week, and what happened to it."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from retainsim.declared.codes import FIRM


class Moment(NamedTuple):
    """One organisation at the end of one week; NaN where there is no such number."""

    supplier: int
    since: int  # week in which the present service started
    term_end: int  # week
    suitor: int  # who courts it; negative: nobody
    is_trying: bool  # whether the suitor is its second supplier
    is_alarmed: bool  # whether the firm knows that something is wrong, and has not yet been there
    has_decided: bool  # whether it has decided to leave, and is not gone yet
    attachment: float  # [0..1] to its supplier; NaN without one
    believed: float  # [0..1] the same as the firm sees it; NaN unless the firm serves it
    courtship: float  # [0..1] progress of the suitor; NaN without one
    grievance: float  # [experience] positive is bad; NaN without a supplier
    is_visited: bool  # whether its supplier has paid it a caring visit this week

    def where_defined(self) -> Moment:
        """The same, with NaN for what means nothing as things stand."""
        served, ours, courted = self.supplier >= 0, self.supplier == FIRM, self.suitor >= 0
        return self._replace(attachment=self.attachment if served else math.nan,
                             believed=self.believed if ours else math.nan,
                             courtship=self.courtship if courted else math.nan,
                             grievance=self.grievance if served else math.nan)


class Life(NamedTuple):
    """One organisation from before week 0 to the last week."""

    organisation: int
    opening: Moment
    weeks: tuple[Moment, ...]
    events: np.ndarray  # int32, its events x FIELDS

    def before(self, week: int) -> Moment:
        """How it was when a week began."""
        return self.weeks[week - 1] if week else self.opening

    def to_document(self) -> dict[str, list[Any]]:
        """Each field at the end of each week, as plain values for JSON: None where there is no number."""
        return {field: [None if value != value else value for value in values]
                for field, values in zip(Moment._fields, zip(*self.weeks, strict=True), strict=True)}

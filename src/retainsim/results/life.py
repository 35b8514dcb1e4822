"""The life of one organisation: what it was like at the end of each week, and what happened to it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np


class Moment(NamedTuple):
    """One organisation at the end of one week."""

    supplier: int
    since: int  # week in which the present service started
    term_end: int  # week
    suitor: int  # who courts it; negative: nobody
    is_trying: bool  # whether the suitor is its second supplier
    is_alarmed: bool  # whether the firm knows that something is wrong, and has not yet been there
    has_decided: bool  # whether it has decided to leave, and is not gone yet
    attachment: float  # [0..1] to its supplier
    believed: float  # [0..1] the same as the firm sees it; means nothing with another supplier
    courtship: float  # [0..1] progress of the suitor
    grievance: float  # [experience] positive is bad
    is_visited: bool  # whether its supplier has paid it a caring visit this week


class Life(NamedTuple):
    """One organisation from before week 0 to the last week."""

    organisation: int
    opening: Moment
    weeks: tuple[Moment, ...]
    events: np.ndarray  # int32, its events x EVENT_COLUMNS

    def before(self, week: int) -> Moment:
        """How it was when a week began."""
        return self.weeks[week - 1] if week else self.opening

    def to_document(self) -> dict[str, list[Any]]:
        """Each field at the end of each week, as plain values for JSON."""
        return {field: [getattr(now, field) for now in self.weeks] for field in Moment._fields}

"""Who the firm's clients were, week by week and segment by segment, and what they paid."""

from __future__ import annotations

import numpy as np

from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results.account import prices
from retainsim.results.facts import Facts
from retainsim.results.movements import FROM, KIND, ORGANISATION, TO, WEEK


def by_segment(trace: Trace, facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Clients of the firm at the end of each week, and their recurring fees of the week [cents].

    Two int64 arrays, weeks x segments; the sum over segments is the column of the weekly record.
    """
    events, segments = trace.events, len(facts.status)
    gained = (events[:, KIND] == kinds.STARTS) & (events[:, TO] == FIRM)
    lost = ((events[:, KIND] == kinds.ENDS) | (events[:, KIND] == kinds.DISSOLVES)) & (events[:, FROM] == FIRM)
    moves = events[gained | lost]
    at_opening = np.flatnonzero(trace.opening_supplier == FIRM)
    who = np.concatenate([at_opening, moves[:, ORGANISATION]])
    sign = np.concatenate([np.ones(len(at_opening)), np.where(moves[:, KIND] == kinds.STARTS, 1.0, -1.0)])
    row = np.concatenate([np.zeros(len(at_opening), np.int64), moves[:, WEEK] + 1])  # the first: before the first week
    place = row * segments + trace.segment[who]

    def over_time(worth: np.ndarray) -> np.ndarray:
        # Cents are exact in a double, whatever the order in which they are summed.
        change = np.bincount(place, sign * worth[who], (len(trace.series) + 1) * segments)
        return change.reshape(-1, segments).cumsum(axis=0)[1:].astype(np.int64)

    price = prices(trace, facts)
    return over_time(np.ones(len(price))), over_time(price)

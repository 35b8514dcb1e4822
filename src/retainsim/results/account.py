"""What the firm earned in one run, and the clients it held: week by week, by segment, and year by year."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from retainsim.declared import columns
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts, ratio
from retainsim.results.movements import WEEK
from retainsim.results.prices import steps


def revenue(series: np.ndarray, unit: float = 1.0) -> np.ndarray:
    """What the firm earns in each week of a record [units of so many cents]: fees and orders, less credits."""
    return (series[:, columns.FEES] + series[:, columns.ORDER_REVENUE] - series[:, columns.CREDITS]) / unit


def costs(series: np.ndarray, unit: float = 1.0) -> np.ndarray:
    """What each week of a record costs the firm [units of so many cents], claims written off not counted."""
    return (series[:, columns.DIRECT_COSTS] + series[:, columns.FIXED_COSTS]) / unit


def profit(series: np.ndarray, unit: float = 1.0) -> np.ndarray:
    """Revenue of each week of a record, less costs and claims written off [units of so many cents]."""
    return revenue(series, unit) - costs(series, unit) - series[:, columns.WRITTEN_OFF] / unit


def prices(trace: Trace, facts: Facts) -> np.ndarray:
    """What the firm charges without lists of prices: float64 in whole cents a week, one per organisation."""
    return np.floor(trace.fee * facts.price_index + 0.5)


def by_segment(trace: Trace, facts: Facts) -> tuple[np.ndarray, np.ndarray]:
    """Clients of the firm at the end of each week, and their recurring fees of the week [cents].

    Two int64 arrays, weeks x segments; the sum over segments is the column of the weekly record.
    """
    segments, weeks = len(facts.status), len(trace.series)
    who, week, clients, fees = steps(trace, facts)

    def over_time(change: np.ndarray) -> np.ndarray:
        # Cents are exact in a double, whatever the order in which they are summed.
        cells = np.bincount((week + 1) * segments + trace.segment[who], change, (weeks + 2) * segments)
        return cells.reshape(-1, segments).cumsum(axis=0)[1:weeks + 1].astype(np.int64)

    return over_time(clients), over_time(fees)


class Year(NamedTuple):
    """Weeks `first` to `last` - 1; the last year may be shorter than 52 weeks. Stocks are those at its end."""

    first: int
    last: int
    clients: int
    status_clients: int
    key_accounts: int  # still, or again, clients of the firm
    new: int
    lost: int
    revenue: float  # [currency]
    profit: float  # [currency]
    cash: float  # [currency]
    attachment: float  # [0..1] mean of the clients; NaN without clients
    believed: float  # [0..1] the same as the firm sees it

    @property
    def is_full(self) -> bool:
        """Whether it has all its weeks."""
        return self.last - self.first == WEEKS_PER_YEAR


def years(trace: Trace) -> Iterator[Year]:
    """The years of a world in their order."""
    weeks = len(trace.series)
    exits, wins = movements.exits(trace)[:, WEEK], movements.wins(trace)[:, WEEK]
    largest = movements.key_accounts(trace)
    for first in range(0, weeks, WEEKS_PER_YEAR):
        last = min(first + WEEKS_PER_YEAR, weeks)
        year, end = trace.series[first:last], trace.series[last - 1]
        clients = end[columns.CLIENTS]
        accounts = np.count_nonzero(movements.supplier_before(trace, last)[largest] == FIRM)
        new, lost = (int(np.count_nonzero((week >= first) & (week < last))) for week in (wins, exits))
        yield Year(first, last, int(clients), int(end[columns.STATUS_CLIENTS]), int(accounts), new, lost,
                   float(revenue(year).sum() / CENTS), float(profit(year).sum() / CENTS),
                   float(end[columns.CASH] / CENTS), ratio(end[columns.ATTACHMENT], clients),
                   ratio(end[columns.BELIEVED], clients))

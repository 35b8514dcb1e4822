"""One world year by year: what the firm earned, whom it won and lost, and how its clients felt."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from retainsim.declared import columns
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.results import movements
from retainsim.results.account import profit, revenue
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, ratio
from retainsim.results.movements import key_accounts


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
    exits, wins = movements.exits(trace)[:, movements.WEEK], movements.wins(trace)[:, movements.WEEK]
    largest = key_accounts(trace)
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

"""One world in compiled loops: the population, the dealing of portfolios, and week after week."""

from retainsim.declared import events, fields
from retainsim.declared.codes import FIRM
from retainsim.engine.agenda import live_week
from retainsim.kernel import Float64Table, entry
from retainsim.model.parameters import Parameters
from retainsim.model.population import set_up_handlers, settle_in, weigh
from retainsim.model.state import World, address_of
from retainsim.model.week import hours, strategy


@entry
def live_weeks(first: int, last: int, p: Parameters, w: World, series: Float64Table) -> int:
    """Live the weeks first to last - 1 while the diary has room and no trigger fires; returns the week not yet lived.

    `series` has a row per week from 0 and a column per entry of the record; nothing is written for weeks before 0.
    """
    for week in range(first, last):
        if w.counter[0] + events.MOST_PER_WEEK * p.organisations > w.events.shape[0]:
            return week
        live_week(week, p, w)
        if week >= 0:
            for column in range(w.tally.size):
                series[week, column] = w.tally[column]
            w.counter[1] = strategy.trigger_fired(week, p, series, w)
            if w.counter[1] >= 0:
                return week + 1
    return last


@entry
def take_up_strategy(p: Parameters, w: World) -> None:
    """Weigh the clients and deal the portfolios, under the strategy that `p` holds."""
    total = 0.0
    for i in range(p.organisations):
        total += w.fee[i]
    weight = 0.0
    for i in range(p.organisations):
        at = address_of(i)
        weigh(at, total / p.organisations, p, w)
        if w.whole[fields.SUPPLIER + at] == FIRM:
            weight += float(w.real[fields.CARE_WEIGHT + at])
    w.dealt[:] = 0.0
    capacity = 0.0
    for position in range(p.positions):
        capacity += p.staff.portfolio_capacity[position]
    for i in range(p.organisations):
        hours.deal(address_of(i), weight / capacity, p, w)
    set_up_handlers(p, w)


@entry
def populate(first: int, last: int, p: Parameters, w: World) -> None:
    """Put the organisations first to last - 1 into an empty world."""
    for i in range(first, last):
        settle_in(address_of(i), i, p, w)


ENTRIES = (live_weeks, take_up_strategy, populate)  # all that Python calls: what a first run waits for

"""What a rise of prices does to clients in all, with what was there before: the price itself in their decisions.

Source     logit(retention) falls by b ln(1 + rise) in the year of the rise, with b of 1 to 5; no number for firms is
           published, so that this is a band, not a law (evidence on Dawes 2009 and Homburg, Hoyer & Koschate 2005).
"""

import math
from functools import cache

import numpy as np
import pytest

from retainsim.declared import columns, events
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.scenario import load
from retainsim.study.setup.setting import Setting

DATE, BY_THEN, YEAR = 26, 30, 52  # the last invoice with an old price is written in week 29
WORLDS = 24
PEACE = ("weeks=134", "rivals.attacker.enabled=false")


def retained(trace: Trace) -> tuple[float, float]:
    """Shares of the clients that give no notice in the first year of new prices, and in the second."""
    notices = trace.events[(trace.events[:, 1] == events.DECIDES) & (trace.events[:, 3] == FIRM), 0]

    def of_year(first: int) -> float:
        left = np.count_nonzero((notices >= first) & (notices < first + YEAR))
        return 1.0 - left / float(trace.series[first - 1, columns.CLIENTS])

    return of_year(BY_THEN), of_year(BY_THEN + YEAR)


@cache
def after(rise: float, *changes: str) -> np.ndarray:
    """Mean retention of both years in worlds of `isp` in peace."""
    prices = ", ".join(f"{name}={rise}" for name in load("isp").clients)
    scenario = load("isp", [*PEACE, *changes, "strategies.status-quo.changes="
                            f'[{{from_week={DATE}, prices={{{prices}}}, applies="at-once"}}]'])
    rows = Setting.of(scenario, ["status-quo"]).play(range(WORLDS), lambda trace, _: retained(trace))["status-quo"]
    return np.mean(rows, axis=0)


def logit(share: float) -> float:
    return math.log(share / (1.0 - share))


def test_a_tenth_more_costs_what_is_published_with_the_price_itself_counted_once() -> None:
    """False alarms: in 40 worlds b was known to 0.05 or so (standard error), and the band ends 20 of these away."""
    none, rise = after(1.0), after(1.1)
    first, second = ((logit(none[year]) - logit(rise[year])) / math.log(1.1) for year in (0, 1))
    assert 1.0 < first < 5.0
    assert 0.0 < second < first  # the price stays, the offence fades


def test_the_offence_is_the_smaller_part_and_a_reason_takes_some_of_it() -> None:
    price_alone = after(1.1, "mechanisms.pricing.strength=0")
    assert after(1.0)[0] - price_alone[0] > price_alone[0] - after(1.1)[0] > 0.0
    assert after(1.1, "strategies.status-quo.reason=market")[0] > after(1.1)[0]


def test_where_prices_count_in_no_decision_a_rise_loses_nobody_unless_it_offends() -> None:
    off = ("mechanisms.decision.price_weight=0", "mechanisms.pricing.strength=0")
    np.testing.assert_array_equal(after(1.1, *off), after(1.0, *off))


@pytest.mark.parametrize(("less", "more"), [(1.0, 1.05), (1.05, 1.1), (1.1, 1.2)])
def test_the_larger_the_rise_the_more_leave(less: float, more: float) -> None:
    assert after(more)[0] < after(less)[0]

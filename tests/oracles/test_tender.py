"""Who looks around chooses among all suppliers at once: one more to choose from raises the rate of leaving.

All clients are alike and know nobody; their own supplier has appeal U0, the others U_k. In a week a client decides with
the hazard rate * sum of exp(U_k / s) / (exp(U0 / s) + sum), the multinomial logit, and goes to k with a chance in
proportion to exp(U_k / s). Nobody's week depends on another's: the client is the sample.
"""

from functools import cache

import numpy as np
import pytest

from alarm import Alarm
from retainsim.declared import codes, events
from retainsim.scenario.schema import MECHANISMS, Rival

from .worlds import Lives, alike, lived, off, world_of

RATE, NOISE = 26.0, 0.5  # [1/year], a half in a week; [appeal]
OWN = 0.25  # cost of switching, and nothing else
CLIENTS = 200_000
MARKETS = {"one": (0.0,), "two equal": (0.0, 0.0), "strong and weak": (0.5, -0.5), "five": (0.0, 0.0, 0.0, 0.0, 0.0)}


@cache
def first_week(market: str) -> Lives:
    rivals = {f"rival-{number}": Rival(role="established", capacity=CLIENTS, courting_hours_per_week=0.0,
                                       reputation=reputation) for number, reputation in enumerate(MARKETS[market])}
    mechanisms = off(decision=MECHANISMS["decision"](
        switching_cost=OWN, noise=NOISE, courted_rate_per_year=0.0, tender_rate_per_year=RATE))
    return lived(world_of(alike(CLIENTS), mechanisms, rivals), 1, seed=1974)


def destinations(market: str) -> np.ndarray:
    """How many clients decided for each of the suppliers in the first week."""
    rows = first_week(market).trace.events
    decides = rows[(rows[:, 1] == events.DECIDES) & (rows[:, 3] == codes.FIRM)]
    return np.bincount(decides[:, 4], minlength=len(MARKETS[market]) + 1)[1:]


@pytest.mark.parametrize("market", MARKETS)
def test_the_rate_is_that_of_the_log_sum(market: str, alarm: Alarm) -> None:
    weights = np.exp(np.array(MARKETS[market]) / NOISE)
    chances = -np.expm1(-RATE / 52 * weights.sum() / (np.exp(OWN / NOISE) + weights.sum())) * weights / weights.sum()
    for number, chance in zip(destinations(market), chances, strict=True):
        low, high = alarm.chance(int(number), CLIENTS)
        assert high - low < 0.01  # so a rate that is off by a twentieth would be seen
        assert low < chance < high


def test_a_second_equal_rival_is_told_from_none(alarm: Alarm) -> None:
    """The control: by the best alternative alone both markets would have the same rate."""
    (_, most), (least, _) = (alarm.chance(int(destinations(market).sum()), CLIENTS) for market in ("one", "two equal"))
    assert most < least


def test_a_rival_that_enters_raises_the_rate(alarm: Alarm) -> None:
    rates = [destinations(market).sum() for market in ("one", "two equal", "five")]
    assert rates == sorted(rates)

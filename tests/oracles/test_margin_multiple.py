"""What a client is worth at constant retention: margin times r / (1 + i - r).

Source     Gupta & Lehmann's multiple, evidence 2.5: margins at the end of years 1, 2, ... from those still served,
           discounted, without end.

In the books of the model: a client alive in week n is invoiced for it, so the fees of week 52 t come from those who
have outlived t years, a share r**t of the base. Year by year the margin of that week, over the margin of the base, is
summed with discount (1 + i)**-t. What the horizon of H years leaves out is known: the multiple times (r / (1 + i))**H.
No client's week depends on another's: the client is the sample.
"""

from functools import cache

import numpy as np
import pytest

from alarm import Alarm
from retainsim.declared import columns

from .worlds import YEAR, Lives, alike, lived, off, world_of

PUBLISHED = {
    0.10: {0.6: 1.20, 0.7: 1.75, 0.8: 2.67, 0.9: 4.50},
    0.12: {0.6: 1.15, 0.7: 1.67, 0.8: 2.50, 0.9: 4.09},
    0.14: {0.6: 1.11, 0.7: 1.59, 0.8: 2.35, 0.9: 3.75},
    0.16: {0.6: 1.07, 0.7: 1.52, 0.8: 2.22, 0.9: 3.46},
}
CASES = [(i, r) for i, row in PUBLISHED.items() for r in row]
HORIZON = {0.6: 12, 0.7: 15, 0.8: 20, 0.9: 32}  # [years], by retention
CLIENTS = 20_000
DIRECT = 0.45  # direct costs as a share of the fee
FEE = 10_000  # [cents/week]


def multiple(r: float, i: float) -> float:
    return r / (1.0 + i - r)


@cache
def world(r: float) -> Lives:
    clients = alike(CLIENTS, background_churn_per_year=1.0 - r)
    return lived(world_of(clients, off(), direct_cost_share=DIRECT), YEAR * HORIZON[r] + 1, seed=2004)


def worth(lives: np.ndarray, i: float) -> np.ndarray:
    """Present value of one margin at the end of each year lived through, for so many whole years of life."""
    return (1.0 - (1.0 + i) ** -lives) / i


@pytest.mark.parametrize(("i", "r"), CASES)
def test_the_form_gives_the_published_numbers(i: float, r: float) -> None:
    assert multiple(r, i) == pytest.approx(PUBLISHED[i][r], abs=0.0051)


@pytest.mark.parametrize(("i", "r"), CASES)
def test_margins_of_the_simulation_add_up_to_the_multiple(i: float, r: float, alarm: Alarm) -> None:
    horizon = HORIZON[r]
    cut = multiple(r, i) * (r / (1.0 + i)) ** horizon
    assert cut < 0.01
    # Alive in week 52 t if service ends later; those who outlive the horizon count as ending with it.
    years = (np.minimum(world(r).ended, YEAR * horizon + 1) - 1) // YEAR
    # The exact law of whole years lived: geometric, cut at the horizon.
    lasting = np.arange(horizon + 1)
    chance = r**lasting * np.where(lasting < horizon, 1.0 - r, 1.0)
    mean = float(chance @ worth(lasting, i))
    variance = float(chance @ (worth(lasting, i) - mean) ** 2)
    assert mean == pytest.approx(multiple(r, i) - cut, rel=1e-12)
    alarm.mean_equals(worth(years, i), mean, variance, float(worth(lasting, i)[-1]), must_detect=0.1 * multiple(r, i))
    # And the money is that of those clients: fees less direct costs of every 52nd week, over those of the full base.
    series = world(r).trace.series[YEAR::YEAR]
    margin = (series[:, columns.FEES] - series[:, columns.DIRECT_COSTS]) / (FEE * (1.0 - DIRECT) * CLIENTS)
    discounted = float(margin @ (1.0 + i) ** -np.arange(1.0, horizon + 1))
    # Direct costs are rounded to the cent once a week, and here to none: 4500 cents a client.
    assert discounted == pytest.approx(worth(years, i).mean(), rel=1e-12)


@pytest.mark.parametrize("r", HORIZON)
def test_fees_are_those_of_the_clients_alive(r: float) -> None:
    trace, ended = world(r).trace, world(r).ended
    alive = [int((ended > week).sum()) for week in range(len(trace.series))]
    assert trace.series[:, columns.CLIENTS].tolist() == alive
    assert trace.series[:, columns.FEES].tolist() == [FEE * n for n in alive]
    assert not trace.series[:, columns.FIXED_COSTS].any()


def test_retention_is_worth_more_than_its_share() -> None:
    """Elasticity (1 + i) / (1 + i - r): one per cent more retention is 2.67 ... 5.09 per cent more worth at .12."""
    for r, elasticity in [(0.7, 2.67), (0.8, 3.50), (0.85, 4.15), (0.9, 5.09)]:
        step = 1e-6
        found = np.log(multiple(r * (1 + step), 0.12) / multiple(r, 0.12)) / np.log(1 + step)
        assert found == pytest.approx(elasticity, abs=0.0051)

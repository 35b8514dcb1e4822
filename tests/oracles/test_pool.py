"""Hours are conserved: what orders, hunting and care use in a week is what the strategy sets aside for them.

Four people give 10 + 10 + 15 hours of their week: T = 140. The world: 80 clients and 400 prospects who never decide,
so that no hour lacks somebody to be used on: every hunter's hour courts a prospect of its own.
"""

import numpy as np
import pytest

from retainsim.declared import columns
from retainsim.engine.world import Key, play, season
from retainsim.scenario.schema import MECHANISMS, Role, Strategy
from retainsim.study.setup.translation import parameters_of

from .worlds import STRATEGY, alike, off, world_of

POOL = 140.0
CLIENTS, PROSPECTS = 80, 400
WEEKS = 65
SETTLED = 4  # weeks after which as many are courted as there are hours, 64 more a week
VISIT_HOURS = 4.0


def hours(pooled: bool, quota: float, call_hours: float, round_weeks: float) -> tuple[np.ndarray, np.ndarray]:
    """Hours used for orders, hunting and care, weeks x 3; and order calls and visits of all weeks."""
    shares = {"hunting": 0.25, "care": 0.25, "orders": 0.375}
    strategy = Strategy(hours={"account_managers": shares}, care_focus=0.0, pooled=pooled, new_business_quota=quota)
    mechanisms = off(
        attachment=MECHANISMS["attachment"](visit_hours=VISIT_HOURS),
                     courting=MECHANISMS["courting"](hours_per_week=1.0, give_up_weeks=1040),
        orders=MECHANISMS["orders"](call_hours=call_hours, round_weeks=round_weeks),
                     decision=MECHANISMS["decision"](strength=0.0))
    scenario = world_of(alike(CLIENTS + PROSPECTS, served_by_firm=CLIENTS), mechanisms, strategy=strategy)
    staff = {"account_managers": Role(people=4, hours_per_week=40.0, wage_per_week=0.0)}
    p, key = parameters_of(scenario.model_copy(update={"staff": staff}), STRATEGY), Key(1911, 0)
    series = play(season(p, key), p, WEEKS)[1].series
    return (series[:, [columns.ORDER_HOURS, columns.HUNTING_HOURS, columns.CARE_HOURS]],
            series[:, [columns.ORDER_CALLS, columns.VISITS]].sum(axis=0))


@pytest.mark.parametrize(("pooled", "quota", "call_hours", "round_weeks", "expected"), [
    (False, 0.0, 2.0, 4.0, (60, 40, 40)),  # to each job its own
    (True, 0.0, 2.0, 4.0, (40, 50, 50)),  # 80 clients, 2 hours, every 4 weeks; hunting and care share the rest
    (True, 0.5, 2.0, 4.0, (40, 70, 30)),  # half of all is ring-fenced
    (True, 0.0, 4.0, 2.0, (140, 0, 0)),  # orders would take 160: the success trap
    (True, 0.25, 4.0, 2.0, (105, 35, 0)), (True, 1.0, 2.0, 4.0, (0, 140, 0))])
def test_the_hours_of_a_pool_are_conserved(pooled: bool, quota: float, call_hours: float, round_weeks: float,
                                           expected: tuple[float, ...]) -> None:
    used, (calls, visits) = hours(pooled, quota, call_hours, round_weeks)
    rounding = 2 * CLIENTS * 2.0**-53  # each client's hours are rounded, and so is the sum
    assert used[SETTLED:] == pytest.approx(np.tile(expected, (WEEKS - SETTLED, 1)), rel=rounding, abs=0)
    assert used[SETTLED:].sum(axis=1) == pytest.approx(POOL, rel=rounding)
    # And they turn into calls and visits, but for the part of one that is owed to each client.
    orders, _, care = expected
    assert calls == pytest.approx(WEEKS * orders / call_hours, abs=CLIENTS)
    assert visits == pytest.approx(WEEKS * care / VISIT_HOURS, abs=CLIENTS)

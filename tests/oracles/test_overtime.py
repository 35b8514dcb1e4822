"""Hours of people balance to the minute, overtime included; and overtime gets done, costs and wears what it should."""

import numpy as np
import pytest

from retainsim.declared import columns, jobs
from retainsim.engine.world import Key, play, season
from retainsim.model.parameters import Parameters
from retainsim.scenario.schema import MECHANISMS, Role, Staff, Strategy
from retainsim.study.setup.translation import parameters_of

from .small import small
from .worlds import STRATEGY, YEAR, alike, off, world_of

MINUTE = 1 / 60  # [hours]
BUSY = ("clients.status.delivery_hours_per_week=2.5", "clients.standard.delivery_hours_per_week=0.5",
        "clients.young.delivery_hours_per_week=0.4", "clients.young.delivery_parcel_weeks=4",
        "mechanisms.decision.tender_rate_per_year=1", "mechanisms.turnover.strength=2",
        *(f"strategies.{name}.hours.{role}.delivery=0.3" for name in ("status-quo", "balanced", "nurture")
          for role in ("hunters", "account_managers")),
        "strategies.balanced.overtime=0.25", "strategies.balanced.helps=true", "strategies.nurture.overtime=0.1",
        'staff.client_department.jobs=["dunning", "repair", "delivery"]', "staff.account_managers.hours_per_week=44",
        "strategies.balanced.hours.account_managers.rescue=0")
DESKS = {jobs.DUNNING: columns.DUNNING_HOURS, jobs.REPAIR: columns.REPAIR_HOURS, jobs.RESCUE: columns.RESCUE_HOURS}
OTHERS = (columns.HUNTING_HOURS, columns.CARE_HOURS, columns.ORDER_HOURS, *DESKS.values())


def played(strategy: str, *changes: str) -> tuple[Parameters, np.ndarray]:
    scenario = small(*BUSY, *changes)
    p = parameters_of(scenario, strategy)
    return p, play(season(parameters_of(scenario, "status-quo"), Key(1894, 5)), p, 3 * YEAR)[1].series


@pytest.mark.parametrize("strategy", ["status-quo", "balanced", "nurture"])
def test_hours_balance_to_the_minute(strategy: str) -> None:
    p, series = played(strategy)
    week = dict(zip(columns.NAMES, series.T, strict=True))
    own = week["delivery_hours"] - week["help_hours"] - week["overtime_hours"]
    paid, longer = p.staff.week_hours.sum(), p.strategy.overtime * p.staff.week_hours[
        p.staff.job_hours[:, jobs.DELIVERY] > 0].sum()
    spare = sum(p.staff.job_hours[:, job].sum() - series[:, column] for job, column in DESKS.items()) * p.strategy.helps
    assert (own <= week["delivery_given"] + MINUTE).all()
    assert (week["help_hours"] <= spare + MINUTE).all()
    assert (week["overtime_hours"] <= longer + MINUTE).all()
    used = series[:, OTHERS].sum(axis=1) + week["delivery_hours"]
    assert (used <= paid + week["overtime_hours"] + MINUTE).all()
    waits = week["undone"] > MINUTE  # while work waits nobody who may do it is idle
    assert waits.any()
    assert own[waits] == pytest.approx(week["delivery_given"][waits], abs=MINUTE)
    assert week["help_hours"][waits] == pytest.approx(np.broadcast_to(spare, waits.shape)[waits], abs=MINUTE)
    assert week["overtime_hours"][waits] == pytest.approx(longer, abs=MINUTE)
    moves = week["work_asked"] - week["work_done"] - week["work_lapsed"]
    assert np.diff(week["undone"]) == pytest.approx(moves[1:], abs=MINUTE)
    assert (week["work_done"] <= week["delivery_hours"] + MINUTE).all()


def test_money_for_overtime_is_in_the_costs() -> None:
    p, series = played("balanced")
    assert (series[:, columns.FIXED_COSTS] == p.costs.fixed + series[:, columns.OVERTIME_PAY]).all()
    assert series[:, columns.OVERTIME_PAY].any()


def desk(overtime: float, hours: float = 45.0, **terms: float) -> np.ndarray:
    """The weeks of one person who has so many hours for 80 hours of work a week."""
    mechanisms = off(delivery=MECHANISMS["delivery"](lapse_weeks=520.0), overtime=MECHANISMS["overtime"](**terms),
                     decision=MECHANISMS["decision"](strength=0.0))
    scenario = world_of(alike(8, delivery_hours_per_week=10.0), mechanisms, strategy=Strategy(
        hours={"client_department": {"delivery": 1.0}}, overtime=overtime))
    person = Role(people=1, hours_per_week=hours, wage_per_week=900.0)
    p = parameters_of(scenario.model_copy(update={"staff": Staff(scenario.staff, client_department=person)}), STRATEGY)
    return play(season(p, Key(1915, 0)), p, 20)[1].series


@pytest.mark.parametrize(("overtime", "hours", "done"), [
    (0.0, 45.0, 45.0), (0.2, 40.0, 48.0), (0.2, 45.0, 48.0 + 0.5 * 6.0), (0.5, 45.0, 48.0 + 0.5 * 19.5),
    (0.5, 60.0, 60.0 + 0.5 * 30.0)])
def test_beyond_48_hours_an_hour_gets_half_as_much_done(overtime: float, hours: float, done: float) -> None:
    """80 hours come each week: what is not done of them waits. The wage of an hour is 900 over the week's hours."""
    series = desk(overtime, hours)
    assert series[:, columns.UNDONE] == pytest.approx((80.0 - done) * np.arange(1, 21), abs=MINUTE)
    assert series[:, columns.WORK_DONE] == pytest.approx(done)
    assert series[:, columns.DELIVERY_HOURS] == pytest.approx((1 + overtime) * hours)
    assert series[:, columns.OVERTIME_PAY] == pytest.approx(90_000 * overtime)


def test_nobody_stays_longer_than_there_is_work() -> None:
    series = desk(0.5, 78.0, kink_hours=168.0)
    assert series[:, columns.OVERTIME_HOURS] == pytest.approx(2.0)
    assert not series[:, columns.UNDONE].any()


def test_overtime_trades_lateness_now_for_people_later() -> None:
    """Under the same luck whoever leaves when rested leaves when worn out, and never the other way round."""
    rested, longer = (played("nurture", f"strategies.nurture.overtime={overtime}", "clients.status.served_by_firm=20",
                             "mechanisms.decision.strength=0", "mechanisms.overtime.quits=20")[1]
                      for overtime in (0.0, 0.5))
    assert longer[:, columns.UNDONE].sum() < rested[:, columns.UNDONE].sum()
    assert longer[:, columns.LATE_CLIENTS].sum() < rested[:, columns.LATE_CLIENTS].sum()
    assert longer[:, columns.STAFF_CHANGES].sum() > rested[:, columns.STAFF_CHANGES].sum()
    assert (longer[:, columns.STAFF_CHANGES] >= rested[:, columns.STAFF_CHANGES]).all()

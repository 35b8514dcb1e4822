"""Too few people: quality falls first, then clients go, then money does; and each step by itself, in closed form."""

import itertools
from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from alarm import Alarm
from retainsim.declared import columns, events
from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.scenario.schema import MECHANISMS, Role, Staff, Strategy
from retainsim.study.setup.setting import Setting
from retainsim.study.setup.translation import parameters_of

from .small import small
from .worlds import STRATEGY, YEAR, alike, off, world_of

BOTH = {"client_department": {"delivery": 1.0}, "hunters": {"repair": 1.0}}


def desk(hours: float, clients: int, mechanisms: Mapping[str, object], **firm: float) -> Trace:
    """Two years of a firm whose clients ask for 50 hours a week, and whose people have so many; nobody decides."""
    scenario = world_of(alike(clients, delivery_hours_per_week=50 / clients), off(
        **{"decision": MECHANISMS["decision"](strength=0.0), **mechanisms}), strategy=Strategy(hours=BOTH), **firm)
    staff = Staff(scenario.staff, client_department=Role(people=1, hours_per_week=hours, wage_per_week=0.0),
                  hunters=Role(people=10_000, hours_per_week=80.0, wage_per_week=0.0))
    p = parameters_of(scenario.model_copy(update={"staff": staff}), STRATEGY)
    return play(season(p, Key(1999, 0)), p, 2 * YEAR)[1]


def test_grievance_about_late_work_tends_to_what_a_week_adds_over_what_it_takes() -> None:
    """G' = kept G + c tends to c / (1 - kept): 2.25 x 0.1 a week, a half-life of 4 weeks."""
    delivery, grievance = MECHANISMS["delivery"](late_weight=0.1), MECHANISMS["grievance"](half_life_weeks=4.0)
    series = desk(0.0, 30, {"delivery": delivery, "grievance": grievance}).series
    late = series[:, columns.LATE_CLIENTS] > 0
    assert late.tolist() == [False] + [True] * (2 * YEAR - 1)  # a week's work may wait
    expected = 30 * 2.25 * 0.1 / (1 - 0.5 ** (1 / 4))
    assert series[-1, columns.GRIEVANCE] == pytest.approx(expected, rel=1e-4)


def test_a_delay_is_told_when_it_begins() -> None:
    trace = desk(0.0, 7, {"delivery": MECHANISMS["delivery"]()})
    assert [(week, kind) for week, kind, *_ in trace.events.tolist()] == [(1, events.LATE)] * 7


@pytest.mark.parametrize(("hours", "more"), [(70.0, 0.0), (25.0, 2.0 - 0.9)])
def test_faults_are_as_frequent_as_the_load_makes_them(hours: float, more: float, alarm: Alarm) -> None:
    """A client's week is the sample; lines are mended in the week in which they fail. Bounds err once in a million."""
    clients, rate = 500, 5.0
    trace = desk(hours, clients, {"delivery": MECHANISMS["delivery"](errors=1.0), "faults": MECHANISMS["faults"]()},
                 fault_rate_per_year=rate, repair_hours=0.001)
    weeks = 2 * YEAR - 1  # in the first one nobody has had too much to do
    low, high = alarm.chance(int(trace.series[1:, columns.OUTAGES].sum()), weeks * clients)
    assert low < -np.expm1(-rate * (1 + more) / 52) < high
    assert high < 1.2 * low  # a rate that is a fifth higher would be noticed


WORLDS, WEEKS = 60, 3 * YEAR
WORK = ("clients.status.delivery_hours_per_week=2", "clients.standard.delivery_hours_per_week=0.5",
        "clients.young.delivery_hours_per_week=0.4", "rivals.attacker.enabled=false", "firm.cash=10_000_000",
        "staff.client_department.people=3", f"weeks={WEEKS}")
ENOUGH, TOO_FEW = "status-quo", "nurture"  # names of the shipped scenario; 74 hours are asked for at week 0


def hours(strategy: str, delivery: float) -> list[str]:
    """A strategy that gives so much of the department's week to clients' work, and is like others elsewhere."""
    shares = {"hunters": {"hunting": 0.7, "care": 0.0}, "account_managers": {"care": 0.1, "orders": 0.6},
              "client_department": {"dunning": 0.1, "repair": 0.1, "delivery": delivery}}
    return [f"strategies.{strategy}.hours.{role}.{job}={share}" for role, jobs in shares.items()
            for job, share in jobs.items()]


@cache
def weeks_of(*changes: str) -> tuple[np.ndarray, np.ndarray]:
    """The record of all worlds of a firm with 96 hours for the work, and of the same with 60."""
    scenario = small(*WORK, *hours(ENOUGH, 0.8), *hours(TOO_FEW, 0.5), *changes)
    rows = Setting.of(scenario, [ENOUGH, TOO_FEW]).play(range(WORLDS), lambda trace, _: trace.series)
    return np.array(rows[ENOUGH]), np.array(rows[TOO_FEW])


def first_week(is_so: np.ndarray) -> np.ndarray:
    """The first week of each world in which something is so; after the last one if it never is."""
    return np.where(is_so.any(axis=1), is_so.argmax(axis=1), is_so.shape[1])


def test_a_firm_with_too_few_people_loses_quality_before_clients_before_cash(alarm: Alarm) -> None:
    """In more than three worlds of four, by an interval that errs once in a million; the control is without offence."""
    enough, too_few = weeks_of()
    late = first_week(too_few[:, :, columns.LATE_CLIENTS] > 0.05 * too_few[:, :, columns.CLIENTS])
    lost = first_week(too_few[:, :, columns.CLIENTS] < 0.97 * enough[:, :, columns.CLIENTS])
    poorer = first_week(too_few[:, :, columns.CASH] < enough[:, :, columns.CASH] - too_few[:, :, columns.FEES])
    low, _ = alarm.chance(int(((late < lost) & (lost < poorer) & (poorer < WEEKS)).sum()), WORLDS)
    assert low > 0.75
    assert not enough[:, :, columns.LATE_CLIENTS].any()


def test_late_work_that_offends_nobody_costs_no_client() -> None:
    changes = [f"mechanisms.delivery.{name}=0" for name in ("late_weight", "wakes", "errors")]
    enough, too_few = weeks_of(*changes, "mechanisms.voice.strength=0")
    assert too_few[:, :, columns.LATE_CLIENTS].any()
    assert (too_few[:, :, columns.CLIENTS] == enough[:, :, columns.CLIENTS]).all()
    assert (too_few[:, :, columns.CASH] == enough[:, :, columns.CASH]).all()


def test_more_hours_never_mean_more_delay() -> None:
    """Clients are the same whatever happens to them: nobody decides, all offence aside."""
    some = [weeks_of("mechanisms.decision.strength=0", "mechanisms.demography.strength=0", "market.seasoning_weeks=0",
                     f"strategies.{TOO_FEW}.hours.client_department.delivery={share}")[1]
            for share in (0.0, 0.3, 0.5, 0.7)]
    for fewer, more in itertools.pairwise(some):
        assert (more[:, :, columns.UNDONE] <= fewer[:, :, columns.UNDONE]).all()
        assert (more[:, :, columns.LATE_CLIENTS] <= fewer[:, :, columns.LATE_CLIENTS]).all()

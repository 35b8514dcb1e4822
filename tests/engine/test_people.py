"""People who come and go on dates: what they cost, what they can do, and that the past does not know of them."""

import math

import numpy as np
import pytest

from engine.fingerprint import SMALL
from retainsim.declared import columns
from retainsim.engine.world import Key, play, season
from retainsim.scenario import load
from retainsim.study.setup.schedule import people_over, schedule_of
from retainsim.study.setup.translation import parameters_of

KEY, WEEKS, DATE = Key(7, 2), 60, 20
QUIET = ["staff.hunters.quits_per_year=0", "staff.account_managers.quits_per_year=0",
         "staff.client_department.quits_per_year=0"]


def lived(*changes, strategy="nurture"):
    scenario = load("isp", [*SMALL, f"weeks={WEEKS}", "firm.cash=10000000", *changes])
    (_, p), *dates = schedule_of(scenario, strategy)
    world, trace = play(season(parameters_of(scenario, "status-quo"), KEY), p, WEEKS, dates=dates)
    return scenario, world, trace


def wanted(people, **more):
    words = ", ".join([f"people={{{', '.join(f'{role}={number}' for role, number in people.items())}}}",
                       *(f"{key}={value}" for key, value in more.items())])
    return f"strategies.nurture.changes=[{{from_week={DATE}, {words}}}]"


def test_fixed_costs_step_by_a_wage_and_what_is_paid_once():
    """Hired: found after 3 weeks for 1,000; dismissed: 4 weeks of notice, then 2,000."""
    role = ["staff.account_managers.weeks_to_find=3", "staff.account_managers.hiring_cost=1000", *QUIET,
            "staff.account_managers.notice_weeks=4", "staff.account_managers.dismissal_cost=2000"]
    for people, first, once, sign in ((3, DATE + 3, 1_000, 1), (1, DATE + 4, 2_000, -1)):
        scenario, _, trace = lived(wanted({"account_managers": people}), *role)
        wage = 100 * scenario.staff["account_managers"].wage_per_week
        costs = trace.series[:, columns.FIXED_COSTS] - trace.series[0, columns.FIXED_COSTS]
        expected = np.where(np.arange(WEEKS) < first, 0, sign * wage)
        expected[first] += 100 * once
        np.testing.assert_array_equal(costs, expected)


@pytest.mark.parametrize("people", [{"account_managers": 1}, {"account_managers": 5}, {"hunters": 0}])
def test_the_past_knows_nothing_of_who_is_hired_or_dismissed(people):
    """The worlds have as many positions, since a scenario has those of all its strategies."""
    other = wanted(people).replace("nurture", "balanced")
    (_, _, plain), (_, _, changes) = lived(other), lived(other, wanted(people))
    np.testing.assert_array_equal(plain.series[:DATE], changes.series[:DATE])
    np.testing.assert_array_equal(*(one.events[one.events[:, 0] < DATE] for one in (plain, changes)))
    assert (plain.series[DATE:] != changes.series[DATE:]).any()


def test_a_position_that_only_another_strategy_fills_changes_nothing():
    (_, _, plain), (_, _, wide) = lived(), lived(wanted({"account_managers": 9}).replace("nurture", "balanced"))
    for name, alone, together in zip(columns.NAMES, plain.series.T, wide.series.T, strict=True):
        np.testing.assert_array_equal(alone, together, err_msg=name)
    np.testing.assert_array_equal(plain.events, wide.events)


def test_newcomers_learn():
    """Hours that are given to delivery by two people, and from a date on by a third who learns."""
    _, _, trace = lived("staff.hunters.weeks_to_learn=10.0", "mechanisms.learning.at_first=0.4", *QUIET,
                        "clients.standard.delivery_hours_per_week=1.0", wanted(
                            {"hunters": 3}, hours="{hunters={hunting=0.0, care=0.0, delivery=0.5}}"))
    able = np.array([1 - 0.6 * math.exp(-week / 10) for week in range(WEEKS - DATE)])
    np.testing.assert_allclose(trace.series[DATE:, columns.DELIVERY_GIVEN], 20 * (2 + able), rtol=1e-12)


def test_a_vacancy_is_not_paid_and_nobody_quits_from_it():
    """All hunters quit before week 0, and nobody follows them within the run."""
    scenario, _, trace = lived("staff.hunters.quits_per_year=10", "staff.hunters.weeks_to_find=500", *QUIET[1:],
                               "mechanisms.turnover.strength=10")
    hunters, series = scenario.staff["hunters"], trace.series
    assert series[:, columns.STAFF_CHANGES].sum() == 0
    assert series[-1, columns.FIXED_COSTS] == 100 * (
        scenario.firm.overhead_per_week + scenario.strategies["nurture"].advertising_per_week
        + sum(role.people * role.wage_per_week for role in scenario.staff.values() if role is not hunters))


def test_worlds_of_another_number_of_positions_are_refused():
    scenario = load("isp", SMALL)
    seasoned = season(parameters_of(load("isp", [*SMALL, wanted({"hunters": 9})]), "status-quo"), KEY)
    with pytest.raises(ValueError, match="The world has 12 positions, and the strategy 5"):
        play(seasoned, parameters_of(scenario, "nurture"), 4)


def test_people_over_a_run_are_counted_by_weeks():
    scenario = load("isp", [*SMALL, f"weeks={WEEKS}", wanted({"hunters": 5})])
    assert people_over(WEEKS, *schedule_of(scenario, "nurture")) == (5 * DATE + 8 * (WEEKS - DATE)) / WEEKS

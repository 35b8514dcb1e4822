"""A firm that is played week by week lives the same world as every other command plays, and its moves replay it."""

import numpy as np
import pytest

from engine.fingerprint import SMALL
from retainsim.classroom.firm import PRESET, Firm
from retainsim.classroom.levers import levers, values
from retainsim.declared import fields
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.model.state import view
from retainsim.results.movements import key_accounts
from retainsim.scenario import Scenario, ScenarioError, load
from retainsim.scenario.schema import Role, Staff, Trigger
from retainsim.study.run import Observer
from retainsim.study.setup.setting import Setting
from study.worlds import small_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The small market; `wait` gives way to `care` when clients of status begin to leave."""
    small = small_scenario()
    trigger = Trigger(observe="status_notices", within_weeks=6, above=1, become="care")
    wait = small.strategies["wait"].model_copy(update={"triggers": [trigger]})
    return small.model_copy(update={"strategies": {**small.strategies, "wait": wait}})


def is_same(a: Trace, b: Trace) -> bool:
    return all(np.array_equal(one, other) and one.dtype == other.dtype for one, other in zip(a, b, strict=True))


def played(scenario: Scenario, strategy: str, *moves: tuple[int, dict[str, object]]) -> Firm:
    firm = Firm(scenario, strategy)
    firm.live(scenario.weeks, moves)
    return firm


@pytest.mark.parametrize("strategy", ["wait", "care", "hunt"])
@pytest.mark.parametrize("replication", [0, 3])
def test_a_firm_that_is_left_alone_lives_the_world_of_the_engine(scenario: Scenario, strategy: str,
                                                                 replication: int) -> None:
    firm = Firm(scenario, strategy, replication)
    while not firm.is_over:
        firm.step()
    assert is_same(firm.trace(), Setting.of(scenario, [strategy]).play_one(strategy, replication))


def test_every_shipped_strategy_lives_the_world_of_the_engine() -> None:
    isp = load("isp", ["weeks=60"])
    for name in isp.strategies:
        assert is_same(played(isp, name).trace(), Setting.of(isp, [name]).play_one(name, 0))


def test_a_lever_at_its_present_value_changes_no_bit(scenario: Scenario) -> None:
    alone = played(scenario, "hunt")
    for path, value in values(scenario, scenario.strategies["hunt"]).items():
        assert is_same(played(scenario, "hunt", (30, {path: value})).trace(), alone.trace()), path
    every_week = [(week, values(scenario, scenario.strategies["hunt"])) for week in range(scenario.weeks)]
    assert is_same(played(scenario, "hunt", *every_week).trace(), alone.trace())


def test_a_preset_that_is_followed_already_changes_no_bit(scenario: Scenario) -> None:
    assert is_same(played(scenario, "hunt", (30, {PRESET: "hunt"})).trace(), played(scenario, "hunt").trace())


@pytest.mark.parametrize(("path", "value"), [
    ("hours.hunters.hunting", 0.2), ("hours.account_managers.care", 0.3), ("care_focus", 2.0), ("duns_by", "letter"),
    ("pooled", True), ("advertising_per_week", 900.0), ("hunt_for", "random"), ("hands_over", False)])
def test_a_lever_acts_from_the_next_week_on_and_not_before(scenario: Scenario, path: str, value: object) -> None:
    alone, moved = played(scenario, "hunt"), played(scenario, "hunt", (40, {path: value}))
    assert np.array_equal(alone.series[:40], moved.series[:40])
    assert not np.array_equal(alone.series[40:], moved.series[40:])


def test_the_moves_play_the_world_again_bit_for_bit(scenario: Scenario) -> None:
    firm = played(scenario, "wait", (3, {"hours.hunters.hunting": 0.3}), (20, {PRESET: "care", "care_focus": 1.5}),
                  (20, {"duns_by": "letter"}), (60, {PRESET: "wait"}))
    assert len(firm.course.phases) > 5  # the trigger has fired
    again = firm.again()
    assert is_same(firm.trace(), again.trace())
    assert (firm.moves, firm.course, firm.levers) == (again.moves, again.course, again.levers)
    part = firm.again(37)
    assert (part.week, len(part.moves)) == (37, 2)
    assert np.array_equal(part.series[:37], firm.series[:37])


def test_moves_of_one_week_count_as_one(scenario: Scenario) -> None:
    firm = Firm(scenario, "hunt")
    for share in (0.1, 0.2, 0.3):
        firm.pull({"hours.hunters.hunting": share})
    firm.pull({"care_focus": 1.0})
    assert firm.moves == [(0, {"hours.hunters.hunting": 0.3, "care_focus": 1.0})]
    firm.pull({PRESET: "care"})
    firm.pull({"care_focus": 0.0})
    assert firm.moves == [(0, {PRESET: "care", "care_focus": 0.0})]
    firm.live(scenario.weeks)
    assert is_same(firm.trace(), firm.again().trace())


def test_a_lever_that_is_back_before_the_next_week_changes_no_bit(scenario: Scenario) -> None:
    firm = Firm(scenario, "hunt")
    firm.live(30)
    firm.pull({"care_focus": 2.0})
    firm.pull({"care_focus": 0.5})
    firm.live(scenario.weeks)
    assert is_same(firm.trace(), played(scenario, "hunt").trace())


def test_an_unknown_strategy_is_refused_by_name(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError, match="is not a strategy of small"):
        Firm(scenario, "cares")
    with pytest.raises(ScenarioError, match="Did you mean care"):
        Firm(scenario, "care").pull({PRESET: "cares"})


def test_a_trigger_that_fires_moves_the_levers(scenario: Scenario) -> None:
    firm = played(scenario, "wait", (2, {"care_focus": 1.5}))
    assert firm.strategy == "care"
    assert firm.levers == values(scenario, scenario.strategies["care"])
    assert firm.course.phases[-1].observed == "status_notices"


def test_a_move_that_no_scenario_could_have_is_refused_and_changes_nothing(scenario: Scenario) -> None:
    firm = Firm(scenario, "hunt")
    firm.live(10)
    with pytest.raises(ScenarioError, match="hours"):
        firm.pull({"hours.hunters.care": 0.9})  # with 0.8 for hunting
    with pytest.raises(ScenarioError, match="is not known"):
        firm.pull({"hours.hunters.carr": 0.1})
    assert firm.moves == []
    firm.live(scenario.weeks)
    assert is_same(firm.trace(), played(scenario, "hunt").trace())


def test_an_observer_of_the_replay_sees_what_an_observer_of_the_engine_sees(scenario: Scenario) -> None:
    setting = Setting.of(scenario, ["wait"])
    trace = setting.play_one("wait", 0)
    client = int(key_accounts(trace)[0])
    theirs, ours = (Observer(scenario.weeks, client) for _ in range(2))
    setting.play_one("wait", 0, theirs)
    played(scenario, "wait").again(observer=ours)
    expected, found = theirs.life(trace), ours.life(trace)
    assert expected is not None
    assert found is not None
    assert repr(expected.weeks) == repr(found.weeks)


def test_two_firms_in_one_world_start_from_the_same_clients(scenario: Scenario) -> None:
    a, b = Firm(scenario, "hunt"), Firm(scenario, "care")
    a.step()
    assert b.week == 0
    assert np.array_equal(a.opening, b.opening)
    assert np.array_equal(b.opening, view(b.world.whole, fields.SUPPLIER, b.p.organisations))
    assert np.count_nonzero(a.opening == FIRM) == 75


def test_levers_are_those_of_the_schema(scenario: Scenario) -> None:
    there = {lever.path: lever for lever in levers(scenario)}
    assert there.keys() == values(scenario, scenario.strategies["care"]).keys()
    assert there["care_focus"][5:9] == ("slider", 0, 2, 0.05)
    assert there["duns_by"].choices == ("call", "letter")
    assert there["hours.hunters.care"].group == "hunters"
    assert there["hands_over"].kind == "switch"
    assert all(lever.meaning for lever in there.values())


def test_work_that_nobody_asks_for_has_no_levers(scenario: Scenario) -> None:
    large = scenario.clients["large"].model_copy(update={"delivery_hours_per_week": 2.0})
    busy = scenario.model_copy(update={"clients": {**scenario.clients, "large": large}})
    names, more = ({lever.path.rpartition(".")[2] for lever in levers(firm)} for firm in (scenario, busy))
    assert more - names == {"delivery", "overtime", "helps"}
    for firm in (scenario, busy):
        assert {lever.path for lever in levers(firm)} == values(firm, firm.strategies["care"]).keys()


def test_a_role_without_people_has_no_levers(scenario: Scenario) -> None:
    hunters = scenario.staff.hunters.model_copy(update={"people": 0})
    without = scenario.model_copy(update={"staff": Staff(scenario.staff, hunters=hunters)})
    assert not any(lever.group == "hunters" for lever in levers(without))


def test_the_price_of_each_segment_is_a_lever(scenario: Scenario) -> None:
    prices = [lever for lever in levers(scenario) if lever.path.startswith("prices.")]
    assert [(lever.group, lever.label) for lever in prices] == [(name, "price") for name in scenario.clients]


def test_a_role_has_levers_for_the_jobs_that_it_may_do(scenario: Scenario) -> None:
    desk = Role(people=1, wage_per_week=500.0, jobs=["repair", "dunning"])
    firm = scenario.model_copy(update={"staff": Staff(scenario.staff, **{"front-desk": desk})})
    there = [lever.path for lever in levers(firm) if lever.group == "front desk"]
    assert there == ["hours.front-desk.dunning", "hours.front-desk.repair"]
    assert there == [path for path in values(firm, firm.strategies["care"]) if "front-desk" in path]


DATED = ["strategies.nurture.changes=[{from_week=5, hours={hunters={hunting=0.1}}, care_focus=2.0}, "
         "{from_week=12, until_week=15, firm={fault_rate_per_year=9.0}}]",
         "rivals.attacker.changes=[{from_week=8, price_index=0.7}]"]


def test_dates_come_as_in_every_other_command():
    scenario = load("isp", [*SMALL, *DATED])
    firm = Firm(scenario, "nurture", 3)
    firm.live(scenario.weeks)
    trace = Setting.of(scenario, ["nurture"]).play_one("nurture", 3)
    np.testing.assert_array_equal(firm.trace().series, trace.series)
    np.testing.assert_array_equal(firm.events(), trace.events)
    assert [change.week for change in firm.course.changes] == [5, 8, 12, 15]
    assert firm.follows_it


def test_a_lever_that_is_moved_by_hand_holds_until_a_later_date_says_otherwise():
    firm = Firm(load("isp", [*SMALL, *DATED]), "nurture")
    firm.live(6, [(2, {"care_focus": 1.0})])
    assert firm.levers["care_focus"] == 2.0
    firm.pull({"care_focus": 0.0})
    assert firm.levers["care_focus"] == 0.0
    assert firm.levers["hours.hunters.hunting"] == 0.1
    firm.live(8)
    assert firm.p.strategy.care_focus == 0.0

"""The facts and the costs that KPIs need are those of the scenario."""

import pytest

from retainsim.engine.many import play_in_order
from retainsim.model.parameters import Parameters
from retainsim.model.state import World
from retainsim.results.facts import Facts
from retainsim.study.setup.setting import Setting
from retainsim.study.setup.translation import parameters_of

from ..worlds import small_scenario


def test_facts_of_a_world() -> None:
    scenario = small_scenario(attachment={"person_share": 0.625})
    assert Setting.of(scenario, ["hunt"]).facts["hunt"] == Facts(
        discount_per_year=0.10, direct_cost_share=0.45, price_index=1.1, credit_line=100_000, person_share=0.625,
        positions=6, segments=("large", "young"), status=(True, False), suppliers=("firm", "carrier", "raider"),
        roles=("firm", "established", "attacker"))


@pytest.mark.parametrize(("strategy", "finding", "keeping"), [
    # two hunters at 900 give 0.8 of their week, two account managers at 800 a half; 50 for advertising
    ("hunt", 2 * 900 * 0.8 + 2 * 800 * 0.5 + 50, 2 * 500 * 0.7),
    ("care", 0, 2 * 800 * 0.8 + 2 * 500 * 0.8),  # a delegation keeps clients, too
    ("wait", 0, 2 * 500 * 0.5)])
def test_wages_for_finding_and_keeping_clients(strategy: str, finding: float, keeping: float) -> None:
    """Order calls count with neither."""
    p = parameters_of(small_scenario(), strategy)
    assert (p.costs.finding, p.costs.keeping) == pytest.approx((100 * finding, 100 * keeping), rel=2**-50)


class Notes:
    """An observer that notes when it is asked to look."""

    def __init__(self) -> None:
        self.weeks: list[int] = []

    def begin(self, seasoned: World, p: Parameters) -> None:
        assert not self.weeks

    def look(self, week: int, world: World, p: Parameters) -> None:
        self.weeks.append(week)


def test_many_worlds_and_one_are_the_same_whoever_looks_on() -> None:
    setting = Setting.of(small_scenario().model_copy(update={"weeks": 30, "seed": 11}), ["hunt", "wait"])
    many = setting.play(range(3), lambda trace, facts: (trace.series.tobytes(), facts.suppliers), threads=2)
    assert list(many) == ["hunt", "wait"]
    notes = Notes()
    for observer in (None, notes):
        one = setting.play_one("wait", 2, observer)
        assert many["wait"][2] == (one.series.tobytes(), ("firm", "carrier", "raider"))
    assert notes.weeks == list(range(30))
    assert len({series for series, _ in many["hunt"] + many["wait"]}) == 6


def test_what_is_taken_in_order_is_what_is_played() -> None:
    setting = Setting.of(small_scenario().model_copy(update={"weeks": 5}), ["care"])
    rows: dict[int, float] = {}
    play_in_order(setting, [4, 1, 3], lambda _, trace: trace.series.sum(), lambda number, row: rows.update(
        {number: row["care"]}), ahead=1)
    assert list(rows) == [4, 1, 3]
    assert list(rows.values()) == setting.play([4, 1, 3], lambda trace, _: trace.series.sum())["care"]

"""The search plays what comparisons play, and says everything that is wrong with what it is asked."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import ScenarioError, digest
from retainsim.scenario.schema import Scenario
from retainsim.study import switch as module
from retainsim.study.compare import compare
from retainsim.study.factor import with_factors
from retainsim.study.setup.request import Progress, Request
from retainsim.study.switch import Switch, switch

from .worlds import small_scenario

WAGES = "staff.hunters.wage_per_week"
REPLICATIONS = 3


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.fixture(scope="module")
def found(scenario: Scenario) -> Switch:
    """Hunting costs people who are paid for nothing else; the longer it is done, the more it brings."""
    return switch(scenario, "weeks", 10, 60, Request(strategies=["hunt", "wait"], kpi="new_clients",
                                                     replications=REPLICATIONS, threads=2))


def test_every_point_is_a_comparison(scenario: Scenario, found: Switch) -> None:
    assert len(found.points) >= 7
    for point in (found.points[0], found.points[-1]):
        played = compare(with_factors(scenario, {"weeks": point.factor}),
                         Request(strategies=["hunt", "wait"], replications=REPLICATIONS))
        gap = played.values["hunt"]["new_clients"] - played.values["wait"]["new_clients"]
        assert point.difference == gap.mean()
        assert (point.mean_a, point.mean_b) == tuple(
            played.summary(name, "new_clients").mean for name in ("hunt", "wait"))
        assert point.p_a_better == np.mean((gap > 0) + (gap == 0) / 2)


def test_the_document_is_one_of_json(found: Switch, scenario: Scenario) -> None:
    document = json.loads(json.dumps(found.to_document(), allow_nan=False))
    assert list(document) == ["scenario", "digest", "seed", "weeks", "replications", "worth_telling", "factor",
                              "unit", "whole", "low", "high", "a", "b", "kpi", "crossings", "points"]
    assert [document[key] for key in ("scenario", "digest", "seed", "weeks", "replications", "factor", "unit", "whole",
                                      "low", "high", "a", "b", "kpi")] == [
        "small", digest(scenario), 7, scenario.weeks, REPLICATIONS, "weeks", "weeks", True, 10, 60, "hunt", "wait",
        "new_clients"]
    assert list(document["points"][0]) == ["factor", "mean_a", "mean_b", "difference", "low", "high", "p_a_better",
                                           "p_equal", "both_ruined"]
    assert isinstance(document["points"][0]["factor"], int)


def faked(monkeypatch: pytest.MonkeyPatch, lead: Callable[[float], float]) -> list[Scenario]:
    """Comparisons that cost nothing: `wait` is ahead by this much at these wages."""
    played: list[Scenario] = []

    class Fake:
        def __init__(self, scenario: Scenario, replications: int) -> None:
            noise = np.linspace(-1, 1, replications)
            ahead = lead(scenario.staff.hunters.wage_per_week)
            self.values = {"wait": dict.fromkeys(KPIS, ahead + noise), "hunt": dict.fromkeys(KPIS, 0 * noise)}

    def fake(scenario: Scenario, request: Request, progress: Progress) -> Fake:
        played.append(scenario)
        for _ in range(request.replications):
            progress.on_done()
        return Fake(scenario, request.replications)

    monkeypatch.setattr(module, "compare", fake)
    return played


def test_who_overtakes_whom(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    played = faked(monkeypatch, lambda wage: (wage - 500) / 10)
    told: list[str] = []
    document = switch(scenario, WAGES, 100, 900, Request(strategies=("wait", "hunt"), replications=5, seed=3, weeks=9),
                      progress=Progress(on_start=lambda: told.append("start"),
                                        on_done=lambda: told.append("done"))).to_document()
    (crossing,) = document["crossings"]
    assert crossing["at"] == pytest.approx(500, abs=1)
    assert crossing["low"] < 500 < crossing["high"]
    assert (crossing["ahead_below"], crossing["ahead_above"]) == ("hunt", "wait")
    assert told == ["start", *["done"] * 5 * len(played)]
    assert {(world.seed, world.weeks) for world in played} == {(3, 9)}
    assert (document["seed"], document["weeks"], document["kpi"]) == (3, 9, "value_end")
    turned = switch(scenario, WAGES, 100, 900, Request(strategies=["wait", "hunt"], kpi="exits_total",
                                                       replications=5)).to_document()["crossings"][0]
    assert (turned["ahead_below"], turned["ahead_above"]) == ("wait", "hunt")  # less is better


def test_nobody_is_overtaken(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    faked(monkeypatch, lambda wage: 7.0)
    document = switch(scenario, WAGES, 100, 900, Request(strategies=["wait", "hunt"], replications=5)).to_document()
    assert document["crossings"] == []
    assert [point["difference"] for point in document["points"]] == [7.0] * 7


def test_ruin_under_both_is_told_of_every_value() -> None:
    poor = small_scenario(cash=0.0)
    found = switch(poor, "firm.overhead_per_week", 3_000, 9_000,
                   Request(strategies=["hunt", "care"], kpi="cash_end", replications=2, weeks=12))
    last = compare(with_factors(poor, {"firm.overhead_per_week": 9_000}),
                   Request(strategies=["hunt", "care"], replications=2, weeks=12)).values
    assert found.points[-1].both_ruined == (last["hunt"]["insolvent"] * last["care"]["insolvent"]).mean() == 1
    assert found.crossings == ()


# ---- what cannot be asked

def complaint(scenario: Scenario, **changes: Any) -> str:
    asked: dict[str, Any] = {"factor": WAGES, "low": 100, "high": 900, "strategies": ["wait", "hunt"]} | changes
    factor = (asked.pop(name) for name in ("factor", "low", "high"))
    with pytest.raises(ScenarioError) as caught:
        switch(scenario, *factor, Request(**asked),
               progress=Progress(on_start=pytest.fail if "weeks" not in changes else lambda: None))
    return str(caught.value)


@pytest.mark.parametrize(("changes", "wanted"), [
    ({"factor": "staff.hunters.wage"}, "Did you mean staff.hunters.wage_per_week?"),
    ({"low": 900}, "--low 900\n  must be less than --high 900."),
    ({"low": -1}, f"--low -1: {WAGES} = -1\n  must be a number from 0 to 1_000_000_000_000."),
    ({"strategies": ["wait", "hutn"]}, '--strategies "hutn"\n  is not a strategy of small. '
                                       "Did you mean hunt? Allowed: wait, care, hunt."),
    ({"strategies": "wait"}, "--strategies wait\n  must name two strategies of small: wait, care, hunt."),
    ({"strategies": ["wait", "care", "hunt"]}, "--strategies wait,care,hunt\n  must name two strategies of small: "),
    ({"strategies": ["wait", "wait"]}, "must name each strategy once"),
    ({"kpi": "value_edn"}, '--kpi "value_edn"\n  is not a KPI. Did you mean value_end? Allowed: cash_end, '),
    ({"kpi": "value_edn"}, "Did you mean value_end?"),
    ({"kpi": "mean_fee"}, '--kpi "mean_fee"\n  has no better direction; choose one of: cash_end, '),
    ({"replications": 1}, "--replications 1\n  must be a whole number from 2 to 1_000_000."),
    ({"seed": -1}, "--seed -1\n"), ({"threads": 0}, "--threads 0\n"),
    ({"factor": "weeks", "low": 1, "high": 9, "weeks": 9},
     "--weeks 9\n  cannot be given where the factor is weeks. Leave it out."),
])
def test_wrong_arguments(changes: dict[str, Any], wanted: str, scenario: Scenario) -> None:
    assert wanted in complaint(scenario, **changes)


def test_everything_wrong_is_said_at_once(scenario: Scenario) -> None:
    said = complaint(scenario, factor="firm.cahs", strategies=["wait"], kpi="cash", replications=0)
    for argument in ("--factor firm.cahs", "--strategies wait", '--kpi "cash"', "--replications 0"):
        assert argument in said


def test_a_kpi_that_no_world_defines(scenario: Scenario) -> None:
    assert complaint(scenario, kpi="profit_sd", weeks=2, replications=2) == (
        f"--kpi profit_sd\n  is defined under both strategies in fewer than two worlds where {WAGES} = 100. "
        "Try another KPI, or more --replications.")

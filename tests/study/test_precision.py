"""A comparison stops by itself when its differences are known precisely enough, and not before."""

import dataclasses
import json
import math

import numpy as np
import pytest

from alarm import Alarm
from retainsim.experiment.precision import Precision, precision_of
from retainsim.scenario import ScenarioError
from retainsim.scenario.schema import Scenario
from retainsim.study.compare import Comparison, compare, until_precise
from retainsim.study.setup.precision import assess, next_look
from retainsim.study.setup.request import Progress, Request
from retainsim.study.statistics import Pair

from .worlds import small_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.mark.parametrize(("given", "value", "is_relative"), [
    ("5%", 0.05, True), (" 2.5 % ", 0.025, True), ("20000", 20_000, False), (".5", 0.5, False), ("1e4", 10_000, False),
    (250, 250, False), (0.5, 0.5, False)])
def test_what_stands_for_a_precision(given: str | float, value: float, is_relative: bool) -> None:
    assert precision_of(given) == Precision(pytest.approx(value), is_relative)


@pytest.mark.parametrize("given", ["", "%", "five", "-5%", "0", "0%", "nan", "inf", "1e999", "5%%", "5 000", True, -1,
                                   0, math.nan, math.inf])
def test_what_does_not(given: str | float, scenario: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"--precision .*\n  must be a share of the largest difference, such as 5%"):
        compare(scenario, Request(precision=given))


def test_one_strategy_has_no_difference(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError, match="needs at least two strategies"):
        compare(scenario, Request(strategies="care", precision="5%"))


@pytest.mark.parametrize(("half", "asked", "played", "most", "planned"), [
    (10.0, 10.0, 100, 10_000, 100),  # reached
    (20.0, 10.0, 100, 10_000, 400),  # four times, and no more at once
    (12.0, 10.0, 100, 10_000, 152),  # 1.44 times 1.05
    (10.01, 10.0, 100, 10_000, 107),
    (13.0, 10.0, 100, 150, 150),
    (20.0, 10.0, 150, 400, 400),
    (20.0, 10.0, 100, 150, 100),  # it would take more than twice as many as allowed
    (12.0, 10.0, 150, 150, 150),  # as many as allowed
    (None, 10.0, 100, 10_000, 100)])  # nothing is defined
def test_when_to_look_next(half: float | None, asked: float, played: int, most: int, planned: int) -> None:
    low, high = (None, None) if half is None else (200.0 - half, 200.0 + half)
    pair = Pair("a", "b", "value_end", None if half is None else 200.0, low, high, 1.0, 0.0, 1.0, False)
    assert next_look(assess(Precision(asked, False), [pair], played), played, most) == planned


@pytest.mark.parametrize("asked", [1e-300, 5e-324])
def test_a_precision_beyond_all_worlds(asked: float) -> None:
    pair = Pair("a", "b", "value_end", 200.0, 190.0, 210.0, 1.0, 0.0, 1.0, False)
    now = assess(Precision(asked, False), [pair], 100)
    assert now.needed == 10**15
    assert next_look(now, 100, 10_000) == 100


def test_nothing_differs() -> None:
    pair = Pair("a", "b", "value_end", 0.0, -1.0, 1.0, 0.5, 0.0, 1.0, False)
    now = assess(Precision(0.05, True), [pair], 100)
    assert (now.largest, now.needed, now.is_reached, next_look(now, 100, 10_000)) == (0.0, None, False, 100)


@pytest.mark.parametrize("asked", ["20%", "10000"])
def test_it_goes_on_until_the_interval_is_narrow(asked: str, scenario: Scenario,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retainsim.study.compare.PILOT", 8)
    plans: list[int] = []
    found = compare(scenario, Request(strategies=["care", "hunt"], precision=asked, weeks=60),
                    Progress(on_plan=plans.append))
    (pair,) = found.pairs_of("value_end")
    assert found.precision is not None
    assert found.precision.is_reached
    assert plans[0] == 8 < plans[-1] == found.replications
    half = (pair.high - pair.low) / 2
    allowed = 0.2 * abs(pair.difference) if asked == "20%" else 10_000
    assert found.precision.half_width == pytest.approx(half)
    assert half <= allowed
    for look in plans[:-1]:  # it was right not to stop before
        before = dataclasses.replace(found, values={
            name: {kpi: values[:look] for kpi, values in kpis.items()} for name, kpis in found.values.items()})
        (pair,) = before.pairs_of("value_end")
        assert (pair.high - pair.low) / 2 > (0.2 * abs(pair.difference) if asked == "20%" else 10_000)
    assert found.to_document()["precision"]["is_reached"] is True


def test_the_worlds_are_those_of_a_plain_comparison(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retainsim.study.compare.PILOT", 3)
    monkeypatch.setattr("retainsim.study.setup.precision.HOPELESS", 1e12)
    found = compare(scenario, Request(strategies=["care", "hunt"], replications=5, precision=1.0, weeks=20))
    plain = compare(scenario, Request(strategies=["care", "hunt"], replications=5, weeks=20))
    assert found.precision is not None
    assert not found.precision.is_reached
    assert plain.precision is None
    assert "precision" not in plain.to_document()
    assert found.replications == 5
    for name in found.strategies:
        np.testing.assert_equal(found.values[name], plain.values[name])


@pytest.mark.parametrize("asked", ["1234567", "0.5", "12.5%"])
def test_it_is_told_as_it_was_asked(asked: str) -> None:
    assert str(precision_of(asked)) == asked


def test_an_event_and_a_figure_that_a_strategy_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retainsim.study.compare.PILOT", 3)
    event = small_scenario().model_copy(update={"primary_kpis": ["insolvent"]})
    found = compare(event, Request(strategies=["care", "hunt"], precision="0.9", weeks=20))
    assert json.loads(json.dumps(found.to_document()))["precision"]["is_reached"] is True
    lacking = small_scenario().model_copy(update={"primary_kpis": ["cac"]})
    told = compare(lacking, Request(strategies=["wait", "care", "hunt"], replications=3, precision="90%",
                                    weeks=20)).precision
    assert told.undefined == 3  # only `hunt` spends anything on new clients
    assert not told.is_reached


def test_what_is_judged_by_is_what_gets_precise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retainsim.study.compare.PILOT", 3)
    neutral_first = small_scenario().model_copy(update={"primary_kpis": ["hours_care", "cash_end"]})
    assert compare(neutral_first, Request(strategies=["care", "hunt"], precision="1e9",
                                          weeks=20)).precision.kpi == "cash_end"


def test_the_interval_at_which_it_stops_covers(alarm: Alarm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of normal differences with the spread of those in isp, 0.4 of the difference, at 5 %."""
    # False alarm 1e-6. The band of 4,000 samples is 0.017 to either side: a coverage of 0.93 would be noticed.
    random = np.random.default_rng(20011)

    def covers() -> bool:
        gaps = np.empty(0)

        def play(more: range) -> Comparison:
            nonlocal gaps
            gaps = np.append(gaps, random.normal(1.0, 0.4, len(more)))
            return Comparison({"a": "", "b": ""}, {"": ""}, 0, 0, more.stop, ("value_end",),
                              {"a": {"value_end": gaps}, "b": {"value_end": np.zeros(len(gaps))}})

        found = until_precise(Precision(0.05, True), 10_000, play, lambda _: None)
        (pair,) = found.pairs_of("value_end")
        return pair.low <= 1.0 <= pair.high

    covered = sum(covers() for _ in range(4_000))
    low, high = alarm.chance(covered, 4_000)
    assert low <= 0.95 <= high

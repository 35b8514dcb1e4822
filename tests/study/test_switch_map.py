"""The map plays what comparisons play, and says everything that is wrong with what it is asked."""

import json
from typing import Any

import pytest

from retainsim.scenario import ScenarioError, digest
from retainsim.scenario.schema import Scenario
from retainsim.study.compare import compare
from retainsim.study.factor import with_factors
from retainsim.study.frontier import STATES
from retainsim.study.setup.request import Progress, Request
from retainsim.study.switch import Switch
from retainsim.study.switch_map import Ranges, SwitchMap, search, switch_map

from .worlds import small_scenario

FACTORS = ("weeks", "clients.*.resistant_share")
RANGES: Ranges = (FACTORS, (4, 0), (6, 0.9))  # three whole numbers
REPLICATIONS = 3


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


def request(**changes: Any) -> Request:
    return Request(**{"strategies": ["hunt", "wait"], "kpi": "cash_end", "replications": REPLICATIONS, "threads": 2}
                   | changes)


@pytest.fixture(scope="module")
def surveyed(scenario: Scenario) -> SwitchMap:
    return switch_map(scenario, RANGES, 49, request())


def test_every_place_is_a_comparison(scenario: Scenario, surveyed: SwitchMap) -> None:
    assert {(place.x, place.y) for place in surveyed.places} >= {(x, y) for x in (4, 5, 6) for y in (0, 0.9)}
    for place in (surveyed.places[0], surveyed.places[-1]):
        played = compare(with_factors(scenario, dict(zip(FACTORS, (place.x, place.y), strict=True))),
                         Request(strategies=["hunt", "wait"], replications=REPLICATIONS))
        gap = played.values["hunt"]["cash_end"] - played.values["wait"]["cash_end"]
        assert place.difference == gap.mean()
        assert place.ahead == ("open" if place.low <= 0 <= place.high else "a" if gap.mean() > 0 else "b")


def test_the_number_of_threads_changes_nothing(scenario: Scenario, surveyed: SwitchMap) -> None:
    again = switch_map(scenario, RANGES, 49, request(threads=1))
    assert json.dumps(again.to_document()) == json.dumps(surveyed.to_document())


def test_the_document_is_one_of_json(surveyed: SwitchMap, scenario: Scenario) -> None:
    document = json.loads(json.dumps(surveyed.to_document(), allow_nan=False))
    assert list(document) == ["scenario", "digest", "seed", "weeks", "replications", "worth_telling", "factors", "a",
                              "b", "kpi", "shares", "complete", "places", "worlds", "frontier", "cells", "points"]
    assert document["factors"] == [
        {"factor": "weeks", "unit": "weeks", "whole": True, "low": 4, "high": 6, "own": scenario.weeks},
        {"factor": "clients.*.resistant_share", "unit": "", "whole": False, "low": 0, "high": 0.9,
         "own": next(iter(scenario.clients.values())).resistant_share}]
    assert (document["digest"], document["worlds"]) == (digest(scenario), REPLICATIONS * document["places"])
    assert list(document["shares"]) == list(STATES)
    assert list(document["points"][0])[:3] == ["x", "y", "ahead"]
    assert isinstance(document["points"][0]["x"], int)


def test_progress_is_told_of_every_world(scenario: Scenario) -> None:
    told: list[str] = []
    found = switch_map(scenario, RANGES, 49, request(), progress=Progress(
        on_start=lambda: told.append("start"), on_done=lambda: told.append("done")))
    assert told == ["start", *["done"] * REPLICATIONS * len(found.places)]


def test_one_factor_is_searched_as_ever(scenario: Scenario) -> None:
    assert isinstance(search(scenario, (["weeks"], [4], [6]), None, request()), Switch)


@pytest.mark.parametrize(("ranges", "places", "changes", "wanted"), [
    ((["weeks"], [4], [6]), 60, {}, "--places 60\n  is for two factors, and one is given. Leave it out, or give"),
    (RANGES, 48, {}, "--places 48\n  must be a whole number from 49 to 10000."),
    (RANGES, None, {"weeks": 9}, "--weeks 9\n  cannot be given where the factor is weeks. Leave it out."),
    ((["weeks", "weeks"], [4, 4], [6, 6]), None, {"kpi": "cash"}, "--factor weeks\n  is given twice."),
    (RANGES, None, {"kpi": "profit_sd", "replications": 2}, "--kpi profit_sd\n  is defined under both strategies in "
     "fewer than two worlds where weeks = 4 and clients.*.resistant_share = 0. "
     "Try another KPI, or more --replications."),
])
def test_wrong_arguments(ranges: Ranges, places: int | None, changes: dict[str, Any], wanted: str, scenario: Scenario,
                         ) -> None:
    with pytest.raises(ScenarioError) as caught:
        search(scenario, ranges, places, request(**changes))
    assert wanted in str(caught.value)

"""Scenarios beside each other from Python: one comparison, a folder that gives each back, errors in its words."""

from pathlib import Path

import pytest

import retainsim
from retainsim import Scenario

CHANGES = ("clients.status.organisations=30", "clients.status.served_by_firm=20", "clients.standard.organisations=60",
           "clients.standard.served_by_firm=30", "clients.young.organisations=30", "clients.young.served_by_firm=10",
           "clients.young.founded_later=5", "weeks=20", "market.seasoning_weeks=5")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return retainsim.load("isp", CHANGES)


@pytest.fixture(scope="module")
def dearer(scenario: Scenario) -> Scenario:
    return scenario.override({"name": "dearer", "firm.price_index": 1.2})


def test_scenarios_beside_each_other(scenario: Scenario, dearer: Scenario, tmp_path: Path) -> None:
    comparison = scenario.compare(["nurture"], beside=[dearer], replications=2, out=tmp_path / "kept")
    assert comparison.scenarios == {"isp:nurture": "isp", "dearer:nurture": "dearer"}
    rows = comparison.frame()
    assert list(rows["scenario"]) == ["isp", "isp", "dearer", "dearer"]
    assert "dearer:nurture" in str(comparison)
    assert "dearer: nurture" in comparison._repr_html_()
    results = retainsim.open_results(tmp_path / "kept")
    assert results.comparison().to_document() == comparison.to_document()
    assert results.replications().equals(rows)
    assert results.scenarios == comparison.scenarios
    assert (results.scenario().name, results.scenario("dearer")) == ("isp", dearer)
    assert set(results.figures()) >= {"cash", "differences"}
    assert results.rerun(3).differences == ()
    with pytest.raises(retainsim.UnknownNameError, match="There is no scenario \"dear\"; there are isp, dearer"):
        results.scenario("dear")


def test_a_single_one_needs_no_list(scenario: Scenario, dearer: Scenario) -> None:
    assert len(scenario.compare("nurture", beside=dearer, replications=1).strategies) == 2


def test_what_is_wrong_is_said_in_words_of_python(scenario: Scenario, dearer: Scenario) -> None:
    with pytest.raises(retainsim.ScenarioError, match=r"for instance by seed=2001\.$"):
        scenario.compare(beside=[dearer.override("seed=5")])
    with pytest.raises(retainsim.ScenarioError, match=r"is not a strategy of isp or dearer\. Did you mean nurture"):
        scenario.compare("nurtur", beside=[dearer])
    with pytest.raises(TypeError, match="load it first"):
        scenario.compare(beside="isp")  # type: ignore[arg-type]

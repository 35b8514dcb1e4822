"""Python users give numbers of any kind, and hear of arguments, not of options."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import retainsim
from api.test_api import CHANGES
from retainsim import Scenario, ScenarioError

TWO = ["nurture", "balanced"]


class Whole(int):
    """An integer of another library."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return retainsim.load("isp", (*CHANGES, "weeks=20", "rivals.attacker.start_week=10"))


@pytest.mark.parametrize("kind", [np.int64, np.uint8, np.int32, Whole])
def test_integers_of_any_kind_are_integers(kind: Any, scenario: Scenario, tmp_path: Path) -> None:
    one, two = kind(1), kind(2)
    comparison = scenario.compare(TWO, replications=two, seed=kind(7), weeks=kind(8), threads=one, out=tmp_path / "out")
    assert comparison.to_document() == scenario.compare(TWO, replications=2, seed=7, weeks=8).to_document()
    assert retainsim.open_results(tmp_path / "out").rerun(one).row == 1
    run = scenario.run("nurture", replication=one, client=two, seed=kind(7), weeks=kind(8))
    assert run.to_document() == scenario.run("nurture", replication=1, client=2, seed=7, weeks=8).to_document()
    changed = scenario.override({"weeks": kind(9), "firm": {"cash": np.float32(5), "write_off_weeks": kind(6)}})
    assert (changed.weeks, changed.firm.cash, changed.firm.write_off_weeks) == (9, 5, 6)
    switch = scenario.switch("weeks", kind(4), kind(8), TWO, replications=two)
    assert (switch.low, switch.high) == (4, 8)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "replications": ({"replications": 0}, "replications=0\n  must be a whole number from 1 to 1_000_000."),
    "a truth": ({"seed": np.True_}, "seed=True\n  must be a whole number from 0 to 4_294_967_295."),
    "a word": ({"threads": "two"}, 'threads="two"\n  must be a whole number from 1 to 1024.'),
    "force": ({"force": True}, 'force=True\n  applies to the folder out, and there is none. Name it: out="results".'),
    "out": ({"out": ""}, 'out=""\n  names no folder. For instance out="results".'),
    "precision": ({"precision": "x", "strategies": TWO}, 'precision="x"\n  must be a share of '),
    "strategies": ({"strategies": ["nurtur"]},
                   'strategies="nurtur"\n  is not a strategy of isp. Did you mean nurture? Allowed: ')}


@pytest.mark.parametrize(("given", "words"), WRONG.values(), ids=WRONG)
def test_errors_speak_of_arguments(given: dict[str, Any], words: str, scenario: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario.compare(**given)
    assert str(caught.value).startswith(words)
    assert "--" not in str(caught.value)


def test_so_do_those_of_the_other_methods(scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "provenance.json").write_text("{}")
    for call, words in (
            (lambda: scenario.override({"firm.cash": -5}), "firm.cash=-5\n  must be "),
            (lambda: retainsim.load("isp", {"firm": {"cahs": 5}}), "firm.cahs=5\n  "),
            (lambda: scenario.run("nurture", client="nobody"), 'client="nobody"\n  is not an organisation'),
            (lambda: scenario.why(TWO, kpi="x"), 'kpi="x"\n  is not a KPI'),
            (lambda: scenario.switch("weeks", 8, 4, TWO), "low=8\n  must be less than high=4."),
            (lambda: scenario.compare(out=tmp_path / "out"), "out=")):
        with pytest.raises(ScenarioError) as caught:
            call()
        assert str(caught.value).startswith(words)
        assert "--" not in str(caught.value)


def test_a_copy_is_checked_and_fields_are_not_set(scenario: Scenario) -> None:
    copied = scenario.model_copy(update={"weeks": np.int64(30)})
    assert (type(copied), copied.weeks, scenario.weeks) == (Scenario, 30, 20)
    assert copied == scenario.override({"weeks": 30})
    assert scenario.model_copy() == scenario
    for update, words in (({"weeks": 0}, "update: weeks = 0\n  must be a whole number from 1 to 5200."),
                          ({"wekks": 3}, "Did you mean weeks?"),
                          ({"firm": scenario.firm.model_copy(update={"cash": "x"})}, 'firm.cash = "x"\n  must be')):
        with pytest.raises(ScenarioError) as caught:
            scenario.model_copy(update=update)
        assert words in str(caught.value)
    for table, key in ((scenario, "weeks"), (scenario.firm, "cash")):
        with pytest.raises(AttributeError, match=rf"{key} cannot be set: .*scenario\.override"):
            setattr(table, key, 5)


def test_pairs_of_a_stranger_say_which_kpis_there_are(scenario: Scenario) -> None:
    comparison = scenario.compare(TWO, replications=2)
    with pytest.raises(KeyError, match=r'There is no KPI "vaule_end"; there are .* Did you mean value_end'):
        comparison.pairs_of("value_end", "vaule_end")

"""A request is checked as a whole, and a study takes only what it has a use for."""

import pytest

from retainsim.scenario import ScenarioError
from retainsim.study.compare import compare
from retainsim.study.run import run
from retainsim.study.setup.request import Progress, Request
from retainsim.study.switch import switch
from retainsim.study.why import explain

from ..worlds import small_scenario

SILENT = Progress(on_start=pytest.fail)


def test_what_a_study_has_no_use_for_is_not_taken_in_silence() -> None:
    scenario = small_scenario()
    with pytest.raises(TypeError, match="does not take kpi, client"):
        compare(scenario, Request(client="large 1", kpi="cash_end"), SILENT)
    with pytest.raises(TypeError, match="does not take replications, threads"):
        run(scenario, Request(strategies="care", replications=3, threads=1), SILENT)
    with pytest.raises(TypeError, match="does not take precision, replication, out"):
        explain(scenario, Request(strategies=("care", "hunt"), precision="5%", out="there", replication=2), SILENT)
    with pytest.raises(TypeError, match="does not take force"):
        switch(scenario, "weeks", 1, 9, Request(strategies=("care", "hunt"), force=True), progress=SILENT)


@pytest.mark.parametrize(("strategies", "words"), [
    (["care", "hunt"], "--strategy care,hunt\n  must name one strategy of small: wait, care, hunt."),
    ([], "--strategy\n  must name at least one")])
def test_one_world_is_that_of_one_strategy(strategies: list[str], words: str) -> None:
    with pytest.raises(ScenarioError) as error:
        run(small_scenario(), Request(strategies=strategies), SILENT)
    assert str(error.value).startswith(words)


def test_everything_that_is_wrong_with_a_pair_is_said_at_once() -> None:
    scenario = small_scenario().model_copy(update={"primary_kpis": ["cash"]})
    with pytest.raises(ScenarioError) as error:
        switch(scenario, "weeks", 9, 1, Request(strategies="care", kpi="hours_care", replications=1, seed=-1, weeks=0,
                                                threads=0), progress=SILENT)
    assert [problem.file.split()[0] for problem in error.value.problems] == [
        "--low", "--weeks", "--strategies", "--kpi", "--replications", "--seed", "--weeks", "--threads", "small"]

"""One world is the world that a comparison plays, with what cannot be read from its trace."""

from pathlib import Path

import numpy as np
import pytest

import retainsim
from retainsim.declared import columns, events
from retainsim.declared.codes import FIRM
from retainsim.results.movements import FROM, KIND, TO, WEEK
from retainsim.results.story import Phase
from retainsim.scenario import ScenarioError
from retainsim.scenario.schema import Scenario, Trigger
from retainsim.study.compare import compare
from retainsim.study.read_back import rerun
from retainsim.study.run import run
from retainsim.study.setup.request import Request

from .worlds import small_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


def turning(scenario: Scenario, within_weeks: int, above: float) -> Scenario:
    """The scenario with a trigger that makes `wait` become `care`, which heeds complaints."""
    trigger = Trigger(observe="status_notices", within_weeks=within_weeks, above=above, become="care")
    wait = scenario.strategies["wait"].model_copy(update={"triggers": [trigger]})
    care = scenario.strategies["care"].model_copy(update={"rescue_on": "complaint"})
    return scenario.model_copy(update={"strategies": {**scenario.strategies, "wait": wait, "care": care}})


def test_a_trigger_that_fires_is_noted_with_what_was_seen(scenario: Scenario) -> None:
    lived = run(turning(scenario, 6, 1), Request(strategies="wait"))
    seen = np.convolve(lived.trace.series[:, columns.STATUS_NOTICES], np.ones(6))[:lived.scenario.weeks]
    week = int(np.flatnonzero((seen > 1) & (np.arange(len(seen)) >= 5))[0])
    assert lived.course.phases == (
        Phase(0, "wait", "notice"),
        Phase(week + 1, "care", "complaint", "status_notices", int(seen[week]), 6, 1.0, None))


def test_if_no_strategy_is_named_the_firm_goes_on_as_before(scenario: Scenario) -> None:
    market = scenario.market.model_copy(update={"seasoned_by": "care"})
    assert run(scenario.model_copy(update={"market": market}), Request(weeks=5)).strategy == "care"


def test_without_a_trigger_there_is_one_phase_and_in_the_last_week_none_counts(scenario: Scenario) -> None:
    assert run(scenario, Request(strategies="wait")).course.phases == (Phase(0, "wait", "notice"),)
    weeks = run(turning(scenario, 6, 1), Request(strategies="wait")).course.phases[1].week
    assert len(run(turning(scenario, 6, 1), Request(strategies="wait", weeks=weeks)).course.phases) == 1


def test_rivals_that_enter_later_are_known(scenario: Scenario) -> None:
    later = scenario.model_copy(update={"rivals": {
        name: rival.model_copy(update={"start_week": week})
        for (name, rival), week in zip(scenario.rivals.items(), (9, 9, 1000), strict=True)}})
    assert run(later, Request(strategies="wait")).course.entries == ((9, 1),)


def test_the_life_of_a_client_agrees_with_the_diary_and_the_end_of_the_world(scenario: Scenario) -> None:
    lived = run(scenario, Request(strategies="wait"))
    tried = lived.trace.events[(lived.trace.events[:, KIND] == events.TRIES) & (lived.trace.events[:, FROM] == FIRM)]
    week, who, suitor = (int(tried[0, column]) for column in (WEEK, 2, TO))
    watched = run(scenario, Request(strategies="wait", client=who))
    assert watched.life is not None
    assert watched.trace.events.tobytes() == lived.trace.events.tobytes()
    assert watched.life.organisation == who
    assert len(watched.life.weeks) == scenario.weeks
    assert watched.life.opening.supplier == lived.trace.opening_supplier[who]
    now, before = watched.life.weeks[week], watched.life.before(week)
    assert (now.is_trying, now.suitor, before.is_trying) == (True, suitor, False)
    last, share = watched.life.weeks[-1], watched.facts.person_share
    assert last.supplier == lived.trace.final_supplier[who]
    person, firm = lived.trace.final_attachment[:, who].astype(float)
    assert last.attachment == pytest.approx(share * person + (1 - share) * firm, abs=1e-12)
    loyal = int(np.flatnonzero((lived.trace.final_supplier == FIRM) & (lived.trace.final_believed > 0))[0])
    kept = run(scenario, Request(strategies="wait", client=loyal)).life
    assert kept is not None
    assert kept.weeks[-1].believed == lived.trace.final_believed[loyal]
    assert (watched.life.events[:, 2] == who).all()
    decided = watched.life.events[(watched.life.events[:, KIND] == events.DECIDES)
                                  & (watched.life.events[:, FROM] == FIRM)]
    assert all(watched.life.weeks[row[WEEK]].has_decided for row in decided)


def test_feelings_are_told_only_where_there_are_any(scenario: Scenario) -> None:
    """Attachment and grievance need a supplier, what the firm believes needs the firm, courtship a suitor."""
    seen = set()
    for client in (0, 20, 299):
        life = run(scenario, Request(strategies="wait", client=client)).life
        assert life is not None
        told = life.to_document()
        for supplier, suitor, *feelings in zip(*(told[field] for field in (
                "supplier", "suitor", "attachment", "grievance", "believed", "courtship")), strict=True):
            there = [supplier >= 0, supplier >= 0, supplier == FIRM, suitor >= 0]
            assert [feeling is not None for feeling in feelings] == there
            seen.add(tuple(there))
    assert {(False, False, False, False), (True, True, False, False), (True, True, True, True)} <= seen


def test_caring_visits_are_seen(scenario: Scenario) -> None:
    """Where nobody has time for them there are none, and whenever attachment rises there was one."""
    none = scenario.model_copy(update={"strategies": {
        "wait": scenario.strategies["wait"].model_copy(update={"hours": {}})}, "rivals": {}})
    quiet = run(none.model_copy(update={"market": none.market.model_copy(update={"seasoned_by": "wait"})}),
                Request(strategies="wait", client=0)).life
    assert quiet is not None
    assert not any(now.is_visited for now in quiet.weeks)
    busy = run(scenario, Request(strategies="care", client=0)).life
    assert busy is not None
    rises = [now.attachment > before.attachment for before, now in zip(busy.weeks, busy.weeks[1:], strict=False)]
    visits = [now.is_visited for now in busy.weeks[1:]]
    assert sum(visits) > 5
    assert all(visited for rise, visited, now in zip(rises, visits, busy.weeks[1:], strict=True)
               if rise and now.supplier == FIRM)


def test_a_client_is_called_by_name_or_number(scenario: Scenario) -> None:
    name = next(iter(scenario.clients))
    for given in (0, "0", f"{name} 1", f"{name.upper()} 1"):
        life = run(scenario, Request(strategies="wait", weeks=2, client=given)).life
        assert life is not None
        assert life.organisation == 0
    assert run(scenario, Request(strategies="wait", weeks=2)).life is None


def test_everything_that_is_wrong_is_said_at_once(scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(ScenarioError) as caught:
        run(scenario, Request(strategies="wiat", weeks=0, client="nobody", out=tmp_path))
    assert [problem.file.split()[0] for problem in caught.value.problems] == [
        "--strategy", "--weeks", "--client", "--out"]


def test_a_world_that_is_kept_is_that_of_the_comparison_and_can_be_played_again(
        scenario: Scenario, tmp_path: Path) -> None:
    lived = run(scenario, Request(strategies="care", replication=2, out=tmp_path / "one", command="as typed"))
    compare(scenario, Request(strategies=["care"], replications=3, out=tmp_path / "three"))
    one, three = (retainsim.open_results(tmp_path / name) for name in ("one", "three"))
    assert one.provenance["replications"] == 1
    assert one.provenance["command"] == "as typed"
    for table in ("replications", "weeks", "events", "key_accounts"):
        whole = three.table(f"{table}.parquet", "care", 2)
        assert one.table(f"{table}.parquet").equals(whole)
    again = rerun(tmp_path / "one", 0)
    assert (again.differences, again.run.replication) == ((), 2)
    assert again.run.kpis.keys() == lived.kpis.keys()

"""The Mesa model lives the worlds of the engine, in Mesa's own conventions and tools."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import retainsim
from retainsim.declared import columns, fields, jobs
from retainsim.declared.codes import FIRM
from retainsim.model.state import view
from retainsim.scenario import Scenario, ScenarioError, load, resolved_toml
from retainsim.study.setup.checks import UnknownNameError
from retainsim.study.setup.setting import Setting
from study.worlds import WEEKS, small_scenario

if importlib.util.find_spec("mesa") is None:
    pytest.skip("needs the extra classroom", allow_module_level=True)

import mesa
from mesa.batchrunner import batch_run

from retainsim.classroom import RetentionModel

IS_OLD = mesa.__version__.startswith("3.3.")  # the last one for Python 3.11


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


def lived(*arguments: object, weeks: int = WEEKS, **named: object) -> RetentionModel:
    """A model after some weeks."""
    model = RetentionModel(*arguments, **named)
    for _ in range(weeks):
        model.step()
    return model


def record(scenario: Scenario, strategy: str, replication: int) -> np.ndarray:
    """The weekly record of the engine."""
    return Setting.of(scenario, [strategy]).play_one(strategy, replication).series


@pytest.mark.parametrize("strategy", ["care", "hunt"])
def test_the_model_lives_the_world_of_the_engine(scenario: Scenario, strategy: str) -> None:
    model = RetentionModel(strategy, scenario, rng=3)
    model.run_model()
    assert not model.running
    theirs = Setting.of(scenario, [strategy]).play_one(strategy, 3)
    assert all(np.array_equal(one, other) for one, other in zip(model.firm.trace(), theirs, strict=True))


def test_nothing_happens_after_the_last_week(scenario: Scenario) -> None:
    model = lived("care", scenario, weeks=WEEKS + 3)
    assert model.firm.week == len(model.datacollector.get_model_vars_dataframe()) == WEEKS
    assert np.array_equal(model.firm.series, record(scenario, "care", 0))


def test_the_data_frame_is_the_weekly_record_in_currency_and_means_per_client(scenario: Scenario) -> None:
    frame = lived("hunt", scenario, rng=1).datacollector.get_model_vars_dataframe()
    assert tuple(frame.columns) == columns.NAMES
    series = record(scenario, "hunt", 1)
    for name in ("notices", "new_clients", "clients", "care_hours"):
        assert np.array_equal(frame[name], series[:, columns.NAMES.index(name)])
    for name in ("cash", "fees"):
        assert np.array_equal(frame[name], series[:, columns.NAMES.index(name)] / 100)
    for name in ("attachment", "believed"):
        assert np.array_equal(frame[name], series[:, columns.NAMES.index(name)] / series[:, columns.CLIENTS])
        assert frame[name].between(0, 1).all()


def test_without_clients_there_is_no_mean(scenario: Scenario) -> None:
    nobody = {segment: table.model_copy(update={"served_by_firm": 0}) for segment, table in scenario.clients.items()}
    idle = scenario.strategies["care"].model_copy(update={"hours": {}})
    alone = scenario.model_copy(update={"clients": nobody, "strategies": {"wait": idle}})
    frame = lived("wait", alone, weeks=1).datacollector.get_model_vars_dataframe()
    assert frame["clients"].tolist() == [0]
    assert frame["attachment"].isna().all()


def test_batch_run_gives_the_numbers_of_the_engine(scenario: Scenario) -> None:
    wishes = {"scenario": [scenario], "strategy": ["care", "hunt"]}
    seeds = {"parameters": {**wishes, "rng": [0, 1]}} if IS_OLD else {"parameters": wishes, "rng": [0, 1]}
    rows = batch_run(RetentionModel, display_progress=False, **seeds)
    assert sorted((row["strategy"], row["rng"]) for row in rows) == [("care", 0), ("care", 1), ("hunt", 0), ("hunt", 1)]
    for row in rows:
        last = record(scenario, row["strategy"], row["rng"])[-1]
        assert (row["cash"], row["clients"]) == (last[columns.CASH] / 100, last[columns.CLIENTS])


def test_batch_run_gives_every_week_on_request(scenario: Scenario) -> None:
    rows = batch_run(RetentionModel, {"scenario": [scenario]}, display_progress=False, data_collection_period=1)
    assert [row["clients"] for row in rows] == record(scenario, "wait", 0)[:, columns.CLIENTS].tolist()


def test_levers_are_pulled_from_the_next_week_on(scenario: Scenario) -> None:
    model, alone = lived("hunt", scenario, weeks=40), record(scenario, "hunt", 0)
    model.pull({"care_focus": 2.0})
    model.run_model()
    assert model.firm.moves == [(40, {"care_focus": 2.0})]
    assert np.array_equal(model.firm.series[:40], alone[:40])
    assert not np.array_equal(model.firm.series, alone)


def test_clients_are_read_from_the_world_when_they_are_asked_for(scenario: Scenario) -> None:
    model = RetentionModel("care", scenario)
    everybody = model.organisations
    assert len(everybody) == 300
    assert [one.name for one in everybody[:2]] == ["large 1", "large 2"]
    assert everybody[-1].segment == "young"
    before, client = [one.attachment for one in everybody], model.clients[0]
    assert (client.is_client, client.supplier, client.weeks_overdue) == (True, "firm", 0)
    model.run_model()
    assert before != [one.attachment for one in everybody]  # the same views see what has become of them
    trace, world = model.firm.trace(), model.firm.world
    assert [one.number for one in model.clients] == np.flatnonzero(trace.final_supplier == FIRM).tolist()
    believed = view(world.real, fields.BELIEVED, 300)
    assert sum(one.overdue for one in everybody) == pytest.approx(model.firm.series[-1, columns.OVERDUE] / 100)
    assert sum(one.owes for one in everybody) == pytest.approx(model.firm.series[-1, columns.RECEIVABLES] / 100)
    assert [one.believed for one in model.clients] == [float(believed[one.number]) for one in model.clients]
    last = model.datacollector.get_model_vars_dataframe().iloc[-1]
    assert np.mean([one.attachment for one in model.clients]) == pytest.approx(last["attachment"], rel=1e-6)
    assert sum(one.fee for one in model.clients) == pytest.approx(last["fees"], rel=0.05)  # but for changes in the week


def test_an_organisation_tells_where_it_is(scenario: Scenario) -> None:
    everybody = lived("wait", scenario).organisations
    assert {one.supplier for one in everybody} <= {"firm", "carrier", "raider", "nobody", "unfounded", "dissolved"}
    assert {"firm", "carrier", "raider", "dissolved"} <= {one.supplier for one in everybody}
    for one in everybody:
        assert (one.believed is None) == (one.handler is None) == (not one.is_client)
        assert one.suitor in (None, "firm", "carrier", "raider")
        assert not one.is_on_trial or one.suitor is not None
        assert one.supplier in repr(one)
        assert one.attachment == 0 or one.supplier in ("firm", "carrier", "raider")
    assert any(one.suitor for one in everybody)


def test_staff_has_roles_hours_and_clients(scenario: Scenario) -> None:
    model = lived("hunt", scenario, weeks=20)
    assert [one.name for one in model.staff] == [f"{role} {place}" for role in jobs.ROLES for place in (1, 2)]
    hunter, manager = model.staff[0], model.staff[2]
    assert hunter.hours["hunting"] == 0.8 * scenario.staff.hunters.hours_per_week
    assert manager.hours["orders"] == 0.2 * scenario.staff.account_managers.hours_per_week
    assert sum(one.clients for one in model.staff) == len(model.clients)
    looked_after = model.clients[0].handler
    assert looked_after is not None
    assert looked_after.role in jobs.ROLES
    assert repr(manager) == f"<account_managers 1: {manager.clients} clients>"
    model.pull({"hours.hunters.hunting": 0.5})
    model.step()
    assert hunter.hours["hunting"] == 0.5 * scenario.staff.hunters.hours_per_week


def test_the_strategy_is_the_one_followed_before_unless_one_is_named(scenario: Scenario) -> None:
    assert RetentionModel(scenario=scenario).firm.strategy == "wait"
    assert RetentionModel(None, scenario).firm.strategy == "wait"


def test_a_scenario_is_a_name_a_file_or_what_load_returns(scenario: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "small.toml"
    file.write_text(resolved_toml(scenario), "utf-8")
    expected = record(scenario, "care", 0)[:30]
    for wish in (file, str(file), load(file), retainsim.load(file)):
        model = lived("care", wish, weeks=30)
        model.pull({"care_focus": 0.5})  # as it is
        assert np.array_equal(model.firm.series[:30], expected)
    assert RetentionModel().firm.scenario.name == "isp"
    assert RetentionModel().firm.strategy == "status-quo"


def test_a_reset_of_mesas_page_keeps_the_scenario(scenario: Scenario) -> None:
    model = RetentionModel("care", scenario)
    assert model.scenario is None
    if not IS_OLD:  # older ones give what they were given
        page = pytest.importorskip("mesa.visualization.solara_viz")
        wishes = {"strategy": "hunt", "scenario": "isp", "rng": "2"}
        assert page._build_model_init_kwargs(model, wishes, add_scenario_when_empty=True,
                                             require_model_accepts_scenario=True) == wishes


@pytest.mark.parametrize("rng", [3, "3", " 3 ", np.int64(3)])
def test_rng_is_the_number_of_the_world(scenario: Scenario, rng: object) -> None:
    assert lived("care", scenario, rng, weeks=1).firm.replication == 3


def test_without_rng_it_is_the_first_world(scenario: Scenario) -> None:
    assert RetentionModel("care", scenario).firm.replication == 0


@pytest.mark.parametrize("rng", [-1, 2**32, 1.5, True, "", "three", "1.5", "²", "9" * 5000, [1]])
def test_what_is_no_number_of_a_world_is_refused(scenario: Scenario, rng: object) -> None:
    with pytest.raises(ScenarioError, match=r"rng .*\n? *must be a whole number from 0 to 4_294_967_295"):
        RetentionModel("care", scenario, rng)


def test_wrong_names_are_refused_in_our_words(scenario: Scenario) -> None:
    with pytest.raises(UnknownNameError, match=r'no strategy "cares"; there are wait, care, hunt\. Did you mean care'):
        RetentionModel("cares", scenario)
    with pytest.raises(ScenarioError, match="is neither a file nor a shipped scenario"):
        RetentionModel(scenario="ips")
    with pytest.raises(TypeError, match=r"This takes a scenario, as retainsim\.load returns it, not int"):
        RetentionModel(scenario=3)


def test_the_room_is_imported_without_mesa() -> None:
    code = ("import sys, retainsim.classroom as room, retainsim.classroom.firm; assert 'mesa' not in sys.modules; "
            "assert 'RetentionModel' in dir(room)")
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_without_mesa_the_install_line_is_said() -> None:
    code = ("import sys; sys.modules['mesa'] = None\n"
            "from retainsim.classroom import RetentionModel")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120,
                          env=os.environ | {"PYTHONUTF8": "1"})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ImportError: The Mesa model needs Mesa, which is not installed: pip install 'retainsim[classroom]', or in a "
        "checkout pip install -e '.[classroom]'.")


def test_a_name_that_the_room_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Retention'"):
        retainsim.classroom.Retention  # noqa: B018

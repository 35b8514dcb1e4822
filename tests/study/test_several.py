"""Several scenarios in one comparison: the same luck, each world as it is alone, and a folder that knows them apart."""

from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from retainsim.declared import fields
from retainsim.engine.world import Key, season
from retainsim.model.state import view
from retainsim.results.folder.layout import ResultsError, objection
from retainsim.results.folder.reader import Results
from retainsim.scenario import Scenario, ScenarioError, digest, load, resolved_toml
from retainsim.scenario.schema import Role, Staff
from retainsim.study.compare import Comparison, compare
from retainsim.study.read_back import comparison_of, rerun, scenarios_of, unchanged_scenarios_of
from retainsim.study.run import run
from retainsim.study.setup.request import Progress, Request
from retainsim.study.setup.several import about_luck
from retainsim.study.setup.translation import parameters_of

from .worlds import small_scenario

SHORT = {"weeks": 30, "market.seasoning_weeks": 8}
DEARER = {**SHORT, "name": "dearer", "firm.price_index": 1.3}
# Other rivals, another segment, another strategy, of which the first scenario knows nothing.
NEWER: dict[str, Any] = {
    **SHORT, "name": "newer", "primary_kpis": ["cash_end"],
    "clients.late": {"organisations": 30, "served_by_firm": 10, "fee_per_week": 90.0},
    "rivals.newcomer": {"role": "attacker", "capacity": 50, "courting_hours_per_week": 60.0},
    "strategies.answer": {"hours": {"account_managers": {"care": 0.6}}}}


def changed(changes: dict[str, Any]) -> Scenario:
    """The small scenario with these values by path, new tables among them; None drops a table."""
    tree = small_scenario().model_dump(exclude_unset=True)
    for path, value in changes.items():
        *tables, name = path.split(".")
        table = reduce(lambda inner, key: inner.setdefault(key, {}), tables, tree)
        if value is None:
            del table[name]
        else:
            table[name] = value
    return Scenario.model_validate(tree)


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return [changed(SHORT), changed(NEWER)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("several") / "kept"


@pytest.fixture(scope="module")
def comparison(scenarios: list[Scenario], folder: Path) -> Comparison:
    return compare(scenarios, Request(replications=2, out=folder))


# ---- names

def test_names_that_clash_say_their_scenario(comparison: Comparison) -> None:
    assert comparison.scenarios == {
        "small:wait": "small", "small:care": "small", "small:hunt": "small",
        "newer:wait": "newer", "newer:care": "newer", "newer:hunt": "newer", "answer": "newer"}


@pytest.mark.parametrize(("words", "called"), [
    ("answer,small:care", ["answer", "small:care"]), ("care,answer", ["small:care", "newer:care", "answer"]),
    ("newer:answer,small:wait", ["answer", "small:wait"])])
def test_strategies_are_named_by_either(words: str, called: list[str], scenarios: list[Scenario]) -> None:
    assert list(Request(strategies=words.split(",")).entries(scenarios)) == called


@pytest.mark.parametrize(("words", "said"), [
    ("newer:care,car", '--strategies "car"\n  is not a strategy of small or newer. Did you mean care? Allowed: '
     "small:wait, small:care, small:hunt, newer:wait, newer:care, newer:hunt, answer."),
    ("small:answer,newer:care", '--strategies "small:answer"\n  is not a strategy of small or newer'),
    ("care,newer:care", "--strategies care,newer:care\n  must name each strategy once, not twice: newer:care."),
    ("small:care,small:wait", "--strategies small:care,small:wait\n  names no strategy of newer; allowed: ")])
def test_what_is_wrong_with_strategies(words: str, said: str, scenarios: list[Scenario]) -> None:
    with pytest.raises(ScenarioError) as error:
        compare(scenarios, Request(strategies=words.split(",")))
    assert said in str(error.value)


def test_scenarios_of_one_name_are_called_after_their_files(tmp_path: Path) -> None:
    (tmp_path / "Ours.toml").write_text(resolved_toml(changed(SHORT)), "utf-8")
    (tmp_path / "ours-dearer.toml").write_text('extends = "Ours.toml"\nfirm.price_index = 1.3\n', "utf-8")
    both = [load(tmp_path / name) for name in ("Ours.toml", "ours-dearer.toml")]
    played = compare(both, Request(strategies="care", replications=1))
    assert played.scenarios == {"ours:care": "ours", "ours-dearer:care": "ours-dearer"}


def test_scenarios_that_cannot_be_told_apart() -> None:
    with pytest.raises(ScenarioError, match='small: name = "small"\n  is the name of another of these scenarios'):
        compare([changed(SHORT), changed(SHORT)])


# ---- the same luck

def test_a_world_is_as_it_is_alone(scenarios: list[Scenario], comparison: Comparison) -> None:
    for called, entry in Request().entries(scenarios).items():
        alone = run(entry.scenario, Request(strategies=entry.strategy, replication=1))
        played = {kpi: comparison.values[called][kpi][1] for kpi in alone.kpis}
        np.testing.assert_equal(played, alone.kpis)
    assert len({comparison.values[name]["value_end"][1] for name in comparison.strategies}) > 4  # could differ


def test_what_a_scenario_does_not_have_is_not_defined(comparison: Comparison) -> None:
    assert np.isnan(comparison.values["small:care"]["exits_to.newcomer"]).all()
    assert np.isfinite(comparison.values["newer:care"]["exits_to.newcomer"]).all()
    document = comparison.to_document()
    assert document["strategies"]["small:care"]["exits_to.newcomer"]["mean"] is None
    pair, = (pair for pair in document["pairs"] if pair["kpi"] == "exits_to.newcomer"
             and (pair["a"], pair["b"]) == ("small:care", "newer:care"))
    assert pair["difference"] is None


def test_the_first_scenario_judges(scenarios: list[Scenario], comparison: Comparison) -> None:
    assert comparison.primary_kpis == tuple(scenarios[0].primary_kpis)
    assert (comparison.scenario, comparison.digest) == ("small", digest(scenarios[0]))
    assert comparison.digests == {scenario.name: digest(scenario) for scenario in scenarios}


def traits(scenario: Scenario) -> dict[tuple[int, int], tuple[float, ...]]:
    """What every organisation is like for life, by segment and number in it."""
    p = parameters_of(scenario, "wait")
    world = season(p, Key(scenario.seed, 3))
    segment = view(world.whole, fields.SEGMENT, p.organisations)
    columns = [world.fee[:p.organisations], view(world.whole, fields.BUILDING, p.organisations),
               *(view(world.real, field, p.organisations) for field in (fields.EXPOSURE, fields.BACKGROUND,
                                                                        fields.LATENESS, fields.VOICE))]
    number = np.arange(p.organisations) - np.searchsorted(segment, segment)
    rows = np.array(columns, float).T
    return {(int(s), int(n)): tuple(row.tolist()) for s, n, row in zip(segment, number, rows, strict=True)}


def test_an_organisation_of_both_is_the_same(scenarios: list[Scenario]) -> None:
    more = changed({**NEWER, "clients.large.organisations": 47})  # of the first segment: the others are numbered anew
    here, there = traits(scenarios[0]), traits(more)
    assert len(there) == len(here) + 7 + 30
    assert {who: there[who] for who in here} == here


def life(scenario: Scenario) -> list[tuple[int, ...]]:
    """What happens to the last client that the firm has in the second segment: week, kind, from, to and reason."""
    number = scenario.clients["large"].organisations + scenario.clients["young"].served_by_firm - 1
    told = run(scenario, Request(strategies="wait", client=number))
    assert told.life is not None
    return [(*row[:2], *row[3:]) for row in told.life.events.tolist()]


def test_a_client_of_both_lives_the_same_life() -> None:
    """With nothing that couples clients: nobody works, courts or shares a fault."""
    alone = {**{f"rivals.{name}.enabled": False for name in ("carrier", "raider")}, "market.buildings": 1_000_000,
             "strategies.wait.hours": {"client_department": {"repair": 0.0}}, "firm.cash": 1e9,
             "clients.young.background_churn_per_year": 0.9, "market.seasoning_weeks": 20}
    more = {**alone, "name": "more", "clients.large.organisations": 47, "clients.large.served_by_firm": 17}
    lives = [life(changed(changes)) for changes in (alone, more, {**more, "seed": 8})]
    assert lives[0] == lives[1] != lives[2]
    assert lives[0]


@pytest.mark.parametrize(("changes", "said"), [
    ({"seed": 8}, "other: seed = 8\n  differs from small, which has 7: the same luck has one seed. Give both the same, "
     "for instance by --seed 7."),
    ({"weeks": 31}, "other: weeks = 31\n  differs from small, which has 30: strategies are compared over the same "
     "time. Give both the same, for instance by --weeks 30."),
    ({"clients.large": None}, "other: clients.young\n  is number 1 of the clients here and number 2 in small: luck "
     "knows them by their order, and would take these for others. Keep the order of small, add what is new at the "
     "end, and give what is not there organisations = 0 instead of dropping it."),
    ({"rivals.gone": None}, "other: rivals.raider\n  is number 2 of the rivals here and number 3 in small: luck ")])
def test_scenarios_that_do_not_meet_the_same_luck(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError) as error:
        compare([changed(SHORT), changed({**SHORT, "name": "other", **changes})])
    assert said in str(error.value)
    assert len(error.value.problems) == 1


def test_roles_of_ones_own_have_the_same_order_and_the_oldest_may_be_missing() -> None:
    def firm(name: str, *roles: str) -> Scenario:
        staff = {role: Role(people=1, wage_per_week=1.0) for role in roles}
        return changed({**SHORT, "name": name}).model_copy(update={"staff": Staff(staff)})

    both = firm("small", "hunters", "partners", "clerks"), firm("other", "partners", "clerks", "account_managers")
    assert list(about_luck(both, {"seed": None, "weeks": None})) == []
    problem, = about_luck((both[0], firm("other", "clerks", "partners")), {"seed": None, "weeks": None})
    assert str(problem).startswith("other: staff.clerks\n  is number 4 of the staff here and number 5 in small: luck ")
    assert str(problem).endswith("give what is not there people = 0 instead of dropping it.")


def test_a_seed_and_a_length_for_all() -> None:
    other = changed({**DEARER, "seed": 8, "weeks": 31})
    played = compare([changed(SHORT), other], Request(strategies="care", replications=1, seed=9, weeks=10))
    assert (played.seed, played.weeks) == (9, 10)


def test_every_replication_of_every_scenario_is_counted(scenarios: list[Scenario]) -> None:
    planned, done = list[int](), list[int]()
    compare(scenarios, Request(strategies="care", replications=2),
            Progress(on_plan=planned.append, on_done=lambda: done.append(1)))
    assert planned == [4]
    assert len(done) == 4


def test_a_precision_of_differences_between_scenarios() -> None:
    played = compare([changed(SHORT), changed(DEARER)], Request(strategies="care", replications=3, precision="50%"))
    assert played.precision is not None
    assert played.precision.kpi == "value_end"


# ---- the folder

def test_rows_say_their_scenario(comparison: Comparison, folder: Path) -> None:
    for name in ("replications", "weeks", "events", "key_accounts"):
        rows = pd.read_parquet(folder / f"{name}.parquet")
        assert dict(zip(rows["strategy"], rows["scenario"], strict=True)) == comparison.scenarios
    weeks = pd.read_parquet(folder / "weeks.parquet")
    assert weeks[weeks["scenario"] == "small"]["clients_of_late"].isna().all()
    assert weeks[weeks["scenario"] == "newer"]["clients_of_late"].notna().all()
    assert (weeks["clients_of_large"] + weeks["clients_of_young"] + weeks["clients_of_late"].fillna(0)
            == weeks["clients"]).all()
    events = pd.read_parquet(folder / "events.parquet")
    assert set(events[events["scenario"] == "newer"]["from"].dropna()) > {"firm", "newcomer"}
    assert "newcomer" not in set(events[events["scenario"] == "small"]["from"])


def test_every_scenario_is_in_the_folder(scenarios: list[Scenario], comparison: Comparison, folder: Path) -> None:
    assert {path.name for path in folder.glob("*.toml")} == {"scenario-small.toml", "scenario-newer.toml"}
    results = Results(folder)
    assert results.provenance["format"] == 2
    assert scenarios_of(results) == scenarios
    assert comparison_of(results, scenarios).to_document() == comparison.to_document()
    assert objection(folder, force=True) == ""


@pytest.mark.parametrize("row", [1, 12], ids=["first", "second"])
def test_a_row_is_played_again(row: int, comparison: Comparison, folder: Path) -> None:
    again = rerun(folder, row)
    assert again.differences == ()
    assert again.run.scenario.name == ["small", "newer"][row == 12]
    assert again.to_document()["scenario"] == again.run.scenario.name


def test_a_scenario_that_was_changed_is_refused(tmp_path: Path) -> None:
    compare([changed(SHORT), changed(DEARER)], Request(strategies="care", replications=1, out=tmp_path / "kept"))
    file = tmp_path / "kept" / "scenario-dearer.toml"
    file.write_text(file.read_text("utf-8").replace("price_index = 1.3", "price_index = 1.4"), "utf-8")
    with pytest.raises(ResultsError, match=r"scenario-dearer\.toml has been changed since it was played"):
        unchanged_scenarios_of(Results(tmp_path / "kept"))
    differences = rerun(tmp_path / "kept", 1).differences
    assert differences[0].startswith("scenario-dearer.toml has the digest")
    assert not rerun(tmp_path / "kept", 0).differences

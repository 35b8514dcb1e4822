"""What Python users hold gives what the studies give, and shows itself in a notebook."""

from pathlib import Path

import pandas as pd
import pytest

import retainsim
from retainsim import Comparison, Results, Scenario
from retainsim.claims import evidence, identifiers
from retainsim.results.kpis.dictionary import KPIS, explained, kpis_of
from retainsim.scenario import digest
from retainsim.scenario import load as plain_load
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request

CHANGES = ("clients.status.organisations=30", "clients.status.served_by_firm=20", "clients.standard.organisations=60",
           "clients.standard.served_by_firm=30", "clients.young.organisations=30", "clients.young.served_by_firm=10",
           "clients.young.founded_later=5", "weeks=60", "market.seasoning_weeks=20")
RIVALS = ("attacker", "established", "third")
PAIR = ["nurture", "balanced"]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return retainsim.load("isp", CHANGES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("api") / "kept"


@pytest.fixture(scope="module")
def comparison(scenario: Scenario, folder: Path) -> Comparison:
    return scenario.compare(PAIR, replications=3, out=folder)


@pytest.fixture(scope="module")
def results(comparison: Comparison, folder: Path) -> Results:
    return retainsim.open_results(folder)


def test_a_scenario_is_the_one_of_the_file(scenario: Scenario) -> None:
    plain = plain_load("isp", CHANGES)
    assert digest(scenario) == digest(plain)
    assert scenario.weeks == 60
    assert scenario.model_dump() == plain.model_dump()
    assert scenario.model_fields_set == plain.model_fields_set
    assert scenario.places.of(("weeks",)) == plain.places.of(("weeks",)) != ("", None)


def test_a_scenario_is_changed_by_words_and_by_values(scenario: Scenario) -> None:
    changed = scenario.override("seed=7", {"rivals.attacker.enabled": False})
    assert isinstance(changed, Scenario)
    assert digest(changed) == digest(plain_load("isp", [*CHANGES, "seed=7", "rivals.attacker.enabled=false"]))
    assert scenario.rivals["attacker"].enabled
    with pytest.raises(retainsim.ScenarioError, match="Did you mean weeks"):
        scenario.override("wekks=3")


def test_a_comparison_is_that_of_the_command(scenario: Scenario, comparison: Comparison) -> None:
    plain = compare(plain_load("isp", CHANGES), Request(strategies=PAIR, replications=3))
    assert comparison.to_document() == plain.to_document()
    assert scenario.compare(PAIR, precision=1e12).precision.is_reached


def test_data_frames(scenario: Scenario, comparison: Comparison, results: Results) -> None:
    rows = comparison.frame()
    assert list(rows) == ["scenario", "strategy", "replication", *kpis_of(*RIVALS)]
    pd.testing.assert_frame_equal(rows, results.replications())
    pairs = comparison.differences()
    assert len(pairs) == len(kpis_of(*RIVALS))
    assert list(pairs)[:3] == ["a", "b", "kpi"]
    described = scenario.describe().set_index("path")
    assert described.loc["weeks", "value"] == "60"
    assert described.loc["market.seasoning_weeks", "unit"] == "weeks"
    assert list(described.loc["market.buildings", "plausible"]) == [50, 600]


def test_a_comparison_prints_and_shows_itself(comparison: Comparison) -> None:
    assert str(comparison).startswith("isp: 60 weeks, 3 replications, seed 2001")
    shown = comparison._repr_html_()
    for said in ("<th scope=\"row\" class=\"left\">nurture</th>", "value at the end", "Note that 3 worlds are few"):
        assert said in shown


def test_a_folder_gives_all_back(scenario: Scenario, comparison: Comparison, results: Results) -> None:
    assert digest(results.scenario()) == digest(scenario)
    assert isinstance(results.scenario(), Scenario)
    assert results.comparison().to_document() == comparison.to_document()
    again = results.rerun(4)
    assert again.differences == ()
    assert str(again).endswith("It agrees bit for bit.")
    assert len(again.run.weekly) == 60
    assert repr(again) == "<Rerun: isp, balanced: 60 weeks, replication 1, seed 2001, digest " + digest(scenario) + ">"
    assert len(results.key_accounts()) == 2 * 3 * 5


def test_figures_show_themselves_and_can_be_saved(results: Results, tmp_path: Path) -> None:
    figures = results.figures()
    assert list(figures) == ["cash", "revenue", "attachment", "exits", "key-accounts", "hours", "differences"]
    assert figures._repr_html_().count("<figure>") == 7
    assert figures["cash"].title in figures["cash"]._repr_html_()
    assert "<svg" in figures["cash"]._repr_html_()
    assert figures["cash"].caption
    assert figures["cash"].draw().axes
    for kind in ("png", "svg", "pdf"):
        figures["cash"].save(tmp_path / f"cash.{kind}")
        assert (tmp_path / f"cash.{kind}").stat().st_size > 1_000


def test_one_world(scenario: Scenario) -> None:
    run = scenario.run("nurture", replication=2)
    assert isinstance(run, retainsim.Run)
    assert str(run).startswith("isp, nurture: 60 weeks, replication 2")
    assert run._repr_html_().startswith("<pre>isp, nurture")
    assert "cash_end" in run.kpis
    assert "world-state" in run.figures()
    life = scenario.run("nurture", client="City Council")
    assert "The life of City Council" in str(life)
    assert "client-life" in life.figures()


def test_frames_of_a_run_are_the_tables_of_its_folder(scenario: Scenario, tmp_path: Path) -> None:
    run = scenario.run("nurture", replication=2, out=tmp_path / "one")
    one = retainsim.open_results(tmp_path / "one")
    pairs = (run.weekly, one.weekly()), (run.events, one.events()), (run.key_accounts, one.key_accounts())
    for frame, table in pairs:
        pd.testing.assert_frame_equal(frame, table)
        assert len(frame)
    assert len(run.weekly) == run.scenario.weeks == 60
    assert run.weekly.cash_cents.iloc[-1] / 100 == run.kpis["cash_end"]


def test_the_comparison_of_a_run_knows_its_replication(scenario: Scenario, tmp_path: Path) -> None:
    scenario.run("nurture", replication=2, out=tmp_path / "one")
    results = retainsim.open_results(tmp_path / "one")
    pd.testing.assert_frame_equal(results.comparison().frame(), results.replications())


def test_the_world_of_a_comparison_is_that_of_a_run(scenario: Scenario, results: Results) -> None:
    frame, run = results.weekly(), scenario.run("balanced", replication=1)
    rows = frame[(frame.strategy == "balanced") & (frame.replication == 1)].reset_index(drop=True)
    pd.testing.assert_frame_equal(run.weekly, rows, check_categorical=False)


def test_what_kpis_mean_is_a_table() -> None:
    kpis = retainsim.kpis().set_index("name")
    assert list(kpis.index) == [kpi.name for kpi in explained()]
    assert list(kpis) == ["label", "unit", "better", "horizon", "definition", "since", "earlier"]
    assert kpis.loc["cash_end", "definition"] == KPIS["cash_end"].definition


def test_what_became_of_the_claims_is_a_table() -> None:
    verdicts = retainsim.verdicts().set_index("id")
    assert list(verdicts.index) == identifiers()
    assert {*verdicts.verdict} <= {"holds", "holds_when", "does_not_hold", "undecided"}
    with_interval = verdicts.dropna(subset=["low", "high"])
    assert with_interval.effect.between(with_interval.low, with_interval.high).all()
    assert verdicts.share_of_space.dropna().between(0, 1).all()
    assert verdicts.loc["I12", "changed_since"] == changed_since("I12")


def changed_since(claim: str) -> str | None:
    """What the pages say has changed since the judgement that ships."""
    folder = Path(__file__).parents[2] / "docs" / "claims"
    return evidence.marked(evidence.read_back(folder)[claim]).get("changed_since")


def test_switching_and_explaining(scenario: Scenario) -> None:
    switch = scenario.switch("weeks", 20, 24, PAIR, replications=2)
    assert "weeks" in str(switch)
    assert switch._repr_html_().startswith("<pre>")
    why = scenario.why(PAIR, replications=2, weeks=30)
    assert why.kpi == "value_end"
    assert str(why).startswith("Why nurture and balanced end where they do")
    assert "chain" in why.figures()


def test_without_pandas_tables_come_as_arrow(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pandas", None)
    assert comparison.frame().num_rows == 6
    assert retainsim.kpis().num_rows == len(explained())

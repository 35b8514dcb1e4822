"""A comparison says of each strategy what a single world says, whatever else is played and by however many threads."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retainsim.declared import columns
from retainsim.report.verdict import conclusions
from retainsim.results.kpis.dictionary import KPIS, kpis_of
from retainsim.scenario import ScenarioError, digest, load
from retainsim.scenario.schema import Scenario, Trigger
from retainsim.study.compare import Comparison, compare
from retainsim.study.run import run
from retainsim.study.setup.request import Progress, Request
from retainsim.study.setup.translation import parameters_of
from retainsim.study.statistics import t_interval
from retainsim.study.switch import switch

from .worlds import small_scenario

REPLICATIONS = 3


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.fixture(scope="module")
def comparison(scenario: Scenario) -> Comparison:
    return compare(scenario, Request(replications=REPLICATIONS, threads=1))


def assert_same(one: Comparison, other: Comparison) -> None:
    for strategy in one.strategies:
        for kpi in one.kpis:
            np.testing.assert_array_equal(one.values[strategy][kpi], other.values[strategy][kpi], f"{strategy} {kpi}")


def test_worlds_and_strategies_differ(comparison: Comparison) -> None:
    """Else the equalities below could not fail."""
    for strategy in comparison.strategies:
        assert len(set(comparison.values[strategy]["value_end"])) == REPLICATIONS
    assert len({comparison.values[strategy]["value_end"][0] for strategy in comparison.strategies}) == 3


@pytest.mark.parametrize("strategy", ["wait", "care", "hunt"])
def test_a_replication_is_a_single_run(scenario: Scenario, comparison: Comparison, strategy: str) -> None:
    one = run(scenario, Request(strategies=strategy, replication=1))
    played = {kpi: comparison.values[strategy][kpi][1] for kpi in comparison.kpis}
    np.testing.assert_equal(played, one.kpis)
    assert one.scenario == scenario


def test_cac_counts_hours_set_aside_and_advertising(scenario: Scenario, comparison: Comparison) -> None:
    # two hunters at 900 give 0.8 of their week, two account managers at 800 a half; 50 for advertising
    cost = 2 * 900 * 0.8 + 2 * 800 * 0.5 + 50
    new_clients = comparison.values["hunt"]["new_clients"]
    np.testing.assert_allclose(comparison.values["hunt"]["cac"], cost * scenario.weeks / new_clients, rtol=2**-50)
    assert np.isnan(comparison.values["wait"]["cac"]).all()  # it spends nothing on finding clients


def test_threads_change_nothing(scenario: Scenario, comparison: Comparison) -> None:
    assert_same(comparison, compare(scenario, Request(replications=REPLICATIONS, threads=3)))


def test_other_strategies_and_their_order_change_nothing(scenario: Scenario, comparison: Comparison) -> None:
    turned = compare(scenario, Request(strategies=["hunt", "wait"], replications=REPLICATIONS))
    assert turned.strategies == ("hunt", "wait")
    assert_same(turned, comparison)
    swapped = next(p for p in turned.pairs() if p.kpi == "clients_end")
    pair = next(p for p in comparison.pairs() if (p.a, p.b, p.kpi) == ("wait", "hunt", "clients_end"))
    assert (pair.difference, pair.low, pair.high) == (-swapped.difference, -swapped.high, -swapped.low)


def test_more_replications_go_on_from_fewer(scenario: Scenario, comparison: Comparison) -> None:
    fewer = compare(scenario, Request(strategies=["care"], replications=2))
    for kpi in fewer.kpis:
        np.testing.assert_array_equal(fewer.values["care"][kpi], comparison.values["care"][kpi][:2])


def test_seed_and_weeks_are_those_of_a_scenario_that_says_so(scenario: Scenario) -> None:
    short = scenario.model_copy(update={"seed": 99, "weeks": 6})
    asked = compare(scenario, Request(strategies=["care"], replications=2, seed=99, weeks=6))
    said = compare(short, Request(strategies=["care"], replications=2))
    assert (asked.seed, asked.weeks, asked.digest) == (99, 6, digest(short))
    assert_same(asked, said)
    one = run(scenario, Request(strategies="care", seed=99, weeks=6))
    assert len(one.trace.series) == one.scenario.weeks == 6
    assert one.kpis["cash_end"] == said.values["care"]["cash_end"][0]


def test_every_strategy_starts_from_the_world_seasoned_by_the_declared_one(scenario: Scenario) -> None:
    other = scenario.model_copy(update={"market": scenario.market.model_copy(update={"seasoned_by": "care"})})
    request = Request(strategies=["hunt"], replications=1, weeks=1)
    one, another = (compare(s, request).values["hunt"]["grievance_mean"] for s in (scenario, other))
    assert one != another


def with_trigger(scenario: Scenario, **trigger: object) -> Scenario:
    """The scenario and one more strategy, which waits until its trigger fires and then hunts."""
    wary = scenario.strategies["wait"].model_copy(update={
        "triggers": [Trigger.model_validate({"observe": "notices", "become": "hunt"} | trigger)]})
    return scenario.model_copy(update={"strategies": {**scenario.strategies, "wary": wary}})


def test_a_trigger_that_never_fires_changes_nothing(scenario: Scenario, comparison: Comparison) -> None:
    calm = compare(with_trigger(scenario, above=1e9), Request(strategies=["wary", "wait"], replications=2))
    for kpi in calm.kpis:
        np.testing.assert_array_equal(calm.values["wary"][kpi], calm.values["wait"][kpi])
        np.testing.assert_array_equal(calm.values["wait"][kpi], comparison.values["wait"][kpi][:2])


def test_a_trigger_leads_to_the_same_strategy_in_single_runs_and_comparisons(scenario: Scenario) -> None:
    """Fewer notices than a thousand million in the first 8 weeks: from week 8 on it hunts."""
    wary = with_trigger(scenario, below=1e9, within_weeks=8)
    runs = {name: run(wary, Request(strategies=name)) for name in ("wary", "wait")}
    played = compare(wary, Request(strategies=["wary"], replications=1)).values["wary"]
    np.testing.assert_equal({kpi: values[0] for kpi, values in played.items()}, runs["wary"].kpis)
    one, other = (run.trace.series for run in runs.values())
    assert one[:8].tobytes() == other[:8].tobytes()
    assert (one[8:, columns.FINDING_COSTS] == parameters_of(wary, "hunt").costs.finding).all()
    assert not other[:, columns.FINDING_COSTS].any()


def test_start_and_progress_are_told(scenario: Scenario) -> None:
    told: list[str] = []
    compare(scenario, Request(strategies=["care"], replications=3, weeks=1),
            Progress(on_start=lambda: told.append("start"), on_done=lambda: told.append("done")))
    assert told == ["start", "done", "done", "done"]


# ---- pairs and document

def test_pairs_are_all_unordered_ones_for_every_kpi(comparison: Comparison) -> None:
    assert [(p.a, p.b, p.kpi) for p in comparison.pairs()] == [
        (a, b, kpi) for a, b in (("wait", "care"), ("wait", "hunt"), ("care", "hunt"))
        for kpi in kpis_of("carrier", "raider")]


def test_primary_kpis_are_familywise_and_the_others_pointwise(comparison: Comparison) -> None:
    for pair in comparison.pairs():
        gap = comparison.values[pair.a][pair.kpi] - comparison.values[pair.b][pair.kpi]
        assert pair.pointwise == (pair.kpi not in comparison.primary_kpis)
        if pair.kpi in comparison.primary_kpis:
            # three pairs, four KPIs
            assert (pair.low, pair.high) == t_interval(gap, 1 - (1 - 0.95) / 12)
            assert pair.high - pair.low > np.diff(t_interval(gap, 0.95)) or not np.ptp(gap)
        elif pair.kpi == "cash_end":
            assert (pair.low, pair.high) == t_interval(gap, 0.95)


def test_less_is_better_where_the_dictionary_says_so(comparison: Comparison) -> None:
    for pair in comparison.pairs():
        a, b = comparison.values[pair.a][pair.kpi], comparison.values[pair.b][pair.kpi]
        if pair.kpi == "exits_total":
            assert pair.p_a_better == np.mean((a < b) + (a == b) / 2)
        if pair.kpi == "clients_end":
            assert pair.p_a_better == np.mean((a > b) + (a == b) / 2)
        if KPIS[pair.kpi].better is None:
            assert pair.p_a_better is None


def test_one_rival_may_be_what_strategies_are_judged_by(scenario: Scenario) -> None:
    picky = scenario.model_copy(update={"primary_kpis": ["exits_to.raider"]})
    played = compare(picky, Request(strategies=["wait", "hunt"], replications=2, weeks=4))
    assert [pair.pointwise for pair in played.pairs_of("exits_to.raider")] == [False]
    with pytest.raises(ScenarioError, match=r'"exits_to.rader"(?s:.)*Did you mean exits_to.raider\?'):
        compare(scenario.model_copy(update={"primary_kpis": ["exits_to.rader"]}))
    gone = picky.model_copy(update={"rivals": {name: rival.model_copy(update={"enabled": False})
                                               for name, rival in picky.rivals.items()}})
    with pytest.raises(ScenarioError, match=r'"exits_to.raider"'):
        compare(gone)


def test_the_document_is_the_one_promised(comparison: Comparison, scenario: Scenario) -> None:
    document = json.loads(json.dumps(comparison.to_document(), allow_nan=False))
    assert list(document) == ["scenario", "digest", "seed", "weeks", "replications", "worth_telling", "scenarios",
                              "digests", "strategies", "pairs"]
    assert (document["scenario"], document["digest"], document["seed"], document["weeks"], document["replications"]) \
        == ("small", digest(scenario), 7, scenario.weeks, REPLICATIONS)
    assert list(document["strategies"]) == ["wait", "care", "hunt"]
    assert document["scenarios"] == {"wait": "small", "care": "small", "hunt": "small"}
    assert document["digests"] == {"small": document["digest"]}
    for kpis in document["strategies"].values():
        assert list(kpis) == list(kpis_of("carrier", "raider"))
        assert all(list(figures) == ["mean", "low", "high", "p05", "p50", "p95"] for figures in kpis.values())
    for pair in document["pairs"]:
        primary = pair["kpi"] in scenario.primary_kpis
        keys = ["a", "b", "kpi", "difference", "low", "high", "p_a_better", "p_equal", "luck_factor"]
        assert list(pair) == (keys if primary else [*keys, "pointwise"])
        assert primary or pair["pointwise"] is True
    assert document["strategies"]["care"]["cash_end"]["mean"] == comparison.values["care"]["cash_end"].mean()


def test_what_is_not_defined_is_null(scenario: Scenario) -> None:
    played = compare(scenario, Request(strategies=["care", "hunt"], replications=1, weeks=1))
    short = json.loads(json.dumps(played.to_document(), allow_nan=False))
    assert set(short["strategies"]["care"]["profit_sd"].values()) == {None}
    pair = next(pair for pair in short["pairs"] if pair["kpi"] == "profit_sd")
    assert [pair[key] for key in ("difference", "low", "high", "p_a_better")] == [None] * 4
    assert short["strategies"]["care"]["cash_end"]["low"] is None  # one replication


def test_one_strategy_has_no_pairs(scenario: Scenario) -> None:
    assert compare(scenario, Request(strategies=["care"], replications=1, weeks=1)).to_document()["pairs"] == []


# ---- what cannot be asked

def complaint(ask: Callable[[], object]) -> str:
    with pytest.raises(ScenarioError) as caught:
        ask()
    return str(caught.value)


def test_an_unknown_strategy(scenario: Scenario) -> None:
    assert complaint(lambda: compare(scenario, Request(strategies=["care", "hutn"]))) == (
        '--strategies "hutn"\n  is not a strategy of small. Did you mean hunt? Allowed: wait, care, hunt.')
    assert complaint(lambda: run(scenario, Request(strategies="x\n"))) == (
        '--strategy "x\\n"\n  is not a strategy of small; allowed: wait, care, hunt.')


def test_a_strategy_named_twice(scenario: Scenario) -> None:
    assert complaint(lambda: compare(scenario, Request(strategies=["care", "hunt", "care"]))) == (
        "--strategies care,hunt,care\n  must name each strategy once, not twice: care.")


def test_no_strategy(scenario: Scenario) -> None:
    assert complaint(lambda: compare(scenario, Request(strategies=[]))) == (
        "--strategies\n  must name at least one strategy of small: wait, care, hunt.")


@pytest.mark.parametrize(("argument", "value", "allowed"), [
    ("replications", 0, "1 to 1_000_000"), ("replications", 1_000_001, "1 to 1_000_000"),
    ("replications", 2.5, "1 to 1_000_000"), ("replications", True, "1 to 1_000_000"),
    ("weeks", 0, "1 to 5200"), ("weeks", 5_201, "1 to 5200"), ("seed", -1, "0 to 4_294_967_295"),
    ("seed", 2**32, "0 to 4_294_967_295"), ("threads", 0, "1 to 1024")])
def test_a_number_out_of_bounds(scenario: Scenario, argument: str, value: int, allowed: str) -> None:
    given = str(value).lower()
    assert complaint(lambda: compare(scenario, Request(strategies=["care"], **{argument: value}))) == (
        f"--{argument} {given}\n  must be a whole number from {allowed}.")
    if argument in ("weeks", "seed"):
        request = Request(strategies="care", **{argument: value})
        assert complaint(lambda: run(scenario, request)).startswith(f"--{argument} {given}\n")


def test_a_replication_that_luck_has_no_key_for(scenario: Scenario) -> None:
    assert complaint(lambda: run(scenario, Request(strategies="care", replication=-1))) == (
        "--replication -1\n  must be a whole number from 0 to 4_294_967_295.")


def test_an_unknown_primary_kpi(scenario: Scenario) -> None:
    odd = scenario.model_copy(update={"primary_kpis": ["cash_end", "value_emd"]})
    said = complaint(lambda: compare(odd, Request(strategies=["care"])))
    assert said.startswith('small: primary_kpis[1] = "value_emd"\n  is not a KPI. Did you mean value_end? '
                           "Allowed: cash_end, value_end,")


def test_everything_wrong_is_said_at_once_and_nothing_is_played(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        compare(scenario, Request(strategies=["hutn"], replications=0, seed=-1, weeks=0, threads=0),
                Progress(on_start=pytest.fail))
    assert len(caught.value.problems) == 5


@pytest.mark.parametrize(("strategy", "kpi", "words"), [
    ("hutn", "cash_end", 'There is no strategy "hutn"; there are wait, care, hunt. Did you mean hunt?'),
    ("hunt", "cash", 'There is no KPI "cash"; there are cash_end, value_end,'),
    ("hunt", 7, "There is no KPI 7; there are")])
def test_a_summary_of_what_is_not_there(comparison: Comparison, strategy: str, kpi: str, words: str) -> None:
    with pytest.raises(KeyError) as caught:
        comparison.summary(strategy, kpi)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize(("given", "words"), [
    ("isp", '"isp" is the name of a scenario, not a scenario: load it first, with retainsim.load(\'isp\').'),
    (Path("isp.toml"), "load it first, with retainsim.load('isp.toml')."),
    (None, "This takes a scenario, as retainsim.load returns it, not NoneType.")])
def test_a_name_is_no_scenario(given: Any, words: str) -> None:
    for ask in (compare, run):
        with pytest.raises(TypeError) as caught:
            ask(given, Request(strategies="care"))
        assert str(caught.value).endswith(words)
    with pytest.raises(TypeError):
        switch(given, "weeks", 1, 2, Request(strategies=["care", "hunt"]))


def test_two_names_of_one_strategy_are_one(tmp_path: Path) -> None:
    same = load(Path(__file__).parents[1] / "fixtures" / "cases" / "same.toml")
    comparison = compare(same, Request(strategies=["nurture", "balanced"], replications=3))
    assert list(conclusions(comparison.to_document(), comparison.primary_kpis)) == [
        "`nurture` and `balanced` lead together with the highest value_end, -18.0 thousand on average. `balanced` is "
        "identical to `nurture`, with the same figures in every world."]

"""The chain of causes, and what cutting its links leaves."""

import numpy as np
import pytest

from retainsim.scenario import ScenarioError, change
from retainsim.study.chain import figures_of
from retainsim.study.compare import compare
from retainsim.study.links import LINKS
from retainsim.study.setup.request import Progress, Request
from retainsim.study.why import Explanation, explain
from study.worlds import small_scenario

WORLDS = 6


@pytest.fixture(scope="module")
def explanation() -> Explanation:
    return explain(small_scenario(), Request(strategies=("care", "hunt"), kpi="revenue_total", replications=WORLDS))


def test_the_whole_is_what_compare_finds(explanation: Explanation) -> None:
    comparison = compare(small_scenario(), Request(strategies=["care", "hunt"], replications=WORLDS))
    pair = next(p for p in comparison.pairs() if p.kpi == "revenue_total")
    assert explanation.whole.difference == pair.difference


def test_the_chain_agrees_with_the_kpis(explanation: Explanation) -> None:
    comparison = compare(small_scenario(), Request(strategies=["care", "hunt"], replications=WORLDS))
    names = [figure.name for figure in explanation.chain]
    for figure, kpi in (("hunting", "hours_hunting"), ("care", "hours_care"), ("orders", "hours_orders"),
                        ("rescue", "hours_rescue"), ("cash at the end", "cash_end"),
                        ("fees and orders, final year", "revenue_final_year")):
        for strategy in ("care", "hunt"):
            found = explanation.chains[strategy][names.index(figure)]
            assert found == pytest.approx(comparison.values[strategy][kpi].mean(), rel=1e-12)


def test_cutting_a_link_without_effect_leaves_everything() -> None:
    scenario = small_scenario(trial={"strength": 0.0}, alertness={"strength": 0.0})
    explanation = explain(scenario, Request(strategies=("care", "hunt"), kpi="cash_end", replications=2))
    links, whole = {link.name: link for link in explanation.links}, explanation.whole
    for name in ("nobody tries a second supplier", "sales calls wake nobody"):
        assert (links[name].difference, links[name].low) == (whole.difference, whole.low)


def test_every_link_is_a_lever_of_the_schema(explanation: Explanation) -> None:
    mechanisms = small_scenario().mechanisms
    for paths in LINKS.values():
        for table, name in (path.split(".") for path in paths):
            assert hasattr(getattr(mechanisms, table), name)
    # Peace and a firm that does not hunt make two experiments more; no clients ask for work, no
    # newcomers learn, nobody works overtime, no price rises, and no rival answers prices.
    assert len(explanation.links) == len(LINKS) + 2 - 5


def test_late_work_is_cut_where_clients_ask_for_work(explanation: Explanation) -> None:
    name = "late work offends nobody"
    assert name not in [link.name for link in explanation.links]
    busy = change(small_scenario(), ["clients.large.delivery_hours_per_week=3",
                                     "strategies.care.hours.account_managers.delivery=0.2"])
    shown = explain(busy, Request(strategies=["care", "hunt"], kpi="exits_total", replications=3))
    links = {link.name: link for link in shown.links}
    assert links[name].difference != shown.whole.difference


def test_a_rise_is_a_link_where_a_strategy_has_a_list_of_prices(explanation: Explanation) -> None:
    name = "a rise of prices offends nobody"
    assert name not in [link.name for link in explanation.links]
    dear = change(small_scenario(), ["strategies.care.changes=[{from_week=5, prices={large=1.5}, applies='at-once'}]"])
    shown = explain(dear, Request(strategies=["care", "hunt"], kpi="exits_total", replications=3, weeks=80))
    links = {link.name: link for link in shown.links}
    assert links[name].difference != shown.whole.difference


def test_no_link_is_cut_that_is_not_there(explanation: Explanation) -> None:
    name = "nobody tries a second supplier"
    assert name in [link.name for link in explanation.links]
    nobody = explain(change(small_scenario(), ["rivals.raider.offers_trial=false"]),
                     Request(strategies=["care", "hunt"], replications=2, weeks=5))
    assert len(nobody.links) == len(explanation.links) - 1
    assert name not in [link.name for link in nobody.links]


def test_whom_rivals_know_is_a_link_where_they_do(explanation: Explanation) -> None:
    name = "nobody is fond of who left the firm"
    assert name not in [link.name for link in explanation.links]
    known = change(small_scenario(), ['rivals.raider.knows=[{segment="large", clients=3, attachment=0.9}]',
                                      "rivals.raider.targets=known"])
    (link,) = (link for link in explain(known, Request(strategies=["care", "hunt"], replications=2, weeks=60)).links
               if link.name == name)
    cut = change(known, ['rivals.raider.knows=[{segment="large", clients=3, attachment=0}]'])
    assert link.difference == explain(cut, Request(strategies=["care", "hunt"], replications=2, weeks=60)
                                      ).whole.difference


def test_work_is_in_the_chain_where_clients_ask_for_some() -> None:
    scenario = change(small_scenario(), {"clients.large.delivery_hours_per_week": 1.0,
                                         "strategies.care.hours.account_managers.delivery": 0.1})
    rows = {row["figure"]: row for row in explain(scenario, Request(
        strategies=["care", "hunt"], replications=2, weeks=60)).to_document()["chain"]}
    assert rows["clients' work"]["a"] > rows["clients' work"]["b"] == 0
    assert 0 < rows["late"]["a"] <= rows["late"]["b"] <= 100
    assert (rows["late"]["link"], rows["late"]["unit"]) == ("work", "% of client-weeks")


def test_prices_and_answers_are_links_and_in_the_chain_where_there_are_some(explanation: Explanation) -> None:
    usual, silent = "everybody is asked the usual price", "rivals do not answer prices"
    assert not {usual, silent} & {link.name for link in explanation.links}
    scenario = change(small_scenario(), [
        "strategies.hunt.prices={young=0.8}", "rivals.raider.answers=matches",
        "strategies.care.changes=[{from_week=9, prices={large=1.2}, applies='at-once'}]"])
    request = Request(strategies=["care", "hunt"], replications=3, weeks=60)
    document = explain(scenario, request).to_document()
    premium, = (row for row in document["chain"] if row["figure"] == "premium on the usual prices")
    assert premium["a"] > 0 > premium["b"] > -20
    links = {link["name"]: link for link in document["links"]}
    assert links[silent]["difference"] == explain(change(scenario, {"mechanisms.answers.strength": 0.0}),
                                                  request).whole.difference
    index = scenario.firm.price_index
    alike = change(scenario, {"strategies.hunt.prices.young": index, "strategies.care.changes.0.prices.large": index})
    assert links[usual]["difference"] == explain(alike, request).whole.difference


def test_as_a_document(explanation: Explanation) -> None:
    document = explanation.to_document()
    assert [row["figure"] for row in document["chain"]] == [figure.name for figure in figures_of(small_scenario())]
    assert "late" not in [row["figure"] for row in document["chain"]]
    assert document["difference"]["low"] <= document["difference"]["difference"] <= document["difference"]["high"]
    assert np.isfinite([link["difference"] for link in document["links"]]).all()
    assert (document["seed"], document["weeks"]) == (7, 110)


def test_it_says_how_many_replications_it_plays() -> None:
    planned, done = list[int](), list[int]()
    found = explain(small_scenario(), Request(strategies=("care", "hunt"), replications=2, weeks=5),
                    Progress(on_done=lambda: done.append(1), on_plan=planned.append))
    assert planned == [len(done)] == [2 * (1 + len(found.links))]


def test_a_kpi_that_no_world_defines_is_none_and_not_an_error() -> None:
    document = explain(small_scenario(), Request(strategies=("wait", "hunt"), kpi="save_rate",
                                                 replications=2)).to_document()
    assert document["difference"]["difference"] is None
    assert not document["links"][0]["carries"]


def test_wrong_arguments_are_told_together() -> None:
    with pytest.raises(ScenarioError) as error:
        explain(small_scenario(), Request(strategies=("care", "hant"), kpi="cash", replications=1))
    assert "--strategies \"hant\"\n  is not a strategy of small" in str(error.value)
    assert "--kpi \"cash\"\n  is not a KPI" in str(error.value)
    assert "cash_end" in str(error.value)
    assert "--replications 1" in str(error.value)


def test_ruin_under_both_is_told_of_every_link() -> None:
    ruined = explain(small_scenario(cash=0.0), Request(strategies=("care", "hunt"), replications=2, weeks=30))
    compared = compare(small_scenario(cash=0.0), Request(strategies=["care", "hunt"], replications=2, weeks=30))
    both = (compared.values["care"]["insolvent"] * compared.values["hunt"]["insolvent"]).mean()
    assert ruined.whole.both_ruined == both == 1
    assert [link.both_ruined for link in ruined.links] == [1] * len(ruined.links)
    assert ruined.to_document()["links"][0]["both_ruined"] == 1
    assert (ruined.weeks, ruined.kpi) == (30, "value_end")


def test_ruin_of_one_is_not_ruin_of_both(explanation: Explanation) -> None:
    assert explanation.whole.both_ruined == 0


def test_a_name_is_no_scenario() -> None:
    with pytest.raises(TypeError, match=r"load it first, with retainsim.load\('isp'\)"):
        explain("isp", Request(strategies=("care", "hunt")))  # type: ignore[arg-type]

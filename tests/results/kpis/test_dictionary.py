"""The KPI dictionary says everything once."""

from dataclasses import replace

import pytest

from retainsim.declared import columns
from retainsim.results.kpis import dictionary
from retainsim.results.kpis.dictionary import FAMILIES, GROUPS, KPIS, ORDER, explained, grouped, judged_by, kpis_of
from retainsim.results.kpis.kpi import Account, Kpi
from retainsim.scenario import load, shipped

from ..hand import FACTS, two_years

UNITS = {"0 or 1", "0..1", "1/year", "approaches", "clients", "complaints", "currency", "currency/client",
         "currency/week", "days", "exits", "experience", "hours/week", "index", "moves", "share", "share/year",
         "starts", "trials", "weeks", "years"}

PROMISED = [
    "cash_end", "value_end", "revenue_total", "revenue_final_year", "profit_total", "profit_sd", "npv", "insolvent",
    "clients_end", "status_clients_end", "status_revenue_final_year", "key_accounts_kept", "key_revenue_kept",
    "exits_total", "exits_to_attacker", "exits_to_third", "returns", "onward_moves", "new_clients", "mean_fee",
    "logo_churn_annual", "grr", "nrr", "cac", "clv_mean", "customer_equity", "revenue_hhi", "dso_days",
    "attachment_mean", "believed_attachment_mean", "perception_gap", "complaints", "trials_started",
    "trials_converted", "save_rate", "staff_turnover",
]


def test_the_names_that_users_rely_on_are_there() -> None:
    assert [name for name in PROMISED if name not in KPIS] == []


def test_nothing_is_left_unsaid_or_said_twice() -> None:
    every = {kpi.name: kpi for kpi in explained()}
    assert list(every) == [*KPIS, "exits_to.NAME", "courted_by.NAME", "trials_of.NAME"]
    for name, kpi in every.items():
        assert kpi.name == name
        assert kpi.label
        assert kpi.unit in UNITS
        assert kpi.definition.endswith(".")
    assert len({(kpi.definition, kpi.horizon) for kpi in every.values()}) == len(every)


def test_primary_kpis_of_shipped_scenarios_are_known_and_have_a_better_direction() -> None:
    for name in shipped():
        for kpi in load(name).primary_kpis:
            assert KPIS[kpi].better in ("higher", "lower")


def test_a_family_has_a_kpi_for_each_rival() -> None:
    kpis = kpis_of("telco", "raider")
    assert list(kpis) == [*KPIS, *(f"{family}.{rival}" for family in FAMILIES for rival in ("telco", "raider"))]
    assert list(kpis_of()) == list(KPIS)
    kpi = KPIS["exits_to.telco"]
    assert (kpi.name, kpi.label, kpi.definition, kpi.better) == (
        "exits_to.telco", "clients lost to telco", "Exits to the rival telco.", "lower")
    assert "exits_to.telco" in KPIS
    for name in ("exits_to", "exits_to.", "exits_from.telco"):
        assert name not in KPIS
        with pytest.raises(KeyError):
            KPIS[name]


def test_strategies_may_be_judged_by_one_of_a_family() -> None:
    assert judged_by(["courted_by.telco", "exits_to.telco", "cash_end"]) == "exits_to.telco"


def test_those_of_a_family_stand_in_its_group() -> None:
    groups = grouped(kpis_of("telco"))
    assert [name for name in map(_name, groups["exits"]) if "." in name] == ["exits_to.telco"]
    assert [name for name in map(_name, groups["attack"]) if "." in name] == ["courted_by.telco", "trials_of.telco"]
    assert sorted(_name(kpi) for members in groups.values() for kpi in members) == sorted(kpis_of("telco"))
    assert list(grouped(["cash_end", "exits_to.telco"])) == ["money", "exits"]


def test_what_an_earlier_version_meant_is_said_of_what_it_has_measured() -> None:
    changed = {name: kpi.since for name, kpi in KPIS.items() if kpi.since}
    assert changed == dict.fromkeys(("value_end", "clv_mean", "customer_equity"), "0.4.0")
    equity = KPIS["customer_equity"]
    assert equity.definition_in("0.3.0") == (
        f"{equity.earlier} So measured by retainsim 0.3.0; since 0.4.0 it means something else.")
    assert "Overhead, and wages of other hours, were not charged." in equity.earlier
    assert KPIS["clv_mean"].definition_in("0.3.12") == (
        f"{KPIS['clv_mean'].definition} So measured by retainsim 0.3.12; since 0.4.0 it means something else.")
    for name, version in (("customer_equity", "0.4.0"), ("customer_equity", "0.10.0"), ("cash_end", "0.1.0")):
        assert KPIS[name].definition_in(version) == KPIS[name].definition


def _name(kpi: Kpi) -> str:
    return kpi.name


def test_only_insolvency_is_an_event() -> None:
    assert [kpi.name for kpi in KPIS.values() if kpi.is_event] == ["insolvent"]


def test_every_kpi_is_in_one_group() -> None:
    assert sorted(kpi.name for members in GROUPS.values() for kpi in members) == sorted(KPIS)
    assert {column.kpi.name for column in columns.ALL if column.kpi} <= KPIS.keys()


def test_columns_of_results_folders_keep_their_places() -> None:
    """What is new follows, wherever its group stands."""
    assert list(KPIS)[:len(ORDER)] == list(ORDER)
    assert ORDER[::12] == ("cash_end", "key_revenue_kept", "trials_converted", "attachment_mean")


@pytest.mark.parametrize(("how", "value"), [("sum", 60 * 104), ("mean", 60.0)])
def test_money_of_a_column_is_currency(how: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column holds cents, a KPI does not: 6,000 cents a week for two years are 6,240."""
    kpi = columns.Kpi("orders_total", "revenue from orders", "currency", "Revenue from orders.", "work", how)
    monkeypatch.setattr(columns, "ALL", [replace(column, kpi=kpi if column.name == "order_revenue" else None)
                                         for column in columns.ALL])
    measured = {one.name: one for one in dictionary._recorded("work")}["orders_total"]
    assert measured.measure(Account(two_years(order_revenue=6_000), FACTS)) == value

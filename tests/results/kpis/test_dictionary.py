"""The KPI dictionary says everything once."""

from dataclasses import replace

import pytest

from retainsim.declared import columns
from retainsim.results.kpis import dictionary
from retainsim.results.kpis.dictionary import GROUPS, KPIS, ORDER
from retainsim.results.kpis.kpi import Account
from retainsim.scenario import load, shipped

from ..hand import FACTS, two_years

UNITS = {"0 or 1", "0..1", "1/year", "clients", "complaints", "currency", "currency/client", "currency/week", "days",
         "exits", "experience", "hours/week", "index", "moves", "share", "share/year", "starts", "trials"}

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
    for name, kpi in KPIS.items():
        assert kpi.name == name
        assert kpi.label
        assert kpi.unit in UNITS
        assert kpi.definition.endswith(".")
    assert len({(kpi.definition, kpi.horizon) for kpi in KPIS.values()}) == len(KPIS)


def test_primary_kpis_of_shipped_scenarios_are_known_and_have_a_better_direction() -> None:
    for name in shipped():
        for kpi in load(name).primary_kpis:
            assert KPIS[kpi].better in ("higher", "lower")


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

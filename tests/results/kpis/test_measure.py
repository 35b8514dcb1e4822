"""Every KPI against a world worked out on paper."""

import math
import pickle
from dataclasses import replace

import numpy as np
import pytest

from retainsim.declared import columns, reasons
from retainsim.declared import events as kinds
from retainsim.declared.codes import DISSOLVED, NOBODY
from retainsim.results.kpis.dictionary import KPIS, WHERE_ASKED, kpis_of, measure

from ..hand import CARRIER, CLIENTS, FACTS, FIRM, RAIDER, two_years, world

# Clients at the end: 0, 1, 4, 5, 6, 8, who pay 10, 8, 4, 4, 20, 5 = 51 a week. When the final year began: 1 to 6, who
# paid 46; of these 1, 5, 6 with 32 never left, 4 left and came back.
# A week of the final year brings 120 of fees, 10 of orders, less 5 of credits, and costs 40 directly and 60 in wages
# and overhead, 50 of which are spent on finding clients. Those held pay 51 and not 120, which spares 0.4 of the rest.
EQUITY = (120 + 10 - 5 - 40 - (60 - 50) - 0.6 * (120 - 51)) * 52 * 16 / 9.3  # r = 32 / 46, so r / (1.1 - r) = 16 / 9.3
WEEKLY = 1.1 ** (-1 / 52)

BY_HAND = {
    "cash_end": 1234.56,
    "value_end": 1234.56 + EQUITY,
    "revenue_total": 52 * 110 + 52 * 125,
    "revenue_final_year": 52 * 125,  # 120 of fees, 10 of orders, less 5 of credits
    "profit_total": 52 * (110 - 90) - 40 + 52 * (125 - 100),
    "profit_sd": (1300 - 1000) / math.sqrt(2),
    "npv": (10 - 5 / 1.1) * WEEKLY * (1 - 1 / 1.1) / (1 - WEEKLY),  # 10 a week for a year, then -5
    "insolvent": 0,
    "clients_end": 6,
    "status_clients_end": 2,
    "status_revenue_final_year": 52 * 30,
    "key_accounts_kept": 3,  # of 0, 1, 2, 3, 4 (5 pays as much as 3 and 4, and comes later): 0, 1, 4
    "key_revenue_kept": 22 / 32,
    "exits_total": 5,
    "exits_to_attacker": 2,
    "exits_to_third": 1,
    "exits_background": 1,
    "exits_courted": 1,
    "exits_tender": 2,
    "exits_insolvent": 0,
    "exits_dissolved": 1,
    "returns": 2,
    "onward_moves": 2,
    "trials_started": 6,
    "trials_converted": 2,
    "save_rate": 3 / 5,
    "new_clients": 5,
    "mean_fee": 8.5,
    # at risk in weeks 52 to 103: 6, then 18 x 5, 10 x 6, 10 x 5, 5 x 4, 5 x 5 and 3 x 6
    "logo_churn_annual": 1 - (1 - 3 / 269) ** 52,
    "grr": 16 / 23,
    "nrr": 18 / 23,
    "cac": 50 * 104 / 5,
    "clv_mean": EQUITY / 6,
    "customer_equity": EQUITY,
    "revenue_hhi": (100 + 64 + 16 + 16 + 400 + 25) / 51**2,
    "dso_days": 480 / (120 / 7),
    "attachment_mean": 0.5,
    "grievance_mean": 0.2,
    "believed_attachment_mean": 0.7,
    "perception_gap": 0.2,
    "complaints": 52,
    "hours_hunting": 20,
    "hours_care": 30,
    "hours_orders": 10,
    "hours_dunning": 5,
    "hours_repair": 4,
    "hours_rescue": 2,
    "staff_turnover": 8 / 4 / 2,
    "equity_multiple": EQUITY / (52 * 125),
    "hours_delivery": 40,
    "delivery_load": 50 / 50,
    "hours_overtime": 6,
    "late_share": 4 / int(CLIENTS.sum()),
    "undone_weeks": 206 / 60,
    "exits_to.raider": 2,
    "exits_to.carrier": 1,
    "courted_by.raider": 1,
    "courted_by.carrier": 0,
    "trials_of.raider": 4,
    "trials_of.carrier": 2,
}
# Sums of 104 terms in another order than here: each addition errs by 2^-53 at most, relatively.
SUMMED = 104 * 2**-53 * 8


@pytest.mark.parametrize("kpi", BY_HAND)
def test_a_kpi_is_what_paper_says(kpi: str) -> None:
    assert measure(two_years(), FACTS)[kpi] == pytest.approx(BY_HAND[kpi], rel=SUMMED, abs=0)


def test_every_kpi_of_the_dictionary_is_measured_in_its_order() -> None:
    values, of_columns = measure(two_years(), FACTS), {column.kpi.name for column in columns.ALL if column.kpi}
    assert list(values) == list(kpis_of("raider", "carrier"))
    assert [name for name in values if name in BY_HAND or name not in of_columns] == list(BY_HAND)
    assert {type(value) for value in values.values()} == {float}


@pytest.mark.parametrize("column", [column for column in columns.ALL if column.kpi], ids=lambda column: column.name)
def test_a_kpi_of_a_column_is_what_its_line_says(column: columns.Column) -> None:
    assert column.kpi is not None
    trace = two_years(**{column.name: np.arange(104)})
    by_paper = {"sum": 104 * 51.5, "mean": 51.5, "per position and year": 104 * 51.5 / 4 / 2}[column.kpi.measure]
    assert measure(trace, FACTS)[column.kpi.name] == by_paper


def test_sums_over_rivals_are_those_of_their_roles() -> None:
    facts = replace(FACTS, suppliers=("firm", "raider", "carrier", "pirate"), roles=(*FACTS.roles, "attacker"))
    events = [(week, kind, 0, FIRM, to, reasons.COURTED) for week in (1, 2) for to in (1, 2, 3)
              for kind in (kinds.TRIES, kinds.ENDS)] + [(3, kinds.TARGETED, 0, FIRM, 3, reasons.NONE)]
    values = measure(world(4, [FIRM], [FIRM], events), facts)
    assert values["exits_to_attacker"] == values["exits_to.raider"] + values["exits_to.pirate"] == 4
    assert values["exits_to_third"] == values["exits_to.carrier"] == 2
    assert values["trials_started"] == sum(values[f"trials_of.{rival}"] for rival in facts.suppliers[1:]) == 6
    assert [values[f"courted_by.{rival}"] for rival in facts.suppliers[1:]] == [0, 0, 1]
    assert "exits_to.firm" not in values


def test_a_market_without_rivals_tells_of_none() -> None:
    assert list(measure(world(4, [FIRM], [FIRM]), replace(FACTS, suppliers=("firm",), roles=("firm",)))) == list(KPIS)


def test_where_clients_ask_for_no_work_nothing_is_said_of_it() -> None:
    values = measure(two_years(work_asked=0, undone=0, late_clients=0), FACTS)
    assert [name for name in WHERE_ASKED if not math.isnan(values[name])] == []
    assert set(WHERE_ASKED) == {"hours_delivery", "delivery_load", "hours_overtime", "late_share", "undone_weeks"}


def test_measuring_changes_nothing() -> None:
    trace, untouched = two_years(), two_years()
    measure(trace, FACTS)
    for after, before in zip(trace, untouched, strict=True):
        np.testing.assert_array_equal(after, before)


def test_facts_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(FACTS)) == FACTS


def test_an_insolvent_firm_is_worth_its_cash() -> None:
    week = np.arange(104)
    values = measure(two_years(cash=np.where(week < 100, 0, -60_000),
                               finding_costs=np.where(week <= 100, 5_000, 0)), FACTS)
    assert values["insolvent"] == 1
    assert values["value_end"] == values["cash_end"] == -600
    assert values["customer_equity"] == values["clv_mean"] == 0
    assert math.isnan(values["dso_days"])
    assert values["cac"] == 50 * 101 / 5  # people are paid in the week of insolvency, and not after


def test_cash_at_the_credit_line_is_not_insolvent() -> None:
    assert measure(two_years(cash=-50_000), FACTS)["insolvent"] == 0
    assert measure(two_years(cash=-50_001), FACTS)["insolvent"] == 1


def test_clients_set_free_by_insolvency() -> None:
    events = [(5, kinds.ENDS, 0, FIRM, CARRIER, reasons.INSOLVENT),
              (5, kinds.STARTS, 0, FIRM, CARRIER, reasons.INSOLVENT),
              (5, kinds.ENDS, 1, FIRM, NOBODY, reasons.INSOLVENT)]
    week = np.arange(10)
    values = measure(world(10, [FIRM] * 2, [CARRIER, NOBODY], events, cash=np.where(week < 4, 0, -60_000),
                           clients=np.where(week < 5, 2, 0), attachment=np.where(week < 5, week, 0),
                           believed=np.where(week < 5, 2 * week, 0)), FACTS)
    assert (values["exits_total"], values["exits_insolvent"], values["exits_to_third"]) == (2, 2, 1)
    assert (values["attachment_mean"], values["perception_gap"]) == (2, 2)  # of week 4, the last with clients
    assert values["clients_end"] == values["key_accounts_kept"] == values["grr"] == 0
    assert values["logo_churn_annual"] == 1 - (1 - 2 / 12) ** 52  # two at risk in weeks 0 to 5


def test_a_firm_that_never_had_clients_leaves_much_undefined() -> None:
    values = measure(world(60, [CARRIER, NOBODY], [CARRIER, NOBODY], cash=100), FACTS)
    assert {name for name, value in values.items() if math.isnan(value)} == {
        "profit_sd", "key_revenue_kept", "mean_fee", "logo_churn_annual", "grr", "nrr", "cac", "clv_mean",
        "revenue_hhi", "dso_days", "attachment_mean", "grievance_mean", "believed_attachment_mean", "perception_gap",
        "save_rate", "equity_multiple", *WHERE_ASKED}
    assert values["value_end"] == values["cash_end"] == 1


def test_clients_younger_than_a_year_add_no_value_yet() -> None:
    values = measure(world(60, [NOBODY], [FIRM], [(30, kinds.STARTS, 0, NOBODY, FIRM, reasons.TENDER)], cash=100),
                     FACTS)
    assert values["clients_end"] == 1
    assert values["value_end"] == 1


def test_retention_of_half_a_year_is_told_for_a_year() -> None:
    events = [(7, kinds.DISSOLVES, 0, FIRM, DISSOLVED, reasons.DISSOLUTION)]
    values = measure(world(26, [FIRM] * 5, [DISSOLVED] + [FIRM] * 4, events), FACTS)
    assert values["grr"] == values["nrr"] == pytest.approx(0.8**2, rel=2**-50)


def test_nobody_leaves_and_money_keeps_its_value() -> None:
    facts = replace(FACTS, discount_per_year=0.0, direct_cost_share=0.0)
    values = measure(world(52, [FIRM], [FIRM]), facts)
    # a margin of 52 a year, and 0.99 / (1 - 0.99), where 1 - 0.99 has lost seven bits
    assert values["customer_equity"] == pytest.approx(52 * 99, rel=2**-45)


def test_prices_follow_the_index_and_are_rounded_to_the_cent() -> None:
    values = measure(world(52, [FIRM] * 2, [FIRM] * 2, fee=[333, 101]), replace(FACTS, price_index=1.5))
    assert values["mean_fee"] == (5.00 + 1.52) / 2  # 499.5 and 151.5 cents


def test_fewer_than_five_key_accounts() -> None:
    events = [(1, kinds.ENDS, 1, FIRM, RAIDER, reasons.TENDER), (1, kinds.STARTS, 1, FIRM, RAIDER, reasons.TENDER)]
    values = measure(world(4, [FIRM] * 2, [FIRM, RAIDER], events, fee=[100, 300]), FACTS)
    assert (values["key_accounts_kept"], values["key_revenue_kept"]) == (1, 0.25)


def test_more_exits_than_clients_at_risk_are_full_churn() -> None:
    events = [(3, kinds.STARTS, 0, NOBODY, FIRM, reasons.TENDER),
              (3, kinds.DISSOLVES, 0, FIRM, DISSOLVED, reasons.DISSOLUTION),
              (4, kinds.STARTS, 1, NOBODY, FIRM, reasons.TENDER), (6, kinds.ENDS, 1, FIRM, NOBODY, reasons.TENDER)]
    values = measure(world(8, [NOBODY] * 2, [DISSOLVED, NOBODY], events, clients=[0, 0, 0, 0, 1, 0, 0, 0]), FACTS)
    assert values["logo_churn_annual"] == 1


def test_equity_is_what_the_years_to_come_bring() -> None:
    """Year by year, as long as it lasts: 32 of 46 stay for another year, and so much of the margin with them."""
    stay, brought = 1.0, 0.0
    for year in range(1, 200):
        stay *= 32 / 46
        brought += stay * 52 * 33.6 / 1.1**year
    assert measure(two_years(), FACTS)["customer_equity"] == pytest.approx(brought, rel=1e-12)


@pytest.mark.parametrize(("column", "brings"), [
    ("order_revenue", 1), ("credits", -1), ("direct_costs", -1), ("fixed_costs", -1), ("written_off", -1),
    ("finding_costs", 1), ("keeping_costs", 0)])
def test_a_client_is_charged_what_serving_it_costs(column: str, brings: int) -> None:
    """One more a week. What finding clients costs is a part of the fixed costs, and taken out of them."""
    series = two_years().series[:, columns.NAMES.index(column)]
    more = measure(two_years(**{column: series + 100}), FACTS)["customer_equity"]
    assert more - EQUITY == pytest.approx(brings * 52 * 16 / 9.3, rel=1e-9, abs=1e-9)


def test_what_was_spent_before_the_final_year_is_spent() -> None:
    fixed = np.where(np.arange(104) < 52, 9_000, 6_000)
    assert measure(two_years(fixed_costs=fixed), FACTS)["customer_equity"] == pytest.approx(EQUITY, rel=1e-12)


def test_clients_who_bring_less_than_the_firm_costs_are_worth_nothing() -> None:
    """The margin of a week is 33.60: beyond that, one may stop."""
    assert measure(two_years(fixed_costs=6_000 + 3_359), FACTS)["customer_equity"] > 0
    for more in (3_361, 9_999):
        values = measure(two_years(fixed_costs=6_000 + more), FACTS)
        assert (values["customer_equity"], values["value_end"]) == (0, values["cash_end"])


def test_a_margin_of_half_a_year_is_told_for_a_year() -> None:
    """Five pay 1 each a week; orders bring 0.40 a week, wages take 2, and 0.50 of these go into hunting."""
    values = measure(world(26, [FIRM] * 5, [FIRM] * 5, fees=500, order_revenue=40, fixed_costs=200, finding_costs=50,
                           direct_costs=216), FACTS)
    assert values["customer_equity"] == pytest.approx(52 * (5 + 0.4 - 2.16 - 1.5) * 0.99 / (1.1 - 0.99), rel=1e-12)
    assert values["equity_multiple"] == pytest.approx(values["customer_equity"] / (52 * 5.4), rel=1e-12)


@pytest.mark.parametrize(("believed", "gap"), [(3.0, 0.0), (6.0, 0.5), (0.0, -0.5)])
def test_a_firm_may_see_its_clients_as_they_are_better_or_worse(believed: float, gap: float) -> None:
    assert measure(two_years(believed=believed), FACTS)["perception_gap"] == gap

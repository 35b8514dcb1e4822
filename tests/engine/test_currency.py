"""A currency is a name: with all money times 1,000 or 20,000, as in won or rupiah, the same lives are lived.

Fees and what follows from them are exactly so; direct costs, orders and credits are rounded to the cent, one by one.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from retainsim.declared import columns
from retainsim.declared import events as kinds
from retainsim.engine.world import Key, play, season
from retainsim.model.record import Trace
from retainsim.scenario import load
from retainsim.scenario.schema import Scenario
from retainsim.study.setup.translation import parameters_of

SMALL = ("clients.status.organisations=60", "clients.status.served_by_firm=30", "clients.standard.organisations=300",
         "clients.standard.served_by_firm=150", "clients.young.organisations=100", "clients.young.served_by_firm=20",
         "clients.young.founded_later=20", "market.seasoning_weeks=30", "weeks=104", "market.buildings=10",
         "staff.hunters.people=2", "staff.account_managers.people=2", "staff.client_department.people=1",
         "rivals.attacker.start_week=10", "firm.cash=200000")
ALIKE = tuple(f"clients.{name}.fee_spread=0" for name in ("status", "standard", "young"))
STRATEGIES = ("status-quo", "nurture", "late-rescue")
IN_UNITS = [number for number, column in enumerate(columns.ALL) if column.unit == "cents"]
TO_THE_CENT = [columns.FEES, columns.STATUS_FEES, columns.COLLECTED, columns.FIXED_COSTS, columns.WRITTEN_OFF,
               columns.RECEIVABLES, columns.OVERDUE]


def money_of(scenario: Scenario) -> Iterator[tuple[str, float]]:
    """Every amount of money of a scenario, by its path: what has a currency in its unit."""
    tables = {f"clients.{name}": segment for name, segment in scenario.clients.items()}
    tables |= {f"staff.{name}": role for name, role in scenario.staff.items()} | {"firm": scenario.firm}
    tables |= {f"strategies.{name}": strategy for name, strategy in scenario.strategies.items()}
    for at, table in tables.items():
        for name, field in type(table).model_fields.items():
            if "currency" in str((field.json_schema_extra or {}).get("unit")):
                yield f"{at}.{name}", getattr(table, name)


@cache
def lived(times: int, strategy: str, changes: tuple[str, ...] = ()) -> Trace:
    scenario = load("isp", [*SMALL, *changes])
    scenario = load("isp", [*SMALL, *changes, *(f"{at}={value * times!r}" for at, value in money_of(scenario))])
    key = Key(3, 1)
    return play(season(parameters_of(scenario, "status-quo"), key), parameters_of(scenario, strategy), 104)[1]


def test_the_scenario_has_money_of_every_kind() -> None:
    paths = {path.rsplit(".", 1)[1] for path, value in money_of(load("isp"))}
    assert paths == {"fee_per_week", "wage_per_week", "cash", "credit_line", "overhead_per_week",
                     "advertising_per_week", "hiring_cost", "dismissal_cost"}


@pytest.mark.parametrize("times", [1_000, 20_000])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_where_fees_are_whole_cents_in_both_currencies_every_life_is_the_same(strategy: str, times: int) -> None:
    dear, cheap = lived(times, strategy, ALIKE), lived(1, strategy, ALIKE)
    assert len(cheap.events) > 1_000
    assert dear.events.tobytes() == cheap.events.tobytes()
    for part in ("segment", "opening_supplier", "final_supplier", "final_attachment", "final_believed"):
        assert getattr(dear, part).tobytes() == getattr(cheap, part).tobytes(), part
    np.testing.assert_array_equal(dear.fee, cheap.fee * times)
    apart = np.ones(len(columns.ALL), bool)
    apart[IN_UNITS] = False
    assert dear.series[:, apart].tobytes() == cheap.series[:, apart].tobytes()
    np.testing.assert_array_equal(dear.series[:, TO_THE_CENT], cheap.series[:, TO_THE_CENT] * times)
    items = 1 + cheap.series[:, columns.ORDERS] + cheap.series[:, columns.CLIENTS]  # rounded to the cent, one by one
    bound = np.cumsum(items)[:, None] / 2 * times
    assert (np.abs(dear.series[:, IN_UNITS] - cheap.series[:, IN_UNITS] * times) <= bound).all()


@pytest.mark.parametrize("times", [1_000, 20_000])
def test_fees_that_differ_are_finer_by_half_a_cent_of_the_dearer_money_at_most(times: int) -> None:
    dear, cheap = lived(times, "nurture"), lived(1, "nurture")
    assert (np.abs(dear.fee / times - cheap.fee) <= 0.5 + 0.5 / times).all()
    assert dear.fee.max() > 2**31 / 35, "fees whose debts did not fit into 32 bits"
    np.testing.assert_array_equal(dear.opening_supplier, cheap.opening_supplier)
    told = [trace.events[trace.events[:, 1] == kinds.ENDS][:, [0, 2]] for trace in (dear, cheap)]
    np.testing.assert_array_equal(*told)

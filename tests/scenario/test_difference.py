"""What differs between two scenarios."""

from pathlib import Path

import pytest

from retainsim.scenario import load
from retainsim.scenario.description import Difference, difference

pytestmark = pytest.mark.usefixtures("small")


def between(first: tuple[str, ...] = (), second: tuple[str, ...] = ()) -> Difference:
    return difference(load("small.toml", first), load("small.toml", second))


def test_nothing() -> None:
    found = between((), ("firm.reputation=-0.0",))
    assert found.is_none
    assert found.to_document() == {"equal": True, "only_order": False, "parameters": [], "tables_only_in_a": [],
                                   "tables_only_in_b": []}


def test_values_with_their_units() -> None:
    found = between((), ("firm.cash=5", "strategies.status-quo.hours.hunters.care=0.1")).to_document()
    assert found["parameters"] == [
        {"path": "firm.cash", "unit": "currency", "in_a": True, "in_b": True, "a": 1000.0, "b": 5.0},
        {"path": "strategies.status-quo.hours.hunters.care", "unit": None, "in_a": False, "in_b": True, "a": None,
         "b": 0.1}]
    assert not found["equal"]


def test_a_table_that_one_lacks_is_told_as_a_whole(small: Path) -> None:
    trigger = "{observe='notices', above=3, become='status-quo'}"
    care = f"strategies={{care={{hours={{}}, triggers=[{trigger}]}}}}"
    found = between((care,))
    assert (found.rows, found.only_a, found.only_b) == ([], ["strategies.care"], [])
    alone = load(small).model_copy(update={"rivals": {}})
    found = difference(load(small), alone)
    assert (found.rows, found.only_a, found.only_b) == ([], ["rivals.carrier"], [])
    found = between((care.replace(trigger, ""),), (care,))
    assert (found.rows, found.only_a, found.only_b) == ([], [], ["strategies.care.triggers[0]"])


def test_an_empty_table_against_none() -> None:
    (row,) = between((), ("strategies.status-quo.hours.account_managers={}",)).rows
    assert (row.path, row.a) == ("strategies.status-quo.hours.account_managers", None)


def test_an_empty_table_against_a_full_one() -> None:
    full = ("strategies.status-quo.hours.account_managers.care=0.1",)
    (row,) = between(("strategies.status-quo.hours.account_managers={}",), full).rows
    assert (row.path, row.a) == ("strategies.status-quo.hours.account_managers.care", None)


def test_only_the_order_of_tables(small: Path) -> None:
    first = load(small, ["rivals={other={role='established', capacity=1, courting_hours_per_week=1}}"])
    second = first.model_copy(update={"rivals": dict(reversed(first.rivals.items()))})
    found = difference(first, second)
    assert found.only_order
    assert not found.is_none

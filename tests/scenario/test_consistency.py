"""What is allowed, and yet hardly meant, is named with its place; everything shipped is meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, doubts, load, shipped

CASES = {
    "hours of nobody": (
        "account_managers = { people = 1", "account_managers = { people = 0", "[strategies.care]\n"
        "hours.account_managers = { care = 0.5 }\n",
        "small.toml:23: strategies.care.hours.account_managers\n  has no effect: that role has no people. "
        "Set staff.account_managers.people, or give the work to another role."),
    "a rescue without hours": (
        "", "", "rescue_on = 'complaint'\n",
        'small.toml:22: strategies.status-quo.rescue_on = "complaint"\n  has no effect: no role has hours for rescue. '
        "Set for instance strategies.status-quo.hours.hunters.rescue = 0.1."),
    "a delay of nothing": (
        "", "", "rescue_delay_weeks = 4\n",
        "small.toml:22: strategies.status-quo.rescue_delay_weeks = 4\n  has no effect: no role has hours for rescue. "
        "Set for instance strategies.status-quo.hours.hunters.rescue = 0.1."),
    "the fee of one client": (
        "served_by_firm = 40\nfee_per_week = 60", "served_by_firm = 1\nfee_per_week = 7_746", "",
        "small.toml:6: clients.standard.fee_per_week = 7746.0\n  has one client, whose fee is drawn anew in every "
        "world around this median (fee_spread 0.6). With fee_spread = 0 it is 7746 in every world."),
    "a price that is 5 % dearer": (
        "capacity = 50", "capacity = 50\nprice_index = 5", "",
        "small.toml:19: rivals.carrier.price_index = 5.0\n  is 5 times the fees stated for the segments. "
        "5 % dearer is 1.05."),
    "a price that is a change": (
        "cash = 1000", "cash = 1000\nprice_index = 0.1", "",
        "small.toml:13: firm.price_index = 0.1\n  is 0.1 times the fees stated for the segments. 10 % dearer is 1.1."),
    "an attack after the end": (
        "capacity = 50", "capacity = 50\nstart_week = 52", "",
        "small.toml:19: rivals.carrier.start_week = 52\n  has no effect: the run ends after 52 weeks. "
        "Make weeks longer, or start_week earlier."),
}


@pytest.mark.parametrize(("old", "new", "more", "words"), CASES.values(), ids=CASES)
def test_each_doubt_is_named_with_place_and_fix(old: str, new: str, more: str, words: str, small: Path) -> None:
    assert doubts(load(small)) == []
    small.write_text(small.read_text("utf-8").replace(old, new, 1) + more, "utf-8")
    assert [str(doubt) for doubt in doubts(load("small.toml"))] == [words]


def test_doubts_stand_in_the_order_of_the_file_and_know_arguments(small: Path) -> None:
    found = doubts(load("small.toml", ["strategies.status-quo.rescue_on=complaint", "rivals.carrier.start_week=60"]))
    assert [doubt.file for doubt in found] == ["--set rivals.carrier.start_week=60",
                                               "--set strategies.status-quo.rescue_on=complaint"]


def test_a_rescue_that_has_hours_is_meant(small: Path) -> None:
    assert doubts(load("small.toml", ["strategies.status-quo.rescue_on=complaint",
                                      "strategies.status-quo.hours.account_managers.rescue=0.1"])) == []


def test_a_rescue_that_gets_its_hours_by_triggers_is_meant(small: Path) -> None:
    small.write_text(small.read_text("utf-8") + "rescue_on = 'complaint'\n"
                     "triggers = [{ observe = 'complaints', above = 5, become = 'second' }]\n[strategies.second]\n"
                     "hours = {}\ntriggers = [{ observe = 'complaints', below = 2, become = 'third' }, "
                     "{ observe = 'notices', above = 2, become = 'status-quo' }]\n"
                     "[strategies.third]\nhours.account_managers = { rescue = 0.1 }\n", "utf-8")
    assert doubts(load("small.toml")) == []
    (doubt,) = doubts(load("small.toml", ["strategies.third.hours.account_managers.rescue=0"]))
    assert doubt.path == "strategies.status-quo.rescue_on"


@pytest.mark.parametrize("name", shipped())
def test_what_is_shipped_is_meant(name: str) -> None:
    assert doubts(load(name)) == []


def test_money_is_bounded_by_what_can_be_added_up_to_the_cent(complaint: Callable[..., str], small: Path) -> None:
    assert complaint("fee_per_week = 60", "fee_per_week = 1e10") == (
        "small.toml:6: clients.standard.fee_per_week = 10000000000.0\n  "
        "brings fees and costs of 212 weeks to 2.54e+14; "
        "all together they must be at most 4.5e+13, or they cannot be added up to the cent. State all money of the "
        "scenario in thousands, or in millions.")
    assert "--set staff.hunters.wage_per_week=3e11\n  brings fees and costs of" in complaint(
        overrides=("staff.hunters.people=2", "staff.hunters.wage_per_week=3e11"))
    small.write_text(small.read_text("utf-8").replace("= 1e10", "= 60"), "utf-8")
    assert load("small.toml", ["clients.standard.fee_per_week=1e9", "staff.hunters.wage_per_week=1e9"])


def test_one_fee_that_is_hardly_ever_drawn_can_be_booked_as_well(small: Path) -> None:
    alone = ["clients.standard.organisations=1", "clients.standard.served_by_firm=0",
             "clients.standard.fee_per_week=1e8"]
    assert load("small.toml", [*alone, "clients.standard.fee_spread=0.6"])
    with pytest.raises(ScenarioError, match="fees and costs"):
        load("small.toml", [*alone, "clients.standard.fee_spread=2"])


@pytest.mark.parametrize("name", shipped())
def test_what_is_shipped_may_be_stated_in_money_that_is_20_000_times_as_small(name: str) -> None:
    clients = load(name).clients
    fees = [f"clients.{segment}.fee_per_week={20_000 * one.fee_per_week}" for segment, one in clients.items()]
    assert load(name, fees)

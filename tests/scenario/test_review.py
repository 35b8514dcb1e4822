"""What deserves a second look in a scenario that is right."""

from pathlib import Path

from retainsim.scenario import load
from retainsim.scenario.review import implausible, inherited, partly_inherited


def test_values_outside_their_range_are_implausible(small: Path) -> None:
    assert implausible(load(small)) == []
    changed = load(small, ["firm.direct_cost_share=0.1", "firm.reputation=1"])
    assert [one.path for one in implausible(changed)] == ["firm.direct_cost_share"]


def test_a_single_client_has_no_spread(small: Path) -> None:
    spread = {"clients.standard.fee_spread": 0}
    assert [one.path for one in implausible(load(small, spread))] == ["clients.standard.fee_spread"]
    assert implausible(load(small, {**spread, "clients.standard.served_by_firm": 1})) == []  # its own fee is known


def test_inherited_is_what_neither_file_nor_override_speaks_of(small: Path) -> None:
    over = small.with_name("over.toml")
    over.write_text('extends = "small.toml"\n[strategies.more]\nhours.hunters = { care = 0.2 }')
    roles = {"staff": ["hunters", "account_managers", "client_department"]}
    others = {"clients": ["standard"], **roles, "strategies": ["status-quo"]}
    assert inherited(load(over)) == others | {"rivals": ["carrier"]}
    assert inherited(load(over, ["rivals.carrier.capacity=60"])) == others
    assert inherited(load(small)) == {}


def test_fees_of_few_clients_may_be_alike(small: Path) -> None:
    few = {"clients.standard.fee_spread": 0, "clients.standard.served_by_firm": 12}
    assert implausible(load(small, few)) == []


def test_what_a_table_inherits_in_part_is_named_by_its_keys(small: Path) -> None:
    over = small.with_name("over.toml")
    over.write_text('extends = "small.toml"\n[strategies.status-quo]\nhours.client_department = { repair = 0.7 }\n'
                    "[rivals.carrier]\ncapacity = 60")
    assert partly_inherited(load(over)) == {
        "rivals.carrier": ["role", "market_share", "courting_hours_per_week"],
        "strategies.status-quo": ["hours.hunters.hunting"]}
    assert partly_inherited(load(small)) == {}

"""What deserves a second look in a scenario that is right."""

from pathlib import Path

from retainsim.scenario import load
from retainsim.scenario.review import implausible, inherited


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
    assert inherited(load(over)) == {"clients": ["standard"], "rivals": ["carrier"], "strategies": ["status-quo"]}
    assert inherited(load(over, ["rivals.carrier.capacity=60"])) == {"clients": ["standard"],
                                                                     "strategies": ["status-quo"]}
    assert inherited(load(small)) == {}

"""A parameter has one name on the whole way: what the schema says is what the model takes, and something reads it."""

import ast
from pathlib import Path

import pytest

import retainsim
from retainsim.declared import market, mechanisms
from retainsim.declared.parameter import Declared, Kind, everything, parameters
from retainsim.model.parameters import Parameters
from retainsim.scenario import load, schema
from retainsim.study.setup.translation import parameters_of

PACKAGE = Path(retainsim.__file__).parent
MARKET = {"market": market.Market, "clients": market.Segment, "firm": market.Firm, "supplier": market.Rival,
          "strategy": market.Strategy}
TABLES = MARKET | mechanisms.TABLES
USER = {**schema.MECHANISMS, "market": schema.Market, "clients": schema.Segment, "firm": schema.Firm,
        "supplier": schema.Rival, "strategy": schema.Strategy, "staff": schema.Role}
ELSEWHERE = {  # no parameter of the week: what is made of them, or asks for them in a scenario, is
    "clients.organisations", "firm.overhead_per_week", "market.discount_per_year", "strategy.advertising_per_week",
    "strategy.hunt_for", "supplier.enabled", "supplier.market_share", "supplier.role", "decision.advertising_effect",
    "supplier.oversells"}


@pytest.mark.parametrize("name", [*TABLES, "staff"])
def test_the_schema_says_what_is_declared(name: str) -> None:
    declared: type[Declared] = (TABLES | {"staff": market.Role})[name]
    assert list(USER[name].model_fields) == list(everything(declared))


@pytest.mark.parametrize("name", TABLES)
def test_the_model_takes_what_is_declared(name: str) -> None:
    taken = set(Parameters._fields[name]._fields)  # type: ignore[union-attr]
    declared = {one.kind.inside(key) for key, one in parameters(TABLES[name]).items()
                if name not in ("firm", "strategy") or key not in parameters(market.Rival)}
    derived = {"clients": {"first"}, "supplier": {"pair_identity", "claimed", "renown", "share_from", "share_up_to"}}
    assert taken == declared | derived.get(name, set())


def attributes(*rooms: str) -> set[str]:
    """Every `table.name` that is read in these rooms."""
    read = set()
    for room in rooms:
        for file in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute | ast.Name):
                    table = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
                    read.add(f"{table}.{node.attr}")
    return read


def test_something_reads_every_parameter() -> None:
    read = attributes("model", "engine")
    read |= {"clients." + name.removeprefix("c.") for name in read if name.startswith("c.")}
    taken = {f"{name}.{key}" for name in TABLES for key in Parameters._fields[name]._fields}  # type: ignore[union-attr]
    switches = {f"{name}.strength" for name in mechanisms.TABLES}  # folded into what it scales, if nothing else
    assert taken - read - switches == ELSEWHERE
    for name, table in mechanisms.TABLES.items():
        scaled = any(one.scaled_by in (name, "") for one in parameters(table).values())
        others = any(one.scaled_by == name for other in TABLES.values() for one in parameters(other).values())
        staff = any(one.scaled_by == name for one in parameters(market.Role).values())
        assert scaled or others or staff or f"{name}.strength" in read, f"the strength of {name} does nothing"


@pytest.mark.parametrize(("kind", "name", "inside"), [
    (Kind.PLAIN, "scorn", "scorn"), (Kind.RATE, "tender_rate_per_year", "tender_rate_per_week"),
    (Kind.RATE, "visits_per_client_year", "visits_per_client_week"),
    (Kind.CHANCE, "quits_per_year", "quits_within_week"), (Kind.YEARS, "half_way_years", "half_way_weeks"),
    (Kind.HALF_LIFE, "half_life_weeks", "kept_per_week"), (Kind.MONEY, "credit_line", "credit_line"),
    (Kind.HALF_LIFE, "optimism_half_life_weeks", "optimism_kept_per_week")])
def test_only_words_of_a_changed_unit_differ(kind: Kind, name: str, inside: str) -> None:
    assert kind.inside(name) == inside


def test_units_change_by_kind() -> None:
    """Worked by hand: 2 a year is 1/26 a week; half of it left after 13 weeks; 1 - exp(-0.25/52) within a week."""
    p = parameters_of(load("isp", ["mechanisms.decision.courted_rate_per_year=2", "firm.cash=12.345",
                                   "mechanisms.courting.half_life_weeks=13", "mechanisms.grievance.strength=0.5",
                                   "mechanisms.attachment.contact_leaves_per_year=0.25"]), "nurture")
    assert p.decision.courted_rate_per_week == pytest.approx(1 / 26, rel=1e-15)
    assert p.courting.kept_per_week == pytest.approx(0.5**(1 / 13), rel=1e-14)
    assert p.firm.cash == 1235
    assert p.grievance.loss_weight == 0.5 * 2.25
    assert p.attachment.contact_leaves_within_week == pytest.approx(0.0047961, rel=1e-4)

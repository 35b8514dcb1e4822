"""Every number of the schema has bounds, a unit and a source; an assumed one has a plausible range."""

import re
from typing import Any

import pytest
from pydantic.fields import FieldInfo

from retainsim.scenario import ScenarioError, digest, file_schema, load, resolved_toml, schema
from retainsim.scenario.shape import likely_name
from retainsim.scenario.tables import Table

TABLES = [kind for kind in [*vars(schema).values(), *schema.MECHANISMS.values()]
          if isinstance(kind, type) and issubclass(kind, Table)]
FIELDS = {f"{table.__name__}.{name}": (table, name, field)
          for table in TABLES for name, field in table.model_fields.items()}
UNITLESS = {"Scenario.seed"}
OFF = {"Inertia.strength"}  # by design: the essays deny it; who wants it switches it on
NEUTRAL = "the scenario"


def extra(field: FieldInfo) -> dict[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def numeric(field: FieldInfo) -> bool:
    return field.annotation in (int, float, float | None)


@pytest.mark.parametrize("place", [place for place, (_, _, field) in FIELDS.items() if numeric(field)])
def test_a_number_has_bounds_and_a_meaning(place: str) -> None:
    table, name, field = FIELDS[place]
    node = table.model_json_schema()["properties"][name]
    node = node.get("anyOf", [node])[0]  # a number, or nothing
    assert "minimum" in node or "exclusiveMinimum" in node
    assert node["maximum"] < 2**63
    assert field.description
    if name != "strength" and place not in UNITLESS:
        assert extra(field)["unit"]


@pytest.mark.parametrize("place", [place for place, (_, _, field) in FIELDS.items()
                                   if numeric(field) and not field.is_required()])
def test_a_default_has_a_source(place: str) -> None:
    _, name, field = FIELDS[place]
    if name == "strength":  # 1 is the mechanism as it stands, 0 a switch that is off
        assert field.default == (0.0 if place in OFF else 1.0)
        return
    if place in UNITLESS or field.default is None:
        return
    source = str(extra(field)["source"])
    if source.startswith("assumed: "):
        low, high = extra(field)["plausible"]
        assert len(source) > len("assumed: ") + 8
        assert low <= field.default <= high
        assert low < high
    else:
        # A citation has a year or names a data set or a practice; "the scenario" is for neutral starting values.
        assert source == NEUTRAL or re.search(r"\b(19|20)\d\d\b|sample|practitioners", source)
        assert source != NEUTRAL or field.default in (0, 0.0, 0.5, 1.0, 13, 260)


def test_plausible_ranges_are_allowed() -> None:
    for table, name, field in FIELDS.values():
        if "plausible" in extra(field):
            node = table.model_json_schema()["properties"][name]
            low, high = extra(field)["plausible"]
            assert node.get("minimum", node.get("exclusiveMinimum")) <= low, name
            assert high <= node["maximum"], name


def test_no_scenario_can_count_weeks_beyond_what_the_model_takes_for_never() -> None:
    def most(table: type[Table], name: str) -> int:
        return int(table.model_json_schema()["properties"][name]["maximum"])

    longest = most(schema.Scenario, "weeks") + most(schema.Market, "seasoning_weeks")
    assert longest + most(schema.Segment, "term_weeks") + most(schema.Segment, "notice_weeks") < 2**29


def test_the_json_schema_knows_extends() -> None:
    document = file_schema()
    assert document["properties"]["extends"]["type"] == "string"
    assert "extends" not in schema.Scenario.model_fields


@pytest.mark.parametrize(("text", "name"), [
    ("Zürich Büro", "zurich-buro"), ("Zu\u0308rich", "zurich"), ("Große Straße", "grosse-strasse"), ("Łódź", "lodz"),
    ("Ærø & Co.", "aero-co"), ("My World!", "my-world"), ("株式会社", None), ("42", None)])
def test_a_name_is_suggested_in_the_letters_that_it_may_have(text: str, name: str | None) -> None:
    assert likely_name(text) == name


@pytest.mark.parametrize("kind", ["clients", "rivals", "strategies"])
def test_an_editor_knows_that_a_file_may_drop_a_table(kind: str) -> None:
    for options in file_schema()["properties"][kind]["patternProperties"].values():
        assert [option["const"] for option in options["anyOf"] if "const" in option] == [False]


def test_title_and_currency_change_no_digest_and_are_written_where_they_are_said() -> None:
    plain = load("isp")
    called = load("isp", ["title=Интернет", "currency=₽"])
    assert digest(called) == digest(plain)
    assert 'title = "Интернет"\ncurrency = "₽"\n' in resolved_toml(called)
    assert "title" not in resolved_toml(plain)
    assert (called.called, called.heading) == ("Интернет (isp)", "Интернет")
    assert (plain.called, plain.heading) == ("isp", "isp")


@pytest.mark.parametrize("key", ["title", "currency"])
def test_a_title_has_no_character_that_rules_the_page(key: str) -> None:
    with pytest.raises(ScenarioError, match=r"must not contain the invisible character U\+202E"):
        load("isp", [f"{key}=a\u202eb"])

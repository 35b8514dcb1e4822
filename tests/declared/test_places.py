"""What is declared is not forgotten elsewhere: the twin reads it, the specification names it, somebody tells of it."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import retainsim
from retainsim.declared import columns, draws, events, fields, market, mechanisms
from retainsim.declared.parameter import parameters

PACKAGE, TESTS = Path(retainsim.__file__).parent, Path(__file__).parents[1]
SPECIFIED = re.findall(r"[a-z]\w*", (TESTS.parent / "docs" / "model.md").read_text("utf-8"))
DECLARED = {f"{table.__name__.lower()}.{name}": name for table in (
    market.Market, market.Segment, market.Role, market.Firm, market.Rival, market.Strategy,
    *mechanisms.TABLES.values()) for name in parameters(table)}
IN_WORDS = {  # of which the specification speaks without their name, as it speaks of a half-life; none is added
    "alertness.half_life_weeks", "attachment.half_life_firm_weeks",
    "attachment.visit_gain_firm", "attachment.visit_gain_person", "courting.half_life_weeks",
    "decision.courted_rate_per_year", "decision.tender_rate_per_year", "firm.overhead_per_week", "firm.quality",
    "firm.reputation", "grievance.half_life_weeks", "promises.half_life_weeks", "rival.courting_hours_per_week",
    "rival.hands_over", "rival.offers_trial", "rival.quality", "rival.reputation", "rival.targets",
    "role.wage_per_week", "segment.background_churn_concentration", "segment.late_payment_concentration",
    "segment.late_payment_share", "segment.price_sensitivity_cv", "segment.reciprocity_concentration",
    "segment.recognition_cv", "segment.voice_concentration", "strategy.duns_by", "strategy.hands_over",
    "strategy.hunt_for"}
NOT_LIVED = {"market.discount_per_year", "rival.role"}  # what KPIs and reports ask for, and no week


def names(folder: Path) -> set[str]:
    """All attributes, and all texts, in the code of a folder."""
    nodes = [node for file in folder.rglob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    return ({node.attr for node in nodes if isinstance(node, ast.Attribute)}
            | {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)})


def unread(declared: dict[str, str], read: Iterable[str]) -> list[str]:
    return sorted(path for path, name in declared.items() if name not in set(read) and path not in NOT_LIVED)


def test_the_twin_reads_every_parameter() -> None:
    assert unread(DECLARED, names(TESTS / "reference")) == []


def test_the_specification_names_every_parameter() -> None:
    assert set(unread(DECLARED, SPECIFIED)) == IN_WORDS


def test_the_specification_names_every_field_and_every_kind_of_event() -> None:
    listed = {one.name: one.name for one in [*fields.REAL, *fields.WHOLE, *events.ALL]}
    assert unread(listed, SPECIFIED) == []


def test_the_twin_has_every_field() -> None:
    listed = {field.name: field.name for field in [*fields.REAL, *fields.WHOLE]}
    source = (TESTS / "reference" / "entities.py").read_text("utf-8")
    assert unread(listed, re.findall(r"^    (\w+):", source, re.MULTILINE)) == []


def test_somebody_tells_of_every_kind_of_event() -> None:
    """Stories and lives name it, or the twin's relations could never be told to a reader."""
    told = names(PACKAGE / "report") | names(PACKAGE / "results")
    assert unread({kind.name: kind.name.upper() for kind in events.ALL}, told) == []


def test_the_week_writes_every_column() -> None:
    written = names(PACKAGE / "model") | names(PACKAGE / "engine")
    assert unread({column.name: column.name.upper() for column in columns.ALL}, written) == []


def test_something_draws_every_number() -> None:
    drawn = names(PACKAGE / "model") | names(PACKAGE / "engine")
    numbers = {name: name for name, value in vars(draws).items() if name.isupper() and isinstance(value, int)}
    assert len(numbers) == len(draws.ALL)
    assert unread(numbers, drawn) == []


@pytest.mark.parametrize("name", ["a_parameter_of_no_use", "a_lever_that_nobody_pulls"])
def test_what_is_forgotten_would_be_noticed(name: str) -> None:
    assert unread({**DECLARED, f"rescue.{name}": name}, names(TESTS / "reference")) == [f"rescue.{name}"]

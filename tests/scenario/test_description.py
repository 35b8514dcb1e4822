"""Every parameter of a scenario with unit, meaning, default, range and source."""

from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, load
from retainsim.scenario.description import Parameter, below, by_table, in_toml, parameters


def one(path: str, *changes: str) -> Parameter:
    (found,) = [parameter for parameter in parameters(load("small.toml", changes)) if parameter.path == path]
    return found


def test_all_of_a_scenario_is_there_and_means_something() -> None:
    scenario = load("isp")
    known = parameters(scenario)
    assert len({parameter.path for parameter in known}) == len(known)
    assert all(parameter.meaning for parameter in known)
    for parameter in known:
        value = scenario.model_dump()
        for key in parameter.keys:
            value = value[key]
        assert value == parameter.value


@pytest.mark.usefixtures("small")
def test_what_is_assumed() -> None:
    found = one("mechanisms.trial.weeks", "mechanisms.trial.weeks=20")
    assert found.to_document() == {
        "path": "mechanisms.trial.weeks", "table": "mechanisms.trial", "unit": "weeks",
        "meaning": "length of a trial before its verdict",
        "value": 20, "has_default": True, "default": 13, "differs": True, "plausible": [4, 26],
        "source": "assumed: a quarter", "choices": None, "bounds": "from 1 to 520"}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("path", "table", "differs", "plausible"), [
    ("weeks", "", True, None), ("seed", "", False, None), ("firm.cash", "firm", None, None),
    ("strategies.status-quo.hours.hunters.hunting", "strategies.status-quo", None, None),
    ("strategies.status-quo.triggers", "strategies.status-quo", False, None),
    ("mechanisms.grievance.loss_weight", "mechanisms.grievance", False, None),
    ("market.buildings", "market", False, (50, 600))])
def test_defaults_and_ranges(
        path: str, table: str, differs: bool | None, plausible: tuple[float, float] | None) -> None:
    found = one(path)
    assert (found.to_document()["table"], found.differs, found.plausible) == (table, differs, plausible)
    assert found.path == f"{table}.{found.key}".lstrip(".")


def test_triggers_are_tables_of_their_own_and_emptiness_is_said(small: Path) -> None:
    trigger = "{observe='notices', above=3, become='status-quo'}"
    text = small.read_text("utf-8")
    small.write_text(text.replace(text[text.index("[rivals"):text.index("[strategies")], ""), "utf-8")
    changes = [f"strategies={{care={{hours={{}}, triggers=[{trigger}]}}}}"]
    known = {parameter.path: parameter for parameter in parameters(load(small, changes))}
    assert known["strategies.care.triggers[0].above"].value == 3
    assert known["strategies.care.triggers[0].below"].value is None
    assert known["strategies.care.triggers[0].within_weeks"].key == "within_weeks"
    assert "strategies.care.triggers" not in known
    assert (known["rivals"].value, known["rivals"].differs) == ({}, False)
    assert (known["strategies.care.hours"].value, known["strategies.care.hours"].differs) == ({}, None)
    tables = list(by_table(known.values()))
    assert tables.index(("strategies", "care")) < tables.index(("strategies", "care", "triggers", 0))


@pytest.mark.parametrize(("path", "number"), [
    ("firm.cash", 1), ("mechanisms.promises", 2), ("strategies.adaptive.triggers[0]", 5),
    ("strategies.adaptive.triggers.0.above", 1), ("strategies.adaptive.hours.hunters", 1), (" weeks ", 1)])
def test_what_is_below_a_path(path: str, number: int) -> None:
    assert len(below(parameters(load("isp")), path)) == number


TABLES = ("name, title, currency, starts_on, description, weeks, seed, primary_kpis, worth_telling, market, clients, "
          "staff, firm, rivals, strategies, mechanisms")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("path", "words"), [
    ("clients.standrd", '"standrd" is not known in "clients". Did you mean clients.standard? Allowed: standard.'),
    ("clients.standrd.fee_per_wek",
     '"standrd" is not known in "clients". Did you mean clients.standard.fee_per_week? Allowed: standard.'),
    ("clients.zzz", '"zzz" is not known in "clients"; allowed: standard.'),
    ("firm.cash.x", '"firm.cash" is a value, not a table. Did you mean firm.cash?'),
    ("mechanism", f'"mechanism" is not known. Did you mean mechanisms? Allowed: {TABLES}.'),
    ("trial", f'"trial" is not known. Did you mean mechanisms.trial? Allowed: {TABLES}.'),
    ("fee", '"fee" is not known. Did you mean clients.standard.fee_per_week or clients.standard.fee_spread? Allowed: '
     f"{TABLES}."),
    ("zzz", f'"zzz" is not known; allowed: {TABLES}.'),
    ("\x1b", f'"\\x1b" is not known; allowed: {TABLES}.')])
def test_a_path_that_leads_nowhere(path: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        below(parameters(load("small.toml")), path)
    assert str(caught.value) == f"{path if path.isprintable() else words[1:5]}\n  {words}"


def test_no_path_at_all(small: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        below(parameters(load(small)), "")
    assert str(caught.value).startswith('""\n  "" is not known; allowed: name')


@pytest.mark.parametrize(("value", "text"), [
    (None, "none"), (True, "true"), (250000.0, "250_000"), (0.05, "0.05"), (1.0, "1"), (-1e-7, "-1e-07"),
    ("a\nb", '"a\\nb"'), ([], "[]"), ({}, "{}"), (["a", "b"], '["a", "b"]')])
def test_values_as_in_a_file(value: object, text: str) -> None:
    assert in_toml(value) == text

"""A new scenario file says the same as what it came from, and so it does with all its settings switched on."""

import re
from pathlib import Path

import pytest

from retainsim.scenario import Scenario, digest, load, shape, shipped
from retainsim.scenario.schema import toml_value
from retainsim.scenario.starter import EXAMPLE, LEVERS, starter, whole

ODD = ["description='''quotes \" and \\ and\nlines'''", 'description="\\u007f \\u0001 # \\r"',
       "strategies={care={hours={hunters={}}, triggers=["
       "{observe='notices', above=3, become='status-quo'}, {observe='complaints', below=1, become='status-quo'}]}}",
       "mechanisms.decision.switching_cost=-1e-7", "firm.cash=1e12", "seed=4294967295", "market.seasoned_by=status-quo"]


def renamed(scenario: Scenario, name: str) -> Scenario:
    return scenario.model_copy(update={"name": name})


def from_text(path: Path, text: str) -> Scenario:
    path.write_text(text, "utf-8", newline="")
    return load(path)


def switched_on(text: str) -> str:
    """The text with every setting that follows a # at once."""
    return re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", list(shipped()))
def test_what_extends_a_shipped_scenario_is_the_same(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    text = starter("mine", scenario, name)
    assert {'#title = ""', f"#currency = {toml_value(scenario.currency)}"} <= set(text.splitlines())
    assert from_text(tmp_path / "mine.toml", text) == renamed(scenario, "mine")
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("name", list(shipped()))
def test_settings_switched_on_change_nothing_but_for_the_new_strategy(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    text = switched_on(starter("mine", scenario, name))
    found = from_text(tmp_path / "mine.toml", text)
    model = scenario.strategies[scenario.market.seasoned_by]
    plain = {"description": "", "triggers": [], "changes": []}
    assert found.strategies[EXAMPLE].model_copy(update=plain) == model.model_copy(
        update=plain | {"new_business_quota": 0.0})
    assert [change.from_week for change in found.strategies[EXAMPLE].changes] == [26]
    rest = {key: value for key, value in found.strategies.items() if key != EXAMPLE}
    assert found.model_copy(update={"strategies": rest}) == renamed(scenario, "mine")
    assert text.count("fee_per_") == len(scenario.clients)


def test_what_is_said_a_month_is_shown_a_month(small: Path) -> None:
    small.write_text(small.read_text("utf-8").replace("fee_per_week = 60", "fee_per_month = 260"), "utf-8")
    text = starter("mine", load(small), "small.toml")
    assert "\n# median fee [currency/month]\n#fee_per_month = 260\n" in text
    assert "delivery" not in text.partition("[strategies")[0]
    assert "\n#delivery_hours_per_month = 13\n" in starter("mine", load("practice"), "practice")


@pytest.mark.parametrize("name", list(shipped()))
def test_a_whole_shipped_scenario_is_the_same(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    text = whole("mine", scenario)
    assert digest(from_text(tmp_path / "mine.toml", text)) == digest(renamed(scenario, "mine"))
    assert "extends" not in text
    assert max(len(line) for line in text.splitlines() if line.startswith("# ")) <= 100


@pytest.mark.parametrize("setting", ODD)
def test_odd_values_survive(setting: str, small: Path) -> None:
    scenario = load(small, [setting])
    assert digest(from_text(small.with_name("whole.toml"), whole("mine", scenario))) == digest(
        renamed(scenario, "mine"))
    small.write_text(whole("small", scenario), "utf-8", newline="")
    text = starter("mine", scenario, "small.toml")
    assert from_text(small.with_name("mine.toml"), text) == renamed(scenario, "mine")
    assert from_text(small.with_name("on.toml"), switched_on(text)).strategies[EXAMPLE]


def test_a_scenario_with_hardly_anything_survives(small: Path) -> None:
    text = small.read_text("utf-8")
    text = text.replace(text[text.index("[rivals"):text.index("[strategies")], "")
    scenario = from_text(small, text.replace("hours.hunters = { hunting = 0.5 }", "hours = {}"))
    assert digest(from_text(small.with_name("whole.toml"), whole("mine", scenario))) == digest(
        renamed(scenario, "mine"))
    on = switched_on(starter("mine", scenario, "small.toml"))
    assert from_text(small.with_name("on.toml"), on).strategies[EXAMPLE].hours == {}


def test_each_value_is_explained(small: Path) -> None:
    text = whole("mine", load(small, ["mechanisms.trial.weeks=20"]))
    assert ("length of a trial before its verdict [weeks] (default 13; assumed: a quarter; plausible from 4 to 26)\n"
            "weeks = 20") in text.replace("\n# ", " ")
    assert "\n# A second, trial connection with the suitor, which shows" in text


def test_parts_of_one_value_are_explained_once() -> None:
    scenario = load("isp")
    assert whole("mine", scenario).count("# for each role the share of its week") == len(scenario.strategies)


def test_what_is_not_said_is_shown_switched_off() -> None:
    assert "either of the two is enough [events]\n#below =\n" in whole("x", load("isp"))


def test_every_lever_is_in_the_format() -> None:
    for table, names in LEVERS.items():
        keys = tuple(part.replace("*", "hunters") for part in table.split(".") if part)
        assert set(names) <= set(shape.at(keys)["properties"])

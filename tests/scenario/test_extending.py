"""A scenario that extends another: what merges, whose line is blamed, and what it may not reach."""

import os
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, load
from retainsim.scenario.description import difference


def refusal(path: str = "over.toml") -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    return str(caught.value)


@pytest.fixture
def folder(small: Path) -> Path:
    return small.parent


def write(folder: Path, text: str, name: str = "over.toml") -> None:
    (folder / name).write_text(text, "utf-8")


def test_tables_merge_and_everything_else_is_replaced(folder: Path) -> None:
    write(folder, """extends = "small.toml"
        name = "over"
        primary_kpis = ["npv"]
        clients.standard.fee_per_week = 70
        strategies.status-quo.hours.hunters = { care = 0.2 }
        [rivals.second]
        role = "attacker"
        capacity = 5
        courting_hours_per_week = 1""")
    scenario = load("over.toml")
    assert (scenario.name, scenario.weeks, scenario.primary_kpis) == ("over", 52, ["npv"])
    assert scenario.clients["standard"].organisations == 100
    assert scenario.clients["standard"].fee_per_week == 70
    assert scenario.strategies["status-quo"].hours["hunters"] == {"hunting": 0.5, "care": 0.2}
    assert list(scenario.rivals) == ["carrier", "second"]


def test_a_shipped_scenario_is_extended_by_bare_name(folder: Path) -> None:
    write(folder, 'extends = "isp"\nweeks = 5')
    assert (load("over.toml").weeks, load("over.toml").name) == (5, "isp")


def test_a_scenario_in_a_folder_below_is_extended(folder: Path) -> None:
    (folder / "base").mkdir()
    write(folder / "base", 'extends = "root.toml"\nseed = 7', "b.toml")
    (folder / "small.toml").rename(folder / "base" / "root.toml")
    write(folder, 'extends = "base/b.toml"')
    assert load("over.toml").seed == 7


def test_each_key_is_blamed_on_the_file_that_it_came_from(folder: Path) -> None:
    text = (folder / "small.toml").read_text("utf-8")
    write(folder, text.replace("= 60", "= -60").replace("cash = 1000", "cash = false"), "small.toml")
    write(folder, 'extends = "small.toml"\n\n[firm]\ncash = true\nfoo = 1\n[clients.more]\nstatus = 3')
    places = [line.split(" = ")[0] for line in refusal().splitlines() if not line.startswith("  ")]
    assert places == ["over.toml:4: firm.cash", "over.toml:5: firm.foo", "over.toml:6: clients.more.organisations",
                      "over.toml:6: clients.more.served_by_firm", "over.toml:6: clients.more.fee_per_week",
                      "over.toml:7: clients.more.status", "small.toml:6: clients.standard.fee_per_week"]


BELOW = 'must be a relative path below the folder of this file, written with "/" and without "..".'
WRONG = {
    "../small.toml": BELOW,
    "a/../small.toml": BELOW,
    "/etc/passwd": BELOW,
    "/etc/x.toml": BELOW,
    "C:/x.toml": BELOW,
    "..\\\\small.toml": BELOW,
    "smal.toml": "does not exist. Did you mean small.toml?",
    "ips": "is not a shipped scenario; shipped are: {shipped}. Did you mean isp?",
    "small": "is not a shipped scenario; shipped are: {shipped}. Did you mean small.toml?",
    "": "must be the name of a shipped scenario or a path relative to this file.",
    "a\\u0000b": "must be the name of a shipped scenario or a path relative to this file.",
    "over.toml": "goes round in a circle: over.toml -> over.toml.",
}


@pytest.mark.parametrize(("target", "words"), WRONG.items())
def test_a_wrong_target_is_refused(target: str, words: str, folder: Path) -> None:
    from retainsim.scenario import shipped
    write(folder, f'name = "over"\nextends = "{target}"')
    first, second = refusal().split("\n  ")
    assert first.startswith("over.toml:2: extends = ")
    assert second == words.format(shipped=", ".join(shipped()))


@pytest.mark.parametrize("value", ["3", "['small.toml']", "{ file = 'small.toml' }", "true"])
def test_only_text_can_name_a_target(value: str, folder: Path) -> None:
    write(folder, f"extends = {value}")
    assert "must be the name of a shipped scenario" in refusal()


def test_a_folder_is_no_target(folder: Path) -> None:
    write(folder, 'extends = "./"')
    assert refusal().endswith("does not exist.")


def test_a_circle_is_shown(folder: Path) -> None:
    write(folder, 'extends = "b.toml"')
    write(folder, 'extends = "c.toml"', "b.toml")
    write(folder, 'weeks = 3\nextends = "b.toml"', "c.toml")
    assert refusal() == ('c.toml:2: extends = "b.toml"\n'
                         "  goes round in a circle: b.toml -> c.toml -> b.toml.")


def test_a_very_long_chain_is_refused(folder: Path) -> None:
    for step in range(20):
        write(folder, f'extends = "s{step + 1}.toml"', f"s{step}.toml")
    (folder / "small.toml").rename(folder / "s20.toml")
    assert refusal("s0.toml").endswith("makes a chain of more than 16 files.")
    assert load("s5.toml").name == "small"


def test_a_link_that_leads_outside_is_refused(folder: Path) -> None:
    (folder / "inside").mkdir()
    (folder / "inside" / "link.toml").symlink_to(folder / "small.toml")
    (folder / "inside" / "up").symlink_to(folder)
    for target in ("link.toml", "up/small.toml"):
        write(folder / "inside", f'extends = "{target}"')
        assert refusal("inside/over.toml") == (f'inside/over.toml:1: extends = "{target}"\n'
                                               "  leads outside the folder of this file through a link.")


def test_a_link_that_leads_nowhere_but_to_itself_is_refused(folder: Path) -> None:
    os.symlink("loop.toml", folder / "loop.toml")
    write(folder, 'extends = "loop.toml"')
    assert refusal().startswith('over.toml:1: extends = "loop.toml"\n  does not exist.')


def test_a_misspelt_table_of_the_extended_file_is_guessed(folder: Path) -> None:
    mine = folder / "mine.toml"
    mine.write_text('extends = "isp"\nname = "mine"\n[rivals.attaker]\ncourting_hours_per_week = 160\n')
    with pytest.raises(ScenarioError) as refused:
        load(mine)
    assert {problem.path for problem in refused.value.problems} == {"rivals.attaker.role", "rivals.attaker.capacity"}
    assert all("Or did you mean rivals.attacker?" in problem.fix for problem in refused.value.problems)


def test_an_inherited_table_can_be_dropped(folder: Path) -> None:
    write(folder, """extends = "isp"
        [clients]
        status = false
        [rivals]
        third = false
        [strategies]
        milking = false""")
    scenario, whole = load("over.toml"), load("isp")
    assert list(scenario.clients) == [name for name in whole.clients if name != "status"]
    assert list(scenario.rivals) == [name for name in whole.rivals if name != "third"]
    assert list(scenario.strategies) == [name for name in whole.strategies if name != "milking"]
    assert load("isp", ["clients.status=false", "rivals.third=false", "strategies.milking=false"]) == scenario
    assert load("isp", {"clients": {"status": False}, "rivals": {"third": False}, "strategies": {"milking": False}}
                ) == scenario
    assert difference(whole, scenario).to_document() == {
        "equal": False, "only_order": False, "parameters": [], "tables_only_in_b": [],
        "tables_only_in_a": ["clients.status", "rivals.third", "strategies.milking"]}


def test_what_was_dropped_is_made_anew_from_nothing(folder: Path) -> None:
    write(folder, 'extends = "small.toml"\nrivals.carrier = false')
    write(folder, """extends = "over.toml"
        [rivals.carrier]
        role = "attacker"
        capacity = 5
        courting_hours_per_week = 1""", "again.toml")
    assert load("again.toml").rivals["carrier"].market_share == 0
    assert load("again.toml").places.of(("rivals", "carrier", "market_share")) == ("again.toml", 2)


def test_only_what_is_inherited_can_be_dropped(folder: Path) -> None:
    write(folder, 'extends = "small.toml"\n[rivals]\ncarier = false')
    assert refusal() == ("over.toml:3: rivals.carier = false\n  drops an inherited table, and none of this name is "
                         "inherited. Did you mean carrier?")
    write(folder, 'extends = "small.toml"\nrivals = { carrier = true }')
    assert "over.toml:2: rivals.carrier = true\n  must be a table; false drops an inherited one." in refusal()
    write(folder, 'extends = "small.toml"\nfirm = false')
    assert "over.toml:2: firm = false\n  must be a table" in refusal()


def test_what_was_dropped_is_missed_where_it_is_needed(folder: Path) -> None:
    write(folder, 'extends = "small.toml"\nstrategies.status-quo = false')
    assert "strategies" in refusal()
    write(folder, 'extends = "isp"\nstrategies.status-quo = false')
    assert "must be one of the strategies:" in refusal()


def test_another_scenario_is_not_called_like_the_one_that_it_extends(folder: Path) -> None:
    small = folder / "small.toml"
    small.write_text('title = "The small one"\ncurrency = "EUR"\n' + small.read_text("utf-8"), "utf-8")
    write(folder, 'extends = "small.toml"\nname = "over"')
    assert (load("over.toml").heading, load("over.toml").currency) == ("over", "EUR")
    write(folder, 'extends = "small.toml"\nweeks = 60')
    assert load("over.toml").heading == "The small one"

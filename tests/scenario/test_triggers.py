"""The first list of tables in the format: how triggers are read, blamed, merged, overridden and checked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from retainsim.cli.root import root
from retainsim.scenario import ScenarioError, load
from retainsim.scenario.schema import Trigger

CARE = '[strategies.care]\nhours.hunters = { care = 0.5 }\n'
HEADER = "[[strategies.status-quo.triggers]]\n"
RIGHT = 'observe = "notices"\nabove = 3\nbecome = "care"\n'
INLINE = '{ observe = "notices", above = 3, become = "care" }'
AT = "strategies.status-quo.triggers"
KEYS = "observe, within_weeks, above, below, become"
NAME = "a name of at most 40 small letters, digits and hyphens that begins with a letter"

WRONG = {  # written from line 24 on, below the strategy `care`
    "misspelt key": (
        HEADER + RIGHT + HEADER + "abov = 1\n" + RIGHT,
        f"small.toml:29: {AT}[1].abov = 1\n  is not known here. Did you mean above? Allowed: {KEYS}."),
    "misspelt choice": (
        HEADER + RIGHT.replace("notices", "notice"),
        f'small.toml:25: {AT}[0].observe = "notice"\n'
        '  must be one of "complaints", "notices", "status_notices", "new_clients", "late_clients". '
        'Did you mean "notices"?'),
    "missing": (
        HEADER + "observe = 'notices'\nabove = 3\n",
        f"small.toml:24: {AT}[0].become\n"
        f"  is missing; it must be {NAME}: the strategy followed from the next week on."),
    "count out of range": (
        HEADER + RIGHT.replace("3", "-3"), f"small.toml:26: {AT}[0].above = -3\n"
        "  must be a number from 0 to 1_000_000_000. Did you mean 3?"),
    "no number": (
        HEADER + RIGHT + "below = nan\n", f"small.toml:28: {AT}[0].below = nan\n"
        "  must be a number above 0 and at most 1_000_000_000; nan and inf are no numbers to compute with."),
    "number in quotes": (
        HEADER + RIGHT.replace("3", "'3'"), f'small.toml:26: {AT}[0].above = "3"\n'
        "  must be a number from 0 to 1_000_000_000. Did you mean 3?"),
    "a count below none": (
        HEADER + RIGHT.replace("above = 3", "below = 0"), f"small.toml:26: {AT}[0].below = 0\n"
        "  must be a number above 0 and at most 1_000_000_000. The unit is events."),
    "single brackets": (
        f"[{AT}]\n" + RIGHT, f"small.toml:24: {AT} = {{…}}\n  must be a list of 0 to 8 tables. "
        "A table of a list has double brackets around its name."),
    "no table": (
        f"[strategies.x]\nhours = {{}}\ntriggers = [\n  {INLINE},\n  3 ]\n",
        "small.toml:28: strategies.x.triggers[1] = 3\n  must be a table."),
    "too many": (
        (HEADER + RIGHT) * 9, f"small.toml:24: {AT} = [… 9 values]\n  must be a list of 0 to 8 tables."),
    "wrong inside an inline list": (
        "[strategies.x]\nhours = {}\ntriggers = [ # becomes, of old\n"
        + f'  {INLINE},\n  {INLINE.replace("become", "becom")} ]\n',
        'small.toml:28: strategies.x.triggers[1].becom = "care"\n'
        f"  is not known here. Did you mean become? Allowed: {KEYS}."),
    "unknown strategy": (
        HEADER + RIGHT.replace("care", "caer"), f'small.toml:27: {AT}[0].become = "caer"\n'
        "  must be one of the strategies: status-quo, care. Did you mean care?"),
    "the strategy itself": (
        HEADER + RIGHT + HEADER + RIGHT.replace("care", "status-quo"), f'small.toml:31: {AT}[1].become = "status-quo"\n'
        "  must be another strategy than the one that has the trigger: care."),
    "neither above nor below": (
        HEADER + RIGHT.replace("above = 3", "within_weeks = 4"),
        f"small.toml:24: {AT}[0]\n  must have above or below, the count at which it fires."),
}


@pytest.mark.parametrize(("new", "words"), WRONG.values(), ids=WRONG)
def test_each_mistake_is_named_with_place_and_fix(new: str, words: str, complaint: Callable[..., str]) -> None:
    assert complaint("", CARE + new) == words


def test_the_only_strategy_cannot_become_another(complaint: Callable[..., str]) -> None:
    assert complaint("", HEADER + RIGHT.replace("care", "status-quo")).endswith("has the trigger: there is none.")


@pytest.fixture
def with_trigger(small: Path) -> Path:
    small.write_text(small.read_text("utf-8") + CARE + (HEADER + RIGHT) * 2, "utf-8")
    return small


def triggers(path: str | Path, *overrides: str) -> list[Trigger]:
    return load(path, overrides).strategies["status-quo"].triggers


def test_triggers_keep_their_order(small: Path) -> None:
    second = "observe = 'complaints'\nwithin_weeks = 4\nbelow = 0.5\nabove = 9\nbecome = 'care'\n"
    small.write_text(small.read_text("utf-8") + CARE + HEADER + RIGHT + HEADER + second, "utf-8")
    assert triggers(small) == [
        Trigger(observe="notices", above=3.0, become="care"),
        Trigger(observe="complaints", within_weeks=4, below=0.5, above=9.0, become="care")]


def test_without_triggers_there_are_none(small: Path) -> None:
    assert triggers(small) == []


def test_a_list_replaces_a_list(with_trigger: Path) -> None:
    over = with_trigger.with_name("over.toml")
    over.write_text('extends = "small.toml"\n' + HEADER + RIGHT.replace("3", "7"))
    assert [trigger.above for trigger in triggers(over)] == [7.0]
    over.write_text('extends = "small.toml"\n[strategies.status-quo]\ntriggers = []')
    assert triggers(over) == []


def test_one_of_a_list_is_changed_alone(with_trigger: Path) -> None:
    first, second = triggers(with_trigger, f"{AT}[1].above=7", f"{AT}.1.within_weeks=4")
    assert (first.above, first.within_weeks) == (3.0, 13)
    assert (second.above, second.within_weeks) == (7.0, 4)


@pytest.mark.parametrize(("text", "line"), [
    (HEADER + "observe = 'notices'\nabove = 1\n", 2),
    ("[strategies]\nstatus-quo = { triggers = [{ observe = 'notices', above = 1 }] }", 3),
    (f"{AT} = [\n{INLINE},\n{{ observe = 'notices', above = 1 }}]", 4)])
def test_a_replaced_list_takes_the_blame_for_what_it_lacks(text: str, line: int, with_trigger: Path) -> None:
    over = with_trigger.with_name("over.toml")
    over.write_text('extends = "small.toml"\n' + text)
    with pytest.raises(ScenarioError) as caught:
        load("over.toml")
    problem, = caught.value.problems
    assert (problem.file, problem.line, problem.path[-7:]) == ("over.toml", line, ".become")


def test_an_inline_table_takes_the_blame_for_what_it_changes(small: Path) -> None:
    small.write_text(small.read_text("utf-8").replace("hours.hunters = { hunting", "hours.hunters.hunting")
                     .replace("0.5 }\n", "0.5\n"))
    over = small.with_name("over.toml")
    over.write_text('extends = "small.toml"\nstrategies.status-quo.hours.hunters = { hunting = 5 }')
    with pytest.raises(ScenarioError) as caught:
        load("over.toml")
    assert str(caught.value).startswith("over.toml:2: strategies.status-quo.hours.hunters.hunting = 5\n")


def test_the_whole_list_is_overridden(with_trigger: Path) -> None:
    assert [trigger.above for trigger in triggers(with_trigger, f"{AT}=[{INLINE.replace('3', '5')}]")] == [5.0]
    assert triggers(with_trigger, f"{AT}=[]") == []


def test_an_overriding_list_is_to_blame(with_trigger: Path) -> None:
    argument = f"{AT}=[{INLINE.replace('become', 'becom')}]"
    with pytest.raises(ScenarioError) as caught:
        load(with_trigger, [argument])
    (problem,) = caught.value.problems
    assert problem.file.startswith("--set ")
    assert problem.path == f"{AT}[0].becom"
    assert problem.fix == "Did you mean become?"


def test_the_commands_take_triggers(with_trigger: Path) -> None:
    done = CliRunner().invoke(root, ["check", str(with_trigger)])
    assert (done.exit_code, "2 strategies" in done.output) == (0, True)
    for wrong, words in ((f"{AT}[0].above=-1", "must be a number from 0"), (f"{AT}[7].above=1", "allowed: 0, 1.")):
        done = CliRunner().invoke(root, ["check", str(with_trigger), "--set", wrong])
        assert done.exit_code != 0
        assert words in done.output
    assert '"Trigger"' in CliRunner().invoke(root, ["schema"]).output

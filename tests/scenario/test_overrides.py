"""`--set path=value`: what it changes, and what is said when it cannot."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from retainsim.scenario import ScenarioError, change, digest, load
from retainsim.scenario.schema import Strategy

SETTINGS = "hunting, care, orders, dunning, repair, rescue, delivery"
LIST = ('"strategies.status-quo.triggers" is a list, which is replaced as a whole: '
        "strategies.status-quo.triggers=[…].")

WRONG = {
    "nonsense": "must have the form path=value. For instance weeks=104.",
    "weeks=abc": "must be a whole number from 1 to 5200. Did you mean 260?",
    "weeks=1e3": "must be a whole number from 1 to 5200. Did you mean 1000?",
    "weeks=": "must be a whole number from 1 to 5200. Did you mean 260?",
    "weeks=nan": "must be a whole number from 1 to 5200. Did you mean 260?",
    "clients.standard.fee_per_week=abc":
        "must be a number above 0 and at most 1_000_000_000_000. Numbers are written in digits.",
    "clients.standrd.fee_per_wek=5":
        '"standrd" is not known in "clients". Did you mean clients.standard.fee_per_week? Allowed: standard.',
    "clients.zz.fee_per_week=5": '"zz" is not known in "clients"; allowed: standard.',
    "mechanisms.dunning.reminder_hour=1":
        '"reminder_hour" is not known in "mechanisms.dunning". Did you mean mechanisms.dunning.reminder_hours? '
        "Allowed: strength, reminder_hours, first_reminder_weeks, paid_within_week, reminder_effect, mutual_effect.",
    "strategies.status-quo.hours.hunters.car=.1":
        '"car" is not known in "strategies.status-quo.hours.hunters". '
        f"Did you mean strategies.status-quo.hours.hunters.care? Allowed: {SETTINGS}.",
    "weeks.length=3": '"weeks" is a value, not a table.',
    "primary_kpis[0]=npv": '"primary_kpis" is a list, which is replaced as a whole: primary_kpis=[…].',
    "strategies.status-quo.triggers[0].above=3": LIST,
    "strategies.status-quo.triggers.0.above=3": LIST,
    "strategies.status-quo.triggers.above=3": LIST,
    "strategies.status-quo.trigers[0]=3":
        '"trigers" is not known in "strategies.status-quo". Did you mean strategies.status-quo.triggers? Allowed: '
        + ", ".join(Strategy.model_fields) + ".",
    "strategies.status-quo.triggers=notices": "must be a list of 0 to 8 tables.",
    "rivals.carrier.role=attakker": 'must be one of "attacker", "established". Did you mean "attacker"?',
    "firm=3": "must be a table.",
    "rivals={}": "changes nothing: tables merge, and this one is empty. To leave out a rival, set "
                 "rivals.carrier.enabled=false.",
    "strategies.status-quo.hours={}": "changes nothing: tables merge, and this one is empty. Set single values, e.g. "
                                      "strategies.status-quo.hours.hunters.hunting=0.5.",
    "extends=isp": '"extends" is not known; allowed: name, title, currency, starts_on, description, weeks, seed, '
                   "primary_kpis, worth_telling, market, clients, staff, firm, rivals, strategies, mechanisms.",
}


@pytest.mark.parametrize(("argument", "words"), WRONG.items())
def test_the_argument_is_the_place(argument: str, words: str, complaint: Callable[..., str]) -> None:
    assert complaint(overrides=(argument,)) == f"--set {argument}\n  {words}"


def test_names_are_asked_for_where_a_scenario_has_none(complaint: Callable[..., str], small: Path) -> None:
    text = small.read_text("utf-8")
    start, end = text.index("[rivals"), text.index("[strategies")
    said = complaint(text[start:end], "", ("rivals.x.enabled=true",))
    assert said == '--set rivals.x.enabled=true\n  there are no tables in "rivals".'


def test_a_key_inside_a_value_is_blamed_on_the_argument(complaint: Callable[..., str]) -> None:
    said = complaint(overrides=('firm={cash = "much", credit_line = 1}',))
    assert said.startswith('--set firm={cash = "much", credit_line = 1}: firm.cash = "much"\n  must be a number')


@pytest.mark.parametrize(("argument", "expected"), [
    ("weeks=104", 104), ("weeks = 104", 104), ("weeks=0x10", 16), ("weeks=1_000", 1000)])
def test_numbers_are_toml(argument: str, expected: int, small: Path) -> None:
    assert load(small, [argument]).weeks == expected


@pytest.mark.parametrize(("argument", "expected"), [
    ("description=a = b, c", "a = b, c"), ('description="quoted"', "quoted"), ("description=", ""),
    ("description=1\nweeks = 3", "1\nweeks = 3")])
def test_what_is_no_toml_value_is_text(argument: str, expected: str, small: Path) -> None:
    scenario = load(small, [argument])
    assert (scenario.description, scenario.weeks) == (expected, 52)


def test_tables_that_the_file_leaves_out_can_be_set(small: Path) -> None:
    scenario = load(small, ["mechanisms.faults.strength=0", "strategies.status-quo.hours.account_managers.care=0.4"])
    assert scenario.mechanisms.faults.strength == 0
    assert scenario.strategies["status-quo"].hours["account_managers"] == {"care": 0.4}
    assert scenario.strategies["status-quo"].hours["hunters"] == {"hunting": 0.5}


def test_the_last_of_several_settings_wins(small: Path) -> None:
    assert load(small, ["weeks=10", "weeks=20"]).weeks == 20


def test_a_single_override_may_be_given_by_itself() -> None:
    assert load("isp", "weeks=52").weeks == 52


def test_a_loaded_scenario_is_changed_as_if_it_had_been_loaded_so() -> None:
    """By words and by values alike, NumPy's too; other digests, places and defaults stay as they are."""
    loaded, words = load("isp", "seed=7"), ["weeks=104", "rivals.attacker.enabled=false", "name=peace"]
    wanted = load("isp", ["seed=7", *words])
    values = {"weeks": np.int64(104), "rivals": {"attacker": {"enabled": False}}, "name": "peace"}
    for changed in (change(loaded, words), change(loaded, values), load("isp", {"seed": 7, **values})):
        assert changed == wanted
        assert digest(changed) == digest(wanted)
        assert changed.model_dump(exclude_unset=True) == wanted.model_dump(exclude_unset=True)
    assert change(loaded, words).places.keys == wanted.places.keys
    assert loaded == load("isp", "seed=7")
    assert change(loaded, {"primary_kpis": ("npv", "cash_end")}).primary_kpis == ["npv", "cash_end"]
    trigger = {"observe": "notices", "within_weeks": 4, "above": 3, "become": "nurture"}
    changed = change(loaded, {"strategies.status-quo.triggers": [trigger]})
    assert changed.strategies["status-quo"].triggers[0].become == "nurture"


@pytest.mark.parametrize("word", [word for word in WRONG if "=" in word])
def test_what_is_wrong_with_a_change_is_what_is_wrong_with_set(word: str) -> None:
    with pytest.raises(ScenarioError) as at_once:
        load("isp", word)
    with pytest.raises(ScenarioError) as later:
        change(load("isp"), word)
    assert str(later.value) == str(at_once.value)


def test_values_that_no_scenario_has() -> None:
    with pytest.raises(TypeError, match=r"rivals\.attacker\.quality cannot be None: the values of a scenario are numb"):
        change(load("isp"), {"rivals": {"attacker": {"quality": None}}})
    with pytest.raises(ScenarioError, match=r'--set weeks="long"\n  must be a whole number from 1 to 5200\.'):
        change(load("isp"), {"weeks": "long"})

"""A number of a scenario by its path: what may be varied, over what, and what is said of the rest."""

import math

import pytest

from retainsim.scenario import ScenarioError
from retainsim.scenario.schema import Scenario
from retainsim.study.factor import about_factor, about_factors, factor_of, own_value, plain, unit_of, with_factors

from .worlds import small_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


def said(scenario: Scenario, factor: object, low: object = 1, high: object = 2) -> str:
    return "\n".join(map(str, about_factor(scenario, factor, low, high)))  # type: ignore[arg-type]


def test_only_the_factor_changes(scenario: Scenario) -> None:
    changed = with_factors(scenario, {"rivals.raider.capacity": 61.0})
    assert changed.rivals["raider"].capacity == 61
    back = with_factors(changed, {"rivals.raider.capacity": 60})
    assert back == scenario
    assert with_factors(scenario, {"firm.quality": 0.1 + 0.2}).firm.quality == 0.1 + 0.2  # every bit of it


@pytest.mark.parametrize(("factor", "whole", "unit"), [
    ("rivals.raider.capacity", True, "organisations"), ("firm.cash", False, "currency"), ("weeks", True, "weeks"),
    ("market.early_attachment", False, ""), ("strategies.care.hours.hunters.care", False, ""),
    ("mechanisms.attachment.strength", False, "")])
def test_what_may_vary(factor: str, whole: bool, unit: str, scenario: Scenario) -> None:
    assert said(scenario, factor, 0.0 if not whole else 1, 1.0 if not whole else 20) == ""
    varied = factor_of(scenario, factor, 0, 1)
    assert (varied.is_whole, unit_of(varied)) == (whole, unit)


@pytest.mark.parametrize(("value", "written"), [(40.0, "40"), (40, "40"), (0.5, "0.5"), (-0.0, "0"), (1e6, "1000000")])
def test_a_number_as_one_would_write_it(value: float, written: str) -> None:
    assert repr(plain(value)) == written


@pytest.mark.parametrize(("factor", "wanted"), [
    ("firm.cahs", '--factor firm.cahs\n  "cahs" is not known in "firm". Did you mean firm.cash? Allowed: cash, '),
    ("rivals.rader.capacity", "Did you mean rivals.raider.capacity?"),
    ("clients.*.fee_per_weak", "Did you mean clients.large.fee_per_week?"),
    ("client.*.fee_per_week", "has a star, which stands for all tables of clients, rivals, staff or mechanisms. Did you "
                              "mean clients?"),
    ("mechanisms.*.inertia", '"inertia" is not known in'),
    ("clients.large.*", '"*" is not known in "clients.large"'),
    ("firm.cash.much", '"firm.cash" is a value, not a table.'),
    ("fee", '"fee" is not known. Did you mean clients.large.fee_per_week or clients.large.fee_spread? Allowed: name'),
    ("capacity", "Did you mean rivals.carrier.capacity, rivals.gone.capacity or rivals.raider.capacity? Allowed: "),
    ("served", "Did you mean clients.large.served_by_firm? Allowed: "), ("week", "Did you mean weeks, "),
    ("ca", '"ca" is not known; allowed: '),
    ("", '--factor ""\n  "" is not known; allowed: name, '),
    ("firm.cash=3", "--factor firm.cash=3\n  must be the dotted path of one number of the scenario. For instance "
                    "rivals.attacker.courting_hours_per_week."),
    (3, "--factor 3\n  must be the dotted path of one number"),
    ("firm", "--factor firm\n  must lead to one number, and there stands a table."),
    ("rivals.raider.role", 'must lead to one number, and there stands one of "attacker", "established".'),
    ("rivals.raider.enabled", "must lead to one number, and there stands true or false."),
    ("strategies.care.triggers[0].above", "is a list, which is replaced as a whole"),
    ("seed", "--factor seed\n  says which worlds are played, and all values of a factor must meet the same."),
])
def test_what_is_no_factor(factor: object, wanted: str, scenario: Scenario) -> None:
    assert wanted in said(scenario, factor)


@pytest.mark.parametrize(("factor", "low", "high", "wanted"), [
    ("firm.cash", -1.0, 5.0, "--low -1: firm.cash = -1\n  must be a number from 0 to 10_000_000_000_000."),
    ("firm.quality", 0.0, 10.5, "--high 10.5: firm.quality = 10.5\n  must be a number from -10 to 10."),
    ("rivals.raider.capacity", 1.5, 3.0, "--low 1.5: rivals.raider.capacity = 1.5\n  must be a whole number from 0 to"),
    ("firm.cash", math.nan, 5.0, "--low nan: firm.cash = nan\n  must be a number from 0 to"),
    ("firm.cash", 0.0, math.inf, "--high inf: firm.cash = inf\n  must be a number from 0 to"),
    ("clients.large.served_by_firm", 1.0, 41.0,
     "--high 41: clients.large.organisations = 40\n  must be at least served_by_firm + founded_later = 41 + 0."),
    ("firm.cash", "much", 5.0, '--low "much"\n  must be a number.'),
    ("firm.cash", True, 5.0, "--low true\n  must be a number."),
    ("firm.cash", 5.0, 5.0, "--low 5\n  must be less than --high 5."),
    ("firm.cash", 9.0, 5.5, "--low 9\n  must be less than --high 5.5. Did you mean it the other way round?"),
])
def test_what_is_no_range(factor: str, low: object, high: object, wanted: str, scenario: Scenario) -> None:
    assert wanted in said(scenario, factor, low, high)


def test_both_bounds_are_complained_of_at_once(scenario: Scenario) -> None:
    assert len(about_factor(scenario, "firm.quality", -11.0, 11.0)) == 2


def test_a_value_between_two_that_are_right_may_be_wrong(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        with_factors(scenario, {"clients.large.recognition_cv": 0.005})
    assert str(caught.value).startswith("--factor clients.large.recognition_cv at 0.005: ")

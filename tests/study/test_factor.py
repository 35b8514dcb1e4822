"""A number of a scenario by its path: what may be varied, over what, and what is said of the rest."""

import math

import pytest

from retainsim.scenario import ScenarioError
from retainsim.scenario.schema import Scenario
from retainsim.study.factor import (
    about_factor,
    about_factors,
    factor_of,
    own_value,
    plain,
    unit_of,
    with_factors,
)

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
    ("client.*.fee_per_week", "has a star, which stands for all tables of clients, rivals, staff or mechanisms. "
                              "Did you mean clients?"),
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


# ---- stars, and two factors

def test_a_star_stands_for_all_tables(scenario: Scenario) -> None:
    changed = with_factors(scenario, {"clients.*.resistant_share": 0.25})
    assert {segment.resistant_share for segment in changed.clients.values()} == {0.25}
    factor = factor_of(scenario, "clients.*.organisations", 1, 2)
    assert (factor.is_whole, unit_of(factor)) == (True, "organisations")


def test_what_stands_in_the_scenario(scenario: Scenario) -> None:
    changed = with_factors(scenario, {"clients.*.resistant_share": 0.25, "weeks": 33})
    assert own_value(changed, factor_of(changed, "clients.*.resistant_share", 0, 1)) == 0.25
    assert own_value(changed, factor_of(changed, "weeks", 1, 9)) == 33
    assert own_value(scenario, factor_of(scenario, "clients.*.organisations", 1, 2)) is None  # tables differ


TWO = ("firm.quality", "clients.*.resistant_share")


@pytest.mark.parametrize(("factors", "lows", "highs", "wanted"), [
    (("weeks", *TWO), (1, 0, 0), (9, 1, 1), "--factor weeks, firm.quality, clients.*.resistant_share\n  is given 3 "
                                            "times, and switch takes one factor or two."),
    (TWO, (0,), (1, 1), "--low 0\n  is given once for two factors. Each factor has a --low and a --high, in the order "
                        "of the factors."),
    (TWO, (0, 0), (1, 1, 1), "--high 1, 1, 1\n  is given 3 times for two factors."),
    (("weeks",), (1, 2), (9,), "--low 1, 2\n  is given twice for one factor. Each factor has a --low and a --high"),
    (("weeks", "weeks"), (1, 1), (9, 9), "--factor weeks\n  is given twice."),
    ((TWO[1], "clients.large.resistant_share"), (0, 0), (1, 1),
     "--factor clients.large.resistant_share\n  is varied by --factor clients.*.resistant_share already: both mean "
     "clients.large.resistant_share."),
    (("firm.qualty", TWO[1]), (0, 0), (1, 1), "Did you mean firm.quality?"),
    (("seed", TWO[1]), (0, 0), (1, 1), "--factor seed\n  says which worlds are played"),
    (TWO, (0, "no"), (1, 1), '--low "no"\n  must be a number.'),
    (TWO, (0, 0.5), (1, 0.5), "--low 0.5\n  must be less than --high 0.5."),
    (TWO, (0, 0), (11, 1), "--factor firm.quality at 11, --factor clients.*.resistant_share at 0: firm.quality = 11\n  "
                           "must be a number from -10 to 10."),
])
def test_what_is_no_map(factors: tuple[str, ...], lows: tuple[float, ...], highs: tuple[float, ...], wanted: str,
                        scenario: Scenario) -> None:
    problems = list(map(str, about_factors(scenario, factors, lows, highs)))
    assert len(problems) == 1
    assert wanted in problems[0]


def test_values_are_tried_together(scenario: Scenario) -> None:
    """41 served of 40 organisations are wrong, but not of 60."""
    pair = ("clients.large.served_by_firm", "clients.large.organisations")
    assert about_factors(scenario, pair, (1, 60), (41, 80)) == []
    assert "--factor clients.large.served_by_firm at 41, --factor clients.large.organisations at 40" in str(
        about_factors(scenario, pair, (1, 40), (41, 80))[0])

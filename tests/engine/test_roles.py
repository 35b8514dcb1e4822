"""A firm has roles by any name: the twin agrees, the oldest keep their luck, and who is not there changes nothing."""

import tomllib

import numpy as np
import pytest

from engine.test_twin_agrees import SMALL, agree
from retainsim.declared import jobs
from retainsim.engine.world import Key, play, season
from retainsim.scenario import from_toml, load, resolved_toml
from retainsim.scenario.schema import Role, Scenario
from retainsim.study.setup.translation import parameters_of

PRACTICE = {"hunters": "partners", "account_managers": "accountants", "client_department": "front-desk"}


def with_roles(names, more=()):
    """The small world with its roles called otherwise, in the order of `names`, and further ones."""
    tree = tomllib.loads(resolved_toml(load("isp", SMALL)))
    tree["staff"] = {new: tree["staff"][old] for old, new in names.items()} | dict(more)
    for strategy in tree["strategies"].values():
        strategy["hours"] = {names[role]: shares for role, shares in strategy["hours"].items()}
    return Scenario.model_validate(tree)


def left_by(scenario, strategy="nurture", weeks=60):
    """What a world has left behind."""
    p = parameters_of(scenario, scenario.market.seasoned_by)
    world, trace = play(season(p, Key(5, 1)), parameters_of(scenario, strategy), weeks)
    return trace.series, trace.events, world.ledger


@pytest.mark.parametrize("strategy", ["nurture", "milking", "keep-seller"])
def test_the_twin_agrees_on_roles_of_any_name(strategy):
    nobody = {"people": 0, "wage_per_week": 1.0}
    mixed = {"client_department": "front-desk", "hunters": "partners", "account_managers": "account_managers"}
    agree(with_roles(mixed, {"interns": nobody, "caretaker": nobody | {"people": 1}}), strategy)


def test_an_old_scenario_means_the_same_in_any_order_of_its_roles():
    old = from_toml(resolved_toml(load("isp", SMALL)))
    other = with_roles({name: name for name in reversed(jobs.ROLES)})
    assert list(other.staff) == list(jobs.ROLES)
    for ours, theirs in zip(left_by(old), left_by(other), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_role_of_nobody_changes_nothing():
    idle = {"interns": Role(people=0, wage_per_week=500.0).model_dump()}
    for ours, theirs in zip(left_by(with_roles(PRACTICE)), left_by(with_roles(PRACTICE, idle)), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_luck_knows_the_oldest_roles_by_numbers_of_their_own():
    assert jobs.numbers_of(["partners", "client_department", "clerks"]) == {
        "partners": 3, "client_department": 2, "clerks": 4}
    p = parameters_of(with_roles({"hunters": "partners", "account_managers": "account_managers",
                                  "client_department": "clerks"}), "nurture")
    assert p.staff.identity.tolist() == [2**16, 2**16 + 1, 3 * 2**16, 3 * 2**16 + 1, 4 * 2**16, 4 * 2**16 + 1]


def test_without_hours_for_care_account_managers_look_after_clients_and_without_them_everybody():
    none = ["strategies.nurture.hours={hunters={care=0}, account_managers={care=0}}"]
    old = parameters_of(load("isp", [*SMALL, *none]), "nurture")
    assert old.staff.portfolio_capacity.tolist() == [0, 0, 1, 1, 0, 0]
    tree = with_roles(PRACTICE).model_dump()
    tree["strategies"]["nurture"]["hours"] = {}
    own = parameters_of(Scenario.model_validate(tree), "nurture")
    assert own.staff.portfolio_capacity.tolist() == [1] * 6

"""What is said to those who describe a firm of their own, in a file that stands alone or that extends another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, load

Complaint = Callable[..., str]
BASE = """\
extends = "small.toml"
strategies.status-quo = false
[strategies.as-now]
hours.hunters = { care = 0.5 }
"""
CHOICES = """\
[strategies.caring]
hours = {}
triggers = [{ observe = "notices", above = 1, become = "status-quo" }]
"""


def said(text: str, small: Path) -> str:
    """What is said of a file of its own beside the small scenario."""
    small.with_name("own.toml").write_text(text)
    with pytest.raises(ScenarioError) as caught:
        load("own.toml")
    return str(caught.value)


def test_what_a_file_that_stands_alone_lacks_is_shown_by_example(small: Path) -> None:
    lines = said('name = "own"', small).splitlines()
    wanted = {"clients": "[clients.standard] with organisations = 500, ", "staff": "sellers = { people = 2, ",
              "firm": "cash = 100_000", "strategies": "[strategies.as-now] with hours.sellers = { hunting = 0.5, "}
    for table, example in wanted.items():
        assert f" For instance {example}" in lines[lines.index(f"own.toml: {table}") + 1]
    hint = ('Or change a shipped scenario: begin the file with extends = "isp". '
            "Or fill in what retainsim new NAME --blank writes.")
    assert [line.endswith(hint) for line in lines] == [False, True, *6 * [False]]


def test_a_new_table_is_an_old_one_misspelt_only_where_names_are_near(complaint: Complaint) -> None:
    assert "Or did you mean" not in complaint(new="[strategies.quo]\n")
    assert "Or did you mean strategies.status-quo?" in complaint(new="[strategies.statsu-quo]\n")


def test_the_strategy_until_week_0_is_asked_for_in_the_file_that_lacks_it(small: Path) -> None:
    fix = '  must be one of the strategies: as-now. Write seasoned_by = "as-now" below [market] in own.toml.'
    assert said(BASE, small) == f'own.toml: market.seasoned_by = "status-quo"\n{fix}'  # by default
    small.write_text(f'market.seasoned_by = "status-quo"\n{small.read_text()}')
    assert said(BASE, small) == f'own.toml: market.seasoned_by = "status-quo"\n{fix}'  # by the extended file
    small.write_text(small.read_text().replace('market.seasoned_by = "status-quo"\n', ""))
    assert said(f'market.seasoned_by = "as-nwo"\n{BASE}', small) == (
        'own.toml:1: market.seasoned_by = "as-nwo"\n  must be one of the strategies: as-now. Did you mean as-now?')


def test_a_strategy_that_leads_to_a_dropped_one_is_dropped_as_well(small: Path) -> None:
    small.write_text(small.read_text() + CHOICES)
    assert said(f'market.seasoned_by = "as-now"\n{BASE}', small).endswith(
        '"status-quo"\n  must be one of the strategies: caring, as-now. It is inherited: strategies.caring = false '
        "drops it.")


def test_the_shares_of_rivals_are_named_with_those_that_are_inherited(small: Path) -> None:
    assert said('extends = "small.toml"\n[rivals.others]\nrole = "established"\nmarket_share = 0.8\ncapacity = 80\n'
                "courting_hours_per_week = 5", small) == (
        "own.toml:4: rivals.others.market_share = 0.8\n  brings the shares of all enabled rivals to 1.3 (carrier 0.5, "
        "inherited; others 0.8); together they must be at most 1. They share the organisations that the firm does not "
        "serve. Drop those that your market does not have: rivals.carrier = false.")

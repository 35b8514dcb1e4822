"""Organisations are called by name or by number, and a slip is understood."""

from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, digest, load, resolved_toml
from retainsim.scenario.names import Naming

NAMES = 'clients.standard.names=["City Council", "Port Authority"]'
YOUNG = "[clients.young]\norganisations = 5\nserved_by_firm = 1\nfee_per_week = 1\nnames = ['Start-up 7']\n"
ALLOWED = ('is not an organisation of small; allowed: its name, its segment and number as in "standard 1", or its '
           "number in events from 0 to 104.")


@pytest.fixture
def naming(small: Path) -> Naming:
    small.write_text(small.read_text("utf-8").replace("[staff]", f"{YOUNG}[staff]"), "utf-8")
    return Naming(load(small, NAMES))


def test_the_first_of_a_segment_have_its_names_and_the_others_numbers_from_1(naming: Naming) -> None:
    assert [naming.name(who) for who in (0, 1, 2, 99, 100, 101, 104)] == [
        "City Council", "Port Authority", "standard 3", "standard 100", "Start-up 7", "young 2", "young 5"]
    assert [naming.segment(who) for who in (0, 99, 100)] == ["standard", "standard", "young"]


@pytest.mark.parametrize(("given", "number"), [
    ("City Council", 0), (" city  COUNCIL ", 0), ("standard 1", 0), ("Standard 3", 2), ("young 1", 100),
    ("start-up 7", 100), ("young 5", 104), ("0", 0), ("104", 104)])
def test_who_is_meant(given: str, number: int, naming: Naming) -> None:
    assert naming.organisation(given) == number


def test_every_organisation_is_found_by_its_name(naming: Naming) -> None:
    assert [naming.organisation(naming.name(who)) for who in range(105)] == list(range(105))


@pytest.mark.parametrize(("given", "words"), [
    ("City Counsel", f'{ALLOWED} Did you mean "City Council"?'),
    ("authority", f'{ALLOWED} Did you mean "Port Authority"?'),
    ("standrad 17", f'{ALLOWED} Did you mean "standard 17"?'),
    ("young", f'{ALLOWED} Did you mean "young 1"?'),
    ("zzz", ALLOWED),
    ("", ALLOWED),
    ("young 6", "does not exist: young has the numbers 1 to 5."),
    ("young 0", "does not exist: young has the numbers 1 to 5."),
    ("105", "does not exist: organisations have the numbers 0 to 104."),
    ("-1", ALLOWED)])
def test_who_is_not_there(given: str, words: str, naming: Naming) -> None:
    with pytest.raises(ScenarioError) as caught:
        naming.organisation(given)
    assert str(caught.value) == f'--client "{given}"\n  {words}'


def test_the_only_client_of_a_segment_needs_no_number(small: Path) -> None:
    one = Naming(load(small, ["clients.standard.organisations=1", "clients.standard.served_by_firm=1",
                              "rivals.carrier.capacity=100"]))
    assert one.organisation("Standard") == one.organisation("standard 1")


def test_fewer_organisations_than_names_leave_the_last_names_unused(small: Path) -> None:
    few = Naming(load(small, [NAMES, "clients.standard.organisations=1", "clients.standard.served_by_firm=1",
                              "rivals.carrier.capacity=100"]))
    assert few.organisation("City Council") == 0
    with pytest.raises(ScenarioError, match="is not an organisation"):
        few.organisation("Port Authority")


def test_names_are_written_out_and_seen_by_the_digest(small: Path) -> None:
    named = load(small, NAMES)
    assert 'names = ["City Council", "Port Authority"]' in resolved_toml(named)
    assert digest(named) != digest(load(small))


def test_the_status_clients_of_isp_have_names() -> None:
    scenario = load("isp")
    names = Naming(scenario)
    served = scenario.clients["status"].served_by_firm
    assert all(not names.name(who).startswith("status ") for who in range(served))
    assert names.name(0) == "Regional Parliament"

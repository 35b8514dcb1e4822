"""A firm calls its people as it does, and hears which roles and jobs it has where a strategy names others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.declared import jobs
from retainsim.scenario import ScenarioError, digest, from_toml, load, resolved_toml
from retainsim.scenario.schema import Staff

Complaint = Callable[..., str]
OLD = """\
hunters = { people = 1, wage_per_week = 900 }
account_managers = { people = 1, wage_per_week = 900 }
client_department = { people = 1, wage_per_week = 700 }
"""
PRACTICE = """\
partners = { people = 1, wage_per_week = 3000, jobs = ["hunting", "care"] }
accountants = { people = 5, wage_per_week = 1150 }
front-desk = { people = 2, wage_per_week = 750 }
"""
JOBS = ", ".join(f'"{job}"' for job in jobs.NAMES)
HOURS = "hours.hunters = { hunting = 0.5 }"


@pytest.fixture
def practice(small: Path) -> Callable[..., str]:
    """What is said of a firm of partners, accountants and a front desk whose strategy has these hours."""

    def said(hours: str) -> str:
        small.write_text(small.read_text().replace(OLD, PRACTICE).replace(HOURS, hours))
        with pytest.raises(ScenarioError) as caught:
            load("small.toml")
        return str(caught.value)

    return said


def own(small: Path, hours: str = "hours.partners = { hunting = 0.5 }") -> Path:
    """The file of that firm."""
    small.write_text(small.read_text().replace(OLD, PRACTICE).replace(HOURS, hours))
    return small


def test_roles_have_any_names_and_are_written_again_as_they_were(small: Path) -> None:
    scenario = load(own(small))
    assert list(scenario.staff) == ["partners", "accountants", "front-desk"]
    assert scenario.staff.partners.jobs == ["hunting", "care"]
    again = from_toml(resolved_toml(scenario))
    assert again == scenario
    assert digest(again) == digest(scenario)
    assert isinstance(again.staff, Staff)
    with pytest.raises(AttributeError, match="clerks"):
        _ = scenario.staff.clerks


def test_a_role_without_jobs_is_written_as_before_there_were_any(small: Path) -> None:
    assert "jobs" not in resolved_toml(load(small))


@pytest.mark.parametrize(("hours", "words"), [
    ("hours.accountant = { care = 0.1 }", "hours.accountant\n  is given hours, and staff has no such role; its roles "
     "are partners, accountants, front-desk. Did you mean accountants?"),
    ("hours.clerks = {}", "hours.clerks\n  is given hours, and staff has no such role; its roles are partners, "
     "accountants, front-desk."),
    ("hours.partners = { dunning = 0.2 }", "hours.partners.dunning = 0.2\n  is no job of this role; "
     "staff.partners.jobs has hunting, care."),
    ('hours."Front Desk" = { dunning = 0.2 }', 'hours."Front Desk"\n  is not a name of at most 40 small letters, '
     "digits and hyphens that begins with a letter. Did you mean front-desk?"),
    ("hours.partners = 0.3", "hours.partners = 0.3\n  must be a table. Write hours.partners = { hunting = 0.3 }, "
     "and so each job."),
    ("hours.partners = { selling = 0.2 }", "hours.partners.selling\n  is not known here. Did you mean hunting? "
     f"Allowed: {', '.join(jobs.NAMES)}.")])
def test_hours_are_those_of_roles_and_jobs_that_the_firm_has(
        hours: str, words: str, practice: Callable[[str], str]) -> None:
    assert practice(hours) == f"small.toml:21: strategies.status-quo.{words}"


def test_no_hours_for_a_job_that_is_not_theirs_are_allowed(small: Path) -> None:
    assert load(own(small, "hours.partners = { hunting = 0.5, dunning = 0 }"))


@pytest.mark.parametrize(("old", "new", "words"), [
    (OLD, "", "small.toml:7: staff = {}\n  must be a table of 1 to 16 tables."),
    ("{ people = 1, wage_per_week = 900 }", "3", "small.toml:8: staff.hunters = 3\n  must be a table; false drops an "
     "inherited one."),
    ("wage_per_week = 900", "wage_per_week = 900, jobs = []", "small.toml:8: staff.hunters.jobs = []\n  must be a "
     "list of 1 or more texts."),
    ("wage_per_week = 900", 'wage_per_week = 900, jobs = ["hunt"]', f'small.toml:8: staff.hunters.jobs[0] = "hunt"\n  '
     f'must be one of {JOBS}. Did you mean "hunting"?'),
    ("wage_per_week = 900", 'wage_per_week = 900, jobs = ["billing"]', 'small.toml:8: staff.hunters.jobs[0] = '
     f'"billing"\n  must be one of {JOBS}. Did you mean "dunning"?')])
def test_a_wrong_role_is_named_with_place_and_fix(old: str, new: str, words: str, complaint: Complaint) -> None:
    assert complaint(old, new).splitlines()[:2] == words.splitlines()


@pytest.mark.parametrize(("old", "new", "words"), [
    ("hunters = {", "Hunters = {", ["8: staff.Hunters", "is not a name of at most 40 small letters, digits and hyphens "
                                    "that begins with a letter. Did you mean hunters?"]),
    ("wage_per_week = 900", 'wage_per_week = 900, jobs = "hunting"', [
        '8: staff.hunters.jobs = "hunting"', "must be a list of 1 or more texts. A list stands in brackets: "
        'jobs = ["hunting"].']),
    ("wage_per_week = 900", "wage_per_hour = 25", ["8: staff.hunters.wage_per_hour = 25", "is not known here. Write "
                                                   "wage_per_week: what an hour costs, times hours_per_week."])])
def test_a_slip_in_a_role_is_told_once(old: str, new: str, words: list[str], complaint: Complaint) -> None:
    assert complaint(old, new) == f"small.toml:{words[0]}\n  {words[1]}"


@pytest.mark.parametrize(("said", "word"), [
    ("price_index = 1.1", "prices"), ("fee_per_month = 300", "prices"), ("staff.hunters.people = 2", "people"),
    ("start_week = 3", "from_week")])
def test_what_people_call_what_a_change_says_is_understood(said: str, word: str, complaint: Complaint) -> None:
    assert f"is not known here. Did you mean {word}?" in complaint(
        new=f"changes = [{{ from_week = 9, care_focus = 1, {said} }}]\n")


def test_a_day_in_quotes_is_a_day(complaint: Complaint) -> None:
    assert complaint(new='changes = [{ from_week = "2026-07-01", care_focus = 1 }]\n').endswith(
        "A day is written from_date = 2026-07-01, and starts_on says on which day week 0 begins.")


def test_an_inherited_role_is_dropped_and_strategies_that_need_it_are_named(small: Path) -> None:
    file = small.with_name("mine.toml")
    base = 'extends = "small.toml"\n[staff]\nhunters = false\npartners = { people = 2, wage_per_week = 3000 }\n'
    file.write_text(base)
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert str(caught.value) == (
        "small.toml:21: strategies.status-quo.hours.hunters\n  is given hours, and staff has no such role; its roles "
        "are account_managers, client_department, partners. It is inherited: strategies.status-quo = false drops it.")
    file.write_text(f'{base}[market]\nseasoned_by = "as-now"\n[strategies]\nstatus-quo = false\n'
                    "as-now.hours.partners = { hunting = 0.4 }\n")
    assert list(load(file).staff) == ["account_managers", "client_department", "partners"]


def test_a_change_may_want_people_of_a_role_that_it_has_not_spoken_of(small: Path) -> None:
    small.write_text(f"{small.read_text()}changes = [{{ from_week = 9, people.hunters = 2 }}]\n")
    path = "strategies.status-quo.changes.0.people.account_managers"
    change, = load(small, [f"{path}=3"]).strategies["status-quo"].changes
    assert change.people == {"hunters": 2, "account_managers": 3}


def test_a_change_may_give_hours_to_a_role_that_has_none_so_far(small: Path) -> None:
    own(small)
    path = "strategies.status-quo.hours.accountants.care"
    assert load("small.toml", [f"{path}=0.2"]).strategies["status-quo"].hours["accountants"] == {"care": 0.2}
    with pytest.raises(ScenarioError, match=r"Did you mean strategies\.status-quo\.hours\.accountants\.care\?"):
        load("small.toml", [f"{path.replace('accountants', 'accountant')}=0.2"])

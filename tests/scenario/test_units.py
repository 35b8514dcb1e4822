"""Quantities in units that people use are refused with the value to write."""

from collections.abc import Callable

import pytest

Complaint = Callable[..., str]
FEE, STAFF, RIVAL, FIRM = "fee_per_week = 60", "[staff]", "courting_hours_per_week = 5", "overhead_per_week = 10"


@pytest.mark.parametrize(("old", "new", "fix"), [
    (RIVAL, f'{RIVAL}\nstart_week = "9 months"', "9 months are 39 weeks: write start_week = 39."),
    (RIVAL, f"{RIVAL}\nstart_month = 9", "9 months are 39 weeks: write start_week = 39."),
    (RIVAL, 'courting_hours_per_week = "20 hours a month"', "20 a month are 4.615 a week: write "
     "courting_hours_per_week = 4.615."),
    (FEE, 'fee_per_week = "350/month"', "350 a month are 80.77 a week: write fee_per_week = 80.77."),
    (FEE, 'fee_per_week = "€ 350 per month"', "350 a month are 80.77 a week: write fee_per_week = 80.77."),
    (FEE, "monthly_fee = 350", "Write fee_per_month = 350."),
    (FEE, 'fee_per_month = "5_200/year"', "5200 a year are 433.3 a month: write fee_per_month = 433.3."),
    (FEE, f'{FEE}\nterm_weeks = "2 years"', "2 years are 104 weeks: write term_weeks = 104."),
    (FEE, f"{FEE}\nterm_months = 12", "12 months are 52 weeks: write term_weeks = 52."),
    (FEE, f'{FEE}\nbackground_churn_per_year = "0.01/month"', "0.01 a month are 0.12 a year: write "
     "background_churn_per_year = 0.12."),
    ("weeks = 52", "years = 3", "3 years are 156 weeks: write weeks = 156."),
    ("weeks = 52", "months = 9", "9 months are 39 weeks: write weeks = 39."),
    ("weeks = 52", 'weeks = "6 weeks"', "Write weeks = 6."),
    ("weeks = 52", 'weeks = "1 year"', "1 year is 52 weeks: write weeks = 52."),
    ("market_share = 0.5", 'market_share = "12 %"', "Did you mean 0.12?"),
    (FIRM, f'{FIRM}\nfault_rate_per_year = "2 per quarter"',
     "2 a quarter are 8 a year: write fault_rate_per_year = 8.")])
def test_the_value_to_write(old: str, new: str, fix: str, complaint: Complaint) -> None:
    assert any(line.endswith(fix) for line in complaint(old, new).splitlines())


@pytest.mark.parametrize("key", [
    "monthly_fee = 350", "fee_per_wek = 60"])
def test_the_key_that_was_meant_is_not_called_missing_too(key: str, complaint: Complaint) -> None:
    said = complaint(FEE, key)
    fix = said.splitlines()[1].removeprefix("  is not known here. ")
    assert fix == "Write fee_per_month = 350." or fix.startswith(
        "Did you mean fee_per_week? Allowed: status, organisations, ")
    assert "is missing" not in said


@pytest.mark.parametrize(("old", "new"), [
    (FEE, f'{FEE}\nterm_weeks = "9 apples"'), (RIVAL, f'{RIVAL}\nstart_week = "900 years"'),
    (FEE, 'fee_per_week = "9 months"')])
def test_what_makes_no_sense_gets_no_value(old: str, new: str, complaint: Complaint) -> None:
    said = complaint(old, new).lower()
    assert "the unit is " in said
    assert "write" not in said
    assert "mean" not in said


def test_arguments_hear_the_same(complaint: Complaint) -> None:
    fix = "350 a month are 80.77 a week: write fee_per_week = 80.77."
    assert complaint(overrides=("clients.standard.monthly_fee=350",)).endswith("Write fee_per_month = 350.")
    assert complaint(overrides=("clients.standard.fee_per_week=350/month",)).endswith(fix)
    assert complaint(overrides=("years=3",)).endswith("3 years are 156 weeks: write weeks = 156.")


@pytest.mark.parametrize(("job", "fix"), [
    ("selling", "Did you mean hunting?"), ("visits", "Did you mean care?"), ("value", ""),
    ("administration", "What is left of the week is administration: leave it out.")])
def test_jobs_are_not_looked_for_in_other_tables(job: str, fix: str, complaint: Complaint) -> None:
    said = complaint("hours.hunters = { hunting = 0.5 }", f"hours.hunters = {{ {job} = 0.5 }}")
    jobs = "hunting, care, orders, dunning, repair, rescue, delivery."
    assert said.splitlines()[1].strip() == (
        f"is not known here. {fix} Allowed: {jobs}" if fix.endswith("?") else
        f"is not known here. {fix}" if fix else f"is not known here; allowed: {jobs}")

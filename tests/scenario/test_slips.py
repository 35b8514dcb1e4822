"""The slips of those who write numbers as people do: the fix says what was meant."""

from collections.abc import Callable

import pytest

Complaint = Callable[..., str]
FIRM, RIVAL, STAFF, FEE = "cash = 1000", "capacity = 50", "people = 1, wage_per_week = 700", "fee_per_week = 60"


@pytest.mark.parametrize(("old", "new", "fix"), [
    (RIVAL, f"{RIVAL}\nprice_index = 85", "Did you mean 0.85?"),
    (RIVAL, f'{RIVAL}\nprice_index = "5%"', "Did you mean 1.05?"),
    (RIVAL, f"{RIVAL}\nprice_index = -5", "Did you mean 0.95?"),
    (FIRM, f"{FIRM}\nprice_index = 15", "Did you mean 1.15?"),
    (FIRM, f"{FIRM}\nprice_index = 105", "Did you mean 1.05?"),
    (FIRM, f"{FIRM}\nprice_index = 5000", "The default is 1.0."),
    (STAFF, f"{STAFF}, quits_per_year = 15", "Did you mean 0.15?"),
    (FEE, f"{FEE}\nfee_spread = 60", "Did you mean 0.6?"),
    (FEE, f"{FEE}\nfee_spread = 200", "The default is 0.6."),  # 2 is allowed, yet no plausible spread
    (FIRM, "cash = 1e14", "The unit is currency.")])
def test_a_percentage_is_meant_where_its_share_is_plausible(old: str, new: str, fix: str, complaint: Complaint) -> None:
    assert complaint(old, new).endswith(f" {fix}")


@pytest.mark.parametrize(("old", "new", "fix"), [
    (FIRM, 'cash = "2,500"', "Did you mean 2500?"), (FIRM, 'cash = "120 000"', "Did you mean 120_000?"),
    (FIRM, "cash = \"1'200'000.50\"", "Did you mean 1200000.5?"), (FIRM, 'cash = "60,5"', "Did you mean 60.5?"),
    (FEE, 'fee_per_week = "2,600/month"', "2600 a month are 600 a week: write fee_per_week = 600."),
    (FIRM, "cash = 120,000", "Thousands are set off by an underscore: 120_000."),
    (FIRM, "cash = 1 250 000", "Thousands are set off by an underscore: 1_250_000."),
    (FIRM, "cash = 0,500", "Decimals are written with a point: 0.5.")])
def test_thousands_are_told_from_decimals(old: str, new: str, fix: str, complaint: Complaint) -> None:
    assert complaint(old, new).endswith(f" {fix}")


def test_numbers_are_written_in_digits(complaint: Complaint) -> None:
    assert complaint("people = 1", "people = two").endswith("Text stands in quotes, numbers are written in digits.")
    assert complaint("people = 1", 'people = "two"').endswith("from 0 to 10000. Numbers are written in digits.")


@pytest.mark.parametrize(("old", "new", "fix"), [
    (STAFF, f"{STAFF}, quits_per_year = 15%", "0.15"), (FEE, f"{FEE}\nfee_spread = 7.5 %", "0.075")])
def test_a_percentage_is_written_as_a_share(old: str, new: str, fix: str, complaint: Complaint) -> None:
    assert complaint(old, new).endswith(f" A percentage is written as a share: {fix}.")


def test_an_overdraft_is_less_credit(complaint: Complaint) -> None:
    assert complaint(FIRM, "cash = -5000").endswith(
        " An overdraft of 5000 is stated as cash = 0 with a credit_line that is lower by 5000.")

"""Contracts: a decision ends service no sooner than term and notice allow; renewals keep their rhythm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.contract import end_of_service, is_free, runs_on_until

from .ranges import WEEKS


@pytest.mark.parametrize(("week", "term_end", "notice", "end"), [
    (10, 52, 8, 52), (50, 52, 8, 58), (44, 52, 8, 52), (10, -30, 0, 11), (10, 11, 0, 11), (10, 10, 1, 11)])
def test_end_of_service(week: int, term_end: int, notice: int, end: int) -> None:
    assert end_of_service(week, term_end, notice) == end


@given(WEEKS, WEEKS, st.integers(0, 104))
def test_service_ends_at_the_later_of_term_and_notice_and_never_at_once(week: int, term_end: int, notice: int) -> None:
    end = end_of_service(week, term_end, notice)
    assert end >= term_end
    assert end >= week + notice
    assert end > week
    assert end in (term_end, week + notice, week + 1)


@pytest.mark.parametrize(("term_end", "week", "renewal", "until"), [
    (52, 52, 26, 78), (52, 77, 26, 78), (52, 78, 26, 104), (-100, 0, 52, 4), (0, 0, 1, 1)])
def test_runs_on_until(term_end: int, week: int, renewal: int, until: int) -> None:
    assert runs_on_until(term_end, week, renewal) == until


@given(WEEKS, st.integers(0, 600), st.integers(1, 520))
def test_a_contract_runs_on_by_whole_renewals_just_past_today(term_end: int, past: int, renewal: int) -> None:
    week = term_end + past
    until = runs_on_until(term_end, week, renewal)
    assert (until - term_end) % renewal == 0
    assert week < until <= week + renewal


@pytest.mark.parametrize(("term_end", "renewal", "is_over"), [
    (101, 0, True), (-900, 0, True), (102, 0, False),  # the first term, and after it whenever it is
    (101, 26, True),  # a renewal begins with the next week
    (126, 26, True), (130, 26, True),  # it has begun with the list or after it
    (125, 26, False)])  # it began a week before the list
def test_a_term_that_began_before_the_list_binds_its_price(term_end: int, renewal: int, is_over: bool) -> None:
    assert is_free(101, term_end, 102 if term_end == 102 else 20, renewal, 100) == is_over


def test_the_first_term_binds_even_if_renewals_would_be_shorter() -> None:
    assert not is_free(101, 130, 130, 26, 100)
    assert is_free(101, 156, 130, 26, 100)


@given(WEEKS, st.integers(1, 520))
def test_running_on_week_by_week_or_at_once_is_the_same(term_end: int, renewal: int) -> None:
    stepwise = term_end
    for week in range(term_end, term_end + 3 * renewal + 2):
        if week >= stepwise:
            stepwise = runs_on_until(stepwise, week, renewal)
    assert stepwise == runs_on_until(term_end, term_end + 3 * renewal + 1, renewal)

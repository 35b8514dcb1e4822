"""Courting: hours move a courtship towards 1, silence moves it towards 0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.courting import courtship_of_acquaintance, is_given_up, target_score_neglected
from retainsim.numeric import NEGLIGIBLE, kept_per_week, left_after_week, nearer_to_one

from .ranges import HALF_ULP, HOURS, SHARES


@pytest.mark.parametrize(("before", "gain", "hours", "after"), [
    (0.0, 0.025, 4.0, 0.1), (0.5, 0.025, 4.0, 0.55), (0.3, 0.025, 0.0, 0.3), (1.0, 0.025, 4.0, 1.0),
    (0.2, 0.5, 9.0, 1.0)])
def test_hours(before: float, gain: float, hours: float, after: float) -> None:
    assert nearer_to_one(before, gain * hours) == pytest.approx(after, rel=6 * HALF_ULP)


@given(SHARES, SHARES, HOURS, HOURS)
def test_more_hours_never_court_less(courtship: float, gain: float, fewer: float, more: float) -> None:
    fewer, more = sorted((fewer, more))
    assert courtship <= nearer_to_one(courtship, gain * fewer) <= nearer_to_one(courtship, gain * more) <= 1.0


def test_a_suitor_who_keeps_calling_ends_at_the_fixed_point() -> None:
    """c* = g / (1 - k + k g), where a week of fading and a week of hours cancel."""
    kept, gain = kept_per_week(13.0), 0.025 * 4.0
    fixed = gain / (1.0 - kept + kept * gain)
    courtship = 0.0
    for _ in range(500):
        courtship = nearer_to_one(left_after_week(courtship, kept), 0.025 * 4.0)
    # The distance shrinks by k (1 - g) = 0.853 a week, 500 weeks: 1e-34; five roundings a week add up to 35 at most.
    assert courtship == pytest.approx(fixed, abs=40 * HALF_ULP)


def test_silence_halves_courtship_in_a_half_life_and_then_forgets_it() -> None:
    kept, courtship = kept_per_week(13.0), 0.8
    for _ in range(13):
        courtship = left_after_week(courtship, kept)
    assert courtship == pytest.approx(0.4, rel=13 * 8 * HALF_ULP)
    assert left_after_week(NEGLIGIBLE, kept) == 0.0


@pytest.mark.parametrize(("attachment", "weeks", "left"), [
    (0.6, 0, 0.6), (0.6, 40, 0.3), (0.6, 80, 0.15), (0.0, 7, 0.0), (0.6, 800, 0.0)])
def test_what_silence_leaves_of_an_acquaintance(attachment: float, weeks: int, left: float) -> None:
    """Half-lives of 40 weeks by hand; after twenty of them less than a millionth is nothing."""
    assert courtship_of_acquaintance(attachment, kept_per_week(40.0), weeks) == pytest.approx(left, rel=64 * HALF_ULP)


@given(SHARES, SHARES, st.integers(0, 500))
def test_whom_they_liked_more_starts_with_more(less: float, more: float, weeks: int) -> None:
    less, more = sorted((less, more))
    kept = kept_per_week(40.0)
    assert 0.0 <= courtship_of_acquaintance(less, kept, weeks) <= courtship_of_acquaintance(more, kept, weeks) <= 1.0


@pytest.mark.parametrize(("fee", "attached", "score"), [(700.0, 0.0, 700.0), (700.0, 0.5, 350.0), (700.0, 1.0, 0.0)])
def test_neglect(fee: float, attached: float, score: float) -> None:
    assert target_score_neglected(fee, attached) == score


@given(st.floats(1.0, 5e7), SHARES, SHARES)
def test_the_better_looked_after_the_less_tempting(fee: float, less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert fee >= target_score_neglected(fee, less) >= target_score_neglected(fee, more) >= 0.0


@pytest.mark.parametrize(("weeks", "limit", "gives_up"), [
    (0, 39, False), (38, 39, False), (39, 39, True), (40, 39, True)])
def test_giving_up(weeks: int, limit: int, gives_up: bool) -> None:
    assert is_given_up(weeks, limit) == gives_up

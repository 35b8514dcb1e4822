"""Attachment: visits build it on a saturating path, news dent it, silence wears it away, people take it along."""

import pytest
from hypothesis import given

from retainsim.model.mechanisms.attachment import (
    after_bad_news,
    attachment,
    firm_at_signing,
    person_after_leaving,
    person_at_signing,
)
from retainsim.numeric import NEGLIGIBLE, kept_per_week, left_after_week, nearer_to_one

from .ranges import HALF_ULP, SHARES, STRENGTHS


@pytest.mark.parametrize(("person", "firm", "share", "expected"), [
    (0.8, 0.2, 0.75, 0.65), (0.8, 0.2, 0.0, 0.2), (0.8, 0.2, 1.0, 0.8), (0.0, 0.0, 0.6, 0.0), (1.0, 1.0, 0.6, 1.0)])
def test_the_whole_is_the_weighted_mean_of_its_two_parts(
        person: float, firm: float, share: float, expected: float) -> None:
    assert attachment(person, firm, share) == pytest.approx(expected, rel=4 * HALF_ULP)


@given(SHARES, SHARES, SHARES)
def test_the_whole_lies_between_its_parts(person: float, firm: float, share: float) -> None:
    """Four roundings of numbers up to 1."""
    assert min(person, firm) - 4 * HALF_ULP <= attachment(person, firm, share) <= max(person, firm) + 4 * HALF_ULP


@pytest.mark.parametrize(("before", "gain", "after"), [
    (0.0, 0.25, 0.25), (0.5, 0.5, 0.75), (0.3, 0.0, 0.3), (0.3, 1.0, 1.0), (1.0, 0.25, 1.0), (0.5, 2.5, 1.0)])
def test_a_visit(before: float, gain: float, after: float) -> None:
    assert nearer_to_one(before, gain) == pytest.approx(after, rel=4 * HALF_ULP)


def test_n_visits_leave_the_nth_power_of_the_distance() -> None:
    attached = 0.2
    for n in range(1, 30):
        attached = nearer_to_one(attached, 0.25)
        # Every visit rounds three numbers below 1, and the next shrinks the error: a geometric sum of 1/4 of each.
        assert 1.0 - attached == pytest.approx(0.8 * 0.75**n, abs=12 * HALF_ULP)


@given(SHARES, STRENGTHS)
def test_a_visit_never_hurts_and_never_goes_past_full(attached: float, gain: float) -> None:
    assert attached <= nearer_to_one(attached, gain) <= 1.0


@given(SHARES, SHARES, SHARES)
def test_visits_preserve_order(less: float, more: float, gain: float) -> None:
    less, more = sorted((less, more))
    assert nearer_to_one(less, gain) <= nearer_to_one(more, gain) + 4 * HALF_ULP


@pytest.mark.parametrize(("person", "to_leaver", "kept", "after"), [
    (0.5, 0.6, 0.4, 0.2), (0.5, 0.2, 0.4, 0.38), (0.5, 0.0, 0.4, 0.5), (0.0, 0.6, 0.4, 0.0), (0.5, 0.6, 1.0, 0.5)])
def test_what_is_left_when_a_person_has_gone(person: float, to_leaver: float, kept: float, after: float) -> None:
    assert person_after_leaving(person, to_leaver, kept) == pytest.approx(after, rel=8 * HALF_ULP)


@given(SHARES, SHARES, SHARES)
def test_nobody_loses_more_than_was_meant_for_who_left(person: float, to_leaver: float, kept: float) -> None:
    left = person_after_leaving(person, to_leaver, kept)
    assert max(0.0, person - to_leaver) - 2 * HALF_ULP <= left <= person


@pytest.mark.parametrize(("before", "dent", "after"), [
    (0.8, 0.05, 0.76), (0.8, 0.0, 0.8), (0.8, 1.0, 0.0), (0.8, 3.0, 0.0), (0.0, 0.05, 0.0)])
def test_bad_news(before: float, dent: float, after: float) -> None:
    assert after_bad_news(before, dent) == pytest.approx(after, rel=4 * HALF_ULP)


@given(SHARES, STRENGTHS)
def test_bad_news_never_helps_and_never_goes_below_0(attached: float, dent: float) -> None:
    assert 0.0 <= after_bad_news(attached, dent) <= attached


def test_one_dent_is_not_undone_by_an_equal_gain() -> None:
    """From above one half on, a loss of a share weighs more than a gain of the same share."""
    assert nearer_to_one(after_bad_news(0.8, 0.1), 0.1) < 0.8


def test_silence_halves_it_in_a_half_life_and_then_forgets_it() -> None:
    kept, attached = kept_per_week(40.0), 0.6
    for _ in range(40):
        attached = left_after_week(attached, kept)
    assert attached == pytest.approx(0.3, rel=40 * 8 * HALF_ULP)  # kept is off by 3 units of its last place, 40 times
    assert left_after_week(NEGLIGIBLE, kept) == 0.0


@given(SHARES)
def test_without_wear_it_stays(attached: float) -> None:
    assert left_after_week(attached, 1.0) == (attached if attached > NEGLIGIBLE else 0.0)


@pytest.mark.parametrize(("courtship", "kept", "handed_over", "expected"), [
    (0.7, 0.4, True, 0.28), (0.7, 0.4, False, 0.7), (0.7, 0.0, True, 0.0), (0.7, 1.0, True, 0.7),
    (0.0, 0.4, False, 0.0)])
def test_the_person_at_signing(courtship: float, kept: float, handed_over: bool, expected: float) -> None:
    assert person_at_signing(courtship, kept, handed_over) == pytest.approx(expected, rel=2 * HALF_ULP)


@given(SHARES, SHARES)
def test_a_hand_over_never_helps(courtship: float, kept: float) -> None:
    assert 0.0 <= person_at_signing(courtship, kept, True) <= person_at_signing(courtship, kept, False) <= 1.0


@pytest.mark.parametrize(("courtship", "share", "expected"), [(0.7, 0.5, 0.35), (0.7, 0.0, 0.0), (1.0, 1.0, 1.0)])
def test_the_firm_at_signing(courtship: float, share: float, expected: float) -> None:
    assert firm_at_signing(courtship, share) == pytest.approx(expected, rel=2 * HALF_ULP)

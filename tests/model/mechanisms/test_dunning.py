"""Dunning: who pays late, who is reminded, and what that brings."""

import pytest
from hypothesis import given

from retainsim.model.mechanisms.dunning import is_late, is_paid, wants_reminder

from .ranges import CHANCES, LUCK, SHARES, STRENGTHS


@pytest.mark.parametrize(("luck", "lateness", "strength", "effect", "reciprocated", "late"), [
    (0.35, 0.36, 1.0, 0.4, 0.0, True), (0.37, 0.36, 1.0, 0.4, 0.0, False), (0.37, 0.36, 2.0, 0.4, 0.0, True),
    (0.01, 0.36, 0.0, 0.4, 0.0, False), (0.99, 0.5, 2.0, 0.4, 0.0, True), (0.99, 0.5, 9.0, 0.4, 0.0, True),
    (0.01, 0.0, 1.0, 0.4, 0.0, False),
    (0.29, 0.36, 1.0, 0.4, 0.5, False), (0.28, 0.36, 1.0, 0.4, 0.5, True),  # love is mutual: 0.36 * 0.8 = 0.288
    (0.35, 0.36, 1.0, 0.0, 1.0, True), (0.01, 0.36, 1.0, 1.0, 1.0, False)])
def test_lateness(luck: float, lateness: float, strength: float, effect: float, reciprocated: float,
                  late: bool) -> None:
    assert is_late(luck, strength * lateness, effect, reciprocated) == late


@given(LUCK, CHANCES, STRENGTHS, STRENGTHS, SHARES, SHARES)
def test_who_is_late_stays_late_when_the_mechanism_is_stronger(
        luck: float, lateness: float, weaker: float, stronger: float, effect: float, reciprocated: float) -> None:
    weaker, stronger = sorted((weaker, stronger))
    less, more = (is_late(luck, strength * lateness, effect, reciprocated) for strength in (weaker, stronger))
    assert less <= more


@given(LUCK, CHANCES, STRENGTHS, SHARES, SHARES, SHARES)
def test_attachment_makes_nobody_late(luck: float, lateness: float, strength: float, effect: float, less: float,
                                      more: float) -> None:
    less, more = sorted((less, more))
    assert is_late(luck, strength * lateness, effect, less) >= is_late(luck, strength * lateness, effect, more)


@pytest.mark.parametrize(("overdue", "weeks", "first", "wanted"), [
    (0, 9, 1, False), (1, 0, 1, False), (1, 1, 1, True), (500, 7, 1, True), (500, 0, 0, True)])
def test_reminders(overdue: int, weeks: int, first: int, wanted: bool) -> None:
    assert wants_reminder(overdue, weeks, first) == wanted


@pytest.mark.parametrize(("luck", "chance", "effect", "reminded", "paid"), [
    (0.49, 0.5, 0.3, False, True), (0.51, 0.5, 0.3, False, False),
    (0.64, 0.5, 0.3, True, True), (0.66, 0.5, 0.3, True, False),  # 1 - 0.5 * 0.7 = 0.65
    (0.01, 0.0, 0.0, True, False), (0.99, 0.0, 1.0, True, True), (0.99, 1.0, 0.0, False, True)])
def test_payment(luck: float, chance: float, effect: float, reminded: bool, paid: bool) -> None:
    assert is_paid(luck, chance, effect, reminded) == paid


@given(LUCK, CHANCES, CHANCES)
def test_a_reminder_never_delays_a_payment(luck: float, chance: float, effect: float) -> None:
    assert is_paid(luck, chance, effect, False) <= is_paid(luck, chance, effect, True)


@given(LUCK, CHANCES)
def test_a_reminder_without_effect_changes_nothing(luck: float, chance: float) -> None:
    assert is_paid(luck, chance, 0.0, True) == is_paid(luck, chance, 0.0, False)

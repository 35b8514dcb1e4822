"""Voice: few complain, the hopeless least of all; silence looks like love."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retainsim.model.mechanisms.voice import complains, picture_after_news, picture_after_silence
from retainsim.numeric import kept_per_week

from .ranges import CHANCES, EXPERIENCES, HALF_ULP, LUCK, SHARES

LN2 = math.log(2)
EFFECTS = st.floats(0.0, 20.0)
HOPELESSNESS = st.one_of(st.just(0.0), st.floats(1e-6, 20.0))


@pytest.mark.parametrize(("luck", "voice", "loyalty", "attached", "hopelessness", "grievance", "says_so"), [
    (0.29, 0.3, 0.5, 0.0, 0.2, 0.0, True), (0.31, 0.3, 0.5, 0.0, 0.2, 0.0, False),  # voice alone
    (0.44, 0.3, 0.5, 1.0, 0.2, 0.0, True), (0.46, 0.3, 0.5, 1.0, 0.2, 0.0, False),  # the loyal speak: 0.3 * 1.5
    (0.14, 0.3, 0.5, 0.0, LN2, 1.0, True), (0.16, 0.3, 0.5, 0.0, LN2, 1.0, False),  # the hopeless do not: halved
    (0.31, 0.3, 0.5, 0.0, LN2, -9.0, False),  # goodwill encourages nobody
    (0.01, 0.0, 9.0, 1.0, 0.0, 0.0, False), (0.99, 0.8, 9.0, 1.0, 0.0, 0.0, True)])  # never; at most certain
def test_complaints(luck: float, voice: float, loyalty: float, attached: float, hopelessness: float, grievance: float,
                    says_so: bool) -> None:
    assert complains(luck, voice, loyalty, attached, hopelessness, grievance) == says_so


@given(LUCK, CHANCES, EFFECTS, SHARES, SHARES, EFFECTS, EXPERIENCES)
def test_attachment_never_silences(luck: float, voice: float, loyalty: float, less: float, more: float,
                                   hopelessness: float, grievance: float) -> None:
    less, more = sorted((less, more))
    assert complains(luck, voice, loyalty, less, hopelessness, grievance) <= complains(
        luck, voice, loyalty, more, hopelessness, grievance)


@given(LUCK, CHANCES, EFFECTS, SHARES, HOPELESSNESS, EXPERIENCES, st.integers(1, 50))
def test_grievance_never_gives_a_voice(luck: float, voice: float, loyalty: float, attached: float, hopelessness: float,
                                       grievance: float, more: int) -> None:
    """The exponent falls by a millionth or more, or not at all: far more than the last places of `exp`."""
    worse = complains(luck, voice, loyalty, attached, hopelessness, grievance + more)
    assert worse <= complains(luck, voice, loyalty, attached, hopelessness, grievance)


@pytest.mark.parametrize(("believed", "attached", "part", "after"), [
    (1.0, 0.0, 0.5, 0.5), (1.0, 0.5, 0.25, 0.875), (0.25, 0.75, 0.5, 0.5), (1.0, 0.25, 0.0, 1.0),
    (1.0, 0.25, 1.0, 0.25), (0.5, 0.5, 0.5, 0.5)])
def test_being_told(believed: float, attached: float, part: float, after: float) -> None:
    assert picture_after_news(believed, attached, part) == after  # all exact in binary


@given(SHARES, SHARES, SHARES)
def test_being_told_brings_the_picture_nearer_to_the_truth(believed: float, attached: float, part: float) -> None:
    """Three roundings of numbers up to 1."""
    after = picture_after_news(believed, attached, part)
    assert min(believed, attached) - 3 * HALF_ULP <= after <= max(believed, attached) + 3 * HALF_ULP
    assert abs(after - attached) <= abs(believed - attached) + 3 * HALF_ULP


@given(SHARES, SHARES)
def test_who_is_told_all_knows_and_who_is_told_nothing_does_not(believed: float, attached: float) -> None:
    assert picture_after_news(believed, attached, 0.0) == believed
    assert picture_after_news(believed, attached, 1.0) == pytest.approx(attached, abs=2 * HALF_ULP)


def test_silence_halves_the_distance_from_full_love_in_a_half_life() -> None:
    kept, believed = kept_per_week(52.0), 0.2
    for _ in range(52):
        believed = picture_after_silence(believed, kept)
    # A week rounds three numbers below 1, and kept is off by 3 units in its last place.
    assert believed == pytest.approx(0.6, abs=52 * 9 * HALF_ULP)


@given(SHARES, SHARES)
def test_silence_never_looks_bad(believed: float, kept: float) -> None:
    """Three roundings of numbers up to 1."""
    assert believed - 3 * HALF_ULP <= picture_after_silence(believed, kept) <= 1.0


@pytest.mark.parametrize(("believed", "kept", "after"), [(0.25, 1.0, 0.25), (0.25, 0.0, 1.0), (0.5, 0.5, 0.75)])
def test_untold(believed: float, kept: float, after: float) -> None:
    assert picture_after_silence(believed, kept) == after


def test_the_picture_of_a_client_visited_now_and_then_ends_at_the_fixed_point() -> None:
    """Each of v weeks of silence, then a visit that tells a part t of a constant truth a:
    1 - b* = (1 - a) t / (1 - (1 - t) k^v) before silence sets in again."""
    kept, attached, part, weeks = kept_per_week(52.0), 0.25, 0.5, 13
    believed = 1.0
    for _ in range(200):
        for _ in range(weeks):
            believed = picture_after_silence(believed, kept)
        believed = picture_after_news(believed, attached, part)
    fixed = 1.0 - (1.0 - attached) * part / (1.0 - (1.0 - part) * kept**weeks)
    # The distance shrinks by (1 - t) k^v = 0.42 a round: 1e-75; 13 * 9 + 3 half units a round add up to twice that.
    assert believed == pytest.approx(fixed, abs=2 * 120 * HALF_ULP)

"""The verdict on a claim in words without statistics, and what would change it."""

from typing import Any

import pytest

from report.claims import UNIT, judged, part, row
from retainsim.report.judgement import judgement, sentence, short, turns

NOWHERE = "in 69% of the credible space: no single assumed parameter tells where"
SOMEWHERE = "clients.*.reciprocity at least 0.213 (there in 81% of the points decided, elsewhere in 0%)"
MEANING = '"mean share of attachment that is returned in orders and punctual payment" (clients.*.reciprocity)'
UNTRIED = {"share_of_space": None, "points_of_space": 0}


def what_turns(**changes: Any) -> list[str]:
    return list(turns(judged(**changes)))


@pytest.mark.parametrize(("changes", "words"), [
    ({}, "The claim holds in this model in nearly all of the credible space."),
    (UNTRIED, "The claim holds in this model with the numbers that it starts from; how far beyond them is not known."),
    ({"verdict": "holds_when", "condition": NOWHERE, "share_of_space": 0.69},
     "The claim holds in this model in part. It shows in 69 % of the credible space; no single assumed number tells "
     "where."),
    ({"verdict": "holds_when", "condition": f"it rains; {NOWHERE}", "share_of_space": 0.69},
     "The claim holds in this model, on a condition: it rains. It shows in 69 % of the credible space; no single "
     "assumed number tells where."),
    ({"verdict": "holds_when", "condition": f"in 40% of the credible space: {SOMEWHERE}", "share_of_space": 0.4},
     f"The claim holds in this model in part. It shows in 40 % of the credible space; most often where {MEANING} is at "
     "least 0.213."),
    ({"verdict": "holds_when", "condition": "it rains"}, "The claim holds in this model, on a condition: it rains."),
    ({"verdict": "does_not_hold", "finding": "refuted", "condition": "x"},
     "The claim does not hold in this model: the model shows the opposite."),
    ({"verdict": "does_not_hold", "finding": "too small", "condition": "x"},
     "The claim does not hold in this model: what shows is too small to count."),
    ({"verdict": "does_not_hold", "finding": "too small", "condition": "the effect is too small: calls",
      "parts": [part("calls", 0.1)]},
     'The claim does not hold in this model: of the things that it says, not all show enough to count: "calls" does '
     "not."),
    ({"verdict": "does_not_hold", "finding": "another cause", "condition": "x"},
     "The claim does not hold in this model: the effect is there, but it stays when the claimed cause is taken away."),
    ({"verdict": "does_not_hold", "condition": "the pattern does not show at the defaults"},
     "The claim does not hold in this model: the pattern does not show at the defaults."),
    ({"verdict": "undecided", "finding": "undecided", "condition": "x", "low": -1.0, "as_claimed": False},
     'Nobody can tell yet: "decisions that calls bring" leaves both answers open.'),
    ({"verdict": "undecided", "condition": "x", "low": -1.0, "as_claimed": False,
      "knockouts": [row("no", 0.4, as_expected=False)]},
     "Nobody can tell yet: 2 of 3 figures leave both answers open."),
    ({"verdict": "undecided", "condition": "the worlds cannot tell"}, "Nobody can tell yet: the worlds cannot tell."),
])
def test_the_verdict_in_plain_words(changes: dict[str, Any], words: str) -> None:
    assert sentence(judged(**changes)) == words


@pytest.mark.parametrize(("changes", "words"), [
    ({}, "Holds in 94 % of the credible space."),
    (UNTRIED, "Holds at the defaults; how far beyond is not known."),
    ({"verdict": "holds_when", "condition": NOWHERE},
     "Holds in part: in 94 % of the credible space."),
    ({"verdict": "holds_when", "condition": f"in 40% of the credible space: {SOMEWHERE}"},
     f"Holds in part: in 94 % of the credible space, most often where {MEANING} is at least 0.213."),
    ({"verdict": "does_not_hold", "finding": "refuted"},
     "Does not hold: the model shows the opposite. The effect itself shows in 94 % of the credible space."),
    ({"verdict": "does_not_hold", "condition": "why", **UNTRIED}, "Does not hold: why."),
    ({"verdict": "undecided", "condition": "why", **UNTRIED}, "Undecided: why."),
])
def test_the_verdict_in_a_list(changes: dict[str, Any], words: str) -> None:
    assert short(judged(**changes)) == words


def test_part_of_the_space_is_no_condition() -> None:
    assert judgement(judged(verdict="holds_when", condition=NOWHERE)) == ("holds in part of the space", "")
    assert judgement(judged(verdict="holds_when", condition=f"it rains; {NOWHERE}")) == ("holds when", "it rains")
    assert judgement(judged(verdict="holds_when", condition="x.y at least 1")) == ("holds when", "x.y at least 1")


def test_where_nothing_is_open_the_figure_nearest_to_its_limit_is_named() -> None:
    nearest, space = what_turns()
    assert nearest == ('Every figure is as it must be. Closest to its limit came "cause taken away: contact does '
                       f'nothing": 0.000 [-0.250, 0.250] {UNIT}, and it must lie between -0.5 and 0.5.')
    assert space == "It stays as it is in nearly all of the credible space."


def test_how_many_worlds_would_tell() -> None:
    """By the square of half-width over distance: here 40 worlds, 0.9 and 0.3, so 360."""
    first, *_ = what_turns(effect=1.0, low=0.1, high=1.9, bar=0.7, as_claimed=False, verdict="undecided")
    assert first == (f'The interval of "decisions that calls bring" (1.00 [0.10, 1.90] {UNIT}) still contains the bar, '
                     "0.7. Some 360 worlds in place of 40 would tell, if the mean stayed where it is.")
    near, *_ = what_turns(knockouts=[row("nearly", 0.499, as_expected=False)])
    assert near.startswith('The interval of "cause taken away: nearly" (')
    assert near.endswith("still contains the end of what counts as nothing, 0.5. It lies practically there: more "
                         "worlds would not tell.")


def test_the_side_of_an_interval_towards_the_bar_counts() -> None:
    """Where something has always happened the interval reaches down only: here by 0.8, and the bar is 0.4 away."""
    first, *_ = what_turns(effect=1.0, low=0.2, high=1.0, bar=0.6, as_claimed=False, verdict="undecided")
    assert "Some 160 worlds in place of 40" in first


def test_what_is_against_a_claim() -> None:
    refuted, left, blind, *_ = what_turns(
        effect=-3.0, low=-4.5, high=-1.5, as_claimed=False, verdict="does_not_hold", finding="refuted",
        knockouts=[row("no", 2.0, as_expected=False)], controls=[row("yes", 0.0, as_expected=False)])
    assert refuted.startswith('"decisions that calls bring" is clearly not as claimed (-3.00 [-4.50, -1.50]')
    assert left.startswith('Where the claimed cause is taken away ("no") an effect is left (2.00 [1.75, 2.25]')
    assert blind.startswith('An effect that was put in on purpose ("yes") does not show (')


def test_parts_count_as_well_and_what_is_not_known() -> None:
    open_, *_ = what_turns(parts=[part("half", 0.6, bar=0.5, as_claimed=False)])
    assert open_.startswith('The interval of "half" (0.600 [0.350, 0.850] %) still contains the bar, 0.5.')
    unknown, *_ = what_turns(effect=None, low=None, high=None, as_claimed=False)
    assert unknown == '"decisions that calls bring" is not known: too few worlds define it.'


@pytest.mark.parametrize(("changes", "words"), [
    (UNTRIED, "Other numbers in place of those that are assumed may change it: that was not tried."),
    ({"telling": SOMEWHERE},
     f"Of the assumed numbers one decides most: it shows most often where {MEANING} is at least 0.213 (there in 81 % "
     "of the points decided, elsewhere in 0 %)."),
    ({"telling": "no single assumed parameter tells where"},
     "No single assumed number stands out as the one that decides where it shows."),
    ({"verdict": "does_not_hold", "share_of_space": 0.22},
     "The effect itself, whatever its cause, shows in 22 % of the credible space.")])
def test_what_other_assumed_numbers_would_do(changes: dict[str, Any], words: str) -> None:
    *_, last = what_turns(**changes)
    assert last == words

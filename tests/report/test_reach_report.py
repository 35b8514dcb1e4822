"""How far a claim reaches, as its page and the index say it."""

from typing import Any

from report.claims import UNIT, judged, untried
from retainsim.report.claim import claim_report
from retainsim.report.claims import markdown_pages, summary_report
from retainsim.report.renderers.terminal import text as as_text

from .test_claims_report import lines

TRIED = {**judged(), "share_of_space": 0.61, "share_low": 0.52, "share_high": 0.7, "points_of_space": 300,
         "points_shown": 130, "points_not_shown": 90, "points_undecided": 80, "points_unknown": 0, "division": None,
         "further": {"points": 60, "worlds": 1234, "replications": 400, "at_margin": 20}}
DIVISION = {"parts": [{"conditions": [["a.b", True, 0.25], ["c", False, 3.0]], "points": 50, "hits": 45,
                       "holds": True}], "accuracy": 0.8, "low": 0.7, "high": 0.9, "base_rate": 0.6}


def said_of(document: dict[str, Any]) -> str:
    """The page as one line."""
    return " ".join(as_text(claim_report(document)).split())


def test_how_far_it_reaches_by_intervals() -> None:
    page = said_of(TRIED)
    assert "300 points that the evidence allows" in page
    assert "It shows in 61 % of this space [52 %, 70 %]; the interval is for points and worlds together." in page
    assert "Point by point it is shown at 130, not shown at 90 and undecided at 80." in page
    assert "Some 1,300 worlds more would decide 60 undecided points, as a guess, if means stayed as they are." in page
    assert "20 points would take more than 10,000 worlds each." in page
    assert "too few worlds" not in page
    assert "guessing" not in page
    assert f"I3 1.50 [1.00, 2.00] {UNIT} 0.00 [-0.25, 0.25] 61 %" in lines(as_text(summary_report([TRIED])))


def test_where_the_defaults_lie_stands_beside_the_verdict_too() -> None:
    """On the page and in the index; nowhere where it is not known."""
    words = "The effect at the defaults is larger than at 93 % of the points."
    ranked = {**TRIED, "rank_among_points": 0.931}
    assert words in said_of(ranked)
    assert words in markdown_pages([ranked])["README.md"]
    assert "larger than at" not in said_of(TRIED)
    assert "larger than at" not in markdown_pages([TRIED])["README.md"]


def test_points_that_are_not_known_and_two_questions_that_divide_the_space() -> None:
    page = said_of({**TRIED, "points_unknown": 1, "division": DIVISION})
    assert "At 1 point too few worlds define the figure; the share leaves them out." in page
    assert "Where a.b is above 0.25 and c is at most 3, it shows at 45 of 50 decided points." in page
    assert "such a rule is right in 80 % [70 %, 90 %], balanced over both kinds; guessing is in 50 %." in page
    page = said_of({**TRIED, "points_unknown": 200, "share_of_space": None})
    assert "At too few points it is known well enough to tell a share of the space." in page
    assert "At 200 points too few worlds define the figure. " in page
    assert "may change it: at too few points it is known." in page


def test_a_space_that_was_not_tried() -> None:
    document = untried()
    page = said_of(document)
    assert "Only the defaults were tried: how much of the space of assumed numbers it reaches is not known." in page
    assert "with the numbers that it starts from; how far beyond them is not known." in page
    assert f"I3 1.50 [1.00, 2.00] {UNIT} 0.00 [-0.25, 0.25] -" in lines(as_text(summary_report([document])))

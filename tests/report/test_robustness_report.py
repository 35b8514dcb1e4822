"""What the report on a share of a space says, and what its pictures show."""

from typing import Any

import pytest

from retainsim.report.figures import style
from retainsim.report.figures.robustness import pictures
from retainsim.report.pages import robustness_page
from retainsim.report.robustness import robustness_report

KINDS = ["shown"] * 6 + ["undecided"] * 2 + ["not shown"] * 2


def document(**changes: Any) -> dict[str, Any]:
    points = [{"point": place, "worlds": 10 * (1 + (kind == "undecided")), "mean": 1e6 * (4 - place),
               "low": 1e6 * (3 - place), "high": 1e6 * (5 - place), "decision": kind, "chance": 0.5}
              for place, kind in enumerate(KINDS)]
    part = {"conditions": [["x", True, 0.5]], "points": 6, "hits": 6, "holds": True}
    return {"experiment": "mine", "statement": {"kpi": "cash_end", "a": "love", "b": "hunt", "margin": 0.0},
            "share": 0.7, "low": 0.4, "high": 0.9, "points": points, "looks": [10, 20],
            "further": {"points": 1, "worlds": 1234, "replications": 617, "at_margin": 1},
            "correlations": [{"factor": "x", "correlation": -0.8, "low": -0.9, "high": -0.6},
                             {"factor": "y", "correlation": 0.1, "low": -0.5, "high": 0.6}],
            "division": {"parts": [part], "accuracy": 0.9, "low": 0.7, "high": 1.0, "base_rate": 0.75},
            "obstacle": "", "factors": {"x": list(range(10)), "y": list(range(10))}, "worlds": 240, "new": 240,
            "failures": 0, "undefined": 0, "unknown": 0, "is_finished": True, "shown": 6, "not_shown": 2,
            "undecided": 2, **changes}


def words(**changes: Any) -> str:
    return " ".join("\n".join(str(block) for block in robustness_report(document(**changes))).split())


def test_the_share_comes_first() -> None:
    blocks = list(robustness_report(document()))
    assert blocks[0][0] == "mine: is love better than hunt in cash at the end?"
    assert blocks[1][0] == ["It holds in 70 % of the space [40 %, 90 %].",
                            "Of 10 points: 6 shown, 2 not shown and 2 undecided."]


@pytest.mark.parametrize(("margin", "says"), [
    (50_000.0, "is love better than hunt by more than 50 thousand in cash at the end?"),
    (-50_000.0, "is love better than hunt, or worse by less than 50 thousand, in cash at the end?")])
def test_the_margin_is_part_of_the_question(margin: float, says: str) -> None:
    assert says in words(statement={"kpi": "cash_end", "a": "love", "b": "hunt", "margin": margin})


def test_what_would_decide_the_rest() -> None:
    said = words()
    assert "Some 1,300 worlds more would decide 1 of the undecided points, as a guess, if its mean stayed" in said
    assert "up to 620 replications at one" in said
    assert "1 point is practically at the margin: more than 10,000 replications would not decide it" in said
    assert "--resume goes on" in words(is_finished=False)
    assert "would decide" not in words(undecided=0)


def test_a_rule_only_if_it_is_better_than_guessing() -> None:
    assert "It holds mostly where `x` > 0.5: shown at 6 of 6 decided points." in words()
    assert "such a rule is right in 90 % [70 %, 100 %]" in words()
    weak = {**document()["division"], "low": 0.5}
    assert "No rule was found that foretells points it has not seen" in words(division=weak)
    assert "It holds mostly" not in words(division=weak)
    assert "Too few" in words(division=None, obstacle="Too few")


def test_worlds_that_are_missing_are_told() -> None:
    said = words(failures=2, undefined=1, unknown=3)
    assert "2 worlds failed" in said
    assert "1 difference is missing" in said
    assert "Nothing is known of 3 points" in said


@pytest.mark.parametrize("layout", [style.WIDE, style.NARROW])
def test_the_pictures_show_every_point_as_it_was_decided(layout: style.Layout) -> None:
    points, where = (picture.draw(layout).axes[0] for picture in pictures(document()))
    for axes in (points, where):
        marks = {one.get_label(): len(one.get_offsets()) for one in axes.collections if hasattr(one, "get_offsets")
                 and one.get_label() in KINDS}
        assert marks == {kind: KINDS.count(kind) for kind in KINDS}
    assert [one.get_ydata()[0] for one in points.lines] == [0.0]


def test_one_factor_has_no_map() -> None:
    alone = document(factors={"x": list(range(10))}, correlations=document()["correlations"][:1])
    assert [picture.name for picture in pictures(alone)] == ["points"]
    assert "better than hunt" in robustness_page(alone)

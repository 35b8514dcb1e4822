"""What moves a figure, in words and as a picture."""

from typing import Any

import pytest

from retainsim.report.figures import style
from retainsim.report.figures.sensitivity import influences
from retainsim.report.pages import Sheet
from retainsim.report.renderers import terminal
from retainsim.report.sensitivity import sensitivity_report


def document(method: str = "sobol", **more: Any) -> dict[str, Any]:
    rows = [{"factor": name, "first": first, "first_half_width": 0.02, "total": first + 0.1, "total_half_width": 0.03,
             "effect": 2e6 * first, "effect_half_width": 1e5, "spread": 3e5} for name, first in (
                 ("firm.cash", 0.6), ("rivals.*.courting_hours_per_week", 0.2), ("weeks", 0.01))]
    return {"experiment": "mine", "design": "saltelli", "method": method, "kpi": "value_end", "a": "nurture",
            "b": "milking", "points": 80, "luck": 0.25, "replications": 4, "enough": 12,
            "chance": None, "influences": rows, "more": None, **more}


def said(**more: Any) -> str:
    return terminal.text(sensitivity_report(document(**more)), False)


def test_the_strongest_factor_comes_first_and_is_called_so() -> None:
    text = said()
    assert text.startswith("mine: what moves value at the end of nurture minus milking\n")
    assert "`firm.cash` matters most: its interval overlaps with no other factor's." in text
    assert "Converged: every interval is within 5 % of the variance." in text
    assert "25 % of the variance between points is luck of these 4 worlds, and part of" in " ".join(text.split())
    assert "Some 12 replications would lower it to a tenth." in " ".join(text.split())
    assert "60 % [58 %, 62 %]   70 % [67 %, 73 %]" in text


def test_factors_that_cannot_be_told_apart_are_not_ranked() -> None:
    rows = document()["influences"]
    rows[1]["total"] = 0.68
    text = " ".join(said(influences=rows).split())
    assert "`firm.cash` comes first, but its interval overlaps with those of `rivals.*.courting_hours" in text


def test_it_says_how_many_points_are_missing() -> None:
    assert "Not converged: some 1,200 base points more" in said(more=1200)
    assert "Not converged: some 1,200 points more" in said(more=1200, method="given data")


def test_effects_have_the_unit_of_the_figure() -> None:
    text = said(method="morris")
    assert "1,200 thousand [1,100, 1,300]    300" in text
    assert "onverged" not in text


def test_one_strategy() -> None:
    assert said(b=None).startswith("mine: what moves value at the end under nurture\n")


@pytest.mark.parametrize("method", ["sobol", "morris", "given data"])
def test_the_picture_shows_every_factor(method: str) -> None:
    picture = influences(document(method))
    svg = Sheet(picture).svg
    for name in ("firm.cash", "rivals.*.courting_hours_per_week", "weeks"):
        assert name in svg
        assert name in picture.alt
    assert ("by itself" in svg) == (method == "sobol")


def test_lines_of_the_picture_end_where_the_table_says() -> None:
    rows = document("given data")["influences"]
    rows[2] |= {"first": -0.03, "first_half_width": 0.1}  # the table says: 0 % [0 %, 7 %]
    rows[1] |= {"first": -0.3, "first_half_width": 0.1}  # all below 0
    axes, = influences(document("given data", influences=rows)).draw(style.WIDE).axes
    ends = [segment[:, 0].tolist() for segment in axes.containers[-1][2][0].get_segments()]
    assert ends == [pytest.approx(line) for line in ([58, 62], [0, 0], [0, 7])]


def test_where_most_is_luck_nothing_is_said_of_factors() -> None:
    text = said(luck=0.7)
    assert "70 % of the variance between points is luck: these 4 worlds say little of" in " ".join(text.split())
    assert "matters most" not in text
    assert "Grey: 70 % of it is luck of these worlds" in influences(document(luck=0.7)).caption
    assert style.BLUE.lower() not in Sheet(influences(document(luck=0.7))).svg
    assert style.BLUE.lower() in Sheet(influences(document())).svg


def test_a_factor_that_chance_alone_may_explain_is_not_said_to_matter() -> None:
    text = " ".join(said(method="given data", chance=0.61).split())
    assert "No factor stands out from chance: `firm.cash` comes first, but from 80 points the strongest of 3" in text
    assert "would seem to explain up to 61 %" in text
    assert "matters most" not in text
    above = " ".join(said(method="given data", chance=0.59).split())
    assert "`firm.cash` matters most" in above
    assert "Chance alone: from 80 points the strongest of 3 factors" in above
    assert "reached by chance alone" in Sheet(influences(document("given data", chance=0.59))).svg

"""What the report on a map says, and that its picture can be drawn."""

from typing import Any

import numpy as np
import pytest

from retainsim.report.blocks import Verbatim
from retainsim.report.figures.style import NARROW, WIDE
from retainsim.report.figures.switch import curve, lead_map
from retainsim.report.pages import search_page
from retainsim.report.renderers.terminal import WIDTH
from retainsim.report.renderers.terminal import text as as_text
from retainsim.report.switch_map import MapSheet, search_report, verdict
from retainsim.study.crossings import Sample, figures_of
from retainsim.study.frontier import Axis, find_frontier


def document(noise: float = 10_000.0, most: int = 200, lead: float = 100_000.0, **others: Any) -> dict[str, Any]:
    """A map on which nurture leads to the right of a slanting line, and both are ruined at the top."""
    worlds = noise * np.resize([-1.0, 1.0], 16)
    found = find_frontier(
        lambda x, y: Sample(1e6 + lead * (x / 160 - 0.3 - y / 4) + worlds, np.full(16, 1e6), np.full(16, y > 0.8)),
        Axis(0.0, 160.0, False), Axis(0.0, 0.9, False), 1, most=most)
    return {
        "scenario": "isp", "digest": "0123456789abcdef", "seed": 2001, "weeks": 260, "replications": 40,
        "worth_telling": 0.0001, "a": "nurture", "b": "hunt", "kpi": "value_end", "shares": found.shares,
        "complete": found.complete, "places": len(found.places), "worlds": 40 * len(found.places),
        "factors": [
            {"factor": "rivals.attacker.courting_hours_per_week", "unit": "hours/week", "whole": False, "low": 0.0,
             "high": 160.0, "own": 30.0},
            {"factor": "clients.*.resistant_share", "unit": "", "whole": False, "low": 0.0, "high": 0.9, "own": 0.1}],
        "frontier": [list(map(list, line)) for line in found.lines], "cells": list(map(list, found.cells)),
        "points": [{"x": place.x, "y": place.y, "ahead": place.ahead, **figures_of(place)} for place in found.places],
    } | others


def said(**changes: Any) -> str:
    return "\n".join(verdict(document(**changes)))


def test_who_leads_where() -> None:
    text = said(most=1000)
    assert text.startswith("`nurture` is ahead by value_end in ")
    assert " % of the map and `hunt` is ahead in " in text
    assert " % both firms are ruined in most worlds: the one that has lost less is not called ahead." in text
    assert "these worlds cannot tell who is ahead" in text
    start = "rivals.attacker.courting_hours_per_week = 48, clients.*.resistant_share = 0"
    assert f"The frontier runs from {start} to " in text
    assert ("Where the scenario itself stands, rivals.attacker.courting_hours_per_week = 30, "
            "clients.*.resistant_share = 0.1, `hunt` is ahead.") in text
    assert "Places ran out" not in text


def test_what_is_not_on_the_map_is_not_told() -> None:
    text = said(most=49, factors=[axis | {"own": None} for axis in document()["factors"]])
    assert "itself stands" not in text
    assert "Places ran out before the map was as fine as it can be, 24 cells along each factor: try --places " in text


def test_a_map_that_is_open() -> None:
    text = said(noise=1e7)
    assert text.startswith("Nowhere on the map is either ahead by value_end by more than chance.")
    assert ", nor would 10,000 worlds." in text
    assert "differ by less than is worth telling, 50 % of the larger mean" in said(worth_telling=0.5)


def test_the_number_of_worlds_is_that_of_half_of_the_open_places() -> None:
    """Four open places: half-width 10, differences 5, 2, 1 and 8, in 40 worlds: 160, 1000, 4000 and 62.5."""
    point = document()["points"][0] | {"ahead": "open", "mean_a": 0.0, "mean_b": 0.0}
    points = [point | {"x": x, "difference": gap, "low": gap - 10, "high": gap + 10}
              for x, gap in enumerate((5, 2, 1, 8))]
    # The middle of 62.5, 160, 1000 and 4000.
    assert "cannot tell who is ahead; some 580 worlds may: try --replications 580." in MapSheet(
        document(points=points)).openness()


def test_the_map_in_characters_is_the_map() -> None:
    whole = document()
    blocks = list(search_report(whole))
    (characters,) = (block.text for block in blocks if isinstance(block, Verbatim))
    rows = [line.partition("| ")[2] for line in characters.splitlines()[:-1]]
    assert {len(row) for row in rows} == {49}
    assert rows[0] == "+" * 49
    assert (rows[-1][0], rows[-1][-1]) == ("H", "N")
    assert rows[-1].index("N") < rows[4].index("N")  # the line leans to the right
    page = as_text(iter(blocks))
    assert page.isascii()
    assert max(map(len, page.splitlines())) <= WIDTH


def test_names_with_one_initial_are_told_apart() -> None:
    assert [mark for mark, _ in MapSheet(document(a="nurture", b="none")).legend()][:2] == ["A", "B"]


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_the_picture_shows_regions_frontier_and_places(layout: Any) -> None:
    whole = document()
    figure = lead_map(whole).draw(layout)
    (axes,) = figure.axes
    frontier, places, own = axes.lines
    assert frontier.get_xydata().tolist() == whole["frontier"][0]
    assert len(places.get_xdata()) == whole["places"]
    assert own.get_xydata().tolist() == [[30, 0.1]]
    words = [label.get_text() for label in figure.legends[0].get_texts()]
    assert words == ["nurture is ahead", "hunt is ahead", "neither by more than chance", "both ruined",
                     "frontier: mean difference 0", "a place that was played", "the scenario itself"]


def test_both_kinds_have_a_page() -> None:
    assert "is ahead" in search_page(document())
    from report.test_switch_report import crossing
    from report.test_switch_report import document as along_one

    page = search_page(along_one([crossing(57.43, 51.04, 63.2)]))
    assert "the lead changes" in page
    assert len(curve(along_one([crossing(57.43, 51.04, 63.2)])).draw(WIDE).axes) == 1

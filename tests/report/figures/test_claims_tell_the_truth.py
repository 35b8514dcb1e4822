"""The pictures of claims show what is in their documents: lines, bands, bars and the parts of the strip."""

import numpy as np
import pytest

from report.claims import UNIT, judged, part, row, untried
from report.figures.artists import Axes, Figure, areas, row_at
from retainsim.report.claim_pictures import PAGE
from retainsim.report.figures.shares import shares
from retainsim.report.figures.style import NARROW, WIDE, Layout
from retainsim.report.figures.trials import trials

COUNTS = {"points_shown": 120, "points_undecided": 60, "points_not_shown": 20}
OTHER = part("fall of revenue", 2_500.0, unit="thousand", bar=1_000.0, margin=800.0, low=-100.0, high=12_345.0,
             knockouts=[row("no", 30.0, 20.0, as_expected=True)])
SAME = part("another half", 0.75, unit=UNIT, bar=0.5, margin=0.5, knockouts=[], low=0.25, high=1.25)
WHOLE = judged(bar=0.5, parts=[OTHER, SAME], **COUNTS)


def intervals(axes: Axes) -> dict[str, list[float]]:
    """From where to where the lines of a panel run, by the names of their figures."""
    return {line.get_label(): line.get_xdata().tolist() for line in axes.lines
            if len(set(line.get_ydata())) == 1 and len(line.get_xdata()) == 2 and not line.get_label().startswith("_")}


def means(axes: Axes) -> list[float]:
    """Where the marks stand, from top to bottom."""
    return [float(line.get_xdata()[0]) for line in axes.lines if len(line.get_xdata()) == 1]


def bars(axes: Axes) -> list[float]:
    """Where the dashed lines stand."""
    return [line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == "--"]


def bands(axes: Axes) -> list[list[float]]:
    """From where to where the bands run."""
    return [[float(edge(area.get_paths()[0].vertices[:, 0])) for edge in (np.min, np.max)] for area in axes.collections]


def test_lines_bands_and_bars_stand_where_the_numbers_are() -> None:
    first, other, _ = trials(WHOLE).draw(PAGE).axes
    assert intervals(first) == {
        "decisions that calls bring": [1.0, 2.0], "cause taken away: contact does nothing": [-0.25, 0.25],
        "effect put in: contact does a lot": [3.75, 4.25], "another half": [0.25, 1.25]}
    assert means(first) == [1.5, 0.0, 4.0, 0.75]
    assert bars(first) == [0.5, 0.5]
    assert bands(first) == [[-0.5, 0.5]] * 4
    assert intervals(other) == {"fall of revenue": [-0.1, 12.345], "cause taken away: no": [0.01, 0.05]}
    assert (bars(other), bands(other)) == ([1.0], [[-0.8, 0.8]] * 2)
    assert [axes.get_xlabel() for axes in (first, other)] == [UNIT, "million"]


def test_what_is_said_is_in_order_and_reads_as_the_table() -> None:
    axes = trials(judged()).draw(PAGE).axes[0]
    assert [text.get_text() for text in axes.texts] == [
        "what is claimed", "1.50 [1.00, 2.00]", "decisions that calls bring", "cause taken away", "0.00 [-0.25, 0.25]",
        "contact does nothing", "effect put in", "4.00 [3.75, 4.25]", "contact does a lot"]
    places = [text.get_position()[1] for text in axes.texts]
    assert places == sorted(places)
    assert trials(judged()).alt == (
        f"what is claimed, decisions that calls bring: 1.50 [1.00, 2.00] {UNIT}, as claimed; cause taken away, contact "
        f"does nothing: 0.00 [-0.25, 0.25] {UNIT}, no effect left, as it must be; effect put in, contact does a lot: "
        f"4.00 [3.75, 4.25] {UNIT}, shows, as it must.")


def test_the_strip_is_divided_as_the_points_are() -> None:
    *_, strip = trials(WHOLE).draw(PAGE).axes
    assert [(part.get_label(), part.patches[0].get_x(), part.patches[0].get_width()) for part in strip.containers] == [
        ("shows", 0.0, 0.6), ("cannot tell", 0.6, pytest.approx(0.3)), ("does not show", pytest.approx(0.9),
                                                                        pytest.approx(0.1))]
    assert [text.get_text() for text in strip.texts] == ["shows: 120", "cannot tell: 60", "does not show: 20"]
    assert strip.get_title(loc="left") == "Of 200 points of the credible space"
    assert len(trials(untried()).draw(PAGE).axes) == 1


def test_a_claim_of_nothing_has_no_bar() -> None:
    [axes] = trials(untried(is_absence=True)).draw(PAGE).axes
    assert bars(axes) == []
    [axes] = trials(untried(is_absence=True, is_one_sided=True)).draw(PAGE).axes
    first, *others = bands(axes)
    assert first == [axes.get_xlim()[0], 0.5]  # whatever lies on that side
    assert others == [[-0.5, 0.5]] * 2


def test_what_is_not_known_is_said() -> None:
    [axes] = trials(untried(effect=None, low=None, high=None, as_claimed=False)).draw(PAGE).axes
    assert "not known" in [text.get_text() for text in axes.texts]
    assert means(axes) == [0.0, 4.0]


LONG = "a figure that takes very many words to be told, and so has to be broken into several lines of its picture"


@pytest.mark.parametrize("layout", [PAGE, WIDE, NARROW])
def test_nothing_is_cut_off(layout: Layout) -> None:
    long = judged(figure=LONG, knockouts=[row(LONG, 0.1, as_expected=True)], parts=[OTHER], **COUNTS)
    figure: Figure = trials(long).draw(layout)
    figure.draw_without_rendering()
    room = figure.bbox
    for axes in figure.axes:
        for text in axes.texts:
            extent = text.get_window_extent()
            assert room.x0 <= extent.x0 < extent.x1 <= room.x1 + 1
            assert room.y0 <= extent.y0 < extent.y1 <= room.y1 + 1


@pytest.mark.parametrize("layout", [PAGE, WIDE, NARROW])
def test_lines_of_text_do_not_lie_on_each_other(layout: Layout) -> None:
    figure: Figure = trials(judged(figure=LONG, knockouts=[row(LONG, 0.1, as_expected=True)])).draw(layout)
    figure.draw_without_rendering()
    extents = [text.get_window_extent() for text in figure.axes[0].texts]
    for place, extent in enumerate(extents):
        assert not any(extent.overlaps(other) for other in extents[:place])


def test_the_overview_has_each_share_with_its_interval() -> None:
    no_share = untried(id="I9")
    other = judged(id="I5", verdict="does_not_hold", share_of_space=0.25, share_low=0.0, share_high=0.5)
    picture = shares([judged(), other, no_share])
    [axes] = picture.draw(PAGE).axes
    lines = {row_at(axes, line.get_ydata()[0]): line.get_xdata().tolist() for line in axes.lines
             if len(line.get_xdata()) == 2}
    assert lines == {"I3": [80.0, 98.0], "I5": [0.0, 50.0]}
    assert means(axes) == [93.75, 25.0]
    assert {line.get_label(): line.get_color() for line in axes.lines if not line.get_label().startswith("_")} == {
        "holds": "#0072B2", "does not hold": "#D55E00"}
    assert [(row_at(axes, text.get_position()[1]), text.get_text()) for text in axes.texts] == [("I9", "not known")]
    assert picture.alt == "I3 holds (94 %), I5 does not hold (25 %), I9 holds (not known)."
    assert not areas(axes)

"""The map finds what is known of the place of a frontier, of its band and of areas, with few places."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import stdtrit

from alarm import Alarm
from retainsim.study.crossings import GRID, Sample, UndefinedError
from retainsim.study.frontier import CUTS, STATES, Axis, Frontier, find_frontier

WORLDS = 16
NOISE = np.resize([-1.0, 1.0], WORLDS)  # of mean 0
HALF = float(stdtrit(WORLDS - 1, 0.975)) * NOISE.std(ddof=1) / math.sqrt(WORLDS)
FINEST = (GRID - 1) * 2**CUTS  # cells along each axis
UNIT = Axis(0.0, 1.0, False)
EVERYTHING = 10_000  # places: no limit

Lead = Callable[[float, float], float]


def over(lead: Lead, noise: float = 1e-3, ruined: Lead = lambda x, y: 0.0) -> Callable[[float, float], Sample]:
    """Worlds in which a leads by this mean; this share of them is that of ruin under both."""
    return lambda x, y: Sample(lead(x, y) + noise * NOISE, np.zeros(WORLDS),
                               np.arange(WORLDS) < ruined(x, y) * WORLDS)


def survey(lead: Lead, noise: float = 1e-3, most: int = EVERYTHING, **others: Lead) -> Frontier:
    return find_frontier(over(lead, noise, **others), UNIT, UNIT, 1, most=most)


def circle(x: float, y: float) -> float:
    return 0.3 - math.hypot(x - 0.47, y - 0.52)


def islands(x: float, y: float) -> float:
    return max(0.21 - math.hypot(x - 0.26, y - 0.27), 0.19 - math.hypot(x - 0.74, y - 0.71))


def diagonal(x: float, y: float) -> float:
    return x - 0.6 * y - 0.13


@pytest.mark.parametrize(("lead", "lines", "area"), [
    (circle, 1, math.pi * 0.3**2), (diagonal, 1, 1 - 0.13 - 0.3), (islands, 2, math.pi * (0.21**2 + 0.19**2))])
def test_a_frontier_that_is_known(lead: Lead, lines: int, area: float) -> None:
    found = survey(lead)
    assert len(found.lines) == lines
    # All slopes are near 1, so that the value at a place is at most its distance from the frontier, nearly.
    assert max(abs(lead(*node)) for line in found.lines for node in line) < 0.25 / FINEST
    around = sum(math.dist(*ends) for line in found.lines for ends in pairwise(line))
    assert found.shares["a"] == pytest.approx(area, abs=around / FINEST / 4)
    assert math.fsum(found.shares.values()) == pytest.approx(1)
    assert len(found.places) < (FINEST + 1) ** 2 / 2


def test_an_island_has_a_closed_line_and_any_other_ends_at_the_edge() -> None:
    (closed,), (open_line,) = survey(circle).lines, survey(diagonal).lines
    assert closed[0] == closed[-1]
    assert all(min(x, 1 - x, y, 1 - y) == pytest.approx(0) for x, y in (open_line[0], open_line[-1]))


def test_lines_have_no_holes_wherever_the_places_run_out() -> None:
    for most in range(GRID**2, 260, 3):
        for line in survey(islands, 0.05, most).lines:
            assert line[0] == line[-1] or all(min(x, 1 - x, y, 1 - y) < 1e-9 for x, y in (line[0], line[-1]))


def test_cells_cover_the_map_and_no_place_is_played_twice_or_beyond_the_limit() -> None:
    tried: list[tuple[float, float]] = []

    def counted(x: float, y: float) -> Sample:
        tried.append((x, y))
        return over(islands)(x, y)

    found = find_frontier(counted, UNIT, UNIT, 1, most=120)
    assert len(tried) == len(set(tried)) <= 120
    assert len(tried) > 110
    assert sorted(tried) == [(place.x, place.y) for place in found.places]
    assert math.fsum(cell.area for cell in found.cells) == pytest.approx(1)


def test_with_few_places_the_frontier_comes_before_the_edges_of_the_band() -> None:
    """The band is a wide ring around the circle."""
    found = survey(circle, noise=0.2, most=330)
    at_the_line = [cell for cell in found.cells if len({circle(*corner) > 0 for corner in cell.corners}) > 1]
    beside = [cell for cell in found.cells if len({circle(*corner) > 0 for corner in cell.corners}) == 1
              and len({circle(*corner) > 0.2 * HALF for corner in cell.corners}) > 1]
    assert max(cell.area for cell in at_the_line) < max(cell.area for cell in beside)


def test_the_band_is_where_the_interval_holds_0() -> None:
    noise = 0.15
    found = survey(diagonal, noise)
    for place in found.places:
        clear = abs(diagonal(place.x, place.y)) > noise * HALF
        assert place.ahead == ("open" if not clear else "a" if diagonal(place.x, place.y) > 0 else "b")
    assert found.shares["open"] == pytest.approx(2 * noise * HALF, abs=1 / FINEST)


def test_the_band_covers_a_place_of_the_true_frontier_as_often_as_it_says(alarm: Alarm) -> None:
    """The difference at (1, 0) is normal with mean 0, so that Student's interval covers exactly: 0.95. Samples differ
    in height and in slope. False alarm 1e-6; the band of 3,000 samples is 0.02 to either side, so that a normal
    quantile in the place of Student's (0.893 with six worlds) cannot pass.
    """
    luck = np.random.default_rng(20013)
    covered = samples = 0
    for _ in range(3_000):
        height, slope = luck.normal(0, 10, 6), luck.normal(1, 0.2, 6)
        found = find_frontier(lambda x, y, h=height, s=slope: Sample(
            s * (x - 1 - y) + h, np.zeros(6), np.zeros(6, bool)), Axis(0, 2, True), Axis(0, 1, True), 1)
        (place,) = (place for place in found.places if (place.x, place.y) == (1, 0))
        samples += 1
        covered += place.ahead == "open"
    low, high = alarm.chance(covered, samples)
    assert low <= 0.95 <= high
    assert high - low < 0.05


def test_whole_numbers_stay_whole() -> None:
    tried = []

    def counted(x: float, y: float) -> Sample:
        tried.append((x, y))
        return over(lambda x, y: x - 13.5 + y)(x, y)

    found = find_frontier(counted, Axis(2, 40, True), Axis(0.0, 1.0, False), 1, most=EVERYTHING)
    assert all(x == int(x) for x, _ in tried)
    (line,) = found.lines
    assert all(x + y == pytest.approx(13.5) for x, y in line)


def test_three_whole_numbers_are_three_columns() -> None:
    found = find_frontier(over(lambda x, y: x - 2.5), Axis(2, 4, True), Axis(0, 1, True), 1, most=EVERYTHING)
    assert [(place.x, place.y) for place in found.places] == [(x, y) for x in (2, 3, 4) for y in (0, 1)]
    assert found.shares == {"a": 0.75, "b": 0.25, "open": 0, "level": 0, "ruined": 0}


def test_less_may_be_better() -> None:
    found = find_frontier(over(diagonal), UNIT, UNIT, -1, most=EVERYTHING)
    turned = survey(diagonal)
    assert (found.shares["a"], found.shares["b"]) == (turned.shares["b"], turned.shares["a"])
    assert {place.ahead for place in found.places if diagonal(place.x, place.y) > 0.1} == {"b"}


def test_nobody_leads_where_both_are_ruined_or_level() -> None:
    ruined = survey(diagonal, ruined=lambda x, y: float(y > 0.5))
    assert ruined.shares["ruined"] == pytest.approx(0.5, abs=1 / FINEST)
    assert max(y for line in ruined.lines for _, y in line) <= 0.5
    level = find_frontier(lambda x, y: over(diagonal, 1e-3)(x, y) if y <= 0.5 else Sample(
        *np.zeros((2, WORLDS)), np.zeros(WORLDS, bool)), UNIT, UNIT, 1, most=EVERYTHING)
    assert level.shares["level"] == pytest.approx(0.5, abs=1 / FINEST)
    assert max(y for line in level.lines for _, y in line) <= 0.5


def test_where_nothing_changes_only_the_first_grid_is_played() -> None:
    found = survey(lambda x, y: 1.0)
    assert len(found.places) == GRID**2
    assert found.lines == ()
    assert found.shares == dict.fromkeys(STATES, 0) | {"a": pytest.approx(1)}


def test_what_hardly_a_world_defines_is_refused() -> None:
    with pytest.raises(UndefinedError) as caught:
        find_frontier(lambda x, y: Sample(np.array([1.0, math.nan]), np.zeros(2), np.zeros(2, bool)), UNIT, UNIT, 1)
    assert caught.value.factors == (0, 0)

"""Cells of unlike size: no hole where they meet, and lines where values change their sign."""

import math

import pytest

from retainsim.study.mesh import Cell, Mesh, Node, with_centres, zero_lines

UNLIKE = [Cell(0, 2, 0, 2), Cell(2, 3, 0, 1), Cell(3, 4, 0, 1), Cell(2, 3, 1, 2), Cell(3, 4, 1, 2)]
NODES = sorted({corner for cell in UNLIKE for corner in cell.corners})


def test_the_ring_of_a_cell_has_the_corners_of_its_smaller_neighbours() -> None:
    mesh = Mesh(NODES)
    assert mesh.ring(UNLIKE[0]) == [(0, 0), (2, 0), (2, 1), (2, 2), (0, 2)]
    assert mesh.ring(UNLIKE[4]) == [(3, 1), (4, 1), (4, 2), (3, 2)]


def test_triangles_cover_everything_once() -> None:
    def area(a: Node, b: Node, c: Node) -> float:
        return ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2

    areas = [area(*triangle) for triangle in Mesh(NODES).triangles(UNLIKE)]
    assert min(areas) > 0  # none is turned over
    assert math.fsum(areas) == 8


def test_a_plane_is_cut_along_a_straight_line_across_cells_of_unlike_size() -> None:
    (line,) = zero_lines({(x, y): x + y - 2.5 for x, y in NODES}, UNLIKE)
    assert all(x + y == pytest.approx(2.5) for x, y in line)
    assert sorted([line[0], line[-1]]) == [(pytest.approx(0.5), 2), (2.5, 0)]


def test_a_line_does_not_break_off_at_a_smaller_neighbour() -> None:
    """Only the node in the middle of the edge of the large cell is above 0."""
    (line,) = zero_lines({node: 1.0 if node == (2, 1) else -1.0 for node in NODES}, UNLIKE)
    assert line[0] == line[-1]
    assert min(x for x, _ in line) < 2 < max(x for x, _ in line)


def test_a_saddle_gives_two_lines_that_do_not_cross() -> None:
    values = {(0, 0): 1.0, (2, 2): 1.0, (2, 0): -2.0, (0, 2): -2.0}
    assert len(zero_lines(values, [Cell(0, 2, 0, 2)])) == 2


def test_no_line_touches_what_has_no_value() -> None:
    values = {(x, y): x - 0.5 if x < 4 else math.nan for x, y in NODES}
    (line,) = zero_lines(values, UNLIKE)
    assert {x for x, _ in line} == {0.5}
    assert zero_lines(dict.fromkeys(NODES, math.nan), UNLIKE) == []


def test_the_centre_has_the_mean_of_the_corners() -> None:
    assert with_centres({(x, y): x * y for x, y in UNLIKE[0].corners}, UNLIKE[:1])[1, 1] == 1


def test_each_corner_speaks_for_what_is_nearest() -> None:
    assert [Cell(0, 2, 0, 8).nearest(*place) for place in ((0.5, 1), (1.5, 1), (0.5, 5), (1, 4))] == [
        (0, 0), (2, 0), (0, 8), (2, 8)]

"""Cells of unlike size that cover a rectangle: lines between values at their corners, and what each corner speaks for.

Two neighbours share every node on the edge between them, also where one is smaller, so that no line breaks off there.

Formula    Each cell is cut into triangles, from its centre to all nodes on its edges; the centre has the mean of the
           four corners. A line crosses the edge of a triangle where the value between its ends, straight, is 0.
Source     Marching triangles, after Lorensen & Cline 1987, Computer Graphics 21(4): no case is ambiguous.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import fsum, isnan
from typing import NamedTuple

Node = tuple[float, float]
Edge = tuple[Node, Node]
Triangle = tuple[Node, Node, Node]


class Cell(NamedTuple):
    """A rectangle whose corners are nodes."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def corners(self) -> tuple[Node, Node, Node, Node]:
        """From the lower left one, counterclockwise."""
        return ((self.left, self.bottom), (self.right, self.bottom), (self.right, self.top), (self.left, self.top))

    @property
    def centre(self) -> Node:
        """Halfway in both directions; no node."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def area(self) -> float:
        """In the units of both axes."""
        return (self.right - self.left) * (self.top - self.bottom)

    def nearest(self, x: float, y: float) -> Node:
        """The corner that speaks for a place within."""
        middle = self.centre
        return (self.left if x < middle[0] else self.right), (self.bottom if y < middle[1] else self.top)


class Mesh:
    """Nodes that can be found along a line."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self._rows: dict[float, list[float]] = defaultdict(list)
        self._columns: dict[float, list[float]] = defaultdict(list)
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> None:
        """One node more."""
        x, y = node
        insort(self._rows[y], x)
        insort(self._columns[x], y)

    def ring(self, cell: Cell) -> list[Node]:
        """All nodes on the edges of a cell, counterclockwise; where a neighbour is smaller, its corners too."""
        left, right, bottom, top = cell
        return [*((x, bottom) for x in _between(self._rows[bottom], left, right)[:-1]),
                *((right, y) for y in _between(self._columns[right], bottom, top)[:-1]),
                *((x, top) for x in _between(self._rows[top], left, right)[:0:-1]),
                *((left, y) for y in _between(self._columns[left], bottom, top)[:0:-1])]

    def triangles(self, cells: Iterable[Cell]) -> Iterator[Triangle]:
        """What the cells are cut into."""
        for cell in cells:
            ring = self.ring(cell)
            for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
                yield here, there, cell.centre


def _between(places: list[float], low: float, high: float) -> list[float]:
    return places[bisect_left(places, low):bisect_right(places, high)]


def with_centres(values: Mapping[Node, float], cells: Iterable[Cell]) -> dict[Node, float]:
    """The values at all nodes, and in the centre of each cell the mean of its corners."""
    return {**values, **{cell.centre: fsum(values[corner] for corner in cell.corners) / 4 for cell in cells}}


def zero_lines(values: Mapping[Node, float], cells: Iterable[Cell]) -> list[list[Node]]:
    """Where values at the nodes change their sign, as lines from place to place; a closed one ends where it began.

    NaN has no sign: no line touches a triangle that has it at a corner. 0 counts as negative.
    """
    cells = list(cells)
    full = with_centres(values, cells)
    links: dict[Edge, list[Edge]] = defaultdict(list)
    for triangle in Mesh(values).triangles(cells):
        if any(isnan(full[node]) for node in triangle):
            continue
        crossed: list[Edge] = [(a, b) for a, b in combinations(sorted(triangle), 2) if (full[a] > 0) != (full[b] > 0)]
        if crossed:
            one, other = crossed
            links[one].append(other)
            links[other].append(one)
    return [[_crossing(edge, full) for edge in line] for line in _chains(links)]


def _crossing(edge: Edge, values: Mapping[Node, float]) -> Node:
    a, b = edge
    part = values[a] / (values[a] - values[b])
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def _chains(links: Mapping[Edge, list[Edge]]) -> Iterator[list[Edge]]:
    """The lines: first those with two ends, then the closed ones."""
    done = set[Edge]()
    for start in [*(edge for edge in sorted(links) if len(links[edge]) == 1), *sorted(links)]:
        if start in done:
            continue
        line = [start]
        done.add(start)
        while onward := [edge for edge in links[line[-1]] if edge not in done]:
            line.append(onward[0])
            done.add(onward[0])
        yield [*line, start] if len(links[start]) == 2 else line

"""Where the lead between two strategies changes over two factors, if every place is tried in the same worlds.

Under the same luck the mean difference is a function of both factors without any noise of its own. A coarse grid is
played first; then every cell whose nodes do not all say the same is cut in four, again and again, down to the finest
size or until so many places have been played. The frontier is where the mean difference is 0. Its uncertainty is the
band of places where the 95 % t interval holds 0: the test that neither is ahead, inverted at each place.

Source     Cells: quadtree, Finkel & Bentley 1974, Acta Informatica 4. Band: as the interval of `crossings`.
Limits     The band holds place by place: a given point of the true frontier lies in it with 95 %, all of the frontier
           together with less. What lies wholly between the places of the first grid, an island or a second change of
           the lead, is missed. Between two places that were played values are taken to be straight, whole numbers too.
           The frontier ends a cell before places where both firms are ruined, or where the two are level in every
           world: nobody leads there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import fsum, nan
from typing import NamedTuple

from retainsim.study.crossings import Gap, Sample, UndefinedError, first_values
from retainsim.study.mesh import Cell, Mesh, Node, zero_lines

PLACES = 200  # at most, unless their number is given
CUTS = 2  # how often a cell of the first grid may be halved
STATES = ("a", "b", "open", "level", "ruined")  # what can be true of a place


class Axis(NamedTuple):
    """A factor and its range."""

    low: float
    high: float
    is_whole: bool

    def halves(self, low: float, high: float) -> list[float]:
        """The ends of a part of it, and its middle where there is one."""
        middle = float((low + high) // 2) if self.is_whole else (low + high) / 2
        return [low, middle, high] if low < middle < high else [low, high]


@dataclass(frozen=True)
class Place(Gap):
    """How a differs from b at one place of the map.

    Attributes   `x` and `y` are the values of the two factors. `ahead` says what is true there: "a" or "b" if that one
                 is ahead by more than chance, "open" if these worlds cannot tell, "level" if the two are equal in every
                 world, "ruined" if the firm is ruined under both in most worlds. `mean_a` and `mean_b` are the means
                 there [unit of the KPI], and `difference` is the mean of a - b with its 95 % interval from `low` to
                 `high`. `p_a_better` [0..1] is the chance that a beats b in one world, ties half, `p_equal` [0..1] that
                 of a tie, `both_ruined` [0..1] the share of worlds in which the firm is ruined under both.
    """

    x: float
    y: float
    ahead: str


@dataclass(frozen=True)
class Frontier:
    """A map: the places that were played, its cells, the lines where the lead changes, and what is true of its area."""

    places: tuple[Place, ...]  # from left to right, then upwards
    cells: tuple[Cell, ...]
    lines: tuple[tuple[Node, ...], ...]
    shares: dict[str, float]  # of the area [0..1], by state
    complete: bool  # False if the places ran out


def find_frontier(evaluate: Callable[[float, float], Sample], x: Axis, y: Axis, sign: int, *, is_event: bool = False,
                  most: int = PLACES) -> Frontier:
    """The map of the lead over two factors.

    `evaluate` plays the same worlds at any place; `sign` is 1 if more of the KPI is better, -1 if less. Beyond the
    first grid at most `most` places are played in all, those first that the frontier needs.

    Raises   `UndefinedError`.
    """
    survey = _Survey(evaluate, x, y, sign, is_event, most)
    survey.begin()
    while survey.refine():
        pass
    cells = tuple(sorted(survey.cells))
    leads = {node: nan if place.ahead in ("level", "ruined") else sign * place.difference
             for node, place in survey.places.items()}
    return Frontier(tuple(survey.places[node] for node in sorted(survey.places)), cells,
                    tuple(map(tuple, zero_lines(leads, cells))), survey.shares(), not survey.wanted())


@dataclass
class _Survey:
    """The map while it is made; each place is played only once."""

    evaluate: Callable[[float, float], Sample]
    x: Axis
    y: Axis
    sign: int
    is_event: bool
    most: int
    places: dict[Node, Place] = field(default_factory=dict)
    cells: dict[Cell, int] = field(default_factory=dict)  # with how often each has been cut
    mesh: Mesh = field(default_factory=Mesh)

    def begin(self) -> None:
        """Play the first grid."""
        columns, rows = (first_values(*axis) for axis in (self.x, self.y))
        for node in product(columns, rows):
            self._play(node)
        self.cells = {Cell(*across, *up): 0 for across, up in product(pairwise(columns), pairwise(rows))}

    def refine(self) -> bool:
        """Cut the largest cells that say different things, those first in which the lead changes; whether any was."""
        wanted = self.wanted()
        has_cut = False
        for cuts, _, cell in wanted:
            if cuts > wanted[0][0]:
                break
            parts = self._parts(cell)
            new = [node for node in dict.fromkeys(corner for part in parts for corner in part.corners)
                   if node not in self.places]
            if len(self.places) + len(new) > self.most:
                return False
            for node in new:
                self._play(node)
            del self.cells[cell]
            self.cells |= dict.fromkeys(parts, cuts + 1)
            has_cut = True
        return has_cut

    def wanted(self) -> list[tuple[int, bool, Cell]]:
        """The cells that would be cut if places did not run out, the next one first."""
        return sorted((cuts, not self._changes(cell), cell) for cell, cuts in self.cells.items()
                      if cuts < CUTS and len(self._parts(cell)) > 1
                      and len(set(map(self._says, self.mesh.ring(cell)))) > 1)

    def shares(self) -> dict[str, float]:
        """The shares of the area: each corner speaks for the quarter of the cell beside it."""
        whole = fsum(cell.area for cell in self.cells)
        return {state: fsum(cell.area / 4 for cell in self.cells for corner in cell.corners
                            if self.places[corner].ahead == state) / whole for state in STATES}

    def _play(self, node: Node) -> None:
        gap = Gap.of(self.evaluate(*node), self.sign, self.is_event)
        if gap is None:
            raise UndefinedError(*node)
        self.places[node] = Place(*node, self._ahead(gap), **vars(gap))
        self.mesh.add(node)

    def _ahead(self, gap: Gap) -> str:
        if gap.is_void:
            return "ruined"
        if gap.p_equal == 1:
            return "level"
        if gap.low <= 0 <= gap.high:
            return "open"
        return "a" if self.sign * gap.difference > 0 else "b"

    def _says(self, node: Node) -> tuple[str, bool]:
        place = self.places[node]
        return place.ahead, place.ahead == "open" and self.sign * place.difference > 0

    def _changes(self, cell: Cell) -> bool:
        """Whether the frontier crosses it."""
        leads = {self.sign * place.difference > 0 for node in self.mesh.ring(cell)
                 if (place := self.places[node]).ahead not in ("level", "ruined")}
        return len(leads) > 1

    def _parts(self, cell: Cell) -> list[Cell]:
        return [Cell(*across, *up) for across, up in product(
            pairwise(self.x.halves(cell.left, cell.right)), pairwise(self.y.halves(cell.bottom, cell.top)))]

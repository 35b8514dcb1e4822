"""Which strategy is ahead over two factors: who leads where, in sentences, then the map in characters or a picture."""

import math
from collections.abc import Iterator, Mapping
from statistics import median

from retainsim.report.blocks import Block, Figure, Heading, Verbatim, Verdict, among
from retainsim.report.lead import advice, difference_of, is_apart, worlds_needed, worth_among
from retainsim.report.switch import STEPS, head_of, switch_report
from retainsim.report.verdict import few_worlds
from retainsim.report.words import Document, Scale, counted, labelled, listed, percent, unit_in
from retainsim.study.crossings import GRID
from retainsim.study.frontier import CUTS
from retainsim.study.mesh import Cell

PICTURE = "map"
COLUMNS, ROWS = 49, 13  # of the map in characters
MARKS = {"open": ".", "level": "=", "ruined": "+"}
MOST_LINES = 4  # of the frontier that a person reads about


def search_report(document: Document, figures: Mapping[str, Figure] | None = None) -> Iterator[Block]:
    """The report on a search along one factor or over two, from the document that `switch --json` prints."""
    return (switch_map_report if "factors" in document else switch_report)(document, figures)


def switch_map_report(document: Document, figures: Mapping[str, Figure] | None = None) -> Iterator[Block]:
    """The report on a map, from the document that `switch --json` prints for two factors."""
    sheet = MapSheet(document)
    yield Heading(head_of(document, *(axis["factor"] for axis in document["factors"])), 1)
    yield Verdict(list(map(labelled, verdict(document))))
    if pictures := among(figures or {}, PICTURE):
        yield from pictures
    else:
        yield Heading(f"Who is ahead over {sheet.title(0)}, to the right, and {sheet.title(1)}, upwards")
        yield Verbatim("\n".join(sheet.characters()))
        yield ", ".join(f"{mark} {words}" for mark, words in sheet.legend())
    yield (f"{counted(document['places'], 'place')}, each in the same {counted(document['replications'], 'world')}. "
           "\"By more than chance\": the 95 % interval of the difference excludes 0. It holds place by place. "
           f"What lies wholly between the first {GRID} values of each factor is missed.")


def verdict(document: Document) -> Iterator[str]:
    """Who is ahead in how much of the map, where the frontier runs, and what more worlds or places would show."""
    sheet, shares, kpi = MapSheet(document), document["shares"], document["kpi"]
    clauses = [f"`{document[side]}` is ahead by {kpi} in {percent(shares[side])} of the map" for side in
               sorted("ab", key=lambda side: -shares[side]) if shares[side]]
    clauses[1:] = [clause.replace(f" by {kpi}", "").replace(" of the map", "") for clause in clauses[1:]]
    yield (f"{listed(clauses)}, by more than chance." if clauses else
           f"Nowhere on the map is either ahead by {kpi} by more than chance.")
    if shares["open"]:
        yield sheet.openness()
    if shares["level"]:
        yield f"In {percent(shares['level'])} the two are level in every world."
    if shares["ruined"]:
        yield (f"In {percent(shares['ruined'])} both firms are ruined in most worlds: the one that has lost less is "
               "not called ahead.")
    yield from sheet.lines()
    if own := sheet.own():
        yield own
    if not document["complete"]:
        yield ("Places ran out before the map was as fine as it can be, "
               f"{(GRID - 1) * 2**CUTS} cells along each factor: try --places {2 * document['places']}.")
    yield from few_worlds(document["replications"], "--replications" in sheet.openness())


class MapSheet:
    """A map with a scale for each factor that shows a `STEPS`th of its range."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cells = [Cell(*cell) for cell in document["cells"]]
        self.points: dict[tuple[float, float], Document] = {
            (point["x"], point["y"]): point for point in document["points"]}
        self.scales = [self._scale(axis) for axis in document["factors"]]

    def _scale(self, axis: Document) -> Scale:
        decimals = max(0, round(-math.log10((axis["high"] - axis["low"]) / STEPS)))
        return Scale(1.0, 0 if axis["whole"] else decimals, unit_in(axis["unit"].replace("1/", "per "), self.document))

    def title(self, axis: int) -> str:
        """A factor with its unit, unless its name says it."""
        name, unit = self.document["factors"][axis]["factor"], self.scales[axis].unit
        return name if unit in ("", name) else f"{name} [{unit}]"

    def number(self, axis: int, value: float) -> str:
        """A value of a factor, no finer than it is typed."""
        text = self.scales[axis].number(value)
        return text.rstrip("0").rstrip(".") if "." in text else text

    def at(self, x: float, y: float) -> str:
        """A place in words."""
        names = [axis["factor"] for axis in self.document["factors"]]
        return f"{names[0]} = {self.number(0, x)}, {names[1]} = {self.number(1, y)}"

    def ahead(self, x: float, y: float) -> str:
        """What is true of any place: what the nearest corner of its cell says."""
        cell = next(cell for cell in self.cells if cell.left <= x <= cell.right and cell.bottom <= y <= cell.top)
        return str(self.points[cell.nearest(x, y)]["ahead"])

    def characters(self) -> Iterator[str]:
        """The map in lines of characters, the largest values of the second factor first."""
        x, y = self.document["factors"]
        marks = dict(self._marks())
        values = [y["high"] - (y["high"] - y["low"]) * row / (ROWS - 1) for row in range(ROWS)]
        labels = [self.number(1, value) if row % 4 == 0 and not (y["whole"] and value % 1) else ""
                  for row, value in enumerate(values)]
        margin = max(map(len, labels))
        for label, value in zip(labels, values, strict=True):
            line = "".join(marks[self.ahead(x["low"] + (x["high"] - x["low"]) * column / (COLUMNS - 1), value)]
                           for column in range(COLUMNS))
            yield f"{label:>{margin}} | {line}"
        middle = (x["low"] + x["high"]) / 2
        low, high = self.number(0, x["low"]), self.number(0, x["high"])
        centre = "" if x["whole"] and middle % 1 else self.number(0, middle)
        yield f"{'':{margin}}   {low}{centre:^{COLUMNS - len(low) - len(high)}}{high}"

    def _marks(self) -> list[tuple[str, str]]:
        a, b = (self.document[side][0].upper() for side in "ab")
        return [("a", a if a != b else "A"), ("b", b if a != b else "B"), *MARKS.items()]

    def legend(self) -> list[tuple[str, str]]:
        """Each mark of the map with what it means."""
        words = {"a": f"`{self.document['a']}` is ahead", "b": f"`{self.document['b']}` is ahead",
                 "open": "neither by more than chance", "level": "level in every world", "ruined": "both ruined"}
        return [(mark, words[state]) for state, mark in self._marks() if self.document["shares"][state]]

    def openness(self) -> str:
        """How much of the map these worlds leave open, and what would change that."""
        places = [point for point in self.points.values() if point["ahead"] == "open"]
        if not places:
            return ""
        needs, close = [], 0
        for point in places:
            gap = difference_of({**self.document, **point})
            worth = worth_among(self.document, [point["mean_a"], point["mean_b"]])
            need = worlds_needed(gap, worth, self.document["replications"])
            needs += [] if need is None else [need]
            close += need is None and not is_apart(gap, worth)
        where = f"In {percent(self.document['shares']['open'])} of the map"
        if close == len(places):
            return (f"{where} they differ by less than is worth telling, "
                    f"{100 * self.document['worth_telling']:g} % of the larger mean.")
        return (f"{where} these worlds cannot tell who is ahead"
                f"{advice(self.document, [median(needs)] if needs else [])}.")

    def lines(self) -> Iterator[str]:
        """Where the lines of the frontier begin and end."""
        lines = self.document["frontier"]
        if not lines:
            yield "There is no frontier: nowhere does the mean difference change its sign."
            return
        for line in sorted(lines, key=len, reverse=True)[:MOST_LINES]:
            (x, y), (x2, y2) = line[0], line[-1]
            if line[0] == line[-1]:
                across, up = ([f"{self.number(axis, bound(place[axis] for place in line))}" for bound in (min, max)]
                              for axis in (0, 1))
                names = [axis["factor"] for axis in self.document["factors"]]
                yield (f"The frontier surrounds an island: {names[0]} = {' to '.join(across)}, {names[1]} = "
                       f"{' to '.join(up)}.")
            else:
                yield f"The frontier runs from {self.at(x, y)} to {self.at(x2, y2)}."
        if (more := len(lines) - MOST_LINES) > 0:
            yield f"It has {counted(more, 'line')} more."

    def own(self) -> str:
        """What is true where the scenario itself stands, if that is on the map."""
        place = [axis["own"] for axis in self.document["factors"]]
        if any(value is None or not axis["low"] <= value <= axis["high"]
               for value, axis in zip(place, self.document["factors"], strict=True)):
            return ""
        words = {"a": f"`{self.document['a']}` is ahead", "b": f"`{self.document['b']}` is ahead",
                 "open": "neither is ahead by more than chance", "level": "the two are level in every world",
                 "ruined": "both firms are ruined in most worlds"}
        return f"Where the scenario itself stands, {self.at(*place)}, {words[self.ahead(*place)]}."

"""Where one strategy overtakes another: a sentence for each place, then every value of the factor that was tried."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from retainsim.report.blocks import Block, Figure, Heading, Table, Verdict, among
from retainsim.report.lead import (
    RUIN,
    Difference,
    advice,
    are_both_ruined,
    difference_of,
    is_apart,
    worlds_needed,
    worth_among,
)
from retainsim.report.verdict import few_worlds
from retainsim.report.words import Document, Scale, counted, labelled, scale_of, setting_of, unit_in
from retainsim.results.kpis.dictionary import KPIS

PICTURE = "switch"
STEPS = 1000  # steps of the range of the factor that must be distinguishable
EXACT = 9  # digits that must agree for differences to be equal: costs that both share leave a rounding error


def switch_report(document: Document, figures: Mapping[str, Figure] | None = None) -> Iterator[Block]:
    """The report on a search, from the document that `switch --json` prints."""
    search = _Search(document)
    yield Heading(head_of(document, search.factor), 1)
    yield Verdict(list(map(labelled, verdict(document))))
    yield from among(figures or {}, PICTURE)
    yield Heading(f"All values of {search.factor} that were tried, in the same worlds, with 95 % intervals")
    rows = []
    for point, *others in search.rows:
        values = dict.fromkeys(search.values.number(one["factor"]) for one in (point, *others[-1:]))
        marks = ("*" if _is_clear(point) else "") + (RUIN if are_both_ruined(point) else "")
        rows.append([" to ".join(values), *search.gaps.estimate(point, "difference", sign=True), marks,
                     search.gap(point).in_words()])
    title = search.gaps.title(f"{document['a']} - {document['b']}")
    yield Table([search.values.unit or search.factor.rpartition(".")[2], title, "", "", ""], rows, left=(3,), gap=2)
    yield (f"* the interval excludes 0: more than chance. \"Ahead\" is `{document['a']}`. If the lead changes twice "
           "between neighbours among the first, evenly spaced values, the search misses both changes.")
    if any(map(are_both_ruined, search.points)):
        yield (f"{RUIN} the firm is ruined under both strategies in most worlds: what differs is how much two ruined "
               "firms have lost.")


def head_of(document: Document, *factors: str) -> str:
    """What was played, as the title of the report: without the weeks where they vary."""
    head = setting_of(document)
    return head.replace(f"{counted(document['weeks'], 'week')}, ", "") if "weeks" in factors else head


def verdict(document: Document) -> Iterator[str]:
    """Where the lead changes and how sure that is, or that it does not change."""
    search, crossings = _Search(document), document["crossings"]
    if len(crossings) > 1:
        yield f"The lead changes {len(crossings)} times; each interval holds on its own, not together with the others."
    sentences = [*map(search.crossing, crossings), search.ends()]
    yield from sentences
    if ruins := [list(run) for is_ruin, run in groupby(search.points, are_both_ruined) if is_ruin]:
        yield (f"At {search.factor} = {', and '.join(map(search.span, ruins))} both firms are ruined in most worlds: "
               "the one that has lost less is not called ahead.")
    spans = [row for row in search.rows if len(row) > 1]
    if len(spans) > 1:
        yield (f"{search.factor} acts in steps: where a row spans several values, all of them give exactly the same "
               "difference.")
    elif spans and (len(search.rows) > 1 or spans[0][0]["difference"]):  # else all has been said
        where = "anywhere in this range" if len(search.rows) == 1 else f"from {search.span(spans[0])}"
        yield f"{search.factor} does not change the difference {where}."
    yield from few_worlds(document["replications"], "--replications" in " ".join(sentences))


class _Search:
    """A search with its scales: one for its differences, one for its factor that shows a `STEPS`th of the range."""

    def __init__(self, document: Document) -> None:
        self.document, self.factor, self.kpi = document, document["factor"], document["kpi"]
        self.points: Sequence[Document] = document["points"]  # the values of the factor that were tried, with results
        unit = unit_in(document["unit"].replace("1/", "per "), document)
        decimals = max(0, round(-math.log10((document["high"] - document["low"]) / STEPS)))
        self.values = Scale(1.0, 0 if document["whole"] else decimals, unit)
        self.gaps = scale_of(unit_in(KPIS[self.kpi].unit, document), self.points, "difference")
        self.rows = [list(run) for _, run in groupby(self.points, lambda point: [
            f"{value:.{EXACT}g}" for key, value in point.items() if key != "factor"])]  # neighbours with equal results

    def value(self, value: float) -> str:
        """A value of the factor with its unit, unless its name says it."""
        if self.values.unit == "week":  # a date
            return f"week {self.values.number(value)}"
        return self.values.number(value) if self.values.unit == self.factor else self.values.quantity(value)

    def span(self, points: Sequence[Document]) -> str:
        """The values of the factor from the first point to the last."""
        low, high = (self.values.number(point["factor"]) for point in (points[0], points[-1]))
        return f"{'' if low == high else f'{low} to '}{self.value(points[-1]['factor'])}"

    def crossing(self, crossing: Document) -> str:
        low, high, at = crossing["low"], crossing["high"], self.value(crossing["at"])
        where = f"from {self.factor} = {at} on" if self.document["whole"] else f"where {self.factor} rises above {at}"
        if any(point["factor"] == crossing["at"] and point["p_equal"] == 1 for point in self.points):
            where = f"as {self.factor} rises, after values at which the two are level in every world, such as {at}"
        lead = f"`{crossing['ahead_above']}` overtakes `{crossing['ahead_below']}` by {self.kpi} {where}"
        if low is not None and high is not None:
            return f"{lead}; 95 % interval {self.values.interval(low, high)}."
        if low is None and high is None:
            return (f"{lead}, but on neither side is the leader clear: these worlds cannot tell it from chance"
                    f"{self.advice(self.beside(crossing, 'below'), self.beside(crossing, 'above'))}.")
        bound, side = ((f"not below {self.values.number(low)}", "above") if high is None else
                       (f"not above {self.values.number(high)}", "below"))
        return (f"{lead}; with 95 % certainty {bound}. `{crossing[f'ahead_{side}']}` is nowhere clearly ahead {side} "
                f"it, so these worlds give no other bound{self.advice(self.beside(crossing, side))}.")

    def beside(self, crossing: Document, side: str) -> list[Document]:
        """The points on one side of a change of the lead, as far as the next change."""
        bounds = [-math.inf, *(other["at"] for other in self.document["crossings"]), math.inf]
        place = bounds.index(crossing["at"])
        low, high = bounds[place - 1:place + 1] if side == "below" else bounds[place:place + 2]
        return [point for point in self.points if low < point["factor"] < high and not are_both_ruined(point)]

    def advice(self, *stretches: Iterable[Document]) -> str:
        """How many worlds may show a clear leader somewhere on each of these stretches."""
        needs = ([need for point in points if (need := self._needed(point)) is not None] for points in stretches)
        return advice(self.document, [min(each, default=None) for each in needs])

    def _needed(self, point: Document) -> float | None:
        return worlds_needed(self.gap(point), self._worth(point), self.document["replications"])

    def _is_tie(self, point: Document) -> bool:
        """Whether the two surely differ by less than is worth telling."""
        return self._needed(point) is None and not is_apart(self.gap(point), self._worth(point))

    def gap(self, point: Document) -> Difference:
        return difference_of({**self.document, **point})

    def _worth(self, point: Document) -> float:
        return worth_among(self.document, [point["mean_a"], point["mean_b"]])

    def ends(self) -> str:
        """Who is ahead at the two ends of the range, and by how much; ruin of both is no lead."""
        points = [point for point in self.points if not are_both_ruined(point)]
        if not points:
            return f"Neither is ahead by {self.kpi} anywhere."
        ends = "; ".join(map(self._end, points if len(points) == 1 else (points[0], points[-1])))
        aside = "" if len(points) == len(self.points) else ", leaving aside ruin of both"
        leaders = {leader for point in points if (leader := self._leader(point))}
        if self.document["crossings"]:
            return f"At the ends{aside}: {ends}."
        if not leaders:
            return f"The two are level throughout by {self.kpi}."
        if all(map(self._is_tie, points)):
            return (f"By {self.kpi} the two differ by less than is worth telling, "
                    f"{100 * self.document['worth_telling']:g} % of the larger mean: {ends}.")
        if not any(map(_is_clear, points)):
            return (f"Nowhere do these worlds tell the two apart by {self.kpi}{self.advice(points)}. "
                    f"{ends[0].upper()}{ends[1:]}.")
        if len(leaders) > 1:
            return f"Each is ahead by {self.kpi} at one end, with ruin of both in between: {ends}."
        where = " throughout" if all(map(_is_clear, points)) else ", though not everywhere by more than chance"
        return f"`{leaders.pop()}` is ahead by {self.kpi}{where}{aside}: {ends}."

    def _end(self, point: Document) -> str:
        at, leader = f"at {self.value(point['factor'])}", self._leader(point)
        if leader is None:
            return f"{at} they are level"
        gap, low, high = (bound if point["difference"] > 0 else -bound
                          for bound in (point["difference"], point["low"], point["high"]))
        return (f"{at} `{leader}` by {self.gaps.quantity(gap)} {self.gaps.interval(*sorted((low, high)))}"
                f"{'' if _is_clear(point) else ', which may be chance'}")

    def _leader(self, point: Document) -> str | None:
        """The better strategy at a value of the factor; None where they are level."""
        is_a = (point["difference"] > 0) == (KPIS[self.kpi].better == "higher")
        return None if point["difference"] == 0 else str(self.document["a" if is_a else "b"])


def _is_clear(point: Document) -> bool:
    return bool(point["low"] > 0 or point["high"] < 0)

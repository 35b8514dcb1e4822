"""Where one strategy overtakes another: a sentence for each place, then every value of the factor that was tried."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from retainsim.report.quantities import Scale, counted, scale
from retainsim.report.renderers.terminal import heading, page, sentence, table
from retainsim.report.verdict import ENOUGH_FOR_A_START, FEW, RUIN, Difference, are_both_ruined
from retainsim.results.kpis.dictionary import KPIS

if TYPE_CHECKING:
    from rich.console import RenderableType

STEPS = 1000  # of the range of the factor, each to be told from the next
EXACT = 9  # digits by which differences are the same: what both pay alike leaves a rounding error


def switch_page(document: Mapping[str, Any], on_terminal: bool = False) -> str:
    """The report on a search, from the document that `switch --json` prints."""
    return page(_blocks(document), on_terminal)


def _blocks(document: Mapping[str, Any]) -> Iterator[RenderableType]:
    yield heading(f"{document['scenario']}: {counted(document['weeks'], 'week')}, "
                  f"{counted(document['replications'], 'replication')}, seed {document['seed']}, "
                  f"digest {document['digest']}")
    yield from (sentence(text) for text in verdict(document))
    yield heading(f"All values of {document['factor']} that were tried, in the same worlds, with 95 % intervals")
    yield _points(document)
    yield sentence(f"* the interval excludes 0: more than chance. \"Ahead\" is `{document['a']}`. Two changes of the "
                   "lead between neighbours of the first, evenly spaced values would be missed.")
    if any(map(are_both_ruined, document["points"])):
        yield sentence(f"{RUIN} the firm is ruined under both strategies in most worlds: what differs is how much two "
                       "ruined firms have lost.")


def verdict(document: Mapping[str, Any]) -> Iterator[str]:
    """Where the lead changes and how sure that is, or that it does not change."""
    crossings = document["crossings"]
    if len(crossings) > 1:
        yield (f"The lead changes {len(crossings)} times; each interval holds by itself, not together with the others.")
    yield from (_crossing(document, crossing) for crossing in crossings)
    yield _ends(document)
    yield from _ruins(document)
    yield from _steps(document)
    if document["replications"] < FEW:
        yield (f"Mind that {document['replications']} worlds are few: the intervals take means to be nearly normal, "
               f"which they are not yet. Try --replications {ENOUGH_FOR_A_START}.")


def _crossing(document: Mapping[str, Any], crossing: Mapping[str, Any]) -> str:
    factor, on_scale = document["factor"], _factor_scale(document)
    low, high = crossing["low"], crossing["high"]
    at = _factor(document, crossing["at"])
    where = f"from {factor} = {at} on" if document["whole"] else f"where {factor} rises above {at}"
    if any(point["factor"] == crossing["at"] and point["p_equal"] == 1 for point in document["points"]):
        where = f"as {factor} rises, after values at which the two are level in every world, such as {at}"
    said = f"`{crossing['ahead_above']}` overtakes `{crossing['ahead_below']}` by {document['kpi']} {where}"
    if low is not None and high is not None:
        return f"{said}; 95 % interval {on_scale.interval(low, high)}."
    more = f"Try --replications {max(ENOUGH_FOR_A_START, 4 * document['replications'])}."
    if low is None and high is None:
        return f"{said}, but these worlds may say so by chance: on neither side is the leader clear. {more}"
    bound = f"not below {on_scale.number(low)}" if high is None else f"not above {on_scale.number(high)}"
    side, leader = ("above", "ahead_above") if high is None else ("below", "ahead_below")
    return (f"{said}; with 95 % certainty {bound}, but `{crossing[leader]}` is nowhere clearly ahead {side} it, so "
            f"that the interval has no end on that side. {more}")


def _ends(document: Mapping[str, Any]) -> str:
    """Who is ahead at the two ends of the range, and by how much; ruin of both is no lead."""
    points = [point for point in document["points"] if not are_both_ruined(point)]
    if not points:
        return f"Nobody is ahead by {document['kpi']} anywhere."
    ends = "; ".join(_end(document, point) for point in (points if len(points) == 1 else (points[0], points[-1])))
    aside = "" if len(points) == len(document["points"]) else ", ruin of both left aside"
    leaders = {leader for point in points if (leader := _leader(document, point))}
    if document["crossings"]:
        return f"At the ends{aside}: {ends}."
    if not leaders:
        return f"The two are level throughout by {document['kpi']}."
    if not any(map(_is_clear, points)):
        return (f"Nowhere do these worlds tell the two apart by {document['kpi']}: {ends}. Try --replications "
                f"{max(ENOUGH_FOR_A_START, 4 * document['replications'])}.")
    if len(leaders) > 1:
        return f"The one or the other is ahead by {document['kpi']}, with ruin of both in between: {ends}."
    return f"`{leaders.pop()}` is ahead by {document['kpi']} throughout{aside}: {ends}."


def _ruins(document: Mapping[str, Any]) -> Iterator[str]:
    """From where to where both are ruined."""
    runs = [list(run) for is_ruin, run in groupby(document["points"], are_both_ruined) if is_ruin]
    if runs:
        where = ", and ".join(_span(document, run) for run in runs)
        yield (f"The firm is ruined under both strategies in most worlds at {document['factor']} = {where}: there no "
               "change of the lead is called one.")


def _steps(document: Mapping[str, Any]) -> Iterator[str]:
    """Where the factor changes nothing."""
    rows, factor = _rows(document), document["factor"]
    spans = [row for row in rows if len(row) > 1]
    if len(spans) > 1:
        yield f"{factor} acts in steps: all values of a row that spans several give exactly the same difference."
    elif spans and (len(rows) > 1 or spans[0][0]["difference"]):  # or all has been said
        where = "anywhere in this range" if len(rows) == 1 else f"from {_span(document, spans[0])}"
        yield f"{factor} changes nothing in the difference {where}."


def _rows(document: Mapping[str, Any]) -> list[Sequence[Mapping[str, Any]]]:
    """The points in the order of the factor, neighbours that say the same together."""
    def found(point: Mapping[str, Any]) -> list[str]:
        return [f"{value:.{EXACT}g}" for key, value in point.items() if key != "factor"]

    return [list(run) for _, run in groupby(document["points"], found)]


def _span(document: Mapping[str, Any], points: Sequence[Mapping[str, Any]]) -> str:
    """The values of the factor from the first point to the last, with their unit."""
    first, last = points[0]["factor"], points[-1]["factor"]
    low = _factor_scale(document).number(first)
    return _factor(document, last) if low == _factor_scale(document).number(last) \
        else f"{low} to {_factor(document, last)}"


def _end(document: Mapping[str, Any], point: Mapping[str, Any]) -> str:
    at = f"at {_factor(document, point['factor'])}"
    leader, on_scale = _leader(document, point), _gap_scale(document)
    if leader is None:
        return f"{at} they are level"
    turn = 1 if point["difference"] > 0 else -1
    low, high = sorted((turn * point["low"], turn * point["high"]))
    chance = "" if _is_clear(point) else ", which may be chance"
    return f"{at} `{leader}` by {on_scale.quantity(turn * point['difference'])} {on_scale.interval(low, high)}{chance}"


def _leader(document: Mapping[str, Any], point: Mapping[str, Any]) -> str | None:
    """The better strategy at a value of the factor; None where they are level."""
    if point["difference"] == 0:
        return None
    more_is_better = KPIS[document["kpi"]].better == "higher"
    leader: str = document["a"] if (point["difference"] > 0) == more_is_better else document["b"]
    return leader


def _is_clear(point: Mapping[str, Any]) -> bool:
    return bool(point["low"] > 0 or point["high"] < 0)


def _points(document: Mapping[str, Any]) -> RenderableType:
    on_scale, gaps = _factor_scale(document), _gap_scale(document)
    rows = []
    for points in _rows(document):
        point = points[0]
        pair = Difference(document["a"], document["b"], document["kpi"], point["difference"], point["low"],
                          point["high"], point["p_a_better"], point["p_equal"])
        values = dict.fromkeys(on_scale.number(value) for value in (point["factor"], points[-1]["factor"]))
        marks = ("*" if _is_clear(point) else "") + (RUIN if are_both_ruined(point) else "")
        rows.append([" to ".join(values), gaps.number(point["difference"], sign=True),
                     gaps.interval(point["low"], point["high"]), marks, pair.in_words()])
    gap_title = f"{document['a']} - {document['b']}" + (f" [{gaps.unit}]" if gaps.unit else "")
    return table([on_scale.unit or "factor", gap_title, "", "", ""], rows, left=(3,))


def _factor(document: Mapping[str, Any], value: float) -> str:
    """A value of the factor with its unit, unless its name says it."""
    on_scale = _factor_scale(document)
    if on_scale.unit == "week":  # a date
        return f"week {on_scale.number(value)}"
    return on_scale.number(value) if on_scale.unit == document["factor"] else on_scale.quantity(value)


def _factor_scale(document: Mapping[str, Any]) -> Scale:
    """The scale of the factor: fine enough for the bounds of an interval; whole numbers as they are."""
    unit = document["unit"].replace("1/", "per ")
    if document["whole"]:
        return Scale(1.0, 0, unit)
    told = scale(unit, [document["low"], document["high"]])
    step = (document["high"] - document["low"]) / (STEPS * told.factor)
    return Scale(told.factor, max(0, round(-math.log10(step))), told.unit)


def _gap_scale(document: Mapping[str, Any]) -> Scale:
    return scale(KPIS[document["kpi"]].unit, [point[bound] for point in document["points"]
                                              for bound in ("difference", "low", "high")])

"""What may be concluded from a comparison, and no more than that."""

from collections.abc import Iterator, Sequence

from retainsim.report.lead import (
    ENOUGH_FOR_A_START,
    Difference,
    advice,
    against,
    are_identical,
    is_apart,
    judging,
    leaders,
    ranks,
    scale_of_differences,
    worlds_needed,
    worth_of,
)
from retainsim.report.words import Document, Scale, listed, percent, scale_in
from retainsim.results.kpis.dictionary import KPIS

MOST_LISTED = 3  # strategies that one sentence names; if there are more, only the nearest and the farthest
FEW = 20  # worlds, below which the mean of a skewed KPI is far from normal
VALUE, CASH = "value_end", "cash_end"
CHARGES = ("Hours set aside for winning clients, and advertising, are not charged to the clients held; all other wages "
           "and overhead are.")


def few_worlds(replications: int, is_advised: bool = False) -> Iterator[str]:
    """A warning if there are few worlds, with a number to try unless the verdict advises one."""
    if replications < FEW:
        more = "" if is_advised else f" Try --replications {ENOUGH_FOR_A_START}."
        yield (f"Note that {replications} worlds are few: the intervals assume that means are nearly normal, which "
               f"they are not yet.{more}")


def charges(primary: Sequence[str]) -> Iterator[str]:
    """What a verdict by value turns on."""
    if judging(primary)[:1] == [VALUE]:
        yield CHARGES


def conclusions(document: Document, primary: Sequence[str]) -> Iterator[str]:
    """The verdict by the first primary KPI that has a better direction, and what speaks against the strategy it names.

    Means are on the scale of the differences, too: one unit in a sentence.
    """
    judges = judging(primary)
    if len(document["strategies"]) < 2 or not judges:
        return
    if not (names := ranks(document, primary)):
        yield f"There is nothing to compare: fewer than two strategies have a {judges[0]}."
        return
    yield from _disagreement(document, judges[0])
    verdict = _verdict(document, names[0], judges[0], scale_of_differences(document, judges[0]))
    yield verdict
    ahead = leaders(document, judges[0])
    for kpi in judges[1:]:
        yield from _behind(document, ahead, kpi)
    if document["replications"] > 1 and not all(are_identical(document, names[0], other) for other in names[1:]):
        yield from few_worlds(document["replications"], "--replications" in verdict or "precision" in document)
    ruins = dict[str, list[str]]()
    for name, kpis in document["strategies"].items():
        if ruin := kpis.get("insolvent", {}).get("mean"):
            ruins.setdefault(percent(ruin), []).append(name)
    if ruins:
        clauses = [f"{listed([f'`{name}`' for name in names])}{'' if place else ' was' if len(names) == 1 else ' were'}"
                   f"{'' if place else ' insolvent'} in {share}" for place, (share, names) in enumerate(ruins.items())]
        yield f"Note that {listed(clauses)} of worlds."


def _behind(document: Document, ahead: Sequence[str], kpi: str) -> Iterator[str]:
    """Which of those `ahead` are behind others by another KPI: a sentence for all that are behind the same."""
    gap_scale, groups = scale_of_differences(document, kpi), dict[tuple[str, ...], list[list[Difference]]]()
    for best in ahead:
        better = [pair.turned() for pair in against(document, best, kpi)
                  if is_apart(pair, worth_of(document, kpi)) and not pair.is_for_a]
        if better:
            groups.setdefault(tuple(pair.a for pair in better), []).append(better)
    for others, group in groups.items():
        if len(group) == 1:
            yield (f"By {kpi}, however, `{group[0][0].b}` is behind "
                   f"{listed([pair.size(pair.a, gap_scale) for pair in group[0]])}.")
        else:
            gaps = [abs(pair.difference or 0.0) for better in group for pair in better]
            sizes = " to ".join(dict.fromkeys(map(gap_scale.number, (min(gaps), max(gaps)))))
            yield (f"By {kpi}, however, {_called([better[0].b for better in group])} are behind {_called(others)} by "
                   f"{sizes} {gap_scale.unit}".rstrip() + ".")


def _disagreement(document: Document, judge: str) -> Iterator[str]:
    """A warning if one strategy is ahead by value and another by cash: the first thing to know."""
    if judge not in (VALUE, CASH) or document["replications"] < 2:
        return
    by_value, by_cash = (leaders(document, kpi) for kpi in (VALUE, CASH))
    if by_value and by_cash and not set(by_value) & set(by_cash):
        sides = (f"by {kpi} {_called(names)} {'is' if len(names) == 1 else 'are'} ahead"
                 for kpi, names in ((VALUE, by_value), (CASH, by_cash)))
        yield f"Value and cash disagree: {', '.join(sides)}."


def _called(names: Sequence[str]) -> str:
    """Strategies in a sentence; if there are many, only the first."""
    more = len(names) - MOST_LISTED
    return listed([*(f"`{name}`" for name in names[:MOST_LISTED]), *([f"{more} more"] if more > 0 else [])])


def _verdict(document: Document, best: str, kpi: str, gap_scale: Scale) -> str:
    means = [kpis[kpi]["mean"] for kpis in map(document["strategies"].get, leaders(document, kpi))]
    extreme = "highest" if KPIS[kpi].better == "higher" else "lowest"
    mean_scale = scale_in(document, kpi, means) if len(means) > 1 else gap_scale
    which = " to ".join(dict.fromkeys(map(mean_scale.number, (min(means), max(means)))))
    mean = f"{which} {mean_scale.unit}".rstrip()
    pairs, worth = against(document, best, kpi), worth_of(document, kpi)
    tied = [pair for pair in pairs if pair.b in leaders(document, kpi)]
    is_chance = all(pair.low is None for pair in pairs)
    if is_chance and not all(are_identical(document, best, pair.b) for pair in pairs):
        mean = gap_scale.quantity(document["strategies"][best][kpi]["mean"])
        return (f"`{best}` ends with the {extreme} {kpi}, {mean} on average, but so few worlds cannot rule out chance: "
                f"try --replications {ENOUGH_FOR_A_START}.")
    clear = [pair for pair in pairs if is_apart(pair, worth)]
    without = [f"`{name}`" for name, kpis in document["strategies"].items() if kpis[kpi]["mean"] is None]
    parts = [f"`{best}` ends with the {extreme} {kpi}, {mean} on average"]
    if tied:
        parts = [f"{_called([best, *(pair.b for pair in tied)])} lead together with the {extreme} {kpi}, {mean} on "
                 "average"]
    is_better = f"`{best}` is better than" if tied else "better than"
    if len(clear) > MOST_LISTED:
        nearest, *_, farthest = sorted(clear, key=lambda pair: abs(pair.difference or 0.0))
        parts.append(f"{is_better} {'' if tied or without else 'all '}{len(clear)} others, from "
                     f"{nearest.size(nearest.b, gap_scale)} to {farthest.size(farthest.b, gap_scale)}")
    elif clear:
        parts.append(f"{is_better} {listed([pair.size(pair.b, gap_scale) for pair in clear])}")
    if tied:
        parts.extend(_ties(document, best, tied, worth))
    if without:
        parts.append(f"{listed(without)} {'has' if len(without) == 1 else 'have'} no such figure")
    return f"{('. ' if tied else '; ').join(parts)}."


def _ties(document: Document, best: str, tied: Sequence[Difference], worth: float) -> Iterator[str]:
    """Why these strategies tie with the best: a sentence for each kind of tie."""
    unit_scale = scale_in(document, tied[0].kpi, [worth])
    same = [pair.b for pair in tied if are_identical(document, best, pair.b)]
    level = [pair.b for pair in tied if pair.p_equal == 1 and pair.b not in same]
    needs = {pair.b: worlds_needed(pair, worth, document["replications"]) for pair in tied
             if pair.b not in (*same, *level)}
    close = [pair.b for pair in tied if pair.b in needs and needs[pair.b] is None and pair.low != pair.high]
    unclear = [name for name in needs if name not in close]
    if same:
        yield f"{_called(same)} {_is(same)} identical to `{best}`, with the same figures in every world"
    if level:
        yield f"{_called(level)} {_is(level)} level with `{best}` in every world"
    if close:
        yield (f"{_called(close)} and `{best}` differ by less than is worth telling, {unit_scale.quantity(worth)} "
               f"({100 * document['worth_telling']:g} % of the largest mean)")
    if unclear:
        yield (f"{document['replications']:,} worlds cannot tell {_called(unclear)} from "
               f"`{best}`{advice(document, [needs[name] for name in unclear])}")


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"

"""What may be concluded from a comparison, in one sentence, and no more than that."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

from retainsim.report.words import Document, Scale, listed, percent, scale_of
from retainsim.results.kpis.dictionary import KPIS, MOST

ENOUGH_FOR_A_START = 100  # worlds
RUIN = "+"  # marks what is so only because both are ruined
MOST_LISTED = 3  # strategies that one sentence can name; of more it names the nearest and the farthest
FEW = 20  # worlds, below which the mean of a skewed KPI is far from normal


class Difference(NamedTuple):
    """By how much one strategy exceeds another under the same luck; the interval is unknown in a single world."""

    a: str
    b: str
    kpi: str
    difference: float | None
    low: float | None
    high: float | None
    p_a_better: float | None
    p_equal: float | None

    def turned(self) -> Self:
        """The same seen from `b`."""
        difference, low, high = (None if bound is None else -bound for bound in (self.difference, self.high, self.low))
        return self._replace(a=self.b, b=self.a, difference=difference, low=low, high=high,
                             p_a_better=None if self.p_a_better is None else 1 - self.p_a_better)

    @property
    def is_clear(self) -> bool:
        """Whether the interval excludes 0; one without width comes of worlds that do not vary, and says nothing."""
        return (self.low is not None and self.high is not None and self.low < self.high
                and (self.low > 0 or self.high < 0))

    @property
    def is_for_a(self) -> bool:
        """Whether the difference speaks for `a` rather than for `b`."""
        return ((self.difference or 0.0) > 0) == (KPIS[self.kpi].better == "higher")

    def in_words(self, who: str = "") -> str:
        """How often `a` is the better one, and how often neither is; `who` names it where that must be said."""
        if self.p_a_better is None:
            return ""
        equal = self.p_equal or 0.0
        ahead = f"{who} ahead in {percent(self.p_a_better - equal / 2)}".lstrip()
        return f"{ahead}, equal in {percent(equal)}" if equal else f"{ahead} of worlds"

    def size(self, other: str, on_scale: Scale) -> str:
        """A clear difference from the `other` of the two, and the share of worlds in which `a` is the better one."""
        low, high = sorted((abs(self.low or 0.0), abs(self.high or 0.0)))
        often = self.in_words(f"`{other}`" if other == self.a else "")
        return (f"`{other}` by {on_scale.quantity(abs(self.difference or 0.0))} {on_scale.interval(low, high)}"
                f"{f' ({often})' if often else ''}")


def are_both_ruined(row: Document) -> bool:
    """Whether the firm is ruined in most worlds, whichever of two strategies it follows."""
    return bool(row.get("both_ruined", 0.0) > MOST)


def differences(document: Document, kpi: str) -> list[Difference]:
    """The pairs of strategies for one KPI."""
    return [difference_of(pair) for pair in document["pairs"] if pair["kpi"] == kpi]


def difference_of(pair: Document) -> Difference:
    """The difference that a document tells of two strategies."""
    return Difference._make(pair.get(field) for field in Difference._fields)


def against(document: Document, name: str, kpi: str) -> list[Difference]:
    """The differences between one strategy and each of the others, seen from it."""
    return [pair if pair.a == name else pair.turned() for pair in differences(document, kpi) if name in pair[:2]]


def enough_worlds(replications: int) -> int:
    """In how many worlds to try again, where so many do not tell strategies apart."""
    # Four times as many halve the intervals.
    return max(ENOUGH_FOR_A_START, 4 * replications)


def few_worlds(replications: int) -> Iterator[str]:
    """A warning, where the worlds are few."""
    if replications < FEW:
        yield (f"Mind that {replications} worlds are few: the intervals take means to be nearly normal, which they are "
               f"not yet. Try --replications {ENOUGH_FOR_A_START}.")


def judging(primary: Sequence[str]) -> list[str]:
    """The KPIs that have a better direction."""
    return [kpi for kpi in primary if KPIS[kpi].better is not None]


def ranks(document: Document, primary: Sequence[str]) -> list[str]:
    """The strategies by their mean of the first KPI that judges, the best first; empty unless two have a mean."""
    for kpi in judging(primary)[:1]:
        means = {name: kpis[kpi]["mean"] for name, kpis in document["strategies"].items()
                 if kpis[kpi]["mean"] is not None}
        if len(means) > 1:
            return sorted(means, key=means.__getitem__, reverse=KPIS[kpi].better == "higher")
    return []


def contrast(document: Document, primary: Sequence[str], followed: str) -> tuple[str, str, str] | None:
    """What is worth explaining: the best strategy, the one `followed` so far (else the worst), and by which KPI."""
    if not (names := ranks(document, primary)):
        return None
    return names[0], followed if followed in names[1:] else names[-1], judging(primary)[0]


def scale_of_differences(document: Document, kpi: str) -> Scale:
    """One scale for all pairs, finer than that of the means: 0.21 million between 15.2 and 15.4."""
    return scale_of(KPIS[kpi].unit, (pair for pair in document["pairs"] if pair["kpi"] == kpi), "difference")


def conclusions(document: Document, primary: Sequence[str]) -> Iterator[str]:
    """The verdict by the first primary KPI that has a better direction, and what speaks against the strategy it names.

    Means are told on the scale of differences, too: one unit in a sentence.
    """
    judges = judging(primary)
    if len(document["strategies"]) < 2 or not judges:
        return
    if not (names := ranks(document, primary)):
        yield f"There is nothing to compare: fewer than two strategies have a {judges[0]}."
        return
    best = names[0]
    yield _verdict(document, best, judges[0], scale_of_differences(document, judges[0]))
    for kpi in judges[1:]:
        better = [pair.turned() for pair in against(document, best, kpi) if pair.is_clear and not pair.is_for_a]
        if better:
            yield (f"By {kpi}, however, `{best}` stands behind "
                   f"{listed([pair.size(pair.a, scale_of_differences(document, kpi)) for pair in better])}.")
    if document["replications"] > 1:
        yield from few_worlds(document["replications"])
    if ruin := document["strategies"][best].get("insolvent", {}).get("mean"):
        yield f"Mind that `{best}` was insolvent in {percent(ruin)} of worlds."


def _verdict(document: Document, best: str, kpi: str, gap_scale: Scale) -> str:
    extreme = "highest" if KPIS[kpi].better == "higher" else "lowest"
    mean = gap_scale.quantity(document["strategies"][best][kpi]["mean"])
    verdict = f"`{best}` ends with the {extreme} {kpi}, {mean} on average"
    pairs = against(document, best, kpi)
    if all(pair.low is None for pair in pairs):
        return f"{verdict}, but so few worlds say nothing of chance: try --replications {ENOUGH_FOR_A_START}."
    clear = [pair for pair in pairs if pair.is_clear and pair.is_for_a]
    without = [f"`{name}`" for name, kpis in document["strategies"].items() if kpis[kpi]["mean"] is None]
    unclear = [f"`{pair.b}`" for pair in pairs if pair not in clear and f"`{pair.b}`" not in without]
    if len(clear) > MOST_LISTED:
        nearest, *_, farthest = sorted(clear, key=lambda pair: abs(pair.difference or 0.0))
        verdict += (f"; better than {'' if unclear or without else 'all '}{len(clear)} others, from "
                    f"{nearest.size(nearest.b, gap_scale)} to {farthest.size(farthest.b, gap_scale)}")
    elif clear:
        verdict += f"; better than {listed([pair.size(pair.b, gap_scale) for pair in clear])}"
    if unclear:
        which = listed(unclear) if clear or len(unclear) <= MOST_LISTED else f"any of the {len(unclear)} others"
        verdict += (f"; the sample cannot tell it from {which}: try --replications "
                    f"{enough_worlds(document['replications'])}")
    if without:
        verdict += f"; {listed(without)} {'has' if len(without) == 1 else 'have'} no such figure"
    return f"{verdict}."

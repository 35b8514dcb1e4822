"""Which strategies lead: those that the worlds cannot tell apart, or that hardly differ, lead together."""

import math
from collections.abc import Sequence
from typing import NamedTuple, Self

from retainsim.report.words import Document, Scale, numbers_of, percent, scale_in
from retainsim.results.kpis.dictionary import KPIS, MOST

RUIN = "+"  # marks differences between two ruined firms
ENOUGH_FOR_A_START = 100  # worlds
MOST_WORLDS = 10_000  # beyond which no more are recommended


class Difference(NamedTuple):
    """By how much one strategy exceeds another under the same luck; a single world gives no interval."""

    a: str
    b: str
    kpi: str
    difference: float | None
    low: float | None
    high: float | None
    p_a_better: float | None
    p_equal: float | None

    def turned(self) -> Self:
        """The same as seen from `b`."""
        difference, low, high = (None if bound is None else -bound for bound in (self.difference, self.high, self.low))
        return self._replace(a=self.b, b=self.a, difference=difference, low=low, high=high,
                             p_a_better=None if self.p_a_better is None else 1 - self.p_a_better)

    @property
    def is_clear(self) -> bool:
        """Whether the interval excludes 0; one without width comes from worlds that do not vary, and says nothing."""
        return (self.low is not None and self.high is not None and self.low < self.high
                and (self.low > 0 or self.high < 0))

    @property
    def is_for_a(self) -> bool:
        """Whether the difference speaks for `a` rather than for `b`."""
        return ((self.difference or 0.0) > 0) == (KPIS[self.kpi].better == "higher")

    def in_words(self, who: str = "") -> str:
        """How often `a` is better, and how often neither is; `who` names it if that is not clear."""
        if self.p_a_better is None:
            return ""
        ahead, equal = self.shares()
        ahead = f"{who} ahead in {ahead}".lstrip()
        return f"{ahead}, equal in {equal}" if self.p_equal else f"{ahead} of worlds"

    def shares(self) -> tuple[str, str]:
        """In how many worlds `a` is better, and in how many neither is."""
        if self.p_a_better is None:
            return "", ""
        equal = self.p_equal or 0.0
        return percent(self.p_a_better - equal / 2), percent(equal)

    def size(self, other: str, on_scale: Scale) -> str:
        """A clear difference from the `other` of the two, and the share of worlds in which `a` is better."""
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
    """The difference between two strategies in a document."""
    return Difference._make(pair.get(field) for field in Difference._fields)


def against(document: Document, name: str, kpi: str) -> list[Difference]:
    """The differences between one strategy and each of the others, seen from it."""
    return [pair if pair.a == name else pair.turned() for pair in differences(document, kpi) if name in pair[:2]]


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


def worth_of(document: Document, kpi: str) -> float:
    """The least difference that is worth telling [unit of the KPI]: a share of the largest mean."""
    return worth_among(document, [kpis[kpi]["mean"] for kpis in document["strategies"].values()])


def worth_among(document: Document, means: Sequence[float | None]) -> float:
    """The same of strategies with these means."""
    return float(document["worth_telling"]) * max((abs(mean) for mean in means if mean is not None), default=0.0)


def is_apart(pair: Difference, worth: float) -> bool:
    """Whether two strategies differ by more than chance and by as much as is worth telling."""
    return pair.is_clear and abs(pair.difference or 0.0) >= worth


def worlds_needed(pair: Difference, worth: float, replications: int) -> float | None:
    """How many worlds may tell whether two strategies differ by more than chance, or by less than is worth telling.

    None if more would not help: their difference does not vary, or is known precisely enough.

    Formula    n x (half-width of the interval / max(|difference|, worth))^2
    """
    if pair.low is None or pair.high is None:
        return None
    half, aim = (pair.high - pair.low) / 2, max(abs(pair.difference or 0.0), worth)
    if half <= aim:
        return None
    return replications * (half / aim) ** 2 if aim else math.inf


def advice(document: Document, needs: Sequence[float | None]) -> str:
    """How many worlds may tell strategies apart; nothing if more would not help."""
    numbers = [need for need in needs if need is not None]
    if not numbers:
        return ""
    if not (within := [need for need in numbers if need <= MOST_WORLDS]):
        return f", nor would {MOST_WORLDS:,} worlds"
    most = max(ENOUGH_FOR_A_START, max(within))
    step = 10 ** (math.floor(math.log10(most)) - 1)  # two digits: it is only a guess
    worlds = math.ceil(most / step) * step
    option = "" if "precision" in document else f": try --replications {worlds}"
    return f"; some {worlds:,} worlds may{option}"


def are_identical(document: Document, a: str, b: str) -> bool:
    """Whether every figure is the same under two strategies, in every world."""
    pairs = [pair for pair in document["pairs"] if {pair["a"], pair["b"]} == {a, b}]
    return bool(pairs) and all(pair["difference"] in (0, None) and pair["p_equal"] in (1, None) for pair in pairs)


def leaders(document: Document, kpi: str) -> list[str]:
    """The best strategy by its mean, and those that are not apart from it, the best first; empty without two means."""
    names, worth = ranks(document, [kpi]), worth_of(document, kpi)
    behind = {pair.b for best in names[:1] for pair in against(document, best, kpi) if is_apart(pair, worth)}
    return [name for name in names if name not in behind]


def contrast(document: Document, primary: Sequence[str], followed: str) -> tuple[str, str, str] | None:
    """The two strategies whose difference is to be explained, and the KPI that judges; None if no two are apart.

    The second is the one `followed` so far if it is behind the first, else the last of those that are behind.
    """
    for best in (names := ranks(document, primary)):
        kpi = judging(primary)[0]
        behind = [pair.b for pair in against(document, best, kpi)
                  if is_apart(pair, worth_of(document, kpi)) and pair.is_for_a]
        if behind:
            return best, followed if followed in behind else max(behind, key=names.index), kpi
    return None


def scale_of_differences(document: Document, kpi: str) -> Scale:
    """One scale for all pairs, finer than that of the means: 0.21 million between 15.2 and 15.4."""
    return scale_in(document, kpi, numbers_of((pair for pair in document["pairs"] if pair["kpi"] == kpi), "difference"))

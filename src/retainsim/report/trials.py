"""What was tried of a claim: each figure with what is expected of it, and what it turned out to be."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retainsim.report.words import Document, Scale, scale, scale_of, unit_of
from retainsim.results.kpis.kpi import MONEY

CLAIMED, WITHOUT, PUT_IN = "what is claimed", "cause taken away", "effect put in"
KINDS = {"knockouts": WITHOUT, "controls": PUT_IN}
AS_EXPECTED, OPEN, OTHERWISE = "as expected", "cannot tell", "otherwise"
OUTCOMES = {  # of each kind of figure, in words
    CLAIMED: {AS_EXPECTED: "as claimed", OPEN: "cannot tell", OTHERWISE: "NOT as claimed"},
    WITHOUT: {AS_EXPECTED: "no effect left, as it must be", OPEN: "cannot tell", OTHERWISE: "an effect is LEFT"},
    PUT_IN: {AS_EXPECTED: "shows, as it must", OPEN: "cannot tell", OTHERWISE: "DOES NOT show"}}
UNKNOWN = "not known"


class Pattern(NamedTuple):
    """One thing that a claim says, and the bounds that were set beforehand [unit]."""

    figure: str
    unit: str
    bar: float  # what an effect must exceed
    margin: float  # what counts as nothing
    is_absence: bool
    is_one_sided: bool

    @property
    def measure(self) -> tuple[str, float, float, bool, bool]:
        """All but its figure: what patterns share that can stand on one axis."""
        return self[1:]


class Trial(NamedTuple):
    """One figure of a pattern, over so many worlds; the bounds of its interval are None where it is not known."""

    pattern: Pattern
    kind: str
    name: str
    mean: float | None
    low: float | None
    high: float | None
    worlds: int
    is_as_expected: bool

    @property
    def bounds(self) -> list[float]:
        """Where its interval must not reach across."""
        margin, kind = self.pattern.margin, self.kind
        if self.has_bar:
            return [self.pattern.bar if kind == CLAIMED else margin]
        return [margin] if kind == CLAIMED and self.pattern.is_one_sided else [-margin, margin]

    @property
    def has_bar(self) -> bool:
        """Whether it must lie above one bound, and not within two."""
        is_none_claimed = self.pattern.is_absence or self.pattern.is_one_sided
        return self.kind == PUT_IN or (self.kind == CLAIMED and not is_none_claimed)

    @property
    def open_bounds(self) -> list[float]:
        """Those that its interval contains, so that it cannot tell."""
        if self.low is None or self.high is None or self.is_as_expected:
            return []
        return [bound for bound in self.bounds
                if self.low <= bound <= self.high and not (self.has_bar and bound == self.high)]

    @property
    def outcome(self) -> str:
        """Whether it is as expected, otherwise, or cannot tell."""
        if self.is_as_expected:
            return AS_EXPECTED
        return OPEN if self.low is None or self.open_bounds else OTHERWISE

    @property
    def in_words(self) -> str:
        """The outcome, as it stands beside the figure."""
        return UNKNOWN if self.low is None else OUTCOMES[self.kind][self.outcome]

    @property
    def label(self) -> str:
        """The name with its kind, where it is not the claim itself."""
        return self.name if self.kind == CLAIMED else f"{self.kind}: {self.name}"

    @property
    def worlds_to_decide(self) -> float:
        """How many worlds would tell, as a guess: intervals shrink with the root of their number."""
        if self.mean is None or self.low is None or self.high is None:
            return math.inf
        distance = min((bound - self.mean for bound in self.open_bounds), key=abs)
        width = self.mean - self.low if distance < 0 else self.high - self.mean
        return self.worlds * (width / distance) ** 2 if distance else math.inf


def panels(document: Document) -> list[list[Trial]]:
    """The figures of a claim and its parts, together as far as they have one unit and the same bounds."""
    groups: dict[tuple[str, float, float, bool, bool], list[Trial]] = {}
    whole = {**document, "mean": document["effect"]}
    for part in (whole, *document.get("parts", ())):
        trials = list(_trials(part, document["replications"]))
        groups.setdefault(trials[0].pattern.measure, []).extend(trials)
    return list(groups.values())


def _trials(part: Document, worlds: int) -> Iterator[Trial]:
    pattern = Pattern(part["figure"], part["unit"], part["bar"], part["margin"], part.get("is_absence", False),
                      part.get("is_one_sided", False))
    rows = [(CLAIMED, {**part, "name": part["figure"], "as_expected": part["as_claimed"]}),
            *((kind, row) for key, kind in KINDS.items() for row in part[key])]
    for kind, row in rows:
        yield Trial(pattern, kind, row["name"], row["mean"], row["low"], row["high"], row.get("worlds", worlds),
                    bool(row["as_expected"]))


def scale_for(trials: Sequence[Trial]) -> Scale:
    """The scale on which the figures of a panel are told."""
    return scale_in_unit(trials[0].pattern.unit, [trial._asdict() for trial in trials])


def scale_in_unit(unit: str, rows: Sequence[Document]) -> Scale:
    """The scale of rows of one unit; thousands become millions where that is shorter."""
    if unit != "thousand":
        return scale_of(unit_of(unit), rows)
    money = scale(MONEY, [row[key] and row[key] * 1000 for row in rows for key in ("mean", "low", "high")])
    return money._replace(factor=money.factor / 1000)

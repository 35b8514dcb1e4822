"""What intervals say of a claim at the defaults: that it shows, why it does not, or that they cannot tell.

An interval that contains the bar shows neither a claim nor its opposite. So "does not hold" must be seen as well as
"holds": the opposite shows, or the effect is too small, or it shows and its cause is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from retainsim.claims.kit.claim import Pattern

Finding = Literal["refuted", "too small", "another cause", "undecided", "shown"]
ORDER: tuple[Finding, ...] = ("refuted", "too small", "another cause", "undecided", "shown")
"""Of several patterns that must all show, the finding that comes first here is that of the claim."""


class Interval(NamedTuple):
    """Bounds of a figure [unit of its pattern]; None where too few worlds define it."""

    low: float | None
    high: float | None
    name: str = ""


class Finds(NamedTuple):
    """What was found, and by which figures."""

    finding: Finding
    by: tuple[str, ...] = ()


def of_effect(pattern: Pattern, effect: Interval) -> Finding:
    """What the interval of the effect says, whatever its cause."""
    low, high = effect.low, effect.high
    if low is None or high is None:
        return "undecided"
    if pattern.shows(low, high):
        return "shown"
    if pattern.is_absence or pattern.is_one_sided:
        is_there = low > pattern.margin or (high < -pattern.margin and not pattern.is_one_sided)
        return "refuted" if is_there else "undecided"
    if high < -pattern.margin:
        return "refuted"
    return "too small" if high <= pattern.least else "undecided"


def of_pattern(pattern: Pattern, effect: Interval, knockouts: Iterable[Interval] = (),
               controls: Iterable[Interval] = ()) -> Finds:
    """What a pattern, its knock-outs and its controls say together.

    A knock-out must leave no effect: an interval within the margin. One that lies outside shows another cause; one that
    does neither leaves the claim undecided. So does a control in which the experiment does not see the effect that was
    put in, unless the opposite of the claim has been seen.
    """
    finding = of_effect(pattern, effect)
    if finding in ("refuted", "undecided"):
        return Finds(finding, (effect.name,))
    blind = tuple(one.name for one in controls if one.low is None or one.low <= pattern.margin)
    if finding == "too small":
        return Finds("undecided", blind) if blind else Finds(finding, (effect.name,))
    left, open_ = list[str](), list[str]()
    for one in knockouts:
        if one.low is None or one.high is None:
            open_.append(one.name)
        elif one.low > pattern.margin or one.high < -pattern.margin:
            left.append(one.name)
        elif not pattern.is_none(one.low, one.high):
            open_.append(one.name)
    if left:
        return Finds("another cause", tuple(left))
    return Finds("undecided", (*open_, *blind)) if open_ or blind else Finds("shown")


def of_all(parts: Sequence[Finds]) -> Finds:
    """What several patterns say that must all show: each is judged by its own intervals.

    Source     Berger 1982, Technometrics 24(4): an intersection-union test needs no correction for its parts.
    """
    finding = min((part.finding for part in parts), key=ORDER.index)
    return Finds(finding, tuple(name for part in parts if part.finding == finding for name in part.by))

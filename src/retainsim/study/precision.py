"""How many worlds a comparison needs until its differences are known precisely enough.

After a pilot the number of worlds that the precision takes is worked out from the spread seen so far; they are played
and it is worked out again. So the worlds are looked at a few times only: stopping at the first narrow interval of many
would prefer samples whose spread happens to look small.

Source     Stein 1945, Annals of Mathematical Statistics 16(3), for a pilot that says how many more there must be; Chow
           & Robbins 1965, ibid. 36(2), for stopping at a narrow interval: its coverage is nominal in the limit.
Limits     `experiments/interval_coverage.py` measures the coverage; docs/statistics.md has the figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retainsim.scenario.errors import Problem, quote

if TYPE_CHECKING:
    from retainsim.study.comparison import Comparison, Pair

PILOT = 100  # worlds
MOST = 10_000  # worlds, unless said otherwise
MARGIN = 1.05  # more worlds than the spread so far asks for, so that a further look is seldom needed
HOPELESS = 2  # times as many worlds as are allowed: then none of them is played
BEYOND = 1e15  # worlds that nobody will play
GROWTH = 4  # times as many worlds at most before the next look: a spread seen in few worlds is a guess
_FORM = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(%?)\s*")


@dataclass(frozen=True)
class Precision:
    """The half-width that every interval of a difference may have at most."""

    value: float
    is_relative: bool  # to the largest difference between two strategies; otherwise in the KPI's unit

    def __str__(self) -> str:
        return f"{self.value * 100:.15g}%" if self.is_relative else f"{self.value:.15g}"


@dataclass(frozen=True)
class Reached:
    """What became of the precision that was asked for."""

    asked: str
    kpi: str
    half_width: float | None  # of the widest interval; None if no interval is known
    wanted: float | None  # the half-width asked for, in the KPI's unit
    largest: float | None  # the largest difference, in the KPI's unit
    undefined: int  # pairs without an interval, which say nothing of the others
    needed: int | None  # worlds that it takes, as far as the spread so far tells; None if no more, or nobody can know
    is_reached: bool


def precision_of(given: str | float) -> Precision | None:
    """The precision that a text such as "5%" or "20000", or a number, stands for; None if it is none."""
    found = _FORM.fullmatch(str(given)) if not isinstance(given, bool) else None
    value = float(found[1]) if found else 0.0
    if found is None or not 0 < value < math.inf:
        return None
    return Precision(value / 100, True) if found[2] else Precision(value, False)


def about_precision(given: str | float | None, strategies: int) -> list[Problem]:
    """What is wrong with it for so many strategies; None stands for a fixed number of worlds."""
    if given is None:
        return []
    if precision_of(given) is None:
        return [Problem(f"--precision {quote(given)}", None, "",
                        "must be a share of the largest difference, such as 5%, or a number in the unit of the KPI "
                        "that strategies are judged by, such as 20000; greater than 0")]
    if strategies < 2:
        return [Problem(f"--precision {quote(given)}", None, "",
                        "is that of a difference, and needs at least two strategies")]
    return []


def until_precise(precision: Precision, kpi: str, most: int, play: Callable[[range], Comparison],
                  on_plan: Callable[[int], None]) -> Comparison:
    """Let replications be played until a KPI is known so precisely, or there are `most` of them.

    `play` plays some more and gives the comparison of all so far; `on_plan` is told how many there are to be in all.
    """
    played, planned = 0, min(PILOT, most)
    while True:
        on_plan(planned)
        comparison = play(range(played, planned))
        now = reached(precision, comparison.pairs_of(kpi), planned)
        played, planned = planned, next_look(now, planned, most)
        if played == planned:
            return replace(comparison, precision=now)


def reached(precision: Precision, pairs: Sequence[Pair], played: int) -> Reached:
    """How wide the widest interval is and how wide it may be; `pairs` are those of one KPI in so many worlds."""
    known = [(pair.difference, pair.low, pair.high) for pair in pairs
             if pair.difference is not None and pair.low is not None and pair.high is not None]
    half = max(((high - low) / 2 for _, low, high in known), default=None)
    largest = max((abs(difference) for difference, _, _ in known), default=None)
    wanted = precision.value if not precision.is_relative else None if largest is None else precision.value * largest
    is_reached = half is not None and wanted is not None and half <= wanted
    ratio = half / wanted if half and wanted and not is_reached else 0.0
    # Four times as many worlds halve an interval; a ratio may be so large that its square is no number.
    needed = math.ceil(min(played * ratio * ratio, BEYOND)) if ratio else None
    return Reached(str(precision), pairs[0].kpi, half, wanted, largest, len(pairs) - len(known), needed, is_reached)


def next_look(now: Reached, played: int, most: int) -> int:
    """How many worlds there shall be before the next look; `played` if there is no need of more, or no sense."""
    if now.needed is None or now.needed > HOPELESS * most:
        return played
    return min(most, math.ceil(min(max(now.needed, played) * MARGIN, played * GROWTH)))

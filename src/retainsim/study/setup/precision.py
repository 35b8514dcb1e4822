"""How many worlds a comparison needs until its differences are known precisely enough.

After a pilot, the spread so far says how many worlds the precision takes; they are played, and the number is worked out
again. So there are only a few looks: stopping at the first of many intervals that is narrow enough would prefer samples
whose spread happens to look small.

Source     Stein 1945, Annals of Mathematical Statistics 16(3), for a pilot that says how many more there must be; Chow
           & Robbins 1965, ibid. 36(2), for stopping at a narrow interval: its coverage is nominal in the limit.
Limits     `experiments/interval_coverage.py` measures the coverage; docs/statistics.md has the figures.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from retainsim.experiment.precision import Precision, objections
from retainsim.scenario.errors import Problem, quote
from retainsim.study.setup.checks import wrong
from retainsim.study.statistics import Pair

PILOT = 100  # worlds
MOST = 10_000  # worlds, unless said otherwise
MARGIN = 1.05  # more worlds than the spread so far asks for, so that a further look is seldom needed
HOPELESS = 2  # if it would take so many times the worlds allowed, no more are played
BEYOND = 1e15  # worlds that nobody will play
GROWTH = 4  # times as many worlds at most before the next look: a spread seen in few worlds is a guess


def about_precision(text: str | float | None, strategies: int) -> Iterator[Problem]:
    """What is wrong with it for so many strategies, as an argument of the command line."""
    return (wrong(f"--precision {quote(text)}", words) for words in objections(text, strategies))


@dataclass(frozen=True)
class Outcome:
    """How far the precision of the request was reached."""

    request: str
    kpi: str
    half_width: float | None  # of the widest interval; None if no interval is known
    wanted: float | None  # the half-width of the request, in the KPI's unit
    largest: float | None  # the largest difference, in the KPI's unit
    undefined: int  # pairs without an interval, which say nothing about the others
    needed: int | None  # worlds that it takes, judging by the spread so far; None if no more, or if nobody can know
    is_reached: bool

    def to_document(self) -> dict[str, Any]:
        """The same as plain values."""
        return {"asked": self.request, **{name: value for name, value in vars(self).items() if name != "request"}}


def assess(precision: Precision, pairs: Sequence[Pair], worlds: int) -> Outcome:
    """How wide the widest interval is and how wide it may be; `pairs` are those of one KPI in so many worlds."""
    defined = [(pair.difference, pair.low, pair.high) for pair in pairs
               if pair.difference is not None and pair.low is not None and pair.high is not None]
    half = max(((high - low) / 2 for _, low, high in defined), default=None)
    largest = max((abs(difference) for difference, _, _ in defined), default=None)
    wanted = precision.value if not precision.is_relative else None if largest is None else precision.value * largest
    is_reached = half is not None and wanted is not None and half <= wanted
    ratio = half / wanted if half and wanted and not is_reached else 0.0
    # Four times as many worlds halve an interval; a ratio may be so large that its square is no number.
    needed = math.ceil(min(worlds * ratio * ratio, BEYOND)) if ratio else None
    return Outcome(str(precision), pairs[0].kpi, half, wanted, largest, len(pairs) - len(defined), needed, is_reached)


def next_look(now: Outcome, worlds: int, most: int) -> int:
    """The number of worlds before the next look; `worlds` if more are not needed, or would not suffice."""
    if now.needed is None or now.needed > HOPELESS * most:
        return worlds
    return min(most, math.ceil(min(max(now.needed, worlds) * MARGIN, worlds * GROWTH)))

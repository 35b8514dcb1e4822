"""How often the judge of claims is wrong, and how often it sees what is there: tried on claims of known truth.

    python experiments/judge_errors.py [--seed N] [--claims 2000]

Makes synthetic claims: of an effect or of its absence, with one to three parts, knock-outs and controls, and worlds
whose luck is normal, skewed, heavy-tailed or an event. Half of them show; of the others one thing alone is not as
claimed, half of the times by a hair: exactly at its bound. Each is judged as `retainsim claims` judges at the defaults.
A false alarm is a claim that is said to show and does not; a false dismissal one that is said not to, and does. SEED
was set before it was used, and is used once.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from retainsim.claims.kit.claim import Pattern
from retainsim.claims.kit.finding import ORDER, Finding, Finds, Interval, of_all, of_pattern
from retainsim.claims.kit.judge import estimate
from retainsim.study.statistics import wilson_interval

SEED = 20_261_128
WORLDS = (12, 20, 40, 100)
LUCK = ("normal", "skewed", "heavy", "event")
CLEAR = (1.5, 2.0, 3.0)  # a true effect that is claimed, in margins; the bar is 1
WRONG = (1.0, 1.0, 0.5, 0.0, -1.0, -2.0)  # one that is not as claimed: half of them exactly at a bound
MARGIN = 0.1
SAID_NOT = ("refuted", "too small", "another cause")


class Part(NamedTuple):
    """A pattern, and the true means of its worlds."""

    pattern: Pattern
    effect: float
    left: list[float]  # of each knock-out
    there: list[float]  # of each control
    truth: Finding


class Trial(NamedTuple):
    """A claim: what is true of it, what was found, and how it was made."""

    truth: Finding
    finding: Finding
    luck: str
    worlds: int
    distance: float  # of the nearest bound of what is as claimed, in standard errors
    is_at_the_edge: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--claims", type=int, default=2000)
    asked = parser.parse_args()
    trials = [trial(np.random.default_rng([asked.seed, number])) for number in range(asked.claims)]
    false, true = ([one for one in trials if (one.truth == "shown") == is_true] for is_true in (False, True))
    show("false alarms, of claims that do not show", "shown", false)
    show("  of those that are true but for an edge", "shown", [one for one in false if one.is_at_the_edge])
    show("    and whose other things are 4 standard errors away", "shown",
         [one for one in false if one.is_at_the_edge and one.distance >= 4])
    show("false dismissals, of claims that show", SAID_NOT, true)
    show("undecided, of all", "undecided", trials)
    for luck in LUCK:
        show(f"  false alarms, {luck} luck", "shown", [one for one in false if one.luck == luck])
    for worlds in WORLDS:
        show(f"  false alarms, {worlds} worlds", "shown", [one for one in false if one.worlds == worlds])
    for least, most in ((0, 1), (1, 2), (2, 3), (3, 4), (4, 6), (6, np.inf)):
        show(f"seen, where the nearest bound is {least} to {most} standard errors away", "shown",
             [one for one in true if least <= one.distance < most])


def show(name: str, findings: str | tuple[str, ...], trials: Iterable[Trial]) -> None:
    """A share of trials with Wilson's interval."""
    hits = [one.finding in findings if isinstance(findings, tuple) else one.finding == findings for one in trials]
    low, high = wilson_interval(float(np.mean(hits)), len(hits)) if hits else (None, None)
    print(f"{name:60} " + (f"{np.mean(hits):6.1%} [{low:.1%}, {high:.1%}] of {len(hits)}" if hits else "none"))


def trial(rng: np.random.Generator) -> Trial:
    """A claim of some kind, and what the judge says of it; of those that do not show, one thing alone is not so."""
    luck, worlds, spread = str(rng.choice(LUCK)), int(rng.choice(WORLDS)), MARGIN * 10 ** rng.uniform(-0.3, 0.9)
    parts = [part(rng) for _ in range(int(rng.choice((1, 1, 2, 3))))]
    things = [(place, thing) for place, one in enumerate(parts) for thing in range(1 + len(one.left))]
    bounds = [abs(abs(at) - MARGIN) for one in parts for at in (one.effect, *one.left)]
    is_at_the_edge = False
    if rng.random() < 0.5:
        one = int(rng.integers(len(things)))
        place, thing = things[one]
        parts[place], is_at_the_edge = spoilt(rng, parts[place], thing)
        bounds.pop(one)
    found = of_all([judged(rng, one, luck, (spread, worlds)) for one in parts])
    return Trial(min((one.truth for one in parts), key=ORDER.index), found.finding, luck, worlds,
                 min(bounds, default=np.inf) / (spread / worlds**0.5), is_at_the_edge)


def part(rng: np.random.Generator) -> Part:
    """A pattern that shows."""
    is_absence = bool(rng.random() < 0.25)
    pattern = Pattern(figure="effect", unit="", effect=lambda lab: np.empty(0), margin=MARGIN, bar=MARGIN,
                      is_absence=is_absence)
    effect = 0.0 if is_absence else MARGIN * float(rng.choice(CLEAR))
    left = [] if is_absence else [0.0] * int(rng.integers(0, 3))
    return Part(pattern, effect, left, [MARGIN * 4.0] * int(is_absence or rng.random() < 0.3), "shown")


def spoilt(rng: np.random.Generator, one: Part, thing: int) -> tuple[Part, bool]:
    """The pattern with one thing not as claimed, its effect or a knock-out; whether it is exactly at a bound."""
    size = float(rng.choice(WRONG))
    if thing:
        left = [*one.left]
        left[thing - 1] = MARGIN * (size if abs(size) >= 1 else 2.0)
        return one._replace(left=left, truth="another cause"), abs(left[thing - 1]) == MARGIN
    if one.pattern.is_absence:
        effect = MARGIN * (size if abs(size) >= 1 else 2.0)
        return one._replace(effect=effect, truth="refuted"), abs(effect) == MARGIN
    return one._replace(effect=MARGIN * size, truth="refuted" if size < -1 else "too small"), size == 1


def judged(rng: np.random.Generator, one: Part, luck: str, size: tuple[float, int]) -> Finds:
    """What the judge finds of a pattern in worlds of this luck, spread and number."""
    effect, *others = (interval(played(rng, luck, at, size)) for at in (one.effect, *one.left, *one.there))
    return of_pattern(one.pattern, effect, others[:len(one.left)], others[len(one.left):])


def interval(values: np.ndarray) -> Interval:
    """As the judge computes it."""
    row = estimate("", "", values)
    return Interval(row["low"], row["high"])


def played(rng: np.random.Generator, luck: str, mean: float, size: tuple[float, int]) -> np.ndarray:
    """Worlds around a true mean, with this spread."""
    spread, worlds = size
    if luck == "event":  # a difference of events: -1, 0, 1, so many that the spread is about as asked
        certain = min(1.0, max(abs(mean), spread**2))
        draws = rng.random(worlds)
        return np.where(draws < (certain + mean) / 2, 1.0, np.where(draws < certain, -1.0, 0.0))
    noise = {"normal": lambda: rng.standard_normal(worlds), "heavy": lambda: rng.standard_t(5, worlds) / (5 / 3)**0.5,
             "skewed": lambda: rng.choice((-1, 1)) * (rng.exponential(size=worlds) - 1)}[luck]()
    return np.asarray(mean + spread * noise)


if __name__ == "__main__":
    main()

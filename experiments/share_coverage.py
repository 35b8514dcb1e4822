"""How often the 95 % interval of `retainsim robustness` holds the share of a space that is known.

    python experiments/share_coverage.py [--seed N] [--spaces 2000]

Makes synthetic spaces of many kinds, draws points from each, plays worlds at them by the rule of the command, look by
look, and counts how many intervals hold the true share. Beside it stand the oracle, which knows the truth at every
point (Wilson's interval), and the naive share, which believes the sign of every mean (the same interval). The method
was chosen on other seeds; SEED was set before it was used, and is used once.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from retainsim.study.robustness.evidence import GROWTH, OPEN, Rule, column, judge, of_events, of_mean
from retainsim.study.robustness.share import share_above
from retainsim.study.statistics import wilson_interval

SEED = 20_261_127
POINTS = (16, 32, 64, 128, 256, 512)
SHARES = (0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98)
SHAPES = ("smooth", "skewed", "bimodal", "clumped", "ties", "step")
NOISES = ("normal", "skewed", "heavy", "event")
REFERENCE = 100_000  # points by which the true share is computed
ORACLE, NAIVE, MODEL = "oracle", "naive", "robustness"


@dataclass(frozen=True)
class Space:
    """Points of one synthetic space, with worlds that may be played at each."""

    shape: str
    noise: str
    share: float  # above the margin, true
    margin: float
    effects: np.ndarray  # true, of the points
    worlds: np.ndarray  # points x worlds
    looks: tuple[int, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--spaces", type=int, default=2000)
    asked = parser.parse_args()
    spaces, covers, widths = [], [], []
    undecided = wrong = played = 0.0
    for number in range(asked.spaces):
        one = space(np.random.default_rng([asked.seed, number]))
        intervals, facts = tried(one)
        spaces.append((one.shape, one.noise, len(one.effects)))
        covers.append({name: low - 1e-9 <= one.share <= high + 1e-9 for name, (low, high) in intervals.items()})
        widths.append({name: high - low for name, (low, high) in intervals.items()})
        undecided, wrong, played = (total + fact for total, fact in zip((undecided, wrong, played), facts, strict=True))
    for name in covers[0]:
        share = float(np.mean([row[name] for row in covers]))
        low, high = wilson_interval(share, len(covers))
        width = np.mean([row[name] for row in widths])
        print(f"{name:10} {share:7.1%} [{low:.1%}, {high:.1%}]  mean width {width:.3f}")
    for place, kinds in enumerate((SHAPES, NOISES, POINTS)):
        for kind in kinds:
            rows = [row[MODEL] for row, space_ in zip(covers, spaces, strict=True) if space_[place] == kind]
            print(f"  {kind!s:8} {np.mean(rows):7.1%} of {len(rows)}" if rows else f"  {kind!s:8} none")
    print(f"{undecided / asked.spaces:.1%} of points undecided, {wrong / asked.spaces:.2%} decided wrongly; "
          f"{played / asked.spaces:.0f} worlds at a point")


def space(rng: np.random.Generator) -> Space:
    """A space of some kind, and some points of it."""
    count, factors = int(rng.choice(POINTS)), int(rng.integers(2, 9))
    share, shape, noise = float(rng.choice(SHARES)), str(rng.choice(SHAPES)), str(rng.choice(NOISES))
    effect, margin = surface(rng, shape, factors, share)
    reference = effect(rng.random((REFERENCE, factors)))
    where = rng.random((count, factors))
    effects, scale = effect(where), 1.0
    if noise == "event":  # differences of chances
        scale = rng.uniform(0.2, 0.8) / np.abs(reference).max()
    first = int(rng.choice((10, 20, 40)))
    looks = tuple(first * GROWTH**number for number in range(int(rng.integers(2, 6))))
    worlds = played_worlds(rng, effects * scale, where[:, 1], (noise, reference.std(), looks[-1]))
    if shape == "ties":
        worlds[effects == 0] = 0.0
    return Space(shape, noise, float((reference > margin).mean()), margin * scale, effects * scale, worlds, looks)


def surface(rng: np.random.Generator, shape: str, factors: int, share: float) -> tuple[
        Callable[[np.ndarray], np.ndarray], float]:
    """The difference as a function of the factors, 0 to 1 each, and the margin that about this share is above."""
    slopes, bend = rng.normal(size=factors) / np.arange(1, factors + 1), 2 * rng.normal()

    def line(x: np.ndarray) -> np.ndarray:
        return np.asarray((x - 0.5) @ slopes)

    cube = rng.random((REFERENCE, factors))
    border = np.quantile(line(cube), 1 - share)
    if shape == "ties":  # a part of the space in which the strategies do the same
        part = 0.35
        cut = np.quantile(line(cube[cube[:, 0] >= part]), max(0.0, 1 - share / (1 - part)))
        return lambda x: np.where(x[:, 0] < part, 0.0, line(x) - cut), 0.0
    if shape in ("bimodal", "clumped", "step"):
        bends: dict[str, Callable[[np.ndarray], np.ndarray]] = {
            "bimodal": lambda z: np.tanh(12 * z) + 0.1 * z, "clumped": lambda z: z**3, "step": np.sign}
        return lambda x: bends[shape](line(x) - border), 0.0

    def effect(x: np.ndarray) -> np.ndarray:
        smooth = line(x) + bend * (x[:, 0] - 0.5) * (x[:, 1] - 0.5)
        return np.exp(3 * line(x)) if shape == "skewed" else smooth

    return effect, float(np.quantile(effect(cube), 1 - share))


def played_worlds(rng: np.random.Generator, effects: np.ndarray, uneven: np.ndarray, kind: tuple[str, float, int]
                  ) -> np.ndarray:
    """Worlds of each point, from little noise to ten times the spread of the effects, and more of it at some points."""
    noise, spread, most = kind
    size = (len(effects), most)
    if noise == "event":
        certain = np.abs(effects) + (1 - np.abs(effects)) * rng.uniform(0.1, 0.9)  # that the strategies differ
        draws, ups = rng.random(size), (certain + effects) / 2
        return np.where(draws < ups[:, None], 1.0, np.where(draws < certain[:, None], -1.0, 0.0))
    scale = spread * 10 ** rng.uniform(-1, 1) * np.exp(rng.uniform() * (3 * uneven - 1.5))
    if noise == "normal":
        luck = rng.standard_normal(size)
    elif noise == "skewed":
        luck = rng.choice((-1, 1)) * (rng.exponential(size=size) - 1)
    else:
        luck = rng.standard_t(5, size) / np.sqrt(5 / 3)
    return np.asarray(effects[:, None] + scale[:, None] * luck)


def tried(one: Space) -> tuple[dict[str, tuple[float, float]], tuple[float, float, float]]:
    """The intervals of each method; the shares of points that are undecided, or decided wrongly, and mean worlds."""
    rule = Rule(one.margin, one.looks, of_events if one.noise == "event" else of_mean)
    evidence = [judge(row, rule) for row in one.worlds]
    distances = column(evidence, "mean") - one.margin
    share = share_above(distances, column(evidence, "error"), column(evidence, "defined") - 1)
    truth = one.effects > one.margin
    decided = np.array([point.decision != OPEN for point in evidence])
    wrong = decided & (truth != (distances > 0))
    return {ORACLE: wilson_interval(float(truth.mean()), len(truth)),
            NAIVE: wilson_interval(float((distances > 0).mean()), len(truth)),
            MODEL: (share.low, share.high)}, (1 - decided.mean(), wrong.mean(), column(evidence, "worlds").mean())


if __name__ == "__main__":
    main()

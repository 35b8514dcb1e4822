"""Which factor of a sweep moves a figure most: of one strategy, or of the difference of two in the same worlds.

Formula    Sobol indices: first order Var(E[y|x]) / Var(y), total order E[Var(y|all but x)] / Var(y). Elementary
           effects: mu* is the mean of |change of y| for a step of x. Given data: first order from classes of x.
Source     Saltelli et al. 2010, Computer Physics Communications 181; Morris 1991, Technometrics 33, with Campolongo et
           al. 2007, Environmental Modelling & Software 22, for mu*; Plischke, Borgonovo & Smith 2013, European Journal
           of Operational Research 226, for given data, with the correction of Kelley 1935, PNAS 21, for chance. Sobol
           indices and elementary effects are computed by SALib.
Limits     The worlds are the same at all points, and each answers to a factor in its own way. What of that is left in
           the mean of few worlds is luck: `luck` says how much of the variance it is. With other worlds it would be
           otherwise, though some of it seems to be explained by factors here. Of many factors that explain nothing the
           strongest seems to explain something in given data: `chance` says how much, of points, not of worlds.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from retainsim.results.folder.layout import ResultsError
from retainsim.study.sweep.table import Answers, Question, SweepRows

CLOSE = 0.05  # half-width of a 95 % interval of an index within which it counts as converged
RESAMPLES = 1000  # of the bootstrap
SHUFFLINGS, NEARLY_ALWAYS = 1000, 0.95  # by which is measured what chance does; the part of them that it stays below
LITTLE = 0.1  # share of luck in the variance that leaves shares of factors as they are
NORMAL = 1.96  # standard deviations of the half-width of a 95 % interval
SEED = 1  # of the bootstrap
GIVEN_DATA = "given data"
METHODS = {"saltelli": "sobol", "morris": "morris"}  # by the kind of design; of all others what the points tell
LEAST = 20  # points from which given data say anything


@dataclass(frozen=True)
class Influence:
    """How much one factor moves the figure."""

    factor: str
    first: float | None = None  # share of the variance that it explains by itself
    first_half_width: float | None = None  # of its 95 % interval
    total: float | None = None  # share of the variance that is left when all else is fixed
    total_half_width: float | None = None
    effect: float | None = None  # mu*: mean absolute change of the figure over the whole range, in its unit
    effect_half_width: float | None = None
    spread: float | None = None  # of the effects: interactions and curvature

    @property
    def weight(self) -> float:
        """By which factors are ordered."""
        return next(value for value in (self.total, self.effect, self.first) if value is not None)

    @property
    def half_width(self) -> float:
        """The half-width of its interval."""
        return next((value for value in (self.total_half_width, self.effect_half_width, self.first_half_width)
                     if value is not None), np.nan)


@dataclass(frozen=True)
class Sensitivity:
    """What moves a figure, the strongest factor first."""

    experiment: str
    design: str
    method: str  # "sobol", "morris" or "given data"
    kpi: str
    a: str
    b: str | None
    points: int
    replications: int  # that all points have
    luck: float | None  # share of the variance between points that is luck of these; None with one at each
    enough: int | None  # replications with which luck would be LITTLE; None if it is, or if nobody can know
    chance: float | None  # share that the strongest of as many factors seems to explain if none explains anything
    influences: tuple[Influence, ...]
    more: int | None  # points that an index converged to CLOSE would take beside these; None if it has, or of effects

    def to_document(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {**asdict(self), "influences": [asdict(one) for one in self.influences]}


def sensitivity(rows: SweepRows, question: Question) -> Sensitivity:
    """What moves the figure, by the method that the design of the sweep allows.

    Raises   `ResultsError` where too few points are left, or the design has lost some.
    """
    answers = rows.answers(question)
    names = [name for name, values in rows.factors.items() if name in rows.ranges or _is_numeric(values)]
    if not names:
        raise ResultsError("No factor of this sweep is a number: there is nothing to say which of them moves a figure.")
    if np.nanvar(answers.means) == 0:
        raise ResultsError("The figure is the same at every point: nothing moves it.")
    is_special = rows.kind in ("saltelli", "morris")
    broken = int(np.isnan(answers.means).sum())
    if is_special and broken:
        raise ResultsError(f"At {broken:,} points the figure is not known, because a world failed or does not define "
                           f"it: the design {rows.kind} needs every point. Narrow the ranges.")
    if len(answers.means) - broken < LEAST and not is_special:
        raise ResultsError(f"{len(answers.means) - broken} points are too few to tell what moves a figure; it takes "
                           f"{LEAST} at least.")
    if is_special:
        _ask_for_salib(rows.kind)
    method = {"saltelli": _by_sobol, "morris": _by_morris}.get(rows.kind, _by_given_data)
    influences = sorted(method(rows, names, answers.means), key=lambda one: -one.weight)
    width = max(one.half_width for one in influences)
    base = len(answers.means) // (len(names) + 2) if rows.kind == "saltelli" else len(answers.means)
    more = None if rows.kind == "morris" or width <= CLOSE else round(base * ((width / CLOSE) ** 2 - 1))
    chance = None if is_special else _by_chance(rows, names, answers.means)
    luck, replications = _luck(answers), answers.worlds.shape[1]
    return Sensitivity(rows.name, rows.kind, METHODS.get(rows.kind, GIVEN_DATA), question.kpi, question.a, question.b,
                       len(answers.means), replications, luck, _enough(luck, replications), chance, tuple(influences),
                       more)


def _ask_for_salib(kind: str) -> None:
    try:
        import SALib  # noqa: F401
    except ImportError:
        raise ResultsError(f"Sensitivity of the design {kind} needs SALib, which is not installed: pip install "
                           "'retainsim[bench]', or in a checkout pip install -e '.[bench]'.") from None


def _luck(answers: Answers) -> float | None:
    """Which share of the variance between points is that of means of few worlds.

    Points are played in the same worlds, so what a world adds to all of them is no luck between them: what is left in a
    two-way table of points and worlds is, also where it goes with a factor (Searle, Casella & McCulloch 1992, Variance
    Components, ch. 4).
    """
    table = answers.worlds[~np.isnan(answers.worlds).any(axis=1)]
    points, worlds = table.shape
    if points < 2 or worlds < 2:
        return None
    rest = table - table.mean(axis=1, keepdims=True) - table.mean(axis=0, keepdims=True) + table.mean()
    noise = (rest**2).sum() / ((points - 1) * (worlds - 1)) / worlds
    return float(min(1.0, noise / table.mean(axis=1).var()))


def _enough(luck: float | None, replications: int) -> int | None:
    """How many replications would leave LITTLE luck.

    Formula    luck falls with their number n and the rest of the variance stays: n' = n L / (1 - L) * (1 - l) / l
    """
    if luck is None or not LITTLE < luck < 1:
        return None
    return math.ceil(replications * luck / (1 - luck) * (1 - LITTLE) / LITTLE)


def _by_sobol(rows: SweepRows, names: Sequence[str], means: np.ndarray) -> list[Influence]:
    from SALib.analyze import sobol

    indices = sobol.analyze(_problem(names), means, calc_second_order=False, num_resamples=RESAMPLES, seed=SEED)
    return [Influence(name, *(float(indices[key][place]) for key in ("S1", "S1_conf", "ST", "ST_conf")))
            for place, name in enumerate(names)]


def _by_morris(rows: SweepRows, names: Sequence[str], means: np.ndarray) -> list[Influence]:
    from SALib.analyze import morris

    unit = np.column_stack([rows.ranges[name].unit(rows.factors[name].astype(float)) for name in names])
    indices = morris.analyze(_problem(names), unit, means, num_levels=4, num_resamples=RESAMPLES, seed=SEED)
    effects = zip(names, indices["mu_star"], indices["mu_star_conf"], indices["sigma"], strict=True)
    return [Influence(name, effect=float(effect), effect_half_width=float(width), spread=float(spread))
            for name, effect, width, spread in effects]


def _by_given_data(rows: SweepRows, names: Sequence[str], means: np.ndarray) -> list[Influence]:
    points, figure = _points(rows, names, means)
    shares = _first_order(points, figure[None], np.ones((1, len(figure))))[0]
    weights = np.random.default_rng(SEED).multinomial(len(figure), np.full(len(figure), 1 / len(figure)), RESAMPLES)
    widths = NORMAL * _first_order(points, figure[None], weights).std(axis=0, ddof=1)
    return [Influence(*one) for one in zip(names, shares.tolist(), widths.tolist(), strict=True)]


def _by_chance(rows: SweepRows, names: Sequence[str], means: np.ndarray) -> float:
    """What the strongest factor seems to explain of a figure that is shuffled among the points, nearly always less."""
    points, figure = _points(rows, names, means)
    shuffled = np.random.default_rng(SEED).permuted(np.tile(figure, (SHUFFLINGS, 1)), axis=1)
    return float(np.quantile(_first_order(points, shuffled, np.ones_like(shuffled)).max(axis=1), NEARLY_ALWAYS))


def _points(rows: SweepRows, names: Sequence[str], means: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Factors and figure of the points at which the figure is known."""
    is_there = ~np.isnan(means)
    return np.column_stack([rows.factors[name].astype(float) for name in names])[is_there], means[is_there]


def _first_order(points: np.ndarray, figures: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The share of the variance that each factor explains, a row for each row of figures and weights of the points.

    In classes of equally many points, as many as Plischke et al. use; less what classes explain by chance.
    """
    count = len(points)
    classes = min(48, int(np.ceil(count ** (2 / (7 + np.tanh((1500 - count) / 500))))))
    centred = figures - figures.mean(axis=1, keepdims=True)
    mean = (weights * centred).mean(axis=1)
    variance = (weights * centred**2).mean(axis=1) - mean**2
    shares = []
    for column in points.T:
        of_class = np.eye(classes)[column.argsort(kind="stable").argsort() * classes // count]
        sums, sizes = (weights * centred) @ of_class, np.maximum(weights @ of_class, 1)
        explained = (sums**2 / sizes).sum(axis=1) / count - mean**2
        shares.append(1 - (1 - explained / variance) * (count - 1) / (count - classes))
    return np.column_stack(shares)


def _problem(names: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def _is_numeric(values: np.ndarray) -> bool:
    return bool(np.issubdtype(values.dtype, np.number))

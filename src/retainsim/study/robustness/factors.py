"""What decides whether a statement holds: ranks of factors and of the difference, and a tree tried out of sample."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri
from scipy.stats import spearmanr

from retainsim.study.statistics import CONFIDENCE

LEAST_OF_A_KIND = 8  # points at which it is shown, and as many at which it is not, before a tree is tried
FOLDS = 5
DEPTH = 2  # questions that a person can keep in mind
SMALLEST = 0.05  # share of the points in a part of the space
SEED = 1  # of the folds
MISSING = "A rule takes scikit-learn, which is not installed: pip install 'retainsim[bench]'."
FEW = (f"Too few points are decided either way to look for a rule: it takes {LEAST_OF_A_KIND} at which the statement "
       "is shown, and as many at which it is not.")
NO_NUMBERS = "No factor is a number that varies: there is nothing to look for."


@dataclass(frozen=True)
class Correlation:
    """Rank correlation [-1..1] of a factor with the difference over the points, and its 95 % interval."""

    factor: str
    correlation: float
    low: float
    high: float


@dataclass(frozen=True)
class Part:
    """A part of the space: conditions as (factor, is above, threshold), points decided in it, and how many show it."""

    conditions: tuple[tuple[str, bool, float], ...]
    points: int
    hits: int
    holds: bool  # what the tree says of it


@dataclass(frozen=True)
class Division:
    """How a tree divides the space, and how well such trees foretell points that they have not seen.

    Attributes   `accuracy` is balanced: the mean of the shares of points foretold rightly among those shown and those
                 not shown, 0.5 by guessing, with its 95 % interval. `base_rate` is what always saying the more frequent
                 gets right.
    """

    parts: tuple[Part, ...]
    accuracy: float
    low: float
    high: float
    base_rate: float

    @property
    def is_better_than_guessing(self) -> bool:
        """Whether the interval says so."""
        return self.low > 0.5


def correlations(factors: Mapping[str, Sequence[Any]], means: np.ndarray) -> list[Correlation]:
    """Of each factor that is a number, the strongest first.

    Formula    Spearman's rho; tanh(atanh rho -+ z sqrt((1 + rho^2 / 2) / (n - 3)))
    Source     Bonett & Wright 2000, Psychometrika 65, for the interval.
    Limits     Up then down counts as nothing. Noise that is left in the means draws it towards 0.
    """
    is_there = ~np.isnan(means)
    rows = []
    for name, values in _numeric(factors).items():
        x, y = values[is_there], means[is_there]
        if np.ptp(x) == 0 or np.ptp(y) == 0:
            continue
        rho = float(spearmanr(x, y).statistic)
        half = float(ndtri((1 + CONFIDENCE) / 2)) * np.sqrt((1 + rho**2 / 2) / (len(x) - 3))
        centre = np.arctanh(np.clip(rho, -1 + 1e-12, 1 - 1e-12))
        rows.append(Correlation(name, rho, float(np.tanh(centre - half)), float(np.tanh(centre + half))))
    return sorted(rows, key=lambda row: -abs(row.correlation))


def division(factors: Mapping[str, Sequence[Any]], is_shown: np.ndarray, is_decided: np.ndarray
             ) -> tuple[Division | None, str]:
    """How a tree divides the decided points; or None, and why.

    Source     Breiman, Friedman, Olshen & Stone 1984, Classification and Regression Trees, by scikit-learn. Accuracy is
               that of cross-validation: each point is foretold by a tree that has not seen it. Its interval has one
               success and one failure more of each kind (Agresti & Coull 1998, American Statistician 52).
    """
    columns = {name: values for name, values in _numeric(factors).items() if np.ptp(values) > 0}
    if not columns:
        return None, NO_NUMBERS
    x, y = np.column_stack(list(columns.values()))[is_decided], is_shown[is_decided]
    if min(y.sum(), (~y).sum()) < LEAST_OF_A_KIND:
        return None, FEW
    try:
        from sklearn.model_selection import StratifiedKFold, cross_val_predict
        from sklearn.tree import DecisionTreeClassifier
    except ImportError:
        return None, MISSING
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=max(2, round(SMALLEST * len(y))),
                                  class_weight="balanced", random_state=SEED)
    right = cross_val_predict(tree, x, y, cv=StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)) == y
    accuracy = float(np.mean([right[y].mean(), right[~y].mean()]))
    variance = 0.0
    for kind in (right[y], right[~y]):
        share = (kind.sum() + 2) / (len(kind) + 4)
        variance += share * (1 - share) / (len(kind) + 4) / 4
    half = float(ndtri((1 + CONFIDENCE) / 2)) * np.sqrt(variance)
    parts = tuple(_parts(tree.fit(x, y), list(columns), x, y))
    return Division(parts, accuracy, max(0.0, accuracy - half), min(1.0, accuracy + half),
                    float(max(y.mean(), 1 - y.mean()))), ""


def _numeric(factors: Mapping[str, Sequence[Any]]) -> dict[str, np.ndarray]:
    columns = {name: np.array(values) for name, values in factors.items()}
    return {name: values.astype(float) for name, values in columns.items()
            if np.issubdtype(values.dtype, np.number) or values.dtype == bool}


def _parts(model: Any, names: Sequence[str], x: np.ndarray, y: np.ndarray) -> Iterator[Part]:
    """The leaves of a tree; two beside each other that say the same are one."""
    tree = model.tree_

    def says(node: int) -> set[bool]:
        if tree.children_left[node] < 0:
            return {bool(model.classes_[tree.value[node][0].argmax()])}
        return says(tree.children_left[node]) | says(tree.children_right[node])

    def below(node: int, conditions: tuple[tuple[str, bool, float], ...], inside: np.ndarray) -> Iterator[Part]:
        if len(sides := says(node)) == 1:
            yield Part(conditions, int(inside.sum()), int(y[inside].sum()), sides.pop())
            return
        column, threshold = int(tree.feature[node]), float(tree.threshold[node])
        is_above = x[:, column] > threshold
        for side, child in ((True, tree.children_right[node]), (False, tree.children_left[node])):
            yield from below(child, (*conditions, (names[column], side, threshold)), inside & (is_above == side))

    yield from below(0, (), np.ones(len(y), bool))

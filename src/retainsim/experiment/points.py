"""The points of a design: rows of values, one for each factor.

Source     Latin hypercubes: McKay, Beckman & Conover 1979, Technometrics 21. Scrambled Sobol sequences: Owen 1998, ACM
           TOMACS 8, in SciPy. Saltelli et al. 2010, Computer Physics Communications 181, for the design of Sobol
           indices; Morris 1991, Technometrics 33, for that of elementary effects, in SALib. Gaussian copula: Nelsen
           2006, An Introduction to Copulas.
"""

import math
import operator
import re
from collections.abc import Callable, Sequence
from hashlib import shake_256
from itertools import product
from typing import Any

import numpy as np

from retainsim.experiment.factors import Factor
from retainsim.experiment.schema import POINTS, Design

LEVELS = 4  # of the grid on which trajectories of Morris's design step
MOST_DRAWS = 1000  # times as many points as are wanted, drawn in search of those that constraints allow
COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
CONSTRAINT = re.compile(r"\s*(\S+)\s*(<=|>=|<|>)\s*(\S+)\s*")
_NUMBER = re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?")
Rows = list[list[Any]]


class NoPointsError(Exception):
    """Constraints allow hardly any point; the message says how many were drawn."""


def rows(design: Design, factors: Sequence[Factor]) -> Rows:
    """A value of each factor for every point of a design, but that of a `list`.

    Raises   `NoPointsError`; `ImportError` where Morris's design lacks its library.
    """
    number = design.points or POINTS
    if design.kind == "grid":
        return _allowed(design, factors, [list(row) for row in product(*(factor.values for factor in factors))])
    if design.kind == "lhs":
        unit = np.column_stack([column(factor.path, number, design.seed) for factor in factors])
        return _allowed(design, factors, _at(factors, _correlated(design, factors, unit)))
    if design.kind == "sobol":
        return _first_allowed(design, factors, number)
    if design.kind == "saltelli":
        return _at(factors, _saltelli(len(factors), number, design.seed))
    return _at(factors, _trajectories(len(factors), number, design.seed))


def column(path: str, number: int, seed: int) -> np.ndarray:
    """Numbers from 0 to 1, one in each of `number` equal parts, in an order that depends on path and seed only.

    Other factors come and go without moving these; nor do they depend on how a library draws random numbers.
    """
    bits = np.frombuffer(shake_256(f"{seed} {path}".encode()).digest(8 * number), "<u4").reshape(2, number)
    part = np.argsort(np.argsort(bits[0], kind="stable"))
    inside = bits[1] / 2.0**32
    return np.asarray((part + inside) / number)


def _at(factors: Sequence[Factor], unit: np.ndarray) -> Rows:
    columns = [factor.at(unit[:, place]).tolist() for place, factor in enumerate(factors)]
    return [list(row) for row in zip(*columns, strict=True)]


def _sobol(dimensions: int, number: int, seed: int) -> np.ndarray:
    """The first points of a scrambled Sobol sequence: more of them begin with the same."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, scramble=True, seed=np.random.default_rng(seed))
    return np.asarray(sequence.random_base2(max(0, math.ceil(math.log2(number))))[:number])


def _first_allowed(design: Design, factors: Sequence[Factor], number: int) -> Rows:
    """The first points of the sequence that the constraints allow."""
    draws = number
    while True:
        unit = _correlated(design, factors, _sobol(len(factors), draws, design.seed))
        allowed = _allowed(design, factors, _at(factors, unit))
        if len(allowed) >= number:
            return allowed[:number]
        if draws >= MOST_DRAWS * number:
            raise NoPointsError(f"{len(allowed)} of {draws:,} points drawn")
        draws *= 2


def _saltelli(dimensions: int, number: int, seed: int) -> np.ndarray:
    """For each base point: A, then A with one value of B for each factor, then B."""
    both = _sobol(2 * dimensions, number, seed)
    a, b = both[:, :dimensions], both[:, dimensions:]
    blocks = np.repeat(a[:, None, :], dimensions + 2, axis=1)
    for place in range(dimensions):
        blocks[:, place + 1, place] = b[:, place]
    blocks[:, -1] = b
    return blocks.reshape(-1, dimensions)


def _trajectories(dimensions: int, number: int, seed: int) -> np.ndarray:
    """Morris's design, in the unit cube."""
    from SALib.sample import morris

    problem = {"num_vars": dimensions, "names": [str(place) for place in range(dimensions)],
               "bounds": [[0.0, 1.0]] * dimensions}
    return np.asarray(morris.sample(problem, number, num_levels=LEVELS, seed=seed))


def _correlated(design: Design, factors: Sequence[Factor], unit: np.ndarray) -> np.ndarray:
    """The same points with correlated normal scores."""
    if not design.correlations:
        return unit
    from scipy.special import ndtr, ndtri

    matrix = correlation_matrix(design, [factor.path for factor in factors])
    return np.asarray(ndtr(ndtri(np.clip(unit, 1e-12, 1 - 1e-12)) @ np.linalg.cholesky(matrix).T))


def correlation_matrix(design: Design, paths: Sequence[str]) -> np.ndarray:
    """The correlations of the normal scores of all factors."""
    matrix = np.eye(len(paths))
    for one in design.correlations:
        a, b = (paths.index(path) for path in one.factors)
        matrix[a, b] = matrix[b, a] = one.correlation
    return matrix


def _allowed(design: Design, factors: Sequence[Factor], points: Rows) -> Rows:
    """The points that all constraints allow."""
    paths = [factor.path for factor in factors]
    for text in design.constraints:
        match = CONSTRAINT.fullmatch(text)
        assert match is not None  # which reading has seen to
        left, right = (_side(side, paths) for side in (match[1], match[3]))
        points = [row for row in points if COMPARED[match[2]](left(row), right(row))]
    return points


def is_constraint(text: str, paths: Sequence[str]) -> bool:
    """Whether a text compares a factor with a factor or a number."""
    return any(side in paths for side in sides(text)) and all(
        side in paths or _NUMBER.fullmatch(side) for side in sides(text))


def sides(text: str) -> tuple[str, ...]:
    """What a constraint compares; nothing of a text that is none."""
    match = CONSTRAINT.fullmatch(text)
    return (match[1], match[3]) if match else ()


def _side(text: str, paths: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """A side of a constraint, as a function of a point: the value of a factor, or a number."""
    if text in paths:
        place = paths.index(text)
        return lambda row: row[place]
    number = float(text)
    return lambda row: number

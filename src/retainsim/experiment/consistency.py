"""What is wrong with a design whose every value may be right."""

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from retainsim.experiment import points
from retainsim.experiment.factors import Factor
from retainsim.experiment.schema import MOST_POINTS, Design
from retainsim.scenario.errors import Places, Problem, did_you_mean

ONE_BY_ONE = ("grid", "list")
INDEPENDENT = ("saltelli", "morris")  # what is told of their points supposes so


def about_design(design: Design, factors: Sequence[Factor], suspects: Sequence[str], places: Places,
                 ) -> Iterator[Problem]:
    """What is wrong with a design and the factors of its file, the assumed ones among them.

    `suspects` are names of factors of which something is wrong, and which are therefore not among them.
    """
    kind, paths = design.kind, [*(factor.path for factor in factors), *suspects]

    def wrong(*path: str | int, words: str, allowed: str = "", fix: str = "") -> Problem:
        return places.problem(("design", *path), words, None, allowed, fix)

    if (kind == "list") != (design.file is not None):
        yield wrong("file", words="must be given in the design list, and in no other")
    if kind == "list" and factors:
        yield wrong("factors", words="stand in the file of a list, as the names of its columns")
    if kind != "list" and not factors and not design.factors:
        yield wrong("factors", words="must name at least one factor", fix="Or say assumed = true.")
    if kind in ONE_BY_ONE and design.points is not None:
        yield wrong("points", words=f"follow from the values in the design {kind}", fix="Leave it out.")
    for factor in factors:
        if kind == "grid" and not factor.values:
            yield wrong("factors", factor.path, words="must have values in a grid", fix="For instance values = [1, 2].")
        elif kind in INDEPENDENT and factor.values:
            yield wrong("factors", factor.path, words=f"must have low and high in the design {kind}")
    if kind == "grid" and (size := math.prod(len(factor.values) for factor in factors)) > MOST_POINTS:
        yield wrong("factors", words=f"make {size:,} points; a grid has at most {MOST_POINTS:,}")
    if design.correlations:
        yield from _about_correlations(design, factors, suspects, wrong)
    if design.constraints and kind in ("list", *INDEPENDENT):
        yield wrong("constraints", words=f"are not for the design {kind}; lhs, sobol and grid take them")
    for place, text in enumerate(design.constraints):
        if not points.is_constraint(text, paths):
            near = [did_you_mean(side, paths) for side in points.sides(text) if side not in paths]
            example = f'For instance "{paths[0]} >= 1".' if paths else ""
            yield places.problem(("design", "constraints", place), "must compare a factor with a factor or a number by "
                                 "<, <=, > or >=", text, fix=next(filter(None, near), example))


def _about_correlations(design: Design, factors: Sequence[Factor], suspects: Sequence[str],
                        wrong: Callable[..., Problem]) -> Iterator[Problem]:
    if design.kind not in ("lhs", "sobol"):
        yield wrong("correlations", words=f"are not for the design {design.kind}; lhs and sobol take them")
    ranged = [*(factor.path for factor in factors if not factor.values), *suspects]
    unknown = [(place, path) for place, one in enumerate(design.correlations) for path in one.factors
               if path not in ranged]
    for place, one in enumerate(design.correlations):
        if one.factors[0] == one.factors[1]:
            yield wrong("correlations", place, "factors", words="must be two different ones")
    for place, path in unknown:
        yield wrong("correlations", place, "factors", words=f'"{path}" is no factor with low and high; there are:',
                    allowed=", ".join(ranged), fix=did_you_mean(path, ranged))
    if not unknown and np.linalg.eigvalsh(points.correlation_matrix(design, ranged)).min() <= 0:
        yield wrong("correlations", words="contradict each other: no points can have all of them")

"""The points of designs."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import qmc, spearmanr

from retainsim.experiment.factors import Factor
from retainsim.experiment.points import NoPointsError, column, rows
from retainsim.experiment.schema import Design

A, B, C = (Factor(path, (path,), low, high, is_whole, is_log) for path, low, high, is_whole, is_log in (
    ("firm.cash", 10.0, 1000.0, False, True), ("weeks", 1.0, 6.0, True, False), ("x.y", -1.0, 1.0, False, False)))


def points(kind: str, *factors: Factor, **more: Any) -> np.ndarray:
    return np.array(rows(Design.model_validate({"kind": kind, **more}), factors), float)


def test_a_grid_has_every_combination_once() -> None:
    one, two = (Factor(path, (path,), values=values) for path, values in (("a", (1, 2)), ("b", (True, False, True))))
    assert rows(Design(kind="grid"), [one, two]) == [[1, True], [1, False], [1, True], [2, True], [2, False], [2, True]]


@pytest.mark.parametrize("kind", ["lhs", "sobol", "saltelli", "morris"])
def test_points_lie_within_their_ranges(kind: str) -> None:
    pytest.importorskip("SALib")
    values = points(kind, A, B, C, points=32)
    assert len(values) == 32 * {"saltelli": 5, "morris": 4}.get(kind, 1)
    for place, factor in enumerate((A, B, C)):
        assert (values[:, place] >= factor.low).all()
        assert (values[:, place] <= factor.high).all()
    assert set(values[:, 1]) == {1, 2, 3, 4, 5, 6} if kind != "morris" else set(values[:, 1]) <= {1, 2, 3, 4, 5, 6}


def test_a_logarithmic_range_has_as_many_points_below_its_geometric_mean_as_above() -> None:
    assert (points("lhs", A, points=100)[:, 0] < math.sqrt(10.0 * 1000.0)).sum() == 50


def test_a_latin_hypercube_has_one_point_in_each_part_of_each_range() -> None:
    values = (points("lhs", C, points=40)[:, 0] + 1) / 2
    assert sorted(np.floor(values * 40)) == list(range(40))


def test_a_sobol_sequence_is_even() -> None:
    factors = [Factor(str(place), (str(place),), 0.0, 1.0) for place in range(3)]
    random = np.random.default_rng(1).random((256, 3))
    assert qmc.discrepancy(points("sobol", *factors, points=256)) < 0.2 * qmc.discrepancy(random)


@pytest.mark.parametrize("kind", ["sobol", "saltelli"])
def test_more_points_begin_with_the_same(kind: str) -> None:
    few, many = (points(kind, A, C, points=number) for number in (5, 23))
    np.testing.assert_array_equal(many[:len(few)], few)


def test_another_seed_gives_other_points() -> None:
    for kind in ("lhs", "sobol"):
        assert (points(kind, C, points=8, seed=2) != points(kind, C, points=8)).all()


def test_the_design_of_saltelli_changes_one_factor_at_a_time() -> None:
    values = points("saltelli", A, C, points=4).reshape(4, 4, 2)  # A, two of A with one value of B, B
    first, *mixed, last = values.transpose(1, 0, 2)
    for place, block in enumerate(mixed):
        np.testing.assert_array_equal(block[:, place], last[:, place])
        np.testing.assert_array_equal(block[:, 1 - place], first[:, 1 - place])


def test_correlated_factors_have_the_rank_correlation_of_a_gaussian_copula() -> None:
    wanted = {"factors": ["firm.cash", "x.y"], "correlation": 0.7}
    values = points("sobol", A, C, points=4096, correlations=[wanted])
    # Of a Gaussian copula: 6 / pi x asin(r / 2). A sequence this even leaves less than a hundredth.
    assert spearmanr(values[:, 0], values[:, 1])[0] == pytest.approx(6 / math.pi * math.asin(0.35), abs=0.01)
    parts = np.bincount(np.floor((values[:, 1] + 1) / 2 * 16).astype(int))
    assert abs(parts - 256).max() <= 16  # still uniform by itself; 4,096 random points leave some 40


def test_constraints_leave_the_points_of_the_sequence_that_they_allow() -> None:
    every = points("sobol", A, C, points=64)
    allowed = points("sobol", A, C, points=20, constraints=["x.y >= 0", "firm.cash < 500"])
    np.testing.assert_array_equal(allowed, [row for row in every if row[1] >= 0 and row[0] < 500][:20])


def test_constraints_between_factors() -> None:
    values = points("grid", *(Factor(path, (path,), values=(1, 2, 3)) for path in "ab"), constraints=["a < b"])
    assert values.tolist() == [[1, 2], [1, 3], [2, 3]]


def test_constraints_that_allow_nothing_are_an_error() -> None:
    with pytest.raises(NoPointsError, match="0 of"):
        points("sobol", C, points=4, constraints=["x.y > 2"])


def test_columns_of_a_hypercube_are_not_those_of_each_other() -> None:
    a, b = column("market.a", 160, 1), column("market.b", 160, 1)
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.3  # four standard errors of 160 points
    assert np.sort(np.floor(a * 160)).tolist() == list(range(160))
    assert (column("market.a", 8, 1)[:3] * 2**32).round().tolist() == [
        775493355, 2250662052, 256339879]  # no library may draw the space anew

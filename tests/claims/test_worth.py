"""Figures in parts of what they are compared with."""

import numpy as np
import pytest

from retainsim.claims.kit.statistics import pseudovalues
from retainsim.claims.kit.worth import percent_of
from retainsim.results.facts import ratio


def test_a_part_of_the_whole_over_all_worlds() -> None:
    part, whole = np.array([1.0, 3.0, 0.0]), np.array([10.0, 10.0, 10.0])
    np.testing.assert_allclose(percent_of(part, whole), [10.0, 30.0, 0.0])  # equal wholes: nothing but the parts
    part, whole = np.array([1.0, 3.0]), np.array([2.0, 18.0])
    assert percent_of(part, whole) == pytest.approx([2 * 20 - 100 * 3 / 18, 2 * 20 - 50])


def test_of_nothing_no_part_is_known() -> None:
    assert np.isnan(percent_of(np.ones(3), np.zeros(3))).all()


def test_a_ratio_that_rests_on_one_world_is_not_known() -> None:
    """Without that world nothing is defined; the others are equal, and would make it certain."""
    whole, part = np.array([0.0, 0.0, 3.0, 0.0]), np.array([0.0, 0.0, 1.0, 0.0])
    assert np.isnan(pseudovalues(lambda some, all_: ratio(some.sum(), all_.sum()), part, whole)).all()
    few = np.array([0.0] * 28 + [2.0, 1.0, 3.0, 2.0])
    assert np.isnan(percent_of(few / 2, few)).all()  # four worlds of 32
    assert np.isfinite(percent_of(few[-8:] / 2, np.append(few[-4:], few[-4:]))).all()


def test_a_world_that_defines_nothing_leaves_the_others_as_they_are() -> None:
    whole, part = np.array([2.0, np.nan, 18.0]), np.array([1.0, 5.0, 3.0])
    found = pseudovalues(lambda some, all_: ratio(some.sum(), all_.sum()), part, whole)
    assert np.isnan(found).tolist() == [False, True, False]
    np.testing.assert_allclose(found[[0, 2]], pseudovalues(
        lambda some, all_: ratio(some.sum(), all_.sum()), part[[0, 2]], whole[[0, 2]]))

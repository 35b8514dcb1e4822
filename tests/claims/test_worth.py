"""Figures in parts of what they are compared with."""

import numpy as np
import pytest

from retainsim.claims.kit.worth import percent_of


def test_a_part_of_the_whole_over_all_worlds() -> None:
    part, whole = np.array([1.0, 3.0, 0.0]), np.array([10.0, 10.0, 10.0])
    np.testing.assert_allclose(percent_of(part, whole), [10.0, 30.0, 0.0])  # equal wholes: nothing but the parts
    part, whole = np.array([1.0, 3.0]), np.array([2.0, 18.0])
    assert percent_of(part, whole) == pytest.approx([2 * 20 - 100 * 3 / 18, 2 * 20 - 50])


def test_of_nothing_no_part_is_known() -> None:
    assert np.isnan(percent_of(np.ones(3), np.zeros(3))).all()

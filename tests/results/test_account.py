"""Clients and fees by segment of the world written by hand."""

import numpy as np

from retainsim.results.account import by_segment

from .hand import CARRIER, CLIENTS, FACTS, FIRM, two_years, world


def test_by_hand() -> None:
    clients, fees = by_segment(two_years(), FACTS)
    np.testing.assert_array_equal(clients.sum(axis=1), CLIENTS)
    assert clients[[9, 10, 20, 90]].tolist() == [[4, 2], [4, 1], [4, 2], [2, 2]]  # ordinary, status
    assert fees[[9, 10, 20, 90]].tolist() == [[2000, 1600], [2000, 600], [2000, 2600], [1200, 3000]]


def test_a_firm_that_never_has_a_client() -> None:
    clients, fees = by_segment(world(3, [CARRIER], [CARRIER]), FACTS)
    assert clients.tolist() == fees.tolist() == [[0, 0]] * 3
    clients, _ = by_segment(world(2, [FIRM], [FIRM]), FACTS)
    assert clients.tolist() == [[1, 0]] * 2

"""The loss is shared out among the rival's weapons so that nothing is left and no order is preferred."""

import numpy as np

from retainsim.claims.internet_provider.i05_small_rival import WEAPONS, shapley

ALONE = dict(zip(WEAPONS, (np.array([5.0, 7.0]), np.array([2.0, 0.0]), np.array([1.0, 1.0])), strict=True))
TOGETHER = np.array([3.0, 3.0])  # what the first two do only together


def loss_without(weapons: frozenset[str]) -> np.ndarray:
    left = [one for one in WEAPONS if one not in weapons]
    both = TOGETHER if {*list(WEAPONS)[:2]} <= {*left} else 0.0
    return 4.0 + sum((ALONE[one] for one in left), start=np.zeros(2)) + both


def test_what_two_do_together_is_shared_and_the_rest_is_each_ones_own() -> None:
    first, second, third = shapley(loss_without).values()
    np.testing.assert_allclose(first, [6.5, 8.5])
    np.testing.assert_allclose(second, [3.5, 1.5])
    np.testing.assert_allclose(third, ALONE["the trial"])
    np.testing.assert_allclose(first + second + third, loss_without(frozenset()) - loss_without(frozenset(WEAPONS)))

"""The space of assumed parameters."""

import numpy as np

from retainsim.claims.kit.space import assumed_ranges, points
from retainsim.scenario import load

ISP = load("isp")
NUMBER = 12


def test_every_assumed_default_is_there_and_what_the_scenario_says_is_not() -> None:
    ranges = assumed_ranges(ISP)
    assert ranges["mechanisms.decision.attention_weight"] == (1.0, 5.0, False)
    assert ranges["mechanisms.courting.give_up_weeks"] == (13.0, 104.0, True)
    assert "clients.*.notice_weeks" in ranges  # young and standard leave it at its default
    assert "firm.overhead_per_week" not in ranges  # given
    assert "mechanisms.grievance.loss_weight" not in ranges  # published
    assert not any(path.endswith(".strength") for path in ranges)


def test_what_the_scenario_says_stays_as_it_says() -> None:
    for point in points(ISP, NUMBER)[2]:
        changed = load("isp", point)
        assert changed.clients["status"].notice_weeks == ISP.clients["status"].notice_weeks
        assert changed.clients["young"].notice_weeks == changed.clients["standard"].notice_weeks
        assert changed.rivals["attacker"] .price_index == ISP.rivals["attacker"].price_index


def test_points_lie_within_their_ranges_and_fill_them() -> None:
    names, values, _ = points(ISP, NUMBER)
    ranges = assumed_ranges(ISP)
    low, high = np.array([ranges[name][:2] for name in names]).T
    assert (values >= low).all()
    assert (values <= high).all()
    # A Latin hypercube has one point in each of NUMBER equal parts of every range.
    real = np.array([not ranges[name][2] for name in names])
    part = np.floor((values - low) / (high - low) * NUMBER)[:, real]
    assert (np.sort(part, axis=0) == np.arange(NUMBER)[:, None]).all()


def test_the_same_points_every_time() -> None:
    assert points(ISP, NUMBER)[2] == points(ISP, NUMBER)[2]

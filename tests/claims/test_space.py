"""The space of assumed parameters."""

import numpy as np
import pytest

from retainsim.claims.kit import space
from retainsim.claims.kit.space import digest, points
from retainsim.experiment.factors import Factor, assumed
from retainsim.scenario import load

ISP = load("isp")
NUMBER = 12


def test_every_assumed_default_is_there_and_what_the_scenario_says_is_not() -> None:
    ranges = {factor.path: factor for factor in assumed(ISP)}
    path = "mechanisms.decision.attention_weight"
    assert ranges[path] == Factor(path, (path,), 1.0, 5.0, is_whole=False)
    path = "mechanisms.courting.give_up_weeks"
    assert ranges[path] == Factor(path, (path,), 13.0, 104.0, is_whole=True)
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
    ranges = {factor.path: factor for factor in assumed(ISP)}
    low, high = np.array([(ranges[name].low, ranges[name].high) for name in names]).T
    assert (values >= low).all()
    assert (values <= high).all()
    # A Latin hypercube has one point in each of NUMBER equal parts of every range.
    real = np.array([not ranges[name].is_whole for name in names])
    part = np.floor((values - low) / (high - low) * NUMBER)[:, real]
    assert (np.sort(part, axis=0) == np.arange(NUMBER)[:, None]).all()


def test_the_same_points_every_time() -> None:
    assert points(ISP, NUMBER)[2] == points(ISP, NUMBER)[2]


def test_another_parameter_moves_no_column(monkeypatch: pytest.MonkeyPatch) -> None:
    names, values, overrides = points(ISP, NUMBER)
    before = digest.__wrapped__("isp")
    first, *others = assumed(ISP)
    wider = [first, Factor("firm.credit_line", ("firm.credit_line",), 0.0, 9.0, is_whole=True), *others]
    monkeypatch.setattr(space, "assumed", lambda scenario: wider)
    more_names, more_values, more_overrides = points(ISP, NUMBER)
    assert [name for name in more_names if name != "firm.credit_line"] == names
    np.testing.assert_array_equal(np.delete(more_values, more_names.index("firm.credit_line"), axis=1), values)
    assert [tuple(one for one in point if not one.startswith("firm.credit_line=")) for point in more_overrides
            ] == overrides
    assert digest.__wrapped__("isp") != before  # the space is another one all the same

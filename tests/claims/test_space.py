"""The space of numbers that nobody knows, its credible points, and where the defaults lie among them."""

from dataclasses import replace

import numpy as np
import pytest

from retainsim.claims.kit import space as module
from retainsim.claims.kit.peace import BUSY, MARGIN, MOST_LOST, Peace, in_peace
from retainsim.claims.kit.space import digest, experiment, lab_at, record, space
from retainsim.experiment import Factor
from retainsim.experiment.factors import assumed
from retainsim.scenario import load
from retainsim.scenario.description import parameters

ISP = load("isp")
LEAST = 300  # credible points


def factors() -> dict[str, Factor]:
    return {factor.path: factor for factor in experiment("isp").factors}


def test_every_assumed_number_is_drawn() -> None:
    drawn = {target for factor in factors().values() for target in factor.targets}
    assert {target for factor in assumed(ISP) for target in factor.targets} <= drawn


def test_so_is_what_the_scenario_sets_though_nobody_knows_it() -> None:
    for path in ("rivals.attacker.courting_hours_per_week", "rivals.attacker.quality", "rivals.attacker.oversells",
                 "rivals.attacker.price_index", "firm.cash", "firm.overhead_per_week"):
        assert path in factors()


def test_but_not_the_story_what_is_published_and_what_a_firm_knows() -> None:
    for path in ("mechanisms.grievance.loss_weight", "clients.status.fee_per_week", "clients.status.notice_weeks",
                 "rivals.established.oversells", "rivals.*.oversells", "clients.*.term_weeks"):
        assert path not in factors()
    assert not any(path.endswith(".strength") for path in factors())


def test_at_no_point_is_the_attacker_better_than_the_firm_or_cheaper() -> None:
    found = space("isp")
    at = {name: found.values[:, place] for place, name in enumerate(found.names)}
    assert (at["rivals.attacker.quality"] < at["firm.quality"]).all()
    assert (at["rivals.attacker.fault_rate_per_year"] >= at["firm.fault_rate_per_year"]).all()
    assert (at["rivals.attacker.price_index"] > ISP.firm.price_index).all()


def test_points_lie_within_their_ranges_and_fill_them() -> None:
    """Before constraints, a Latin hypercube has one point in each of so many equal parts of every range."""
    rows, number = experiment("isp").rows, experiment("isp").definition.design.points
    assert number is not None
    for place, factor in enumerate(experiment("isp").factors):
        values = np.array([row[place] for row in rows], float)
        assert factor.low <= values.min() <= values.max() <= factor.high
        if not factor.is_whole:
            low, high, at = (np.log(values) if factor.is_log else values for values in (
                factor.low, factor.high, values))
            part = np.floor((at - low) / (high - low) * number * (1 - 1e-12))
            assert len(np.unique(part)) > 0.999 * len(rows)  # but for what rounding moves over an edge


def test_what_spans_orders_of_size_is_drawn_by_its_logarithm_and_shares_are_not() -> None:
    by_path = {factor.path: factor for factor in assumed(ISP)}
    assert by_path["mechanisms.decision.tender_rate_per_year"].is_log
    assert not by_path["mechanisms.decision.courtship_weight"].is_log  # a factor of three
    assert not by_path["mechanisms.voice.hopelessness"].is_log  # from 0
    assert not by_path["mechanisms.rescue.gain"].is_log  # a share


def test_another_range_is_another_space(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, (first, *others) = digest("isp"), experiment("isp").factors
    wider = replace(experiment("isp"), factors=(replace(first, high=first.high + 1.0), *others))
    monkeypatch.setattr(module, "experiment", lambda base: wider)
    assert digest.__wrapped__("isp") != usual


def test_the_credible_points_are_of_this_space_and_enough() -> None:
    found = space("isp")
    assert record("isp")["digest"] == digest("isp")
    assert len(found.overrides) == len(found.values) == len(found.peace) >= LEAST
    assert len(found.names) == found.values.shape[1]
    for lost, margin, busy in found.peace:
        assert Peace(lost, margin, busy, True).is_credible


def test_they_are_those_that_are_found() -> None:
    """Played again: the first credible point, the last, and all that were passed over before the second."""
    rows = list(map(int, record("isp")["credible"]))
    for row in (rows[0], rows[-1]):
        assert list(in_peace(lab_at("isp", row))[:3]) == pytest.approx(record("isp")["credible"][str(row)], abs=5.1e-4)
    for row in [row for row in range(rows[1]) if row != rows[0]][:10]:
        assert not in_peace(lab_at("isp", row)).is_credible


@pytest.mark.parametrize("peace", [
    Peace(MOST_LOST + 0.1, 10.0, 70.0, True), Peace(10.0, MARGIN[0] - 0.1, 70.0, True),
    Peace(10.0, MARGIN[1] + 0.1, 70.0, True), Peace(10.0, 10.0, BUSY[0] - 0.1, True),
    Peace(10.0, 10.0, BUSY[1] + 0.1, True), Peace(10.0, 10.0, 70.0, False), Peace(float("nan"), 10.0, 70.0, True)])
def test_what_is_not_credible(peace: Peace) -> None:
    assert Peace(10.0, 10.0, 70.0, True).is_credible
    assert not peace.is_credible


MIDDLE = 20, 80  # percentiles: the middle half, and as much beyond as 320 points cannot tell (two standard errors)


def is_in_the_middle(value: float, of: np.ndarray) -> bool:
    low, high = np.percentile(of, MIDDLE)
    return bool(low <= value <= high)


def test_every_default_lies_in_the_middle_half_of_what_is_credible() -> None:
    """The defaults were moved there before any claim was played; which ones, the changelog says."""
    found, values = space("isp"), {one.path: one.value for one in parameters(ISP)}
    at = {name: float(values[factors()[name].targets[0]]) for name in found.names}
    assert {name: value for place, (name, value) in enumerate(at.items())
            if not is_in_the_middle(value, found.values[:, place])} == {}


def test_so_does_what_the_firm_shows_in_peace() -> None:
    shown = in_peace(replace(lab_at("isp", 0, worlds=20), overrides=()))
    assert shown.is_credible
    for value, column in zip(shown[:3], space("isp").peace.T, strict=True):
        assert is_in_the_middle(value, column)

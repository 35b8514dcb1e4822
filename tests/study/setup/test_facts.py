"""The facts and the costs that KPIs need are those of the scenario."""

import pytest

from retainsim.results.facts import Facts
from retainsim.study.setup.facts import facts_of
from retainsim.study.setup.translation import parameters_of

from ..worlds import small_scenario


def test_facts_of_a_world() -> None:
    scenario = small_scenario(attachment={"person_share": 0.625})
    assert facts_of(scenario, parameters_of(scenario, "hunt")) == Facts(
        discount_per_year=0.10, direct_cost_share=0.45, price_index=1.1, credit_line=100_000, person_share=0.625,
        positions=6, status=(True, False), suppliers=("firm", "carrier", "raider"),
        roles=("firm", "established", "attacker"))


@pytest.mark.parametrize(("strategy", "finding", "keeping"), [
    # two hunters at 900 give 0.8 of their week, two account managers at 800 a half; 50 for advertising
    ("hunt", 2 * 900 * 0.8 + 2 * 800 * 0.5 + 50, 2 * 500 * 0.7),
    ("care", 0, 2 * 800 * 0.8 + 2 * 500 * 0.8),  # a delegation keeps clients, too
    ("wait", 0, 2 * 500 * 0.5)])
def test_wages_for_finding_and_keeping_clients(strategy: str, finding: float, keeping: float) -> None:
    """Order calls count with neither."""
    p = parameters_of(small_scenario(), strategy)
    assert (p.finding_costs, p.keeping_costs) == pytest.approx((100 * finding, 100 * keeping), rel=2**-50)

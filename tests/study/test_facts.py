"""The facts that KPIs need are those of the scenario."""

from retainsim.results.facts import Facts
from retainsim.study.facts import facts_of
from retainsim.study.translation import parameters_of

from .worlds import small_scenario


def test_facts_of_a_strategy() -> None:
    scenario = small_scenario()
    assert facts_of(scenario, "hunt", parameters_of(scenario, "hunt")) == Facts(
        discount_per_year=0.10, direct_cost_share=0.45, price_index=1.1, credit_line=100_000,
        # two hunters at 900 give 0.8 of their week, two account managers at 800 a half; 50 for advertising
        acquisition_cost_per_week=2 * 900 * 0.8 + 2 * 800 * 0.5 + 50,
        retention_cost_per_week=2 * 500 * 0.7, positions=6, status=(True, False),
        suppliers=("firm", "carrier", "raider"), roles=("firm", "established", "attacker"))

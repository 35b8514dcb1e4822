"""What KPIs need to know of a scenario's world under one of its strategies."""

from __future__ import annotations

from retainsim.model.parameters import Parameters
from retainsim.results.facts import Facts
from retainsim.scenario.schema import Scenario
from retainsim.study.translation import enabled_rivals, supplier_names


def acquisition_cost_per_week(scenario: Scenario, strategy_name: str) -> float:
    """What the strategy spends on finding clients [currency/week]: advertising and wages of the hours for hunting."""
    strategy = scenario.strategies[strategy_name]
    wages = 0.0
    for role, shares in strategy.hours.items():
        staff = getattr(scenario.staff, role)
        wages += staff.people * staff.wage_per_week * shares.get("hunting", 0.0)
    return wages + strategy.advertising_per_week


def facts_of(scenario: Scenario, strategy_name: str, p: Parameters) -> Facts:
    """The facts that go with `p`, the parameters of this scenario under this strategy."""
    return Facts(
        discount_per_year=scenario.market.discount_per_year, direct_cost_share=p.direct_cost_share,
        price_index=float(p.price_index[0]), credit_line=p.credit_line,
        acquisition_cost_per_week=acquisition_cost_per_week(scenario, strategy_name), positions=p.positions,
        status=tuple(bool(status) for status in p.status), suppliers=tuple(supplier_names(scenario)),
        roles=("firm", *(rival.role for rival in enabled_rivals(scenario).values())))

"""What KPIs need to know of a scenario's world under one of its strategies."""

from __future__ import annotations

from retainsim.model.parameters import Parameters
from retainsim.results.facts import Facts
from retainsim.scenario.schema import Scenario
from retainsim.study.translation import enabled_rivals, supplier_names

FINDING = ("hunting",)
KEEPING = ("care", "dunning", "repair")  # order calls are left out, and so are orders


def wages_of_jobs(scenario: Scenario, strategy_name: str, jobs: tuple[str, ...]) -> float:
    """Wages [currency/week] of the hours that the strategy sets aside for these jobs."""
    wages = 0.0
    for role, shares in scenario.strategies[strategy_name].hours.items():
        staff = getattr(scenario.staff, role)
        wages += staff.people * staff.wage_per_week * sum(share for job, share in shares.items() if job in jobs)
    return wages


def facts_of(scenario: Scenario, strategy_name: str, p: Parameters) -> Facts:
    """The facts that go with `p`, the parameters of this scenario under this strategy."""
    return Facts(
        discount_per_year=scenario.market.discount_per_year, direct_cost_share=p.direct_cost_share,
        price_index=float(p.price_index[0]), credit_line=p.credit_line,
        acquisition_cost_per_week=wages_of_jobs(scenario, strategy_name, FINDING)
        + scenario.strategies[strategy_name].advertising_per_week,
        retention_cost_per_week=wages_of_jobs(scenario, strategy_name, KEEPING), positions=p.positions,
        status=tuple(bool(status) for status in p.status), suppliers=tuple(supplier_names(scenario)),
        roles=("firm", *(rival.role for rival in enabled_rivals(scenario).values())))

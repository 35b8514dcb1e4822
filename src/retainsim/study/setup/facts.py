"""What KPIs need to know of a scenario's world under one of its strategies."""

from __future__ import annotations

from retainsim.model.parameters import Parameters
from retainsim.results.facts import Facts
from retainsim.scenario.schema import Scenario
from retainsim.study.setup.translation import enabled_rivals, supplier_names


def facts_of(scenario: Scenario, p: Parameters) -> Facts:
    """The facts that go with `p`, parameters of this scenario."""
    return Facts(
        discount_per_year=scenario.market.discount_per_year, direct_cost_share=p.direct_cost_share,
        price_index=float(p.price_index[0]), credit_line=p.credit_line,
        positions=p.positions, person_share=p.person_share,
        status=tuple(bool(status) for status in p.status), suppliers=tuple(supplier_names(scenario)),
        roles=("firm", *(rival.role for rival in enabled_rivals(scenario).values())))

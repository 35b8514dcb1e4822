"""From a scenario to the parameters of its world under a strategy: tables by their names, names as numbers."""

import math
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np

from retainsim.declared import columns, jobs, market, mechanisms
from retainsim.declared.codes import ROLE_SIZE
from retainsim.declared.parameter import parameters
from retainsim.kernel import Table
from retainsim.model.parameters import CostParameters, Parameters, StaffParameters, TriggerParameters
from retainsim.numeric import exp
from retainsim.results.facts import CENTS
from retainsim.scenario.schema import Rival, Role, Scenario, Strategy
from retainsim.study.setup.units import cents, filled, numbers

FINDING = ("hunting",)
KEEPING = ("care", "dunning", "repair", "rescue")  # order calls are left out, and so are orders
POOLED = ("hunting", "care", "orders")
LARGEST_FEE = 50_000_000  # [cents/week]


def largest_fee(scenario: Scenario) -> int:
    """The fee [cents/week] up to which a debt of the longest standing fits into int32."""
    firm = scenario.firm
    weeks = firm.write_off_weeks + 2 * firm.invoice_every_weeks + 1
    return min(LARGEST_FEE, int((2**31 - 1) / (firm.price_index * weeks)))


def enabled_rivals(scenario: Scenario) -> dict[str, Rival]:
    """The rivals that exist, in the order of their numbers 1, 2, ..."""
    return {name: rival for name, rival in scenario.rivals.items() if rival.enabled}


def supplier_names(scenario: Scenario) -> list[str]:
    """Names by supplier number; 0 is the firm."""
    return ["firm", *enabled_rivals(scenario)]


def wages_of(scenario: Scenario, strategy: Strategy, paid: tuple[str, ...]) -> float:
    """Wages [currency/week] of the hours that the strategy sets aside for these jobs."""
    wages = 0.0
    for role, shares in strategy.hours.items():
        staff = getattr(scenario.staff, role)
        wages += staff.people * staff.wage_per_week * sum(share for job, share in shares.items() if job in paid)
    return wages


def roles_of(scenario: Scenario) -> list[Role]:
    """The roles of the firm's people, in their order."""
    return [getattr(scenario.staff, name) for name in jobs.ROLES]


def hours_by_position(scenario: Scenario, strategy: Strategy) -> np.ndarray:
    """Hours per week of each position for each job: positions x jobs."""
    rows = []
    for name, role in zip(jobs.ROLES, roles_of(scenario), strict=True):
        shares = {str(job): share for job, share in strategy.hours.get(name, {}).items()}
        rows += [[role.hours_per_week * shares.get(job, 0.0) for job in jobs.NAMES]] * role.people
    return np.array(rows, float)


def position_identities(scenario: Scenario) -> np.ndarray:
    """What luck knows the positions by: one more person in a role renumbers nobody."""
    return np.array([ROLE_SIZE * place + ordinal for place, role in enumerate(roles_of(scenario))
                     for ordinal in range(role.people)], np.int64)


def portfolio_capacities(scenario: Scenario, job_hours: np.ndarray) -> np.ndarray:
    """How much of the base each position looks after: by caring hours, else account managers, else everybody."""
    capacity = job_hours[:, jobs.CARE].copy()
    if not capacity.any():
        people = [role.people for role in roles_of(scenario)]
        capacity = np.repeat([float(role == "account_managers") for role in jobs.ROLES], people)
    return capacity if capacity.any() else np.ones(len(job_hours))


def opening_fees(scenario: Scenario) -> float:
    """Expected recurring revenue of the firm at the opening [currency/week]."""
    return float(sum(segment.served_by_firm * segment.fee_per_week * exp(segment.fee_spread**2 / 2)
                     for segment in scenario.clients.values()))


def advertising_appeal(scenario: Scenario, strategy: Strategy) -> float:
    """What advertising adds to the firm's renown [appeal]."""
    full = 0.1 * opening_fees(scenario)
    effect = scenario.mechanisms.decision.advertising_effect
    return effect * min(1.0, strategy.advertising_per_week / full) if full else 0.0


def triggers_of(scenario: Scenario, strategy: Strategy) -> Table:
    """When the strategy gives way to another."""
    triggers = strategy.triggers
    places = list(scenario.strategies)
    return TriggerParameters(
        column=np.array([columns.NAMES.index(t.observe) for t in triggers], np.int64),
        weeks=np.array([t.within_weeks for t in triggers], np.int64),
        above=np.array([math.inf if t.above is None else t.above for t in triggers], float),
        below=np.array([-math.inf if t.below is None else t.below for t in triggers], float),
        becomes=np.array([places.index(t.become) for t in triggers], np.int64))


def repertoire_of(scenario: Scenario, names: Iterable[str]) -> dict[int, Parameters]:
    """Parameters of all strategies to which the triggers of these may lead, by their place in the scenario."""
    places = list(scenario.strategies)
    return {places.index(name): parameters_of(scenario, name) for name in scenario.reachable(names)}


def pair_identities(scenario: Scenario) -> np.ndarray:
    """Identity of each supplier in pairs: a rival keeps its own whether or not another is enabled."""
    return np.array([1, *(place for place, rival in enumerate(scenario.rivals.values(), start=2) if rival.enabled)])


def market_shares(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Where the share of each supplier begins and ends; that of a disabled rival stays empty."""
    ends = np.cumsum([rival.market_share for rival in scenario.rivals.values()])
    is_there = [rival.enabled for rival in scenario.rivals.values()]
    begins = np.concatenate([[0.0], ends[:-1]]) if len(ends) else ends
    return (np.concatenate([[0.0], begins[is_there]]), np.concatenate([[0.0], ends[is_there]]))


def suppliers_of(scenario: Scenario, strategy: Strategy) -> Any:
    """The firm and the rivals that exist; the firm has nothing of what only rivals do."""
    firm = dict.fromkeys(parameters(market.Rival), 0) | dict(scenario.firm) | {
        "role": "established", "courts": "anyone", "targets": strategy.hunt_for, "hands_over": strategy.hands_over}
    rivals = enabled_rivals(scenario).values()
    rows = [numbers(scenario, market.Rival, supplier) for supplier in (SimpleNamespace(**firm), *rivals)]
    reputation = np.array([row["reputation"] for row in rows])
    begins, ends = market_shares(scenario)
    return filled(
        "supplier", rows, pair_identity=pair_identities(scenario), share_from=begins, share_up_to=ends,
        claimed=reputation + np.array([row["oversells"] for row in rows]),
        renown=reputation + np.array([advertising_appeal(scenario, strategy), *(0.0 for _ in rivals)]))


def staff_of(scenario: Scenario, job_hours: np.ndarray) -> Table:
    """The firm's people, position by position."""
    quits = [numbers(scenario, market.Role, role)["quits_within_week"]
             for role in roles_of(scenario) for _ in range(role.people)]
    hunting = job_hours[:, jobs.HUNTING]
    return StaffParameters(
        identity=position_identities(scenario), quits_within_week=np.array(quits, float), job_hours=job_hours,
        portfolio_capacity=portfolio_capacities(scenario, job_hours),
        seller_capacity=hunting.copy() if hunting.any() else np.ones(len(job_hours)))


def costs_of(scenario: Scenario, strategy: Strategy) -> Table:
    """What a week costs, whatever happens in it."""
    pooled = POOLED if strategy.pooled else ()
    finding, keeping = (wages_of(scenario, strategy, tuple(job for job in paid if job not in pooled))
                        for paid in (FINDING, KEEPING))
    advertising = cents(strategy.advertising_per_week)
    wages = sum(role.people * cents(role.wage_per_week) for role in roles_of(scenario))
    return CostParameters(
        fixed=wages + cents(scenario.firm.overhead_per_week) + advertising, finding=CENTS * finding + advertising,
        keeping=CENTS * keeping, pool=CENTS * wages_of(scenario, strategy, pooled), largest_fee=largest_fee(scenario))


def parameters_of(scenario: Scenario, strategy_name: str) -> Parameters:
    """The parameters of the scenario's world under one of its strategies."""
    strategy = scenario.strategies[strategy_name]
    segments = list(scenario.clients.values())
    job_hours = hours_by_position(scenario, strategy)
    suppliers = suppliers_of(scenario, strategy)
    single = {"market": (market.Market, scenario.market), "firm": (market.Firm, scenario.firm),
              "strategy": (market.Strategy, strategy),
              **{name: (declared, getattr(scenario.mechanisms, name)) for name, declared in mechanisms.TABLES.items()}}
    tables: dict[str, Any] = {
        **{name: filled(name, [numbers(scenario, *table)]) for name, table in single.items()},
        "clients": filled("clients", [numbers(scenario, market.Segment, segment) for segment in segments],
                          first=np.cumsum([0, *(segment.organisations for segment in segments)], dtype=np.int64)),
        "supplier": suppliers, "staff": staff_of(scenario, job_hours), "costs": costs_of(scenario, strategy),
        "triggers": triggers_of(scenario, strategy)}
    return Parameters(organisations=sum(segment.organisations for segment in segments),
                      suppliers=len(suppliers.capacity), positions=len(job_hours), **tables)

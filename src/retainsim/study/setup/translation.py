"""From a scenario to the parameters of its world under a strategy: tables by their names, names as numbers, and the one
border at which units change: years become weeks, money becomes cents."""

import math
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from retainsim.declared import columns, jobs, market, mechanisms
from retainsim.declared.codes import ROLE_SIZE
from retainsim.declared.parameter import Declared, Kind, Parameter, parameters
from retainsim.kernel import Table
from retainsim.model.parameters import (
    AcquaintanceParameters,
    CostParameters,
    Parameters,
    PriceParameters,
    StaffParameters,
    TriggerParameters,
)
from retainsim.numeric import chance_within_week, exp, kept_per_week, power
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR
from retainsim.scenario.people import most_people
from retainsim.scenario.schema import Rival, Scenario, Strategy
from retainsim.scenario.uses import uses

FINDING = ("hunting",)
KEEPING = ("care", "dunning", "repair", "rescue")  # order calls are left out, and so are orders
POOLED = ("hunting", "care", "orders")


def cents(amount: float) -> int:
    """An amount of money in cents, halves up."""
    return math.floor(amount * CENTS + 0.5)


def in_the_week(parameter: Parameter, value: Any, strength: float) -> Any:
    """What a value of a scenario is in the week, where the mechanism that scales it acts so strongly."""
    if parameter.scaled_by is not None and parameter.kind is not Kind.SHARE:
        value = strength * value
    match parameter.kind:
        case Kind.MONEY:
            return cents(value)
        case Kind.RATE:
            return value / WEEKS_PER_YEAR
        case Kind.CHANCE:
            return chance_within_week(value / WEEKS_PER_YEAR)
        case Kind.SHARE:  # of a rate that, at strength 1, adds up to this share in 52 weeks
            return 1.0 - power(1.0 - value, strength / WEEKS_PER_YEAR)
        case Kind.YEARS:
            return value * WEEKS_PER_YEAR
        case Kind.HALF_LIFE:
            return kept_per_week(value)
    return parameter.codes.index(value) if parameter.codes else int(value) if parameter.type is bool else value


def numbers(scenario: Scenario, declared: type[Declared], values: Any) -> dict[str, Any]:
    """The values of a table of the scenario in the week, by their names there."""
    entering = {}
    for name, parameter in parameters(declared).items():
        scaled_by = declared.__name__.lower() if parameter.scaled_by == "" else parameter.scaled_by
        strength = 1.0 if scaled_by is None else getattr(scenario.mechanisms, scaled_by).strength
        entering[parameter.kind.inside(name)] = in_the_week(parameter, getattr(values, name), strength)
    return entering


def filled(name: str, rows: Sequence[dict[str, Any]], **more: np.ndarray) -> Any:
    """The table of this name among the parameters: of one row its numbers, of one per supplier or segment arrays."""
    kind: Any = Parameters._fields[name]
    return kind(**more, **{key: np.array([row[key] for row in rows], what.dtype) if what.axes else rows[0][key]
                           for key, what in kind._fields.items() if key not in more})


def enabled_rivals(scenario: Scenario) -> dict[str, Rival]:
    """The rivals that exist, in the order of their numbers 1, 2, ..."""
    return {name: rival for name, rival in scenario.rivals.items() if rival.enabled}


def parameters_of(scenario: Scenario, strategy_name: str, most: Mapping[str, int] | None = None) -> Parameters:
    """The parameters of the scenario's world under one of its strategies.

    `most` says how many people each role ever has, where the scenario stands as in some week.
    """
    strategy = scenario.strategies[strategy_name]
    segments = list(scenario.clients.values())
    suppliers, staff = _suppliers(scenario, strategy), _staff(scenario, strategy, most or most_people(scenario))
    single = {"market": (market.Market, scenario.market), "firm": (market.Firm, scenario.firm),
              "strategy": (market.Strategy, strategy),
              **{name: (declared, getattr(scenario.mechanisms, name)) for name, declared in mechanisms.TABLES.items()}}
    tables: dict[str, Any] = {
        **{name: filled(name, [numbers(scenario, *table)]) for name, table in single.items()},
        "clients": filled("clients", [numbers(scenario, market.Segment, segment) for segment in segments],
                          first=np.cumsum([0, *(segment.organisations for segment in segments)], dtype=np.int64)),
        "supplier": suppliers, "staff": staff, "acquaintances": _acquaintances(scenario),
        "prices": PriceParameters(index=price_lists(scenario, strategy)),
        "costs": _costs(scenario, strategy), "triggers": _triggers(scenario, strategy)}
    return Parameters(organisations=sum(segment.organisations for segment in segments),
                      suppliers=len(suppliers.capacity), positions=len(staff.job_hours),
                      delivers=int(uses(scenario, "delivery")), **tables)


def opening_fees(scenario: Scenario) -> dict[str, float]:
    """The fees of the firm's clients at the opening, expected, by segment [currency/week]."""
    return {name: segment.served_by_firm * segment.fee_per_week * exp(segment.fee_spread**2 / 2)
            for name, segment in scenario.clients.items()}


def _suppliers(scenario: Scenario, strategy: Strategy) -> Any:
    """The firm and the rivals that exist; the firm has nothing of what only rivals do.

    In pairs a rival has the same identity, and in the market the same place, whether or not another one is enabled.
    """
    everyone, rivals = list(scenario.rivals.values()), list(enabled_rivals(scenario).values())
    firm = dict.fromkeys(parameters(market.Rival), 0) | dict(scenario.firm) | {
        "role": "established", "courts": "anyone", "targets": strategy.hunt_for, "answers": "none",
        "hands_over": strategy.hands_over}
    rows = [numbers(scenario, market.Rival, supplier) for supplier in (SimpleNamespace(**firm), *rivals)]
    reputation = np.array([row["reputation"] for row in rows])
    is_there = np.array([rival.enabled for rival in everyone], bool)
    bounds = np.cumsum([0.0, *(rival.market_share for rival in everyone)])
    fees = float(sum(opening_fees(scenario).values()))
    advertising = min(1.0, strategy.advertising_per_week / (0.1 * fees)) if fees else 0.0
    appeal = scenario.mechanisms.decision.advertising_effect * advertising
    return filled(
        "supplier", rows, pair_identity=np.array([1, *(np.flatnonzero(is_there) + 2)]),
        share_from=np.array([0.0, *bounds[:-1][is_there]]), share_up_to=np.array([0.0, *bounds[1:][is_there]]),
        claimed=reputation + np.array([row["oversells"] for row in rows]),
        renown=reputation + np.array([appeal, *(0.0 for _ in rivals)]))


def _acquaintances(scenario: Scenario) -> Table:
    rivals, places = list(enabled_rivals(scenario).values()), list(scenario.clients)
    number, attachment = (np.zeros((1 + len(rivals), len(places)), kind) for kind in (np.int64, np.float64))
    for supplier, rival in enumerate(rivals, 1):
        for some in rival.knows:
            number[supplier, places.index(some.segment)] = some.clients
            attachment[supplier, places.index(some.segment)] = some.attachment
    return AcquaintanceParameters(number=number, attachment=attachment)


def price_lists(scenario: Scenario, strategy: Strategy) -> np.ndarray:
    """What each supplier asks of new clients of each segment: price indices, suppliers x segments."""
    of_firm = [strategy.prices.get(name, scenario.firm.price_index) for name in scenario.clients]
    return np.array([of_firm, *([rival.price_index] * len(of_firm) for rival in enabled_rivals(scenario).values())])


def _staff(scenario: Scenario, strategy: Strategy, most: Mapping[str, int]) -> Any:
    """The positions: those of each role that it ever has, the first of them with its people."""
    roles = scenario.staff
    rows = [{**numbers(scenario, market.Role, role), "name": name, "is_there": ordinal < role.people,
             "identity": ROLE_SIZE * number + ordinal,  # for luck: one more person in a role renumbers nobody
             "hour_wage": CENTS * role.wage_per_week / role.hours_per_week if role.hours_per_week else 0.0,
             "may_deliver": "delivery" in (role.jobs or jobs.NAMES),
             "hours": [role.hours_per_week * dict(strategy.hours.get(name, {})).get(job, 0.0) for job in jobs.NAMES]}
            for name, number in jobs.numbers_of(roles).items() for role in [roles[name]]
            for ordinal in range(most[name])]
    each = {"identity": "identity", "is_there": "is_there", "wage": "wage_per_week", "week_hours": "hours_per_week",
            "hour_wage": "hour_wage", "may_deliver": "may_deliver", **{name: name for name in (
        "quits_within_week", "weeks_to_find", "weeks_to_learn", "hiring_cost", "dismissal_cost")}}
    whole = ("identity", "is_there", "wage", "weeks_to_find", "hiring_cost", "dismissal_cost")
    columns = {name: np.array([row[key] for row in rows], np.int64 if name in whole else float)
               for name, key in each.items()}
    there = columns["is_there"].astype(float)
    job_hours = np.array([row["hours"] for row in rows]) * there[:, None]
    caring, hunting, delivering = (job_hours[:, job].copy() for job in (jobs.CARE, jobs.HUNTING, jobs.DELIVERY))
    managers = there * [row["name"] == "account_managers" for row in rows]
    return StaffParameters(
        **columns, job_hours=job_hours,
        portfolio_capacity=next((each for each in (caring, delivering, managers) if each.any()), there),
        seller_capacity=hunting if hunting.any() else there.copy())


def _wages(scenario: Scenario, strategy: Strategy, paid: Iterable[str]) -> float:
    """Wages [currency/week] of the hours that the strategy sets aside for these jobs."""
    each = ((scenario.staff[name], shares) for name, shares in strategy.hours.items())
    return sum((role.people * role.wage_per_week * sum(share for job, share in shares.items() if job in paid)
                for role, shares in each), 0.0)


def _costs(scenario: Scenario, strategy: Strategy) -> Table:
    firm, pooled = scenario.firm, POOLED if strategy.pooled else ()
    finding, keeping = (_wages(scenario, strategy, [job for job in paid if job not in pooled])
                        for paid in (FINDING, KEEPING))
    advertising = cents(strategy.advertising_per_week)
    wages = sum(role.people * cents(role.wage_per_week) for role in scenario.staff.values())
    return CostParameters(
        fixed=wages + cents(firm.overhead_per_week) + advertising, finding=CENTS * finding + advertising,
        keeping=CENTS * keeping, pool=CENTS * _wages(scenario, strategy, pooled))


def _triggers(scenario: Scenario, strategy: Strategy) -> Table:
    triggers, places = strategy.triggers, list(scenario.strategies)
    return TriggerParameters(
        column=np.array([columns.NAMES.index(t.observe) for t in triggers], np.int64),
        weeks=np.array([t.within_weeks for t in triggers], np.int64),
        above=np.array([math.inf if t.above is None else t.above for t in triggers], float),
        below=np.array([-math.inf if t.below is None else t.below for t in triggers], float),
        becomes=np.array([places.index(t.become) for t in triggers], np.int64))

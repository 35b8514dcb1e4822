"""The work that clients ask for, as a scenario says it, against the hours that strategies give to it."""

import math
from collections.abc import Callable, Iterator

from retainsim.scenario.errors import Problem
from retainsim.scenario.schema import Role, Scenario, Strategy
from retainsim.scenario.teams import example_for
from retainsim.scenario.uses import uses

WEEKS_PER_YEAR = 52
Words = Callable[..., Problem]  # `Places.problem`


def hours_asked(scenario: Scenario) -> dict[str, float]:
    """Hours a week that the clients at week 0 ask for, expected, by segment."""
    part = scenario.mechanisms.delivery.proportion
    return {name: segment.served_by_firm * segment.delivery_hours_per_week
            * (1 - part + part * math.exp(segment.fee_spread**2 / 2)) for name, segment in scenario.clients.items()}


def share_at_work(scenario: Scenario, role: Role) -> float:
    """Part of their hours that the people of a role work, expected: without vacancies, and without what newcomers lack.

    Formula    (1 - gap q L / (1 + q L)) / (1 + q f): of the mean time 1/q in a position and of the f weeks that it is
               vacant after that, less a gap that closes exponentially, in L weeks
    """
    quits = scenario.mechanisms.turnover.strength * role.quits_per_year / WEEKS_PER_YEAR
    learning, weeks = scenario.mechanisms.learning, quits * role.weeks_to_learn
    gap = min(1.0, learning.strength * (1 - learning.at_first))
    share: float = (1 - gap * weeks / (1 + weeks)) / (1 + quits * role.weeks_to_find)
    return share


def hours_given(scenario: Scenario, strategy: Strategy, job: str = "delivery") -> float:
    """Hours a week that a strategy gives to a job, expected."""
    hours: float = sum(role.people * role.hours_per_week * strategy.hours.get(name, {}).get(job, 0.0)
                       * share_at_work(scenario, role) for name, role in scenario.staff.items())
    return hours


def work_without_effect(scenario: Scenario, problem: Words) -> Iterator[Problem]:
    """Work that nobody does, hours for work that nobody asks for, and a firm that drowns in work before week 0."""
    needed, followed = sum(hours_asked(scenario).values()), scenario.market.seasoned_by
    ask = f"Set clients.{next(iter(scenario.clients))}.delivery_hours_per_week."
    for name, strategy in scenario.strategies.items():
        hours, at = hours_given(scenario, strategy), ("strategies", name, "hours")
        if not uses(scenario, "delivery"):
            for role in (role for role, jobs in strategy.hours.items() if jobs.get("delivery")):
                yield problem((*at, role, "delivery"), "has no effect: clients ask for no work",
                              strategy.hours[role]["delivery"],
                              fix=ask)
            for key in (key for key in ("overtime", "helps") if getattr(strategy, key)):
                yield problem(("strategies", name, key), "has no effect: clients ask for no work",
                              getattr(strategy, key), fix=ask)
        elif needed and not hours:
            yield problem(at, f"leave {needed:,.4g} hours of clients' work a week undone: no role has hours "
                          "for delivery", fix=example_for(scenario, name, "delivery"))
        elif name == followed and hours < needed:
            yield problem(at, f"give {hours:,.4g} hours a week to clients' work, and at week 0 clients ask for "
                          f"{needed:,.4g}: the firm begins with as much undone as is kept at all",
                          fix="Give delivery more hours, or state fewer in delivery_hours_per_week.")

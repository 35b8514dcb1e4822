"""How many people a role has in a week: those that are wanted, once they are found, or once their notice is over."""

from itertools import pairwise
from typing import TypeAlias

from retainsim.scenario.schema import Role, Scenario, Strategy

Steps: TypeAlias = list[tuple[int, int]]
"""Weeks from which a number holds, with the number, in the order of time."""


def people_at(scenario: Scenario, strategy: str, role: str) -> Steps:
    """The people of a role under a strategy, from week 0 on: who is found and who is still there."""
    return at_work(scenario.strategies[strategy], role, scenario.staff[role])


def at_work(strategy: Strategy, role: str, one: Role) -> Steps:
    """The people of a role of this name, from week 0 on."""
    steps_wanted = wanted(strategy, role, one.people)
    delays = (0, one.weeks_to_find, one.notice_weeks)
    steps, number = list[tuple[int, int]](), one.people
    for week in sorted({date + delay for date, _ in steps_wanted for delay in delays}):
        low = min(_in_force(steps_wanted, week - one.weeks_to_find, week, one.people))
        high = max(_in_force(steps_wanted, week - one.notice_weeks, week, one.people))
        number = min(max(number, low), high)
        if not steps or steps[-1][1] != number:
            steps.append((week, number))
    return steps


def people_in(scenario: Scenario, strategy: str, week: int) -> dict[str, int]:
    """The people of each role in a week (from 0 on) under a strategy."""
    return {role: number_in(people_at(scenario, strategy, role), week) for role in scenario.staff}


def number_in(steps: Steps, week: int) -> int:
    """The number that holds in a week."""
    return [number for date, number in steps if date <= week][-1]


def most_people(scenario: Scenario) -> dict[str, int]:
    """How many people each role ever has, under any strategy of the scenario."""
    return {role: max([one.people, *(change.people[role] for strategy in scenario.strategies.values()
                                     for change in strategy.changes if change.people and role in change.people)])
            for role, one in scenario.staff.items()}


def wanted(strategy: Strategy, role: str, people: int) -> Steps:
    """How many people a strategy wants a role to have that has so many before, from week 0 on."""
    changes = [change for change in strategy.changes if change.people and role in change.people]
    dates = {0, *(change.from_week for change in changes), *(change.until_week or 0 for change in changes)}

    def number(week: int) -> int:
        there = sorted((change.from_week, change.people[role]) for change in changes if change.holds(week))
        return int(there[-1][1]) if there else people

    return [(week, number(week)) for week in sorted(dates)]


def _in_force(steps: Steps, first: int, last: int, before: int) -> list[int]:
    """The numbers that hold at some time from one week to another; `before` week 0 another one does."""
    every = [(-10**9, before), *steps, (10**9, 0)]
    return [number for (begin, number), (end, _) in pairwise(every) if begin <= last and first < end]

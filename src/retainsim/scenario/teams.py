"""Whether strategies give hours to roles that the firm has, and for jobs that those may do."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from retainsim.declared import jobs
from retainsim.scenario import shape
from retainsim.scenario.errors import Keys, Places, Problem, did_you_mean
from retainsim.scenario.people import at_work, number_in
from retainsim.scenario.schema import Role, Scenario, Strategy

EXAMPLE = 0.1  # of a week


def about_hours(hours: Mapping[str, Mapping[str, Any]], at: Keys, roles: Mapping[str, Role | None],
                places: Places) -> Iterator[Problem]:
    """What is wrong with the hours at a path; a role is None if there is something wrong with itself."""
    for name, shares in hours.items():
        own, role = (*at, name), roles.get(name)
        if name not in roles and shape.at(own):  # else it is no name, which has been said
            drop = f"It is inherited: strategies.{at[1]} = false drops it." if places.is_inherited(own) else ""
            yield places.problem(own, "is given hours, and staff has no such role; its roles are", None,
                                 ", ".join(roles), drop or did_you_mean(name, roles))
        elif role and role.jobs:
            yield from (places.problem((*own, job), f"is no job of this role; staff.{name}.jobs has", share,
                                       ", ".join(role.jobs))
                        for job, share in shares.items() if share and job in jobs.NAMES and job not in role.jobs)


def about_people(strategy: Strategy, at: Keys, roles: Mapping[str, Role | None], problem: Callable[..., Problem],
                 ) -> Iterator[Problem]:
    """What is wrong with the numbers of people that a strategy wants."""
    places = [place for place, change in enumerate(strategy.changes) if change.people]
    for place in places:
        for name in strategy.changes[place].people or {}:
            if name not in roles:
                yield problem((*at, "changes", place, "people", name), "is to have people, and staff has no such "
                              "role; its roles are", None, ", ".join(roles), did_you_mean(name, roles))
    there = [at_work(strategy, name, role) for name, role in roles.items() if role]
    weeks = {week for steps in there for week, _ in steps} if places and all(roles.values()) else set()
    empty = [week for week in sorted(weeks) if not any(number_in(steps, week) for steps in there)]
    for week in empty[:1]:
        place = max(places, key=lambda place: (strategy.changes[place].from_week <= week, place))
        yield problem((*at, "changes", place, "people"), f"leaves nobody at work in week {week};",
                      allowed="at least one role must have people, notice and search counted")


def example_for(scenario: Scenario, strategy: str, job: str) -> str:
    """How a strategy would give hours to a job: those of the first people who may do it and have so many left."""
    hours = scenario.strategies[strategy].hours
    able = (name for name, role in scenario.staff.items() if role.people and job in (role.jobs or [job])
            and sum(hours.get(name, {}).values()) <= 1 - EXAMPLE)
    return next((f"Set for instance strategies.{strategy}.hours.{name}.{job} = {EXAMPLE}." for name in able), "")

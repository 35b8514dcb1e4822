"""A strategy from week 0 on: the parameters that hold at first, and those that hold from each of its dates."""

from collections.abc import Iterable

from retainsim.engine.world import Schedule
from retainsim.model.parameters import Parameters
from retainsim.scenario import Scenario
from retainsim.scenario.dates import standing_in, weeks_of_change
from retainsim.scenario.people import most_people
from retainsim.study.setup.translation import parameters_of


def schedule_of(scenario: Scenario, name: str) -> Schedule:
    """What holds under a strategy, from week 0 and from each week in which it or a rival changes by a date."""
    most = most_people(scenario)
    return tuple((week, parameters_of(standing_in(scenario, name, week), name, most))
                 for week in (0, *weeks_of_change(scenario, name)))


def people_over(weeks: int, *schedule: tuple[int, Parameters]) -> float:
    """The mean number of people over so many weeks."""
    ends = (*(week for week, _ in schedule[1:]), weeks)
    return sum(float(p.staff.is_there.sum()) * (end - week)
               for (week, p), end in zip(schedule, ends, strict=True)) / weeks


def repertoire_of(scenario: Scenario, names: Iterable[str]) -> dict[int, Schedule]:
    """All strategies to which the triggers of these may lead, by their place in the scenario."""
    places = list(scenario.strategies)
    return {places.index(name): schedule_of(scenario, name) for name in scenario.reachable(names)}

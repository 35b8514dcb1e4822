"""What must hold between the changes of a strategy or of a rival, and what they bring about together."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from retainsim.scenario.changes import Dates, leaves, says
from retainsim.scenario.dates import strategy_in
from retainsim.scenario.errors import Keys, Problem
from retainsim.scenario.schema import Scenario, Strategy

Words = Callable[..., Problem]  # `Places.problem`
END = 10**9  # [week] after every run


def about_changes(at: Keys, changes: Sequence[Dates], problem: Words) -> Iterator[Problem]:
    """What is wrong with the changes of one table."""
    for place, change in enumerate(changes):
        path = (*at, "changes", place)
        if change.until_week is not None and change.until_week <= change.from_week:
            yield problem((*path, "until_week"), f"must come after from_week, which is {change.from_week}",
                          change.until_week)
        elif not says(change):
            yield problem(path, "says nothing that changes;", allowed="for instance hours, or a price")
        else:
            yield from _clashes(path, change, changes[:place], problem)


def _clashes(path: Keys, change: Dates, others: Sequence[Dates], problem: Words) -> Iterator[Problem]:
    """Where it is not plain which of two changes holds: they begin together, or the one ends amid the other."""
    for place, other in enumerate(others):
        first, second = sorted((other, change), key=lambda one: one.from_week)
        end, last = (END if one.until_week is None else one.until_week for one in (first, second))
        is_plain = second.from_week >= end or (first.from_week < second.from_week and last <= end)
        both = leaves(says(change)).keys() & leaves(says(other)).keys()
        if both and not is_plain:
            key = min(both, key=list(leaves(says(change))).index)
            yield problem((*path, *key), f"holds together with changes[{place}], which says it as well, from week "
                          f"{second.from_week}{f' to {min(end, last)}' if min(end, last) < END else ' on'}",
                          fix="Let one end before the other begins, or lie within it.")
            return


def followed(strategy: Strategy) -> Iterator[tuple[int | None, Strategy]]:
    """A strategy as it is at first, and as it is from each week in which it changes."""
    yield None, strategy
    for week in sorted({change.from_week for change in strategy.changes}):
        yield week, strategy_in(strategy, week)


def place_of(strategy: Strategy, week: int, key: Keys) -> Keys:
    """Where a strategy says last what holds from a week on; in the strategy itself, if no change does."""
    for place, change in reversed(list(enumerate(strategy.changes))):
        if change.holds(week) and any(path[:len(key)] == key for path in leaves(says(change))):
            return ("changes", place, *key)
    return key


def idle_changes(scenario: Scenario, problem: Words) -> Iterator[Problem]:
    """Changes that begin when the run is over."""
    tables: Mapping[Keys, Sequence[Dates]] = {
        **{("strategies", name): one.changes for name, one in scenario.strategies.items()},
        **{("rivals", name): one.changes for name, one in scenario.rivals.items() if one.enabled}}
    for at, changes in tables.items():
        for place, change in enumerate(changes):
            if change.from_week >= scenario.weeks:
                yield problem((*at, "changes", place, "from_week"), "has no effect: the run ends after "
                              f"{scenario.weeks} weeks", change.from_week,
                              fix="Make weeks longer, or from_week earlier.")
    for name, strategy in scenario.strategies.items():
        plans = [plan for _, plan in followed(strategy)]
        for place, change in enumerate(strategy.changes):
            for role, number in (change.people or {}).items():
                if number > scenario.staff[role].people and not any(
                        any(plan.hours.get(role, {}).values()) for plan in plans):
                    yield problem(("strategies", name, "changes", place, "people", role), "costs wages and does "
                                  "nothing: that role has no hours for any job", number,
                                  fix=f"Give it some, with strategies.{name}.hours.{role}.")

"""The scenario as it stands in a week, under one of its strategies: with all changes that hold then."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import reduce
from typing import Any, NamedTuple, TypeVar

from retainsim.scenario.changes import Dates, leaves, says
from retainsim.scenario.errors import dotted
from retainsim.scenario.people import people_at, people_in
from retainsim.scenario.reading import merge_trees
from retainsim.scenario.schema import Scenario, Staff, Strategy
from retainsim.scenario.shape import is_number, number_in_words
from retainsim.scenario.tables import Table

MOST_SAID = 2  # things that a change says, in a few words
Kind = TypeVar("Kind", bound=Table)
Change = TypeVar("Change", bound=Dates)


def standing_in(scenario: Scenario, name: str, week: int) -> Scenario:
    """The scenario as it stands in a week (from 0 on) in which the firm follows the strategy of this name."""
    strategy = scenario.strategies[name]
    changes: list[Dates] = [*strategy.changes, *(one for rival in scenario.rivals.values() for one in rival.changes)]
    people = people_in(scenario, name, week)
    staff = {role: one if one.people == people[role] else one.model_copy(update={"people": people[role]})
             for role, one in scenario.staff.items()}
    if staff == scenario.staff and not any(change.holds(week) for change in changes):
        return scenario
    plan = strategy_in(strategy, week)
    rivals = {key: _with(rival, rival.changes, week) for key, rival in scenario.rivals.items()}
    firm = scenario.firm
    for change in _holding(strategy.changes, week):
        firm = firm.model_copy(update=says(change).get("firm", {}))
    return scenario.model_copy(update={"strategies": {**scenario.strategies, name: plan}, "rivals": rivals,
                                       "firm": firm, "staff": Staff(staff)})


def strategy_in(strategy: Strategy, week: int) -> Strategy:
    """A strategy as it is followed in a week."""
    return _with(strategy, strategy.changes, week)


def weeks_of_change(scenario: Scenario, name: str) -> list[int]:
    """The weeks of the run, after week 0, in which something changes under a strategy by its own dates or rivals'."""
    return sorted({turn.week for turn in turns(scenario, name)})


def without(strategy: Strategy, week: int, paths: Collection[str]) -> Strategy:
    """A strategy whose changes up to a week no longer say what stands at these dotted paths: it says so itself."""
    changes = [change if change.from_week > week else _less(change, paths) for change in strategy.changes]
    return strategy.model_copy(update={"changes": [change for change in changes if says(change)]})


class Turn(NamedTuple):
    """A change that begins or ends."""

    week: int
    rival: str  # that changes; "" for the firm
    words: str


def turns(scenario: Scenario, name: str) -> list[Turn]:
    """What changes under a strategy between week 0 and the end of the run, by its own dates and by those of rivals."""
    rivals = {key: rival.changes for key, rival in scenario.rivals.items() if rival.enabled}
    every = [turn for who, changes in {"": scenario.strategies[name].changes, **rivals}.items() for change in changes
             for turn in (Turn(change.from_week, who, in_words(change)),
                          Turn(change.until_week or 0, who, f"the end of {in_words(change)}"))]
    decisions = {change.from_week for change in scenario.strategies[name].changes}
    every += [Turn(week, "", f"{role}: {number} at work") for role in scenario.staff
              for week, number in people_at(scenario, name, role) if week not in decisions]
    return sorted(turn._replace(words=turn.words + day_of(scenario, turn.week)) for turn in every
                  if 0 < turn.week < scenario.weeks)


def day_of(scenario: Scenario, week: int) -> str:
    """On which day a week begins, in words that follow others; nothing where the scenario has no calendar."""
    return "" if scenario.starts_on is None else f", {scenario.starts_on + timedelta(weeks=week):%-d %b %Y}"


def in_words(change: Dates) -> str:
    """A change in a few words: its description, or what it says."""
    words = [f"{dotted(path).replace('_', ' ')} {number_in_words(value) if is_number(value) else str(value).lower()}"
             for path, value in leaves(says(change)).items()]
    more = f" and {len(words) - MOST_SAID} more" if len(words) > MOST_SAID else ""
    return change.description or ", ".join(words[:MOST_SAID]) + more


def _holding(changes: Iterable[Dates], week: int) -> list[Dates]:
    """Those that hold, the latest last."""
    return sorted((change for change in changes if change.holds(week)), key=lambda change: change.from_week)


def _less(change: Change, paths: Collection[str]) -> Change:
    """A change that no longer says what stands at these dotted paths."""
    tree = change.model_dump(exclude_none=True)
    for path in paths:
        *above, key = path.split(".")
        table = reduce(lambda inner, name: inner.get(name, {}), above, tree)
        table.pop(key, None)
    return type(change).model_validate(tree)


def _with(one: Kind, changes: Iterable[Dates], week: int) -> Kind:
    """A table with what is said anew in a week; tables in it merge."""
    update: dict[str, Any] = {}
    for change in _holding(changes, week):
        for key, value in says(change).items():
            if key in type(one).model_fields:
                before = update.get(key, getattr(one, key))
                update[key] = merge_trees(before, value) if isinstance(value, dict) else value
    return one.model_copy(update=update) if update else one

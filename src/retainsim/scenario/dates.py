"""The scenario as it stands in a week, under one of its strategies: with all changes that hold then."""

from collections.abc import Iterable
from typing import Any, TypeVar

from retainsim.scenario.changes import Dates, says
from retainsim.scenario.reading import merge_trees
from retainsim.scenario.schema import Scenario, Strategy
from retainsim.scenario.tables import Table

Kind = TypeVar("Kind", bound=Table)


def standing_in(scenario: Scenario, name: str, week: int) -> Scenario:
    """The scenario as it stands in a week (from 0 on) in which the firm follows the strategy of this name."""
    strategy = scenario.strategies[name]
    changes: list[Dates] = [*strategy.changes, *(one for rival in scenario.rivals.values() for one in rival.changes)]
    if not any(change.holds(week) for change in changes):
        return scenario
    plan = strategy_in(strategy, week)
    rivals = {key: _with(rival, rival.changes, week) for key, rival in scenario.rivals.items()}
    firm = scenario.firm
    for change in _holding(strategy.changes, week):
        firm = firm.model_copy(update=says(change).get("firm", {}))
    return scenario.model_copy(update={"strategies": {**scenario.strategies, name: plan}, "rivals": rivals,
                                       "firm": firm})


def strategy_in(strategy: Strategy, week: int) -> Strategy:
    """A strategy as it is followed in a week."""
    return _with(strategy, strategy.changes, week)


def weeks_of_change(scenario: Scenario, name: str) -> list[int]:
    """The weeks of the run, after week 0, in which something changes under a strategy by its own dates or rivals'."""
    rivals = (rival.changes for rival in scenario.rivals.values() if rival.enabled)
    dates = {week for changes in (scenario.strategies[name].changes, *rivals) for change in changes
             for week in (change.from_week, change.until_week) if week is not None}
    return sorted(week for week in dates if 0 < week < scenario.weeks)


def _holding(changes: Iterable[Dates], week: int) -> list[Dates]:
    """Those that hold, the latest last."""
    return sorted((change for change in changes if change.holds(week)), key=lambda change: change.from_week)


def _with(one: Kind, changes: Iterable[Dates], week: int) -> Kind:
    """A table with what is said anew in a week; tables in it merge."""
    update: dict[str, Any] = {}
    for change in _holding(changes, week):
        for key, value in says(change).items():
            if key in type(one).model_fields:
                before = update.get(key, getattr(one, key))
                update[key] = merge_trees(before, value) if isinstance(value, dict) else value
    return one.model_copy(update=update) if update else one

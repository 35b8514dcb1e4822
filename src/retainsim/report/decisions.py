"""What strategies and rivals change on dates: what it was, and what it becomes."""

from collections.abc import Iterator, Mapping
from typing import Any

from retainsim.report.blocks import Block, Heading, Table
from retainsim.report.words import NOTHING
from retainsim.scenario.changes import Dates, leaves, says
from retainsim.scenario.dates import day_of, standing_in
from retainsim.scenario.per_week import WEEK, of_week
from retainsim.scenario.schema import Scenario
from retainsim.scenario.shape import is_number, number_in_words

MONTH = "_per_month"


def decisions_report(scenario: Scenario) -> Iterator[Block]:
    """A row for everything that a change says; nothing where nothing changes on a date."""
    rows = [row for name, strategy in scenario.strategies.items() for change in strategy.changes
            for row in _rows(scenario, name, change, _of_a_strategy(_before(scenario, name, change), name))]
    first = next(iter(scenario.strategies))
    rows += [row for name, rival in scenario.rivals.items() if rival.enabled for change in rival.changes
             for row in _rows(scenario, name, change, dict(_before(scenario, first, change).rivals[name]))]
    if rows:
        yield Heading("What changes on dates",
                      below="A change says what something becomes, not by how much it changes.")
        yield Table(["", "from week", "what", "was", "becomes"], rows, (0, 2))


def _before(scenario: Scenario, strategy: str, change: Dates) -> Scenario:
    return standing_in(scenario, strategy, change.from_week - 1) if change.from_week else scenario


def _of_a_strategy(before: Scenario, name: str) -> dict[str, Any]:
    """What a change of a strategy may say anew, as it stands before."""
    strategy = before.strategies[name]
    return {**dict(strategy), "firm": dict(before.firm),
            "people": {role: one.people for role, one in before.staff.items()},
            "prices": {segment: strategy.prices.get(segment, before.firm.price_index) for segment in before.clients}}


def _rows(scenario: Scenario, who: str, change: Dates, before: Mapping[str, Any]) -> Iterator[list[str]]:
    for path, new in leaves(says(change)).items():
        old: Any = before
        for key in path:
            old = old.get(key, 0.0) if isinstance(old, Mapping) else old
        name = ".".join(path)
        if name.endswith(WEEK):
            name = name.removesuffix(WEEK) + MONTH
            old, new = (of_week(path[-1].removesuffix(WEEK) + MONTH, value) for value in (old, new))
        until = "" if change.until_week is None else f" to {change.until_week - 1}"
        yield [who, f"{change.from_week}{until}{day_of(scenario, change.from_week)}", name.replace("_", " "),
               *(_in_words(value) for value in (old, new))]


def _in_words(value: Any) -> str:
    if value is None:
        return NOTHING
    if is_number(value):
        return f"{value:,.6g}" if abs(value) >= 10_000 else number_in_words(round(value, 6))
    return str(value).lower()

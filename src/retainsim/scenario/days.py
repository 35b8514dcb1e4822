"""Days of the calendar as weeks of the run: `from_date = 2026-07-01`, where week 0 begins on a day that is said."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import getitem
from typing import Any

from retainsim.scenario.errors import Keys, Places, Problem, ScenarioError
from retainsim.scenario.reading import Source

START = "starts_on"
WEEKS = {"from_date": "from_week", "until_date": "until_week", "start_date": "start_week"}
DAYS = 7  # in a week


def week_of(day: date, start: date) -> int:
    """The week in which a day falls, where week 0 begins at `start`."""
    return (day - start).days // DAYS


def with_weeks(source: Source) -> Source:
    """The source with the weeks in which its days fall; where it extends one that says the week, the day counts.

    Raises   `ScenarioError` for days that are none, that come before week 0, or for which nothing says when that is.
    """
    problems = list[Problem]()
    tree, places = source.tree, dict(source.places.keys)
    for path, table in list(_tables(tree)):
        weeks = {}
        for key in [key for key in WEEKS if key in table]:
            at, week = (*path, key), (*path, WEEKS[key])
            if problem := _problem(tree, at, table, source.places):
                problems.append(problem)
            else:
                weeks[WEEKS[key]], places[week] = week_of(table[key], tree[START]), places[at]
        now: Any = reduce(getitem, path, tree)  # type: ignore[arg-type]  # with the weeks of tables in it
        tree = _with(tree, path, {key: value for key, value in now.items() if key not in WEEKS} | weeks)
    if problems:
        raise ScenarioError(problems)
    return Source(tree, Places(source.places.file, places, source.places.words))


def _tables(tree: Any, above: Keys = ()) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Every table that says a day in place of a week, with the path there; the inner ones first."""
    if isinstance(tree, list | dict):
        for key, value in enumerate(tree) if isinstance(tree, list) else tree.items():
            yield from _tables(value, (*above, key))
    if isinstance(tree, dict) and tree.keys() & WEEKS and above[:1] in (("strategies",), ("rivals",)):
        yield above, tree


def _problem(tree: dict[str, Any], at: Keys, table: dict[str, Any], places: Places) -> Problem | None:
    """What is wrong with the day at a path."""
    start, key = tree.get(START), str(at[-1])
    day, week = table[key], WEEKS[key]
    if week in table:
        return places.problem(at, f"says the same as {week}", str(day), fix="Leave one of them out.")
    if not _is_day(day):
        return places.problem(at, "must be a day", day, fix="A day is written without quotes: 2026-07-01.")
    if not _is_day(start):
        return places.problem(at, "needs the day on which week 0 begins", str(day), fix=f"Write for instance {START} = "
                              f"{day.replace(month=1, day=1)} at the top of the file, without quotes.")
    if day < start:
        return places.problem(at, f"comes before week 0, which begins on {start}", str(day))
    return None


def _is_day(value: Any) -> bool:
    return type(value) is date  # a time of day is a date, too


def _with(tree: Any, path: Keys, table: dict[str, Any]) -> Any:
    """A tree with another table at a path; it is not changed itself."""
    if not path:
        return table
    key, *others = path
    inner = _with(tree[key], tuple(others), table)
    if isinstance(tree, list):
        return [inner if place == key else item for place, item in enumerate(tree)]
    return tree | {key: inner}

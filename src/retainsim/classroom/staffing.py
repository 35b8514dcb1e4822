"""How many people a player wants in a role, as decisions on dates, which they are."""

from collections.abc import Iterable, Iterator, Mapping

from retainsim.classroom.levers import PEOPLE, Value, hired, in_words
from retainsim.scenario import Scenario
from retainsim.scenario.changes import StrategyChange
from retainsim.scenario.errors import LIST, Problem
from retainsim.study.setup.checks import wrong

Move = Mapping[str, Value]


def about_people(scenario: Scenario, move: Move) -> Iterator[Problem]:
    """What is wrong with the people that a move wants: only so many can be placed."""
    most = hired(scenario)
    for path, number in _people_in(move).items():
        role = path.partition(".")[2]
        if role not in most:
            yield wrong(path, f"is no role in which people come and go{LIST}", ", ".join(most) or "none")
        elif isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most[role]:
            yield wrong(f"{path} {number}", "must be a whole number", f"from 0 to {most[role]}")


def with_decisions(decisions: Iterable[StrategyChange], move: Move, week: int) -> list[StrategyChange]:
    """The decisions on people up to now, with those of a move, which hold from a week on; the last of a week counts."""
    wishes = {path.partition(".")[2]: number for path, number in _people_in(move).items()}
    before = [one for one in decisions if one.from_week < week or not (one.people or {}).keys() & wishes.keys()]
    return before + [StrategyChange.model_validate({
        "from_week": week, "description": f"{number} {in_words(role)}", "people": {role: number}})
        for role, number in wishes.items()]


def _people_in(move: Move) -> Move:
    return {path: value for path, value in move.items() if path.startswith(f"{PEOPLE}.")}

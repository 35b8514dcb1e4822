"""Several scenarios side by side: what their strategies are called together, and whether all meet the same luck."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

from retainsim.declared.jobs import numbers_of
from retainsim.scenario.errors import LIST, Keys, Problem, did_you_mean, quote
from retainsim.scenario.schema import Scenario
from retainsim.scenario.shape import likely_name
from retainsim.study.setup.checks import wrong

LUCK = {"seed": "the same luck has one seed", "weeks": "strategies are compared over the same time"}
NUMBERED = {  # tables that luck knows by their place, and what keeps the place of one that is not there
    "clients": "organisations = 0", "staff": "people = 0", "rivals": "enabled = false"}


class Entry(NamedTuple):
    """A strategy of one of several scenarios."""

    scenario: Scenario
    strategy: str  # as its scenario calls it


def entries(scenarios: Sequence[Scenario]) -> dict[str, Entry]:
    """Every strategy by what it is called among all: its name, or SCENARIO:NAME where several have that name."""
    numbers = Counter(name for scenario in scenarios for name in scenario.strategies)
    return {name if numbers[name] == 1 else f"{scenario.name}:{name}": Entry(scenario, name)
            for scenario in scenarios for name in scenario.strategies}


def named_by(word: str, every: Mapping[str, Entry]) -> list[str]:
    """The strategies that a word names: one by SCENARIO:NAME, by NAME those of all scenarios that have it."""
    return [label for label, (scenario, name) in every.items() if word in (name, f"{scenario.name}:{name}")]


def with_own_names(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The scenarios, called after their files where some have the same name: what extends another inherits that."""
    files = [likely_name(Path(scenario.places.file).stem) for scenario in scenarios]
    if len({scenario.name for scenario in scenarios}) == len(scenarios) or len({*files, None}) <= len(scenarios):
        return list(scenarios)
    return [scenario.model_copy(update={"name": file}) for scenario, file in zip(scenarios, files, strict=True)]


def about_strategies(scenarios: Sequence[Scenario], names: Sequence[str], number: int | None = None,
                     ) -> Iterator[Problem]:
    """What is wrong with the strategies that somebody wants to play, and with their number: one, two, or any."""
    every = entries(scenarios)
    allowed, argument = ", ".join(every), "--strategy" if number == 1 else "--strategies"
    who, together = " or ".join(scenario.name for scenario in scenarios), f"{argument} {','.join(map(str, names))}"
    counts = Counter(label for name in names for label in named_by(name, every))
    unknown = [name for name in dict.fromkeys(names) if not named_by(name, every)]
    twice = [label for label, count in counts.items() if count > 1]
    left_out = [scenario.name for scenario in scenarios if all(every[label].scenario is not scenario
                                                               for label in counts)]
    for name in unknown:
        yield wrong(f"{argument} {quote(name)}", f"is not a strategy of {who}{LIST}", allowed,
                    did_you_mean(name, [*(entry.strategy for entry in every.values()), *every])
                    if isinstance(name, str) else "")
    if not names:
        yield wrong(argument, "must name at least one strategy of", f"{who}: {allowed}")
    elif twice:
        yield wrong(together, f"must name each strategy once, not twice: {', '.join(twice)}")
    elif not unknown and number not in (None, len(names)):
        yield wrong(together, f"must name {'one strategy' if number == 1 else 'two strategies'} of",
                    f"{who}: {allowed}")
    elif not unknown and left_out:
        yield wrong(together, f"names no strategy of {' and '.join(left_out)}; allowed:", allowed)


def about_luck(scenarios: Sequence[Scenario], wishes: Mapping[str, int | None]) -> Iterator[Problem]:
    """Why scenarios do not meet the same luck, or cannot be told apart; `wishes` are numbers for all of them."""
    first = scenarios[0]
    for place, scenario in enumerate(scenarios):
        if any(scenario.name == other.name for other in scenarios[:place]):
            yield _problem(scenario, ("name",), "is the name of another of these scenarios, too", scenario.name,
                           "Give each a name of its own.")
        for key, why in LUCK.items():
            ours, theirs = getattr(scenario, key), getattr(first, key)
            if ours != theirs and wishes[key] is None:
                yield _problem(scenario, (key,), f"differs from {first.name}, which has {theirs}: {why}", ours,
                               f"Give both the same, for instance by --{key} {theirs}.")
    for kind, instead in NUMBERED.items():
        places: dict[str, tuple[int, Scenario]] = {}  # of a name, where it first occurs
        for scenario in scenarios:
            for name, number in _numbers(scenario, kind).items():
                there, other = places.setdefault(name, (number, scenario))
                if there != number:
                    yield _problem(
                        scenario, (kind, name), f"is number {number} of the {kind} here and number {there} in "
                        f"{other.name}: luck knows them by their order, and would take these for others", None,
                        f"Keep the order of {other.name}, add what is new at the end, and give what is not there "
                        f"{instead} instead of dropping it.")
                    break


def _numbers(scenario: Scenario, kind: str) -> dict[str, int]:
    """The numbers of tables by name, from 1."""
    tables = getattr(scenario, kind)
    return {name: number + 1 for name, number in (
        numbers_of(tables).items() if kind == "staff" else zip(tables, count(), strict=False))}


def _problem(scenario: Scenario, path: Keys, message: str, value: object, fix: str) -> Problem:
    """What is wrong with one of them, at its place in the file; a scenario of no file is called by its name."""
    problem = scenario.places.problem(path, message, value, fix=fix)
    return replace(problem, file=problem.file or scenario.name)

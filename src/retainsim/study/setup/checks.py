"""What a caller may ask of a study: names of strategies and whole numbers within bounds."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario.errors import Problem, ScenarioError, dotted, quote
from retainsim.scenario.schema import Scenario
from retainsim.scenario.shape import number_in_words
from retainsim.scenario.spelling import did_you_mean

LONGEST = 5_200  # weeks, as in a scenario file
LARGEST_KEY = 2**32 - 1  # luck is keyed on two words of 32 bits
MOST_REPLICATIONS = 1_000_000  # the mean is known to a thousandth of the spread between worlds by then
MOST_THREADS = 1_024


class UnknownNameError(KeyError):
    """A name that is not there; the message says which there are."""

    def __init__(self, kind: str, given: object, known: Iterable[str]) -> None:
        names = list(known)
        super().__init__(f"There is no {kind} {quote(given)}; there are {', '.join(names)}. "
                         f"{did_you_mean(given, names) if isinstance(given, str) else ''}".rstrip())

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would put it in quotes


def refuse_unloaded(scenario: object) -> None:
    """Raise `TypeError` for what is no scenario, such as the name of one."""
    if isinstance(scenario, Scenario):
        return
    if isinstance(scenario, str | os.PathLike):
        name = os.fspath(scenario)
        raise TypeError(f"{quote(name)} is the name of a scenario, not a scenario: load it first, with "
                        f"retainsim.load({name!r}).")
    raise TypeError(f"A scenario is wanted, as retainsim.load gives it, and not {type(scenario).__name__}.")


def settled(scenario: Scenario, seed: int | None, weeks: int | None) -> Scenario:
    """The scenario with another seed and length, where they are given; both must have been checked."""
    changes = {"seed": seed, "weeks": weeks}
    return scenario.model_copy(update={name: value for name, value in changes.items() if value is not None})


def refuse(problems: Sequence[Problem]) -> None:
    """Raise `ScenarioError` if there are any problems."""
    if problems:
        raise ScenarioError(problems)


def about_number(argument: str, value: int | None, low: int, high: int, fix: str = "") -> list[Problem]:
    """What is wrong with a whole number; None stands for the default and is never wrong."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and low <= value <= high):
        return []
    return [Problem(f"{argument} {quote(value)}", None, "", "must be a whole number",
                    allowed=f"from {low} to {number_in_words(high)}", fix=fix)]


def about_strategies(scenario: Scenario, names: Sequence[str], argument: str) -> list[Problem]:
    """What is wrong with the strategies that somebody wants to play."""
    known = list(scenario.strategies)
    if not names:
        return [Problem(argument, None, "", "must name at least one strategy of", allowed=f"{scenario.name}: "
                        + ", ".join(known))]
    problems = [
        Problem(f"{argument} {quote(name)}", None, "", f"is not a strategy of {scenario.name}; allowed:",
                allowed=", ".join(known), fix=did_you_mean(name, known) if isinstance(name, str) else "")
        for name in dict.fromkeys(names) if name not in scenario.strategies]
    twice = [name for name, count in Counter(names).items() if count > 1 and name in scenario.strategies]
    if twice:
        problems.append(Problem(f"{argument} {','.join(map(str, names))}", None, "",
                                f"must name each strategy once, not twice: {', '.join(map(str, twice))}"))
    return problems


def about_two(scenario: Scenario, names: Sequence[str]) -> list[Problem]:
    """What is wrong with the two strategies that somebody wants to set against each other."""
    problems = about_strategies(scenario, names, "--strategies")
    if not problems and len(names) != 2:
        problems.append(Problem(f"--strategies {','.join(names)}", None, "", "must name two strategies of",
                                allowed=f"{scenario.name}: " + ", ".join(scenario.strategies)))
    return problems


def about_primary_kpis(scenario: Scenario) -> list[Problem]:
    """What is wrong with the KPIs that the scenario declares primary."""
    problems = []
    for position, name in enumerate(scenario.primary_kpis):
        if name not in KPIS:
            path = ("primary_kpis", position)
            file, line = scenario.places.of(path)
            problems.append(Problem(file or scenario.name, line, dotted(path), "is not a KPI; allowed:", quote(name),
                                    ", ".join(KPIS), did_you_mean(name, KPIS)))
    return problems


def about_kpi(name: str, argument: str) -> list[Problem]:
    """What is wrong with the KPI that somebody asks about."""
    if name in KPIS:
        return []
    return [Problem(f"{argument} {quote(name)}", None, "", "is not a KPI; allowed:", allowed=", ".join(KPIS),
                    fix=did_you_mean(name, KPIS))]

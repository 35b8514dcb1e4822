"""What can be changed about a strategy while it is followed: one lever for each of its values, made from the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from retainsim.declared import jobs
from retainsim.scenario import shape
from retainsim.scenario.people import most_people, number_in, wanted
from retainsim.scenario.schema import Scenario, Strategy
from retainsim.scenario.uses import uses

FIXED = ("description", "triggers", "changes")  # parts of a strategy that nobody moves by hand
OF_WORK = ("overtime", "helps")
PEOPLE = "people"  # the first part of the path of how many a role has
TERMS = ("weeks_to_find", "weeks_to_learn", "notice_weeks", "hiring_cost", "dismissal_cost")  # of hiring and dismissal
UNKNOWABLE = "courtship"  # a choice of experiments: no firm hears of it
FEW = 10  # a range up to which is moved along a slider
SMALL_STEP = 0.05

Value = float | int | bool | str


class Lever(NamedTuple):
    """One value of a strategy that can be changed from week to week."""

    path: str  # dotted, within the strategy
    group: str  # the role whose hours it divides; "" for others
    label: str
    meaning: str
    unit: str
    kind: Literal["slider", "number", "choice", "switch"]
    low: float
    high: float
    step: float
    choices: tuple[str, ...]


def in_words(name: str) -> str:
    """A role as a page calls it."""
    return name.replace("_", " ").replace("-", " ")


def levers(scenario: Scenario, is_game: bool = False) -> list[Lever]:
    """The levers of every strategy: hours of roles that have people, then the others; a game has not all choices."""
    hours = (f"hours.{role}.{job}" for role, job in _places(scenario))
    prices = (f"prices.{segment}" for segment in scenario.clients)
    others = [name for name in Strategy.model_fields if name not in ("hours", "prices", *_without(scenario))]
    people = (_people(role, most) for role, most in hired(scenario).items())
    every = [*people, *(_lever(path) for path in (*hours, *prices, *others))]
    return every if not is_game else [
        lever if UNKNOWABLE not in lever.choices else lever._replace(
            choices=tuple(choice for choice in lever.choices if choice != UNKNOWABLE),
            meaning=lever.meaning.rpartition(";")[0]) for lever in every]  # the last clause tells of that choice


def values(scenario: Scenario, strategy: Strategy, week: int = 0) -> dict[str, Value]:
    """How the levers stand under a strategy, by path; hours that it does not mention are 0, prices the firm's.

    Of people it says how many are wanted in a week: some may not be there yet, or still be there.
    """
    people = {f"{PEOPLE}.{role}": number_in(wanted(strategy, role, scenario.staff[role].people), week)
              for role in hired(scenario)}
    shares: Mapping[str, Mapping[str, float]] = strategy.hours
    hours = {f"hours.{role}.{job}": shares.get(role, {}).get(job, 0.0) for role, job in _places(scenario)}
    prices = {f"prices.{name}": strategy.prices.get(name, scenario.firm.price_index) for name in scenario.clients}
    return people | hours | prices | strategy.model_dump(exclude={"hours", "prices", *_without(scenario)})


def hired(scenario: Scenario) -> dict[str, int]:
    """The most people that any strategy wants in each role in which they come and go: it says how, or they do."""
    return {name: most for name, most in most_people(scenario).items()
            if most != scenario.staff[name].people or any(getattr(scenario.staff[name], term) for term in TERMS)}


def _people(role: str, most: int) -> Lever:
    meaning = f"how many people are wanted, at most {most}: finding them takes time, and so does notice"
    return Lever(f"{PEOPLE}.{role}", in_words(role), PEOPLE, meaning, PEOPLE, "slider" if most <= FEW else "number", 0,
                 most, 1, ())


def _without(scenario: Scenario) -> tuple[str, ...]:
    """Parts of a strategy that are no levers: work is where clients ask for it."""
    return FIXED if uses(scenario, "delivery") else (*FIXED, *OF_WORK)


def _places(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The roles that have people, each with the jobs that they may do, and that are there to be done."""
    there = [job for job in jobs.NAMES if job != "delivery" or uses(scenario, "delivery")]
    return ((name, job) for name, role in scenario.staff.items() if most_people(scenario)[name]
            for job in there if job in (role.jobs or there))


def _lever(path: str) -> Lever:
    keys = path.split(".")
    nodes = [shape.at(("strategies", "any", *keys[:length])) for length in range(1, len(keys) + 1)]
    node, meaning = nodes[-1], next(filter(None, (node.get("description") for node in reversed(nodes))), "")
    choices, kind = tuple(node.get("enum", ())), node.get("type")
    low, high = node.get("minimum", SMALL_STEP if "exclusiveMinimum" in node else 0), node.get("maximum", 0)
    form: Any = ("choice" if choices else "switch" if kind == "boolean" else
                 "slider" if kind == "number" and high <= FEW else "number")
    group = keys[1] if len(keys) > 1 else ""
    label = "price" if keys[0] == "prices" else keys[-1].replace("_", " ")
    return Lever(path, in_words(group), label, meaning, node.get("unit", ""), form,
                 low, high, SMALL_STEP if form == "slider" else 1, choices)

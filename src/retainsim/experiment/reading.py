"""From a file to an experiment: its scenario, its factors and its points, or everything that is wrong with it."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from retainsim.experiment import factors as varied
from retainsim.experiment import points as designs
from retainsim.experiment.consistency import about_design
from retainsim.experiment.draft import FACTORS, Draft, draft
from retainsim.experiment.factors import STAR, Factor, Point
from retainsim.experiment.precision import objections
from retainsim.experiment.schema import MOST_REPLICATIONS, Budget, Definition, Design
from retainsim.experiment.schema import Factor as Entry
from retainsim.experiment.table import TableError, read_table
from retainsim.experiment.values import first_refused
from retainsim.results.kpis.dictionary import kpis_of
from retainsim.scenario import Scenario, ScenarioError, change, load, shape
from retainsim.scenario.description import parameters
from retainsim.scenario.errors import Keys, Places, Problem, did_you_mean, nearest
from retainsim.scenario.overrides import plain
from retainsim.scenario.reading import EXPERIMENT, NAMED, contents, locate

Wrong = Callable[..., Problem]


@dataclass(frozen=True)
class Experiment:
    """An experiment that has been read and checked, with its points."""

    name: str
    definition: Definition
    scenario: Scenario  # with all that is the same at every point
    strategies: tuple[str, ...]
    kpis: tuple[str, ...]
    factors: tuple[Factor, ...]
    rows: list[list[Any]] = field(repr=False)  # a value of each factor for every point

    def point(self, number: int) -> Point:
        """What a point changes in the scenario."""
        return varied.point(self.factors, self.rows[number])


def load_experiment(name_or_path: str | os.PathLike[str]) -> Experiment:
    """The experiment in a file, or a shipped one by its bare name.

    Raises   `ScenarioError` with every problem at once.
    """
    path = locate(name_or_path, EXPERIMENT)
    first = draft(contents(path, EXPERIMENT))
    if first.definition is None:
        raise _in_order(first.problems)
    definition, places = first.definition, first.places
    scenario, problems = _scenario(definition, path.parent, places)
    factors, more, suspects = _factors(definition.design, scenario, first)
    problems += [*more, *about_design(definition.design, factors, suspects, places)]
    rows: list[list[Any]] = []
    if scenario is not None:
        if definition.design.kind == "list" and definition.design.file is not None:
            factors, rows, more = _table(definition.design.file, path.parent, scenario, places)
            problems += more
        problems += _about_all_names(definition, scenario, places)
        names = definition.strategies or scenario.strategies
        problems += (places.problem(("precision",), words, definition.precision)
                     for words in objections(definition.precision, len(names)))
        problems += _about_values(factors, scenario, places)
    problems = [*first.problems, *first.news(problems)]
    if problems or scenario is None:
        raise _in_order(problems)
    rows = rows or _points(definition.design, factors, places)
    return Experiment(path.stem, definition, scenario, tuple(definition.strategies or scenario.strategies),
                      tuple(definition.kpis or _kpis(scenario)), tuple(factors), rows)


def _table(file: str, folder: Path, scenario: Scenario, places: Places,
           ) -> tuple[list[Factor], list[list[Any]], list[Problem]]:
    """The factors and the rows of a file of points, and what is wrong with it."""
    try:
        names, rows = read_table(folder / file)
    except TableError as error:
        return [], [], [places.problem(("design", "file"), str(error), file)]
    return [Factor(name, varied.targets(scenario, name) or (name,), values=tuple(column))
            for name, *column in zip(names, *rows, strict=True)], rows, []


def _points(design: Design, factors: list[Factor], places: Places) -> list[list[Any]]:
    """The rows of a design."""
    try:
        return designs.rows(design, factors)
    except designs.NoPointsError as error:
        raise ScenarioError([places.problem(("design", "constraints"), f"allow hardly any point: {error}")]) from None
    except ImportError:
        raise ScenarioError([places.problem(
            ("design", "kind"), "needs a library that is not installed", design.kind,
            fix="Install it with the extra bench: pip install 'retainsim[bench]'.")]) from None


def experiment_at(scenario: Scenario, columns: Mapping[str, Sequence[Any]], *, strategies: Sequence[str] | None,
                  replications: int, kpis: Sequence[str] | None) -> Experiment:
    """The experiment at these points of a scenario: a column of values for each path.

    Raises   `ScenarioError` with every problem at once.
    """
    places = Places("points")
    definition = Definition.model_construct(
        scenario=scenario.name, strategies=list(strategies) if strategies else None, replications=replications,
        kpis=list(kpis) if kpis else None, precision=None,
        budget=Budget(), design=Design(kind="list", file="points"))
    factors = [Factor(path, varied.targets(scenario, path) or (path,), values=tuple(map(plain, values)))
               for path, values in columns.items()]
    problems = [*_about_all_names(definition, scenario, places), *_about_values(factors, scenario, places)]
    if not 1 <= replications <= MOST_REPLICATIONS:
        problems.append(places.problem(("replications",), f"must be a whole number from 1 to {MOST_REPLICATIONS:_}",
                                       replications))
    if len({len(factor.values) for factor in factors}) != 1 or not factors[0].values:
        problems.append(places.problem((), "must have at least one column, and as many values in each"))
    if problems:
        raise ScenarioError(problems)
    return Experiment("points", definition, scenario, tuple(strategies or scenario.strategies),
                      tuple(kpis or _kpis(scenario)), tuple(factors),
                      [list(row) for row in zip(*(factor.values for factor in factors), strict=True)])


def _in_order(problems: Any) -> ScenarioError:
    return ScenarioError(sorted(problems, key=lambda problem: problem.line or 0))


def _scenario(definition: Definition, folder: Path, places: Places) -> tuple[Scenario | None, list[Problem]]:
    """The scenario with all that the experiment sets once, and what is wrong with it; None if it cannot be read."""
    beside = folder / definition.scenario
    try:
        scenario = load(beside if beside.is_file() else definition.scenario)
    except ScenarioError as error:
        here = places.problem(("scenario",), "", definition.scenario)
        return None, [one if one.line else replace(here, message=one.message, allowed=one.allowed, fix=one.fix)
                      for one in error.problems]
    fixed: dict[Keys, Any] = {
        (key,): value for key in ("seed", "weeks") if (value := getattr(definition, key)) is not None}
    fixed |= {("set", key): value for key, value in definition.set.items()}
    problems: list[Problem] = []
    for path, value in fixed.items():
        try:
            scenario = change(scenario, {str(path[-1]): value})
        except ScenarioError as error:
            problems += [_placed(one, path, places) for one in error.problems[:1]]
    return scenario, problems


def _placed(problem: Problem, path: Keys, places: Places) -> Problem:
    """A problem of a `path=value` word, at the place of the experiment that says it."""
    where = places.problem(path, "")
    return replace(problem, file=where.file, line=where.line, path=problem.file.removeprefix("--set "), value=None)


def _kpis(scenario: Scenario) -> list[str]:
    return list(kpis_of(*(name for name, rival in scenario.rivals.items() if rival.enabled)))


def _about_all_names(definition: Definition, scenario: Scenario, places: Places) -> Iterator[Problem]:
    yield from _about_names("strategies", definition.strategies, list(scenario.strategies), places)
    yield from _about_names("kpis", definition.kpis, _kpis(scenario), places)


def _about_names(key: str, names: Sequence[str] | None, allowed: Sequence[str], places: Places) -> Iterator[Problem]:
    """What is wrong with the strategies, or with the KPIs."""
    for place, name in enumerate(names or ()):
        if name not in allowed:
            yield places.problem((key, place), "is not in the scenario; allowed:", name, ", ".join(allowed),
                                 did_you_mean(name, allowed))
        elif name in (names or ())[:place]:
            yield places.problem((key, place), "must not stand there twice", name)


def _factors(design: Design, scenario: Scenario | None, first: Draft,
             ) -> tuple[list[Factor], list[Problem], list[str]]:
    """The factors that the file names and the assumed ones; what is wrong with some, and what these may be called."""
    factors, problems, suspects = list[Factor](), list[Problem](), list[str]()
    for path, entry in design.factors.items():
        wrong = partial(first.places.problem, (*FACTORS, path))
        is_known = (*FACTORS, path) not in first.doubtful
        mine = [*_about_path(path, scenario, wrong), *(_about_entry(path, entry, scenario, wrong) if is_known else ())]
        if scenario is None or mine or not is_known:
            suspects += [path, *(filter(None, [nearest(path, _paths(scenario))]) if scenario else ())]
        else:
            factors.append(_factor(path, entry, scenario))
        problems += mine
    settled = {target for factor in factors for target in factor.targets}
    for factor in varied.assumed(scenario) if design.assumed and scenario else ():
        if left := tuple(target for target in factor.targets if target not in settled):
            factors.append(replace(factor, targets=left))
    return factors, problems, suspects


def _paths(scenario: Scenario) -> list[str]:
    return [one.path for one in parameters(scenario)]


def _node(path: str, scenario: Scenario) -> shape.Node:
    """What the scenario allows at the path of a factor: nothing where there is no such number."""
    targets = varied.targets(scenario, path)
    room, name = (*path.split("."), "")[:2]
    is_missing = not targets or STAR in targets[0] or (
        room in NAMED and name != STAR and name not in varied.tables(scenario, room))
    return {} if is_missing else shape.at(tuple(targets[0].split(".")))


def _about_path(path: str, scenario: Scenario | None, wrong: Wrong) -> Iterator[Problem]:
    if scenario is not None and not _node(path, scenario):
        near = did_you_mean(path, _paths(scenario))
        yield wrong("is not in the scenario", fix=near or 'A star stands for all tables: "clients.*.fee_per_week".')


def _about_entry(path: str, entry: Entry, scenario: Scenario | None, wrong: Wrong) -> Iterator[Problem]:
    """What is wrong with the values of a factor, or with its range."""
    if entry.values is not None and entry.low is None and entry.high is None:
        return
    if entry.values is not None or entry.low is None or entry.high is None:
        yield wrong("must have either values, or low and high")
    elif scenario and (node := _node(path, scenario)) and node.get("type") not in ("integer", "number"):
        yield wrong("is no number, and has no range", fix="Give its values one by one.")
    elif entry.low >= entry.high or (entry.distribution == "log" and entry.low <= 0):
        yield wrong("must have a low below its high" + (", and above 0 for its logarithm" * (entry.low <= 0)))


def _factor(path: str, entry: Entry, scenario: Scenario) -> Factor:
    targets = varied.targets(scenario, path)
    if entry.low is None or entry.high is None:
        return Factor(path, targets, values=tuple(entry.values or ()))
    return Factor(path, targets, entry.low, entry.high, _node(path, scenario)["type"] == "integer",
                  entry.distribution == "log")


def _about_values(factors: Sequence[Factor], scenario: Scenario, places: Places) -> Iterator[Problem]:
    """The first value of each factor that the scenario cannot have by itself; of a range its ends are tried."""
    for factor in factors:
        path: Keys = (*FACTORS, factor.path)
        if (*path, "low") in places.keys:
            for end, value in (("low", factor.low), ("high", factor.high)):
                if problem := _refusal(factor, scenario, value):
                    yield places.problem((*path, end), problem.message, value, problem.allowed, problem.fix)
                    break
        elif problem := first_refused(factor.values or (factor.low, factor.high), partial(_refusal, factor, scenario)):
            yield _placed(problem, path if path in places.keys else ("design", "file"), places)


def _refusal(factor: Factor, scenario: Scenario, value: Any) -> Problem | None:
    """What is wrong with a value of a factor, if anything is."""
    try:
        change(scenario, [f"{target}={factor.text_of(value)}" for target in factor.targets])
    except ScenarioError as error:
        return error.problems[0]
    return None

"""From a file to an experiment: its scenario, its factors and its points, or everything that is wrong with it."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from retainsim.experiment import factors as varied
from retainsim.experiment import points as designs
from retainsim.experiment.consistency import about_design
from retainsim.experiment.factors import STAR, Factor, Point
from retainsim.experiment.schema import MOST_REPLICATIONS, Budget, Definition, Design
from retainsim.experiment.schema import Factor as Entry
from retainsim.experiment.table import TableError, read_table
from retainsim.results.kpis.dictionary import kpis_of
from retainsim.scenario import Scenario, ScenarioError, change, load, shape
from retainsim.scenario.description import parameters
from retainsim.scenario.errors import Keys, Places, Problem, did_you_mean
from retainsim.scenario.overrides import plain
from retainsim.scenario.reading import EXPERIMENT, NAMED, contents, locate

FACTORS: Keys = ("design", "factors")


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
    source = contents(path, EXPERIMENT)
    try:
        definition = Definition.model_validate(source.tree)
    except ValidationError as invalid:
        raise _in_order(_problem(error, source.places) for error in invalid.errors(include_url=False)) from None
    return experiment_of(definition, source.places, path.stem, path.parent)


def experiment_of(definition: Definition, places: Places, name: str, folder: Path) -> Experiment:
    """The experiment that is defined so, in a file in this folder.

    Raises   `ScenarioError` with every problem at once.
    """
    scenario, design = _scenario(definition, folder, places), definition.design
    factors, problems = _factors(design, scenario, places)
    problems += [*_about_all_names(definition, scenario, places), *about_design(design, factors, places)]
    rows: list[list[Any]] = []
    if not problems:
        try:
            if design.file is None:
                rows = designs.rows(design, factors)
            else:
                names, rows = read_table(folder / design.file)
                factors = [Factor(name, varied.targets(scenario, name) or (name,), values=tuple(column))
                           for name, *column in zip(names, *rows, strict=True)]
        except designs.NoPointsError as error:
            problems.append(places.problem(("design", "constraints"), f"allow hardly any point: {error}"))
        except TableError as error:
            problems.append(places.problem(("design", "file"), str(error), design.file))
        except ImportError:
            problems.append(places.problem(("design", "kind"), "needs a library that is not installed", design.kind,
                                           fix="Install it with the extra bench: pip install 'retainsim[bench]'."))
    problems += _about_values(factors, scenario, places)
    if problems:
        raise _in_order(problems)
    return Experiment(name, definition, scenario, tuple(definition.strategies or scenario.strategies),
                      tuple(definition.kpis or _kpis(scenario)), tuple(factors), rows)


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


def _scenario(definition: Definition, folder: Path, places: Places) -> Scenario:
    """The scenario with all that the experiment sets once."""
    beside = folder / definition.scenario
    scenario = load(beside if beside.is_file() else definition.scenario)
    fixed: dict[Keys, Any] = {
        (key,): value for key in ("seed", "weeks") if (value := getattr(definition, key)) is not None}
    fixed |= {("set", key): value for key, value in definition.set.items()}
    problems: list[Problem] = []
    for path, value in fixed.items():
        try:
            scenario = change(scenario, {str(path[-1]): value})
        except ScenarioError as error:
            problems += [_placed(one, path, places) for one in error.problems[:1]]
    if problems:
        raise _in_order(problems)
    return scenario


def _placed(problem: Problem, path: Keys, places: Places) -> Problem:
    """A problem of a `path=value` word, at the place of the experiment that says it."""
    where = places.problem(path, "")
    return replace(problem, file=where.file, line=where.line, path=problem.file.removeprefix("--set "), value=None)


def _problem(error: Any, places: Places) -> Problem:
    """One complaint of pydantic in the words of the file."""
    path, value = error["loc"], error["input"]
    if error["type"] == "extra_forbidden":
        names = shape.keys(shape.at(path[:-1], Definition))
        return places.problem(path, "is not known here; allowed:", value, ", ".join(names),
                              did_you_mean(str(path[-1]), names))
    node = shape.at(path, Definition)
    meaning = f": {node['description'].rstrip('.')}" if "description" in node else ""
    if error["type"] == "missing":
        return places.problem(path, "is missing; it must be", None, shape.in_words(node) + meaning)
    return places.problem(path, "must be", value, shape.in_words(node) + meaning, shape.likely(node, value))


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


def _factors(design: Design, scenario: Scenario, places: Places) -> tuple[list[Factor], list[Problem]]:
    """The factors that the file names, and the assumed ones."""
    factors, problems = list[Factor](), list[Problem]()
    for path, entry in design.factors.items():
        factor = _factor(path, entry, scenario, partial(places.problem, (*FACTORS, path)))
        (factors if isinstance(factor, Factor) else problems).append(factor)  # type: ignore[arg-type]
    settled = {target for factor in factors for target in factor.targets}
    for factor in varied.assumed(scenario) if design.assumed else ():
        if left := tuple(target for target in factor.targets if target not in settled):
            factors.append(replace(factor, targets=left))
    return factors, problems


def _factor(path: str, entry: Entry, scenario: Scenario, wrong: Callable[..., Problem]) -> Factor | Problem:
    """A factor of the file, or what is wrong with it."""
    targets = varied.targets(scenario, path)
    node = shape.at(tuple(targets[0].split("."))) if targets else {}
    room, name = (*path.split("."), "")[:2]
    if not node or STAR in targets[0] or (room in NAMED and name != STAR and name not in varied.tables(scenario, room)):
        near = did_you_mean(path, [one.path for one in parameters(scenario)])
        return wrong("is not in the scenario", fix=near or 'A star stands for all tables: "clients.*.fee_per_week".')
    if entry.values is not None and entry.low is None and entry.high is None:
        return Factor(path, targets, values=tuple(entry.values))
    if entry.values is not None or entry.low is None or entry.high is None:
        return wrong("must have either values, or low and high")
    if node.get("type") not in ("integer", "number"):
        return wrong("is no number, and has no range", fix="Give its values one by one.")
    is_log = entry.distribution == "log"
    if entry.low >= entry.high or (is_log and entry.low <= 0):
        return wrong("must have a low below its high" + (", and above 0 for its logarithm" * (entry.low <= 0)))
    return Factor(path, targets, entry.low, entry.high, node["type"] == "integer", is_log)


def _about_values(factors: Sequence[Factor], scenario: Scenario, places: Places) -> Iterator[Problem]:
    """The first value of each factor that the scenario cannot have by itself; of a range its ends are tried."""
    for factor in factors:
        path: Keys = (*FACTORS, factor.path)
        if path not in places.keys:
            path = ("design", "file")
        for value in dict.fromkeys(factor.values or (factor.low, factor.high)):
            try:
                change(scenario, [f"{target}={factor.text_of(value)}" for target in factor.targets])
            except ScenarioError as error:
                yield _placed(error.problems[0], path, places)
                break

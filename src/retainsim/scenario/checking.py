"""From a tree of tables to a scenario, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from retainsim.scenario import shape
from retainsim.scenario.consistency import Finding, Parts, findings
from retainsim.scenario.errors import Keys, Places, Problem, ScenarioError, dotted, quote
from retainsim.scenario.library import did_you_mean, nearest
from retainsim.scenario.reading import Source
from retainsim.scenario.schema import Firm, Market, Rival, Scenario, Segment, Staff, Strategy

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Part = TypeVar("Part", bound=BaseModel)

EXPLAINED = 200  # problems that get a fix: the search for near names is slow, and nobody reads so many
MOST_HOMES = 3  # tables that a key may come from, for it to be worth naming them


def check(source: Source, problems: Iterable[Problem] = ()) -> Scenario:
    """The scenario, if nothing is wrong with it.

    Raises   `ScenarioError` with `problems` and all further ones in the order of the file.
    """
    found = list(problems)
    try:
        scenario = Scenario.model_validate(source.tree)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_context=False)
        found += [_problem(error, source, number < EXPLAINED) for number, error in enumerate(_outermost(errors))]
    found += [_placed(finding, source) for finding in findings(_valid_parts(source.tree))]
    if found:
        found.sort(key=_reading_order)
        raise ScenarioError(found)
    return scenario.with_places(Places(source.file, source.places))


def _reading_order(problem: Problem) -> tuple[str, int]:
    """Arguments first and as they came, then file by file, line by line."""
    return ("", 0) if problem.file.startswith("--set ") else (problem.file, problem.line or 0)


def _outermost(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors that do not merely follow from a key that is not allowed above them."""
    wrong_keys = {error["loc"][:-1] for error in errors if _is_about_key(error)}

    def follows(error: ErrorDetails) -> bool:
        above = error["loc"][:-2] if _is_about_key(error) else error["loc"][:-1]
        return any(above[:length] in wrong_keys for length in range(1, len(above) + 1))

    return [error for error in errors if not follows(error)]


def _is_about_key(error: ErrorDetails) -> bool:
    """Whether it is a key that breaks the rule for keys; one may well be spelt `[key]` itself."""
    return error["loc"][-1:] == ("[key]",) and error["type"] != "extra_forbidden"


def _valid_parts(tree: dict[str, Any]) -> Parts:
    """The tables that are right in themselves, so that what lies between them is checked even if others are wrong."""
    market = _valid(Market, tree.get("market", {}))
    return Parts(
        segments=_valid_tables(Segment, tree, "clients"),
        rivals=_valid_tables(Rival, tree, "rivals"),
        strategies=_valid_tables(Strategy, tree, "strategies"),
        all_segments=list(_table(tree, "clients")),
        all_strategies=list(_table(tree, "strategies")),
        hours=_hours(_table(tree, "strategies")),
        seasoned_by=market.seasoned_by if market else None,
        staff=_valid(Staff, tree.get("staff")),
        firm=_valid(Firm, tree.get("firm")),
        primary_kpis=tree.get("primary_kpis"))


def _valid_tables(model: type[Part], tree: dict[str, Any], key: str) -> dict[str, Part]:
    """The tables of one kind that are right in themselves; of absurdly many only the first."""
    parts = {name: _valid(model, table) for name, table in list(_table(tree, key).items())[:EXPLAINED]}
    return {name: part for name, part in parts.items() if part is not None}


def _hours(strategies: dict[str, Any]) -> dict[str, dict[str, dict[str, float]]]:
    """The shares of hours that are right in themselves, by strategy, role and job; of absurdly many only the first."""
    return {name: {role: {job: share for job, share in _table(roles, role).items() if _is_share(share)}
                   for roles in [_table(strategy, "hours")] for role in roles}
            for name, strategy in list(strategies.items())[:EXPLAINED] if isinstance(strategy, dict)}


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _table(tree: dict[str, Any], key: str) -> dict[str, Any]:
    value = tree.get(key)
    return value if isinstance(value, dict) else {}


def _valid(model: type[Part], table: Any) -> Part | None:
    try:
        return model.model_validate(table)
    except ValidationError:
        return None


def _placed(finding: Finding, source: Source) -> Problem:
    file, line = source.place(finding.path)
    given = None if finding.given is None else quote(finding.given)
    return Problem(file, line, dotted(finding.path), finding.message, given, finding.allowed, finding.fix)


def _problem(error: ErrorDetails, source: Source, explained: bool) -> Problem:
    """One complaint of pydantic in the words of the file."""
    about_key = _is_about_key(error)
    path = error["loc"][:-1] if about_key else error["loc"]
    file, line = source.place(path)
    value, node, kind = error["input"], shape.at(path), error["type"]
    given: str | None = quote(value)
    message, allowed, fix = "must be", shape.wanted(node), ""
    if about_key or kind == "extra_forbidden":
        message, allowed, fix = _about_key(path, explained)
        given = None if about_key else given
    elif kind == "missing":
        message, given = "is missing; it must be", None
        unit = node.get("unit", "1")
        allowed += "" if unit == "1" else f" [{unit}]"
        allowed += f": {node['description'].rstrip('.')}" if "description" in node else ""
        fix = _misspelt_table(path, source) if explained else ""
        if path == ("clients",):
            fix = 'Or change a shipped scenario: begin the file with extends = "isp".'
    elif kind == "finite_number":
        allowed += "; nan and inf are no numbers to compute with"
        fix = shape.likely(node, None) if explained else ""
    elif kind == "string_unicode":
        allowed += "; this cannot be encoded"
    elif explained:
        fix = shape.likely(node, value)
    return Problem(file, line, dotted(path), message, given, allowed, fix)


def _misspelt_table(path: Keys, source: Source) -> str:
    """A new table that lacks something may be an old one, misspelt: `rivals.attaker` for `rivals.attacker`."""
    if len(path) != 3:
        return ""
    table, given = str(path[0]), str(path[1])
    near = nearest(given, [name for name in _table(source.tree, table) if name != given])
    return f"Or did you mean {table}.{near}?" if near else ""


def _home(key: str) -> str:
    """Where a key belongs that has strayed into another table, for want of a header above it."""
    named = "name"  # stands for any name
    tables: list[tuple[str, ...]] = [(name,) if shape.keys(shape.at((name,))) else (name, named)
                                     for name in shape.keys(shape.root())]
    tables += [(*table, inner) for table in tables for inner in shape.keys(shape.at(table))]
    homes = [f"below [{'.'.join(table).replace(f'.{named}', '.NAME')}]"
             for table in tables if key in shape.keys(shape.at(table))]
    if key in shape.keys(shape.root()):
        homes.insert(0, "at the top of the file, above all tables")
    return f"It belongs {' or '.join(homes)}." if 0 < len(homes) <= MOST_HOMES else ""


def _about_key(path: Keys, explained: bool) -> tuple[str, str, str]:
    """What is wrong with a key that is not allowed."""
    known = shape.keys(shape.at(path[:-1]))
    if not known:
        return "is not", shape.NAME_RULE, ""
    fix = (did_you_mean(str(path[-1]), known) or _home(str(path[-1]))) if explained else ""
    return "is not known here; allowed:", ", ".join(known), fix

"""From a tree of tables to a scenario, or to everything that is wrong with it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from retainsim.scenario import shape
from retainsim.scenario.consistency import mismatches
from retainsim.scenario.errors import LIKELY, LIST, Keys, Problem, ScenarioError, did_you_mean, dotted, nearest
from retainsim.scenario.forms import in_its_form, instead
from retainsim.scenario.per_week import path_of_week
from retainsim.scenario.reading import NAMED, Source
from retainsim.scenario.schema import Scenario
from retainsim.scenario.units import key_to_write, value_to_write

MOST_FIXES = 200  # problems that get a fix: the search for near names is slow, and nobody reads so many
REST = "What is left of the week is administration: leave it out."
OTHERWISE = ('Or change a shipped scenario: begin the file with extends = "isp". '
             "Or fill in what retainsim new NAME --blank writes.")
EXAMPLES = {  # of tables that a file must have
    "clients": "[clients.standard] with organisations = 500, served_by_firm = 100 and fee_per_week = 60.",
    "staff": "sellers = { people = 2, wage_per_week = 900 } below [staff], and likewise every other role.",
    "firm": "cash = 100_000, credit_line = 50_000 and overhead_per_week = 2_000 below [firm].",
    "strategies": "[strategies.as-now] with hours.sellers = { hunting = 0.5, care = 0.2 }."}
JOBS = {  # what people call them
    **dict.fromkeys(("selling", "sales", "acquisition", "prospecting", "courting"), "hunting"),
    **dict.fromkeys(("visits", "visiting", "caring", "service", "retention"), "care"),
    **dict.fromkeys(("collection", "collections", "invoicing", "billing"), "dunning"),
    **dict.fromkeys(("support", "repairs", "faults"), "repair"),
    **dict.fromkeys(("production", "bookkeeping", "work", "projects", "cleaning"), "delivery")}
MOST_HOMES = 3  # tables that a key may come from, for it to be worth naming them


def check(source: Source, problems: Iterable[Problem] = ()) -> Scenario:
    """The scenario, if nothing is wrong with it.

    Raises   `ScenarioError` with `problems` and all further ones in the order of the file.
    """
    everything, likely = list(problems), set[Keys]()
    try:
        scenario = Scenario.model_validate(source.tree)
    except ValidationError as invalid:
        everything += _problems(_outermost(invalid.errors(include_url=False, include_context=False)), source, likely)
    tables = tuple(f"{dotted(path)}." for path in likely - source.places.keys.keys())
    everything += (problem for problem in mismatches(source) if not problem.path.startswith(tables))
    if everything:  # arguments first and as they came, then file by file, line by line
        # What strategies that are like each other take from the same line is said once.
        once: dict[tuple[object, ...], Problem] = {}
        for one in everything:
            once.setdefault((one.file, one.line, one.path.rpartition(".")[2], one.message, one.value), one)
        raise ScenarioError(sorted(once.values(), key=lambda problem: (
            ("", 0) if problem.file.startswith("--set ") else (problem.file, problem.line or 0))))
    scenario._places = source.places
    return scenario


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


def _problems(errors: list[ErrorDetails], source: Source, likely: set[Keys]) -> Iterator[Problem]:
    """The complaints of pydantic in the words of the file; a key that was meant by another one is not missing.

    `likely` takes the keys that were probably meant.
    """
    for number, error in enumerate(sorted(errors, key=lambda error: error["type"] == "missing")):
        path, has_fix = error["loc"], number < MOST_FIXES
        if _is_about_key(error) or error["type"] == "extra_forbidden":
            path, value = (path[:-1], None) if _is_about_key(error) else (path, error["input"])
            if twin := _twin(path, source):
                yield source.places.problem(path, f"says the same as {twin}; leave one of them out", value)
                continue
            key, fix = _likely_key(path, value) if has_fix else ("", "")
            likely.add((*path[:-1], key))
            names = ", ".join(shape.keys(shape.at(path[:-1])))
            words = (f"is not known here{LIST}", value, names) if names else ("is not", value, shape.NAME_RULE)
            yield source.places.problem(path, *words, fix)
        elif error["type"] != "missing" or path not in likely:
            yield _problem(error, source, has_fix)


def _twin(path: Keys, source: Source) -> str:
    """The key that says the same in another span of time, as it is written; nothing where there is none."""
    week = path_of_week(path)
    is_there = week != path and week in source.places.keys and shape.at(week)
    return str(source.places.as_written(week)[0][-1]) if is_there else ""


def _problem(error: ErrorDetails, source: Source, has_fix: bool) -> Problem:
    """What is wrong with a value, or with the lack of one."""
    path, kind, problem = error["loc"], error["type"], source.places.problem
    in_file, value = source.places.as_written(path, error["input"])
    node = shape.at(in_file)
    allowed = shape.in_words(node)
    if kind == "missing":
        allowed += shape.in_brackets(node.get("unit"))
        allowed += f": {node['description'].rstrip('.')}" if "description" in node else ""
        fix = ""
        if example := EXAMPLES.get(dotted(path)):
            is_first = path[0] == next(table for table in EXAMPLES if table not in source.tree)
            fix = f"For instance {example}{f' {OTHERWISE}' if is_first else ''}"
        if has_fix and len(path) == 3:
            # A new table that lacks something may be an old one, misspelt: `rivals.attaker` for `rivals.attacker`.
            table, name = str(path[0]), str(path[1])
            near = get_close_matches(name, [other for other in source.tree[table] if other != name], 1, LIKELY)
            fix = f"Or did you mean {table}.{near[0]}?" if near else ""
        return problem(path, "is missing; it must be", None, allowed, fix)
    if len(path) == 2 and path[0] in NAMED and not isinstance(value, dict):
        if value is False:
            there = [name for name, table in source.tree[path[0]].items() if isinstance(table, dict)]
            return problem(path, "drops an inherited table, and none of this name is inherited", value,
                           fix=did_you_mean(str(path[1]), there))
        return problem(path, "must be", value, "a table; false drops an inherited one")
    if kind == "string_unicode":
        return problem(path, "must be", value, f"{allowed}; this cannot be encoded")
    if kind == "finite_number":
        allowed += "; nan and inf are no numbers to compute with"
    fix = ""
    if path == ("firm", "cash") and shape.is_number(value) and value < 0:
        amount = shape.number_in_words(-value)
        fix = f"An overdraft of {amount} is stated as cash = 0 with a credit_line that is lower by {amount}."
    elif has_fix:
        likely_value = JOBS.get(value, value) if path[2:3] == ("jobs",) and isinstance(value, str) else value
        fix = (in_its_form(path, value, source.tree) or value_to_write(in_file, value)
               or shape.likely(node, None if kind == "finite_number" else likely_value))
    return problem(path, "must be", value, allowed, fix)


def _likely_key(path: Keys, value: object) -> tuple[str, str]:
    """The key that is probably meant by one that is not allowed, if there is one, and what to say of it."""
    names, name = shape.keys(shape.at(path[:-1])), str(path[-1])
    for key, fix in (key_to_write(path, value, names), instead(path, names)):
        if fix:
            return key, fix
    if not names and (near := shape.likely_name(str(path[-1]))):
        return near, f"Did you mean {near}?"
    is_job = path[2:3] == ("hours",)
    if is_job and name in ("administration", "admin"):
        return "", REST
    key = nearest(JOBS.get(name, name) if is_job else name, names) or ""
    return key, f"Did you mean {key}?" if key else "" if is_job else _home(name)


def _home(key: str) -> str:
    """Where a key belongs that has strayed into another table, for want of a header above it."""
    any_name = "name"
    tops = [(name,) if shape.keys(shape.at((name,))) else (name, any_name) for name in shape.keys(shape.root())]
    tables = [(), *tops, *((*table, inner) for table in tops for inner in shape.keys(shape.at(table)))]
    homes = [f"below [{'.'.join(table).replace(f'.{any_name}', '.NAME')}]" if table else
             "at the top of the file, above all tables" for table in tables if key in shape.keys(shape.at(table))]
    return f"It belongs {' or '.join(homes)}." if 0 < len(homes) <= MOST_HOMES else ""

"""The commands that play nothing: write, check, describe and compare scenario files; explain KPIs."""

import os
import shlex
from pathlib import Path

import click

from retainsim.cli import dialogue
from retainsim.cli.dialogue import JSON, SCENARIO, SCENARIOS, SET, InputWrong, put_answer, put_document, scenario_names


@click.command(short_help="Write a scenario file of your own, with comments.")
@click.argument("name", metavar="NAME")
@click.option("--from", "origin", metavar="SCENARIO", shell_complete=scenario_names,
              help="The file or shipped scenario that the new one starts from.  [default: isp]")
@click.option("--blank", is_flag=True, help="Start from no other scenario: a small firm, every number of which is to "
              "be changed.")
@click.option("--full", is_flag=True, help="Write out every value, instead of extending SCENARIO.")
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
def new(name: str, origin: str | None, blank: bool, full: bool, force: bool) -> None:
    """Write a scenario file of your own, NAME.toml, with comments; it runs at once, just like its origin.

    It extends SCENARIO and shows what you will change first; with --full it states every value itself. With --blank
    it is a firm of your own: segments, people, rivals and strategies to be filled in.

    \b
    Example:  retainsim new mine
    """
    from retainsim.results.folder.atomic import beside
    from retainsim.scenario import ScenarioError, load, printable, shipped
    from retainsim.scenario.shape import NAME_RULE, is_name, likely_name
    from retainsim.scenario.starter import blank_page, starter, whole
    from retainsim.study.setup import checks

    name = name.removesuffix(".toml")
    path = Path(f"{name}.toml")
    if name in shipped():
        raise InputWrong(f"{name}\n  is a shipped scenario; choose another name.")
    if not is_name(name):
        fix = f" Did you mean {guess}?" if (guess := likely_name(name.rpartition("/")[2])) else ""
        raise InputWrong(f"{printable(name) or '(empty)'}\n  must be {NAME_RULE}.{fix}")
    if blank and (origin or full):
        raise InputWrong("--blank\n  starts from no other scenario: leave out --from and --full.")
    origin = origin or "isp"
    scenario = load(origin)
    checks.refuse(checks.about_primary_kpis(scenario))
    if path.is_dir():
        raise InputWrong(f"{path}\n  is a folder. Choose another name.")
    if os.path.lexists(path) and not force:
        raise InputWrong(f"{path}\n  already exists. Choose another name, or give --force to replace it.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise InputWrong(f"{path}\n  cannot be written: no permission in this folder.")
    try:
        text = (blank_page(name) if blank else whole(name, scenario) if full else
                starter(name, scenario, _reference(origin, path)))
        with beside(path, text) as file:
            if not full:
                load(file)
            os.replace(file, path)
    except ScenarioError:
        raise InputWrong(f"{path}\n  cannot extend that scenario, which must lie in this folder or below it. "
                         "--full writes everything out instead.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from None
    if blank:
        click.echo(f"{path}: written; every number in it is there to be changed.\n"
                   f"Next: retainsim check {path}; retainsim compare {path}")
        return
    click.echo(f"{path}: written; until you change it, it says the same as {printable(origin)}.\n"
               f"Next: retainsim check {path}; retainsim diff {shlex.quote(origin)} {path}; retainsim compare {path}")


def _reference(origin: str, path: Path) -> str:
    """How the file extends its origin: by the name of a shipped scenario, or by a relative path; never itself."""
    from retainsim.scenario import locate, shipped

    place = locate(origin)
    if shipped().get(origin) == place:
        return origin
    if path.exists() and place.samefile(path):
        raise InputWrong(f"--from {path}\n  is the file to be written, and cannot extend itself; --full replaces it.")
    try:
        inside = Path(os.path.relpath(place, path.parent)).as_posix()
    except ValueError:  # on another drive
        inside = place.as_posix()
    return inside if "/" in inside or place.suffix else f"./{inside}"


@click.command(short_help="Check scenario files and list everything that is wrong with them.")
@SCENARIOS
@SET
@click.pass_context
def check(ctx: click.Context, scenarios: tuple[str, ...], changes: tuple[str, ...]) -> None:
    """Check scenario files, list everything that is wrong with them, and show where the firm stands.

    SCENARIO is a file or the name of a shipped scenario; several may be given. Also names values that have no effect
    or lie outside their plausible range, and what is inherited. Exit code 2 if anything is wrong.

    \b
    Example:  retainsim check mine.toml
    """
    from retainsim.report.standing import standing_report
    from retainsim.report.words import counted
    from retainsim.scenario import ScenarioError, doubts, load, printable
    from retainsim.study.setup import checks

    code, is_later = 0, False
    for name in scenarios:
        try:
            scenario = load(name, changes)
            checks.refuse(checks.about_primary_kpis(scenario))
        except ScenarioError as error:
            click.echo(str(error), err=True)
            code = InputWrong.exit_code
            continue
        parts = [counted(sum(segment.organisations for segment in scenario.clients.values()), "organisation"),
                 counted(sum(rival.enabled for rival in scenario.rivals.values()), "rival"),
                 counted(len(scenario.strategies), "strategy"), counted(scenario.weeks, "week")]
        lines = [f"  {line}" for doubt in doubts(scenario) for line in str(doubt).splitlines()]
        head = f"{printable(name)}: fine ({', '.join(parts)}){', but:' if lines else ''}"
        click.echo("\n".join([*([""] if is_later else []), head, *lines, ""]))
        dialogue.put_report(standing_report(scenario))
        is_later = True
    ctx.exit(code)


@click.command(short_help="List the scenarios that come with retainsim.")
@JSON
def scenarios(as_json: bool) -> None:
    """List the scenarios that come with retainsim.

    \b
    Example:  retainsim scenarios
    """
    from retainsim.scenario import descriptions

    texts = descriptions()
    width = max(map(len, texts), default=0)
    if as_json:
        put_document({"scenarios": [{"name": name, "description": text} for name, text in texts.items()]})
    else:
        click.echo("\n".join(f"{name:{width}}  {text}".rstrip() for name, text in texts.items()))


@click.command(short_help="Print the JSON Schema of scenario files.")
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check TOML.

    \b
    Example:  retainsim schema > scenario.schema.json
    """
    from retainsim.scenario import file_schema

    put_document(file_schema())


@click.command(short_help="Print every parameter of a scenario with unit, range and source.")
@SCENARIO
@click.argument("table", metavar="[TABLE]", required=False, shell_complete=dialogue.tables_of_scenario)
@SET
@JSON
def describe(scenario: str, table: str | None, changes: tuple[str, ...], as_json: bool) -> None:
    """Print every parameter of a scenario with its value, unit, meaning, plausible range and source.

    SCENARIO is a file or the name of a shipped scenario; TABLE a dotted path such as clients.status or firm.cash.

    \b
    Example:  retainsim describe isp mechanisms.trial
    """
    from retainsim.report.describe import description_report
    from retainsim.scenario import digest, load
    from retainsim.scenario.description import below, in_use, parameters

    world = load(scenario, changes)
    rows = parameters(world) if table is None else below(parameters(world), table)
    put_answer([parameter.to_document() for parameter in rows], as_json,
               description_report(f"{world.name}, digest {digest(world)}", in_use(world) if table is None else rows))


@click.command(short_help="Show how two scenarios differ.")
@click.argument("first", metavar="A", shell_complete=scenario_names)
@click.argument("second", metavar="B", shell_complete=scenario_names)
@SET
@JSON
def diff(first: str, second: str, changes: tuple[str, ...], as_json: bool) -> None:
    """Show how two scenarios differ, once everything they extend and all defaults are filled in.

    A and B are files or names of shipped scenarios; --set changes both.

    \b
    Example:  retainsim diff isp mine.toml
    """
    from retainsim.report.describe import difference_report
    from retainsim.scenario import ScenarioError, load, printable
    from retainsim.scenario.description import difference
    from retainsim.scenario.errors import encodable

    worlds, problems = [], []
    for name in (first, second):
        try:
            worlds.append(load(name, changes))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    change = difference(*worlds)
    put_answer({"a": encodable(first), "b": encodable(second), **change.to_document()}, as_json,
               difference_report(printable(first), printable(second), change))


@click.command(short_help="Explain the figures of all reports.")
@click.argument("names", metavar="[KPI...]", nargs=-1, shell_complete=dialogue.kpi_names)
@JSON
def kpis(names: tuple[str, ...], as_json: bool) -> None:
    """Explain the figures of all reports: unit, which way is better, when they are measured, definition.

    KPI is a name such as value_end; all are listed if none is given.

    \b
    Example:  retainsim kpis value_end cash_end
    """
    from retainsim.report.describe import kpis_report
    from retainsim.results.kpis.dictionary import KPIS, explained
    from retainsim.study.setup import checks

    every = {kpi.name: kpi for kpi in explained()}
    # Rivals have whatever names.
    checks.refuse([problem for name in names if name not in KPIS for problem in checks.about_kpi(name, "KPI", every)])
    wanted = [KPIS[name] for name in dict.fromkeys(names or every)]
    put_answer({"kpis": [kpi.to_document() for kpi in wanted]}, as_json, kpis_report(wanted))

"""`retainsim describe`, `diff` and `kpis`: what a scenario says, what differs between two, what figures mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, SCENARIO, SET
from retainsim.cli.completing import kpi_names, scenario_names, tables_of_scenario
from retainsim.cli.printing import put_answer

if TYPE_CHECKING:
    from retainsim.scenario import Scenario


@click.command(short_help="Print every parameter of a scenario with unit, range and source.")
@SCENARIO
@click.argument("table", metavar="[TABLE]", required=False, shell_complete=tables_of_scenario)
@SET
@JSON
def describe(scenario: str, table: str | None, changes: tuple[str, ...], as_json: bool) -> None:
    """Print every parameter of a scenario with its value, unit, meaning, plausible range and source.

    SCENARIO is a file or the name of a shipped scenario; TABLE a dotted path such as clients.status or firm.cash.

    \b
    Example:  retainsim describe isp mechanisms.trial
    """
    from retainsim.report.parameters import description_report
    from retainsim.scenario import digest, load
    from retainsim.scenario.description import below, parameters

    world = load(scenario, changes)
    rows = parameters(world) if table is None else below(parameters(world), table)
    put_answer([parameter.to_document() for parameter in rows], as_json,
               lambda _: description_report(f"{world.name}, digest {digest(world)}", rows))


@click.command(short_help="Say what differs between two scenarios.")
@click.argument("first", metavar="A", shell_complete=scenario_names)
@click.argument("second", metavar="B", shell_complete=scenario_names)
@SET
@JSON
def diff(first: str, second: str, changes: tuple[str, ...], as_json: bool) -> None:
    """Say what differs between two scenarios, once all that they extend and all defaults are filled in.

    A and B are files or names of shipped scenarios; changes by --set are made to both.

    \b
    Example:  retainsim diff isp mine.toml
    """
    from retainsim.report.parameters import difference_report
    from retainsim.scenario.difference import difference
    from retainsim.scenario.errors import printable

    change = difference(*_both(first, second, changes))
    put_answer({"a": first, "b": second, **change.to_document()}, as_json,
               lambda _: difference_report(printable(first), printable(second), change))


def _both(first: str, second: str, changes: tuple[str, ...]) -> tuple[Scenario, Scenario]:
    """The two scenarios.

    Raises   `ScenarioError` with what is wrong with either.
    """
    from retainsim.scenario import ScenarioError, load

    worlds, problems = [], []
    for name in (first, second):
        try:
            worlds.append(load(name, changes))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    return worlds[0], worlds[1]


@click.command(short_help="Say what the figures of all reports mean.")
@click.argument("names", metavar="[KPI...]", nargs=-1, shell_complete=kpi_names)
@JSON
def kpis(names: tuple[str, ...], as_json: bool) -> None:
    """Say what the figures of all reports mean: unit, which way is better, when they are measured, definition.

    KPI is a name such as value_end; all are listed if none is given.

    \b
    Example:  retainsim kpis value_end cash_end
    """
    from retainsim.report.kpis import kpis_report
    from retainsim.results.kpis.dictionary import KPIS
    from retainsim.study.setup import checks

    checks.refuse([problem for name in names for problem in checks.about_kpi(name, "KPI")])
    wanted = [KPIS[name] for name in dict.fromkeys(names or KPIS)]
    put_answer({"kpis": [kpi.to_document() for kpi in wanted]}, as_json, lambda _: kpis_report(wanted))

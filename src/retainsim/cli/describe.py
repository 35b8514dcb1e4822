"""`retainsim describe` and `retainsim diff`: what a scenario says, and what differs between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, SCENARIO, SET
from retainsim.cli.completing import scenario_names, tables_of_scenario
from retainsim.cli.printing import put_document, put_report

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
    from retainsim.scenario import digest, load
    from retainsim.scenario.description import below, parameters

    world = load(scenario, changes)
    known = parameters(world)
    if table is not None:
        known = below(known, table)
    if as_json:
        put_document([parameter.to_document() for parameter in known])
        return
    from retainsim.report.parameters import description_report

    put_report(description_report(f"{world.name}, digest {digest(world)}", known))


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
    from retainsim.scenario.difference import difference
    from retainsim.scenario.errors import printable

    found = difference(*_both(first, second, changes))
    if as_json:
        put_document({"a": first, "b": second, **found.to_document()})
        return
    from retainsim.report.parameters import difference_report

    put_report(difference_report(printable(first), printable(second), found))


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

"""What several commands take, and how they say that it is wrong."""

import shlex
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from retainsim.cli.completing import kpi_names, scenario_names, strategy_names, tables_of_scenario

Function = TypeVar("Function", bound=Callable[..., Any])
EXIT_FAILED, EXIT_INPUT_WRONG = 1, 2


def names(ctx: click.Context, param: click.Parameter, text: str | None) -> list[str] | None:
    """The names of a list A,B,..."""
    return None if text is None else [name.strip() for name in text.split(",")]


def strategies(metavar: str, words: str, required: bool = False) -> Callable[[Function], Function]:
    """The option that names strategies."""
    return click.option("--strategies", required=required, metavar=metavar, shell_complete=strategy_names,
                        callback=names, help=words)


def kpi(words: str) -> Callable[[Function], Function]:
    """The option that names the one KPI that matters."""
    return click.option("--kpi", metavar="KPI", shell_complete=kpi_names,
                        help=f"{words}; if not given, the scenario's first primary KPI that has a better direction, by "
                             "which compare judges, too. `retainsim kpis` lists all.")


def out(words: str) -> Callable[[Function], Function]:
    """The option that names a folder for results."""
    return click.option("--out", type=click.Path(), metavar="DIR", help=words)


SCENARIO = click.argument("scenario", metavar="SCENARIO", shell_complete=scenario_names)
SET = click.option("--set", "changes", multiple=True, metavar="PATH=VALUE", shell_complete=tables_of_scenario,
                   help="Change one value of the scenario, e.g. rivals.attacker.enabled=false; may be repeated.")
SEED = click.option("--seed", type=int, metavar="N", help="Seed of luck instead of the scenario's.")
WEEKS = click.option("--weeks", type=int, metavar="N", help="Weeks to simulate instead of the scenario's.")
THREADS = click.option(
    "--threads", type=int, metavar="N",
    help="Worlds simulated at the same time; one per core if not given. Results do not depend on it.")
FORCE = click.option("--force", is_flag=True, help="Replace the results in a folder that exists.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")


def command() -> str:
    """What has been typed, for the folder that it leads to."""
    return shlex.join(["retainsim", *sys.argv[1:]])


class InputWrong(click.ClickException):
    """What the user gave cannot be used; the message says all there is to say."""

    exit_code = EXIT_INPUT_WRONG

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)

"""The command `retainsim` itself: its subcommands, its version, and how it answers to wrong input."""

import sys
from typing import Any

import click

from retainsim.cli.claims import claims
from retainsim.cli.dialogue import InputWrong
from retainsim.cli.report import report
from retainsim.cli.scenarios import check, describe, diff, kpis, new, scenarios, schema
from retainsim.cli.studies import compare, rerun, run, switch, why
from retainsim.version import VERSION


class Commands(click.Group):
    """Subcommands that ask what was meant, and say what is wrong with what they read instead of tracing it back."""

    def main(self, *args: Any, **options: Any) -> Any:
        try:
            return super().main(*args, **options)
        except OSError as error:
            # That of standard output, such as a full disk: a file that cannot be opened has a name.
            if error.filename is not None:
                raise
            sys.stdout = None  # or Python would try it once more at the end, and complain in its own words
            click.ClickException(f"Standard output cannot be written: {error.strerror or error}").show()
            sys.exit(click.ClickException.exit_code)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        # Older versions of click ask what was meant only for options.
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            from retainsim.scenario.errors import did_you_mean, printable

            names = self.list_commands(ctx)
            ctx.fail(f'There is no command "{printable(name)}"; there are {", ".join(names)}. '
                     f"{did_you_mean(name, names)}".rstrip())
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from retainsim.results.folder.layout import ResultsError  # a second that `--help` does not have
            from retainsim.scenario import ScenarioError

            if isinstance(error, ScenarioError):
                raise InputWrong(str(error)) from None
            if isinstance(error, ResultsError):
                raise click.ClickException(str(error)) from None
            raise


@click.group(cls=Commands, commands=[check, claims, compare, describe, diff, kpis, new, report, rerun, run, scenarios,
                                     schema, switch, why],
             context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="retainsim")
def root() -> None:
    """Where should the next hour of a supplier's people go: into new clients, or into those it has?

    Simulates a market of organisations week by week and plays strategies against each other under the same luck.

    \b
    Example:  retainsim compare isp

    \b
    Tab completes names of all kinds after this line in ~/.bashrc:
    eval "$(_RETAINSIM_COMPLETE=bash_source retainsim)"
    """


def _docstring(function: Any) -> str | None:
    """What `python -OO` leaves out."""
    import ast
    from inspect import getsource

    try:
        definition, = ast.parse(getsource(function)).body
    except OSError:  # installed without sources
        return None
    return ast.get_docstring(definition) if isinstance(definition, ast.FunctionDef) else None


for command in (root, *root.commands.values()):
    command.help = command.help or _docstring(command.callback)

"""The command `retainsim` itself: its subcommands, its version, and how it answers wrong input."""

import re
import sys
from typing import Any

import click

from retainsim.cli.cite import cite
from retainsim.cli.claims import claims
from retainsim.cli.dialogue import InputWrong
from retainsim.cli.play import play
from retainsim.cli.report import report
from retainsim.cli.scenarios import check, describe, diff, kpis, new, scenarios, schema
from retainsim.cli.studies import compare, rerun, run, switch, why
from retainsim.cli.sweeps import robustness, sensitivity, sweep
from retainsim.version import VERSION


class Commands(click.Group):
    """Subcommands that suggest what was meant, and turn errors of input into messages instead of tracebacks."""

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
            raise _unknown(name, "is not a command; allowed:", self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise wrong_usage(error, self) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise wrong_usage(error, self.get_command(ctx, ctx.invoked_subcommand or "") or self) from None
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


def wrong_usage(error: click.UsageError, command: click.Command) -> InputWrong:
    """A complaint of click in the form of all other messages: where, what, and an example or what is allowed."""
    from retainsim.scenario.errors import printable

    options = {name: param for param in command.get_params(click.Context(command)) for name in param.opts
               if name.startswith("--")}
    example = re.search(r"Examples?: +(retainsim .+)", command.help or "")
    where, what = command.name or "retainsim", error.format_message()
    if isinstance(error, click.NoSuchOption):
        return _unknown(error.option_name, "is not known here; allowed:", list(options))
    extra = re.match(r"Got unexpected extra arguments? \((.*)\)", what)
    if extra:
        where, what = extra[1], "are arguments too many" if " " in extra[1] else "is one argument too many"
    elif isinstance(error, click.MissingParameter) and error.param:
        where, what = _place(error.param), f"is missing{_meaning(error.param)}"
    elif isinstance(error, click.BadOptionUsage) and (param := options.get(error.option_name)):
        is_flag = isinstance(param, click.Option) and param.is_flag
        where, what = _place(param), f"{'takes' if is_flag else 'has'} no value{_meaning(param)}"
    command_line = f" For example: {example[1]}" if example else ""
    return InputWrong(f"{printable(where)}\n  {what.rstrip('.')}.{command_line}")


def _unknown(name: str, words: str, names: list[str]) -> InputWrong:
    from retainsim.scenario.errors import Problem, did_you_mean, printable

    return InputWrong(str(Problem(printable(name), None, "", words, allowed=", ".join(names),
                                  fix=did_you_mean(name, names))))


def _place(param: click.Parameter) -> str:
    value = "" if isinstance(param, click.Option) and param.is_flag else param.metavar or (param.name or "").upper()
    if isinstance(param, click.Option):
        return f"{param.opts[0]} {value}".rstrip()
    return f"{value}..." if param.nargs == -1 and not value.endswith("...") else value


def _meaning(param: click.Parameter) -> str:
    """What an option is for, as its help says."""
    text = getattr(param, "help", None) or ""
    return f": {text[0].lower()}{text[1:].rstrip('.')}" if text else ""


@click.group(cls=Commands, commands=[check, cite, claims, compare, describe, diff, kpis, new, play, report, rerun,
                                     robustness, run, scenarios, schema, sensitivity, sweep, switch, why],
             context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="retainsim")
def root() -> None:
    """Where should the next hour of a supplier's people go: into new clients, or into those it has?

    Simulates a market of organisations week by week and plays strategies against each other under the same luck.

    \b
    Example:  retainsim compare isp

    \b
    To complete names of all kinds with Tab, add this line to ~/.bashrc:
    eval "$(_RETAINSIM_COMPLETE=bash_source retainsim)"
    """


def _docstring(function: Any) -> str | None:
    """The docstring of a function, which `python -OO` leaves out, from its source."""
    import ast
    from inspect import getsource

    try:
        definition, = ast.parse(getsource(function)).body
    except OSError:  # installed without sources
        return None
    return ast.get_docstring(definition) if isinstance(definition, ast.FunctionDef) else None


for command in (root, *root.commands.values()):
    command.help = command.help or _docstring(command.callback)

"""What commands share: options, completion when Tab is pressed, how to refuse wrong input, how to print an answer.

If what is already typed is wrong, completion offers nothing instead of failing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from retainsim.report.blocks import Block

if TYPE_CHECKING:
    from retainsim.scenario import Scenario

Function = TypeVar("Function", bound=Callable[..., Any])


class InputWrong(click.ClickException):
    """Wrong input; the message is printed as it is."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


class Number(click.ParamType):  # type: ignore[type-arg]  # older versions of click take none
    """A number, whole or not; anything else is refused in the same form as all other wrong input."""

    def __init__(self, is_whole: bool) -> None:
        self.name, self._read = "integer" if is_whole else "float", int if is_whole else float
        self._words = "a whole number" if is_whole else "a number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        try:
            return self._read(value)
        except ValueError:
            from retainsim.scenario.errors import quote

            option = param.opts[0] if param else "number"
            raise InputWrong(f"{option} {quote(value)}\n  must be {self._words}.") from None


WHOLE, REAL = Number(is_whole=True), Number(is_whole=False)


def scenario_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shipped scenarios, beside the files that the shell knows itself."""
    from retainsim.scenario import shipped

    return [CompletionItem(incomplete, type="file"), *map(CompletionItem, _starting(shipped(), incomplete))]


def experiment_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shipped experiments, beside the files that the shell knows itself."""
    from retainsim.scenario.reading import EXPERIMENT, shipped

    return [CompletionItem(incomplete, type="file"), *map(CompletionItem, _starting(shipped(EXPERIMENT), incomplete))]


def _typed(ctx: click.Context) -> Scenario | None:
    """The scenario that has been typed; None if it cannot be read."""
    from retainsim.scenario import ScenarioError, load

    # Before an option that still lacks its value, click has not yet given arguments their names.
    named = [ctx.params.get("scenario"), *(ctx.params.get("scenarios") or ()), ctx.params.get("first"), *ctx.args]
    try:
        return load(str(next(filter(None, named), "")))
    except ScenarioError:
        return None


def strategy_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The strategies of the scenario that has been typed, each of a list A,B,... once."""
    world = _typed(ctx)
    before, comma, last = incomplete.rpartition(",")
    names = [] if world is None else [name for name in world.strategies if name not in before.split(",")]
    return [before + comma + name for name in _starting(names, last)]


def claim_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The claims, and their groups."""
    from retainsim.claims import identifiers

    names = identifiers()
    return _starting([*dict.fromkeys(name.rstrip("0123456789") for name in names), *names], incomplete.upper())


def kpi_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The KPIs; if a scenario has been typed, also those of each of its rivals."""
    from retainsim.results.kpis.dictionary import KPIS
    from retainsim.study.setup.checks import kpis_in

    world = _typed(ctx)
    return _starting(KPIS if world is None else kpis_in(world), incomplete)


def tables_of_scenario(ctx: click.Context, param: click.Parameter, incomplete: str, numbers_only: bool = False,
                       ) -> list[str]:
    """The next part of a dotted path of the scenario that has been typed."""
    world = _typed(ctx)
    if world is None:
        return []
    from retainsim.scenario.description import parameters
    from retainsim.scenario.shape import is_number

    paths = (p.path for p in parameters(world) if not numbers_only or is_number(p.value))
    parts = incomplete.count(".") + 1
    return _starting(dict.fromkeys(".".join(path.split(".")[:parts]) for path in paths), incomplete)


numbers_of_scenario = partial(tables_of_scenario, numbers_only=True)


def _starting(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def options(*several: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Several options of a command, in their order."""
    return lambda function: reduce(lambda inner, option: option(inner), reversed(several), function)


def _only(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> str:
    """The scenario of a command that takes one."""
    if len(names) > 1 and not ctx.resilient_parsing:
        from retainsim.scenario.errors import printable

        raise InputWrong(f"{' '.join(map(printable, names))}\n  are {len(names)} scenarios, and {ctx.info_name} takes "
                         "one. Only compare plays several.")
    return next(iter(names), "")


SCENARIO = click.argument("scenario", metavar="SCENARIO", shell_complete=scenario_names)
ONE_SCENARIO, SCENARIOS = (
    click.argument(name, metavar=metavar, nargs=-1, required=True, callback=callback, shell_complete=scenario_names)
    for name, metavar, callback in (("scenario", "SCENARIO", _only), ("scenarios", "SCENARIO...", None)))
SET = click.option("--set", "changes", multiple=True, metavar="PATH=VALUE", shell_complete=tables_of_scenario,
                   help="Change one value of the scenario, e.g. rivals.attacker.enabled=false; may be repeated.")
THREADS = click.option("--threads", type=WHOLE, metavar="N", help="Worlds simulated at the same time; one per core if "
                       "not given. Results do not depend on it.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")


def refuse_other_folders(results: Path) -> None:
    """Raise `InputWrong` for a folder that is not a results folder."""
    from retainsim.results.folder.layout import PROVENANCE
    from retainsim.scenario.errors import printable

    if not (results / PROVENANCE).is_file():
        raise InputWrong(f"{printable(str(results), 300)}\n  is not a results folder, such as compare --out writes: "
                         f"there is no {PROVENANCE} in it.")


def put_page(file: Path, page: str) -> None:
    """Write a page, in place of an earlier one.

    Raises   `ResultsError` if it cannot be written.
    """
    from retainsim.results.folder.atomic import beside
    from retainsim.results.folder.layout import ResultsError
    from retainsim.scenario.errors import file_label

    try:
        with beside(file.resolve(), page) as new:
            new.replace(file)
    except OSError as error:
        raise ResultsError(f"The page cannot be written to {file_label(file)}: {error.strerror or error}.") from None
    click.echo(f"\nPage: {file_label(file)}", err=True)


def put_report(blocks: Iterable[Block]) -> None:
    """Print a report, as wide as the terminal."""
    from retainsim.report.renderers import terminal

    # Only a terminal is read by a person; a process may also be started without standard output (`>&-`).
    click.echo(terminal.text(blocks, sys.stdout is not None and sys.stdout.isatty()))


def put_document(document: Any) -> None:
    """Print one JSON document, in ASCII, so that any terminal or pipe can carry it; `ValueError` for NaN."""
    click.echo(json.dumps(document, indent=2, allow_nan=False))


def put_answer(document: Any, as_json: bool, report: Iterator[Block]) -> None:
    """Print the answer of a command, as one JSON document or as a report, which is made only if it is printed."""
    if as_json:
        put_document(document)
    else:
        put_report(report)

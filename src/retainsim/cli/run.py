"""`retainsim run`: one world under one strategy."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retainsim.cli.arguments import FORCE, JSON, SCENARIO, SEED, SET, WEEKS, out
from retainsim.cli.background import in_background, work_behind
from retainsim.cli.completing import strategy_names
from retainsim.cli.printing import put_answer, results_errors
from retainsim.cli.progress import Bar
from retainsim.cli.report import say_report

if TYPE_CHECKING:
    from retainsim.study.run import Run
    from retainsim.study.setup.request import Progress


@click.command(short_help="Play one strategy in one world and tell what happened.")
@SCENARIO
@click.option("--strategy", "strategies", required=True, metavar="NAME", shell_complete=strategy_names,
              help="Strategy of the scenario.")
@click.option("--replication", type=int, default=0, show_default=True, metavar="K",
              help="Which world: the same as number K of compare, counted from 0.")
@click.option("--client", metavar="NAME", help="Tell the life of one organisation: its name, its segment and number as "
              'in "standard 17", or its number in events.')
@SET
@SEED
@WEEKS
@out("Also keep this world in a folder: a page with figures, Parquet tables, the scenario, provenance.")
@FORCE
@JSON
def run(scenario: str, changes: tuple[str, ...], as_json: bool, **request: Any) -> None:
    """Play one strategy in one world and tell what happened: the events that matter, week by week.

    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim run isp --strategy nurture --client "Regional Parliament"
    """
    from retainsim.scenario import load

    world = load(scenario, changes)

    def study(progress: Progress) -> Run:
        from retainsim.study.run import run
        from retainsim.study.setup.request import Request

        return run(world, Request(**request, command=command_line()), progress)

    one = work_behind(Bar("worlds"), study)
    from retainsim.report.run import run_report

    try:
        put_answer(one.to_document(), as_json, lambda _: run_report(one))
    finally:  # even if nobody reads to the end
        if request["out"] is not None:
            _write_report(one, Path(request["out"]))


def command_line() -> str:
    """What has been typed, for the folder that it leads to."""
    return shlex.join(["retainsim", *sys.argv[1:]])


def _write_report(one: Run, folder: Path) -> None:
    """Raises   `click.ClickException` if it cannot be written; the results are complete all the same."""

    def write() -> None:
        from retainsim.report.pages import run_files
        from retainsim.results.folder.report import add_report

        add_report(folder, run_files(one))

    with results_errors():
        in_background(write)
    say_report(folder)

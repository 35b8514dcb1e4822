"""`retainsim run`: one world under one strategy."""

from pathlib import Path
from typing import Any

import click

from retainsim.cli.arguments import FORCE, JSON, SCENARIO, SEED, SET, WEEKS, command, out
from retainsim.cli.background import ask
from retainsim.cli.completing import strategy_names
from retainsim.cli.printing import put_answer
from retainsim.cli.progress import Bar
from retainsim.cli.report import write_report


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
    world = ask("run.run", Bar("worlds"), scenario, changes, command=command(), **request)
    from retainsim.report.run import run_report

    try:
        put_answer(world.to_document(), as_json, lambda _: run_report(world))
    finally:  # even if nobody reads to the end
        if request["out"] is not None:
            write_report(Path(request["out"]), None, explain=False, world=world)

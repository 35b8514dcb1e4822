"""`retainsim run`: one world under one strategy."""

from __future__ import annotations

import math
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retainsim.cli.arguments import JSON, SCENARIO, SEED, SET, WEEKS
from retainsim.cli.background import in_background, say_if_compiling
from retainsim.cli.completing import strategy_names
from retainsim.cli.printing import put_document, put_report, results_told
from retainsim.cli.report import say_report

if TYPE_CHECKING:
    from retainsim.study.run import SingleRun


@click.command(short_help="Play one strategy in one world and tell what happened.")
@SCENARIO
@click.option("--strategy", required=True, metavar="NAME", shell_complete=strategy_names,
              help="Strategy of the scenario.")
@click.option("--replication", type=int, default=0, show_default=True, metavar="K",
              help="Which world: the same as number K of compare, counted from 0.")
@click.option("--client", metavar="NAME", help="Tell the life of one organisation: its name, its segment and number as "
              'in "standard 17", or its number in events.')
@SET
@SEED
@WEEKS
@click.option("--out", type=click.Path(), metavar="DIR",
              help="Also keep this world in a folder: a page with figures, Parquet tables, the scenario, provenance.")
@click.option("--force", is_flag=True, help="Replace the results in a folder that exists.")
@JSON
def run(scenario: str, strategy: str, replication: int, client: str | None, changes: tuple[str, ...], seed: int | None,
        weeks: int | None, out: str | None, force: bool, as_json: bool) -> None:
    """Play one strategy in one world and tell what happened: the events that matter, week by week.

    SCENARIO is a file or the name of a shipped scenario.

    \b
    Example:  retainsim run isp --strategy nurture --client "Regional Parliament"
    """
    from retainsim.scenario import load

    world = load(scenario, changes)

    def lived() -> SingleRun:
        from retainsim.study.run import run_one

        return run_one(world, strategy, seed, weeks, replication, say_if_compiling, client, out, force,
                       shlex.join(["retainsim", *sys.argv[1:]]))

    with results_told():
        told = in_background(lived)
    try:
        if as_json:
            put_document(_document(told))
        else:
            from retainsim.report.run import run_report

            put_report(run_report(told))
    finally:  # even if nobody reads to the end
        if out is not None:
            _write_report(told, Path(out))


def _write_report(told: SingleRun, folder: Path) -> None:
    """Raises   `click.ClickException` if it cannot be written; the results are complete all the same."""

    def written() -> None:
        from retainsim.report.pages import run_files
        from retainsim.results.folder.report import add_report

        add_report(folder, run_files(told))

    with results_told():
        in_background(written)
    say_report(folder)


def _document(told: SingleRun) -> dict[str, Any]:
    from retainsim.scenario import digest

    played = told.scenario
    kpis = {name: value if math.isfinite(value) else None for name, value in told.kpis.items()}
    document = {"scenario": played.name, "digest": digest(played), "seed": played.seed, "weeks": played.weeks,
                "strategy": told.strategy, "replication": told.replication, "kpis": kpis}
    if told.life:
        organisation = told.life.organisation
        document["client"] = {"name": told.names.name(organisation), "organisation": organisation,
                              "segment": told.names.segment(organisation), "weeks": told.life.to_document()}
    return document

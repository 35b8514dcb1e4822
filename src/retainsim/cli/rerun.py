"""`retainsim rerun`: one row of a results folder, played again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from retainsim.cli.arguments import JSON, InputWrong
from retainsim.cli.background import work_behind
from retainsim.cli.printing import put, put_answer
from retainsim.cli.progress import Bar

if TYPE_CHECKING:
    from retainsim.study.rerun import Rerun
    from retainsim.study.setup.request import Progress

MOST_DIFFERENCES = 20  # differences that a person reads


@click.command(short_help="Play a row of a results folder again, bit for bit.")
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--row", type=int, required=True, metavar="K", help="Which row of replications.parquet, counted from 0.")
@JSON
def rerun(results: Path, row: int, as_json: bool) -> None:
    """Play a row of a results folder again, tell what happened, and say whether it agrees bit for bit.

    RESULTS is a folder that compare --out has written. Exit code 1 if it does not agree.

    \b
    Example:  retainsim rerun results --row 7
    """
    from retainsim.results.folder.layout import PROVENANCE
    from retainsim.results.folder.versions import notice
    from retainsim.scenario.errors import printable

    folder = printable(str(results), 300)
    if not (results / PROVENANCE).is_file():
        raise InputWrong(f"{folder}\n  is no results folder, such as compare --out writes: there is no {PROVENANCE} in "
                         "it.")

    def work(progress: Progress) -> Rerun:
        from retainsim.study.rerun import rerun

        return rerun(results, row, progress)

    again = work_behind(Bar("worlds"), work)
    if words := notice(again.written_by):
        click.echo(words, err=True)
    run, differences = again.run, again.differences
    title = (f"{run.scenario.name}, {run.strategy}: {run.scenario.weeks} weeks, replication {run.replication}, seed "
             f"{run.scenario.seed}, row {row}")
    from retainsim.report.run import run_report

    put_answer(again.to_document(), as_json, lambda _: run_report(run, title))
    if differences:
        lines = [printable(difference, 300) for difference in differences[:MOST_DIFFERENCES]]
        if len(differences) > MOST_DIFFERENCES:
            lines.append(f"... and {len(differences) - MOST_DIFFERENCES} more")
        raise click.ClickException("\n  ".join([f"Row {row} of {folder} is not what is played now:", *lines])
                                   + f"\n{again.reason}")
    if not as_json:
        put(f"\nAgrees with row {row} of {folder} bit for bit: {len(run.kpis)} KPIs, {run.scenario.weeks} weeks, "
            f"{len(run.trace.events):,} events.")
